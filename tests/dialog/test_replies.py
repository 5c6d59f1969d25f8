"""Replies: what answers or quotes a message points, on the other side, at what stands there for it."""

from typing import Any

import pytest

from bot.emulator.actors import Expert, Message, Person, Stage
from bot.text import bare
from tests.dialog.case import opened, taken

TWICE = "Wacht tot vrijdag. Bel daarna de school, en bel daarna mij."

ELSEWHERE = {
    "external_reply": {
        "origin": {"type": "hidden_user", "date": 1, "sender_user_name": "Iemand"},
    }
}
"""What Telegram tells of an answer to a message of another chat."""


async def answered(anna: Person, eva: Expert, text: str) -> tuple[Message, Message]:
    """Let an expert answer; the answer, and its copy on her side."""
    case = await opened(anna, eva)
    return await eva.replies(case.card, text), await anna.sees(text)


async def test_she_quotes_an_answer(anna: Person, eva: Expert) -> None:
    """What she quotes of an answer is quoted in the topic, at the same place of the answer itself."""
    answer, copy = await answered(anna, eva, TWICE)
    place = TWICE.index("daarna mij")
    await anna.writes("Waarom?", reply_to=copy, quote="daarna", quote_position=place)
    shown = await eva.sees(await eva.topic(), "Waarom?")
    assert (shown.reply_to, shown.quote) == (answer.id, "daarna")
    assert shown.quote_at == place


@pytest.mark.parametrize("kind", ["photo", "sticker", "voice", "location"])
async def test_she_quotes_with_more_than_a_text(kind: str, anna: Person, eva: Expert) -> None:
    """A photo, sticker, voice message or location with a quote keeps the quote, also when it had to be asked about."""
    answer, copy = await answered(anna, eva, TWICE)
    place: dict[str, Any] = {}
    if kind == "location":
        place = {"latitude": 52.1, "longitude": 5.1}
    await anna.sends(kind, reply_to=copy, quote="vrijdag", **place)
    if kind == "location":
        await anna.presses("Stuur toch")
    shown = await eva.sees(await eva.topic(), kind=kind)
    assert (shown.reply_to, shown.quote) == (answer.id, "vrijdag")


@pytest.mark.parametrize("kind", ["text", "photo", "voice"])
async def test_an_expert_quotes_her(kind: str, anna: Person, eva: Expert) -> None:
    """What an expert quotes of a message of hers is quoted on her side, with its formatting, under her own message."""
    case = await opened(anna, eva)
    written = await anna.writes("De *leider* van 👨‍👩‍👧 de groep", parse_mode="Markdown")
    copy = await eva.sees(case.topic, "van 👨‍👩‍👧 de groep")
    if kind == "text":
        await eva.replies(copy, "Wie?", quote="leider van 👨‍👩‍👧")
    else:
        await eva.sends(kind, case.topic, reply_to=copy, quote="leider van 👨‍👩‍👧")
    shown = await anna.sees("Wie?") if kind == "text" else await anna.sees(kind=kind)
    assert (shown.reply_to, shown.quote) == (written.id, "leider van 👨‍👩‍👧")
    assert [one["type"] for one in shown.raw["quote"]["entities"]] == ["bold"]


async def test_the_command_keeps_its_quote(anna: Person, eva: Expert) -> None:
    """The answer command as a reply to a quoted passage of hers quotes it, too."""
    case = await opened(anna, eva)
    written = await anna.writes("De groep komt donderdag bijeen")
    copy = await eva.sees(case.topic, "De groep komt donderdag")
    await eva.replies(copy, "/a Hoe laat?", quote="donderdag")
    shown = await anna.sees("Hoe laat?")
    assert (shown.reply_to, shown.quote) == (written.id, "donderdag")


async def test_a_quote_that_is_not_there(anna: Person, eva: Expert) -> None:
    """Words that stand on one side only can't be quoted on the other: the reply arrives in its place, without a quote."""
    case = await opened(anna, eva)
    answer = await eva.replies(case.question, "/a Kom vrijdag langs")
    copy = await anna.sees("Kom vrijdag langs")
    await eva.replies(answer, "Of zaterdag", quote="/a Kom")
    shown = await anna.sees("Of zaterdag")
    assert (shown.reply_to, shown.quote) == (copy.id, "")


async def test_a_name_that_was_hidden_is_not_quoted(anna: Person, eva: Expert) -> None:
    """When she quotes the name in her own message that went masked, the reply arrives without that quote."""
    case = await taken(anna, eva)
    written = await anna.writes("Bel hem op 06 12345678, na vieren.")
    await anna.presses("Verberg")
    copy = await eva.sees(case.topic, "na vieren")
    await anna.writes("Dus niet eerder", reply_to=written, quote="na vieren")
    first = await eva.sees(case.topic, "Dus niet eerder")
    assert (first.reply_to, first.quote) == (copy.id, "na vieren")
    await anna.writes("Dat klopt niet", reply_to=written, quote="06 12345678")
    second = await eva.sees(case.topic, "Dat klopt niet")
    assert (second.reply_to, second.quote) == (copy.id, "")


async def test_an_answer_to_another_chat_is_told(anna: Person, eva: Expert, stage: Stage) -> None:
    """She answers a message of another chat: it arrives without that message, she reads so, of an album once."""
    case = await taken(anna, eva)
    written = await anna.writes("Wat vind je hiervan?", extra=ELSEWHERE)
    shown = await eva.sees(case.topic, "Wat vind je hiervan?")
    assert shown.reply_to is None
    assert "Iemand" not in str(shown.raw)
    told = bare("nl", "kinds.elsewhere")
    assert (await anna.sees(told)).reply_to == written.id
    part = {"kind": "photo", "extra": ELSEWHERE}
    await anna.sends_album(part, part)
    await anna.sees(told)
    await stage.settle()
    assert [one.text for one in anna.bot_messages()].count(told) == 2


async def test_an_answer_to_what_the_experts_do_not_have_is_told(anna: Person, eva: Expert) -> None:
    """Words of the bot that she quotes, and a message that she did not send, stay out of sight: she reads so."""
    case = await taken(anna, eva)
    told = bare("nl", "kinds.unseen")
    placed = anna.finds("staat klaar voor een deskundige")
    await anna.writes("Hoe lang duurt dat?", reply_to=placed, quote="staat klaar")
    assert (await eva.sees(case.topic, "Hoe lang duurt dat?")).reply_to is None
    await anna.sees(told)
    kept = await anna.sends("location", latitude=52.0, longitude=5.0)
    await anna.presses(bare("nl", "button.dont_send"))
    under = await anna.writes("Daar is het", reply_to=kept)
    assert (await anna.sees(told)).reply_to == under.id


async def test_an_answer_to_what_they_have_needs_no_word(
    anna: Person, eva: Expert, stage: Stage
) -> None:
    """Of what went, and of what still waits for her word, nothing is said."""
    case = await taken(anna, eva)
    first = await anna.writes("Dit is de eerste")
    await anna.writes("En dit hoort erbij", reply_to=first)
    answer = anna.finds("ik denk met je mee")
    await anna.writes("Waarover?", reply_to=answer, quote="denk")
    held = await anna.writes("Bel hem op 06 12345678, na vieren.")
    await anna.sees("Nog niet verstuurd")
    await anna.writes("Niet eerder dus", reply_to=held)
    await anna.presses("Verberg")
    assert (await eva.sees(case.topic, "Niet eerder dus")).reply_to is not None
    await stage.settle()
    assert not [one for one in anna.bot_messages() if one.text == bare("nl", "kinds.unseen")]


async def test_an_expert_who_answers_elsewhere_is_told(anna: Person, eva: Expert) -> None:
    """The answer command under a message of another chat goes without it, and says so; of a note, its line does."""
    case = await opened(anna, eva)
    await eva.notes(case.topic, "Zie dit", extra=ELSEWHERE)
    await eva.sees(case.topic, bare("nl", "topic.note_elsewhere"))
    sent = await eva.notes(case.topic, "/a Lees dit eens", extra=ELSEWHERE)
    assert (await anna.sees("Lees dit eens")).reply_to is None
    assert (await eva.sees(case.topic, bare("nl", "topic.elsewhere"))).reply_to == sent.id
