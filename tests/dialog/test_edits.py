"""Edits: what is changed on one side changes on the other, in its place; where it can't, a marked correction comes."""

import asyncio

import pytest

from bot.emulator.actors import Expert, Message, Person, Stage
from tests.dialog.case import Case, opened
from tests.dialog.talk import CALM

KINDS = ("photo", "video", "animation", "document", "audio")
EMOJI = "👩‍🏫"
REFUSED = "Bad Request: message can't be edited"


async def of_hers(
    kind: str, caption: str, anna: Person, eva: Expert, case: Case
) -> tuple[Message, Message]:
    """Let her send something; that, and its copy."""
    sent = await anna.sends(kind, caption=caption)
    return sent, await eva.sees(case.topic, kind=kind)


@pytest.mark.parametrize("kind", KINDS)
async def test_medium_and_caption_of_hers(kind: str, anna: Person, eva: Expert) -> None:
    """She changes, removes and adds a caption, and then medium and caption at once: all in the one copy."""
    case = await opened(anna, eva)
    sent, copy = await of_hers(kind, "eerst dit", anna, eva, case)
    await anna.edits(sent, "dan dat")
    assert (await eva.sees(case.topic, "dan dat")).id == copy.id
    await anna.edits(sent, "")
    assert (await eva.sees(case.topic, lambda one: one.id == copy.id and not one.text)).kind == kind
    await anna.edits(sent, "weer wel")
    assert (await eva.sees(case.topic, "weer wel")).id == copy.id
    other = "photo" if kind == "video" else "video"
    await anna.swaps(sent, other, caption="iets anders")
    shown = await eva.sees(case.topic, "iets anders")
    assert (shown.id, shown.kind) == (copy.id, other)
    assert [one.id for one in eva.messages(case.topic) if one.kind in KINDS] == [copy.id]


@pytest.mark.parametrize("kind", KINDS)
async def test_medium_and_caption_of_an_answer(kind: str, anna: Person, eva: Expert) -> None:
    """The same for what an expert sent."""
    case = await opened(anna, eva)
    sent = await eva.sends(kind, case.topic, caption="eerst dit", reply_to=case.question)
    copy = await anna.sees("eerst dit")
    await eva.edits(sent, "")
    assert (await anna.sees(lambda one: one.id == copy.id and not one.text)).kind == kind
    other = "photo" if kind == "video" else "video"
    await eva.swaps(sent, other, caption="iets anders")
    shown = await anna.sees("iets anders")
    assert (shown.id, shown.kind) == (copy.id, other)


async def test_a_text_becomes_a_photo(anna: Person, eva: Expert) -> None:
    """A text that is changed into a photo with a caption becomes that on the other side, both ways."""
    case = await opened(anna, eva)
    written = await anna.writes("De poster op de deur")
    copy = await eva.sees(case.topic, "De poster op de deur")
    answer = await eva.replies(copy, "Zo een?")
    arrived = await anna.sees("Zo een?")
    await anna.swaps(written, "photo", caption="Dit is hij")
    shown = await eva.sees(case.topic, "Dit is hij")
    assert (shown.id, shown.kind) == (copy.id, "photo")
    await eva.swaps(answer, "photo", caption="Of zo een?")
    back = await anna.sees("Of zo een?")
    assert (back.id, back.kind) == (arrived.id, "photo")


async def test_spoiler_and_caption_above_stay(anna: Person, eva: Expert) -> None:
    """A changed caption leaves the picture hidden, and stays above it."""
    case = await opened(anna, eva)
    sent = await eva.sends(
        "photo",
        case.topic,
        caption="eerst dit",
        reply_to=case.question,
        spoiler=True,
        show_caption_above_media=True,
    )
    copy = await anna.sees("eerst dit")
    await eva.edits(sent, "dan dat")
    shown = await anna.sees("dan dat")
    assert shown.id == copy.id
    assert shown.raw["has_media_spoiler"]
    assert shown.raw["show_caption_above_media"]


async def test_what_is_as_it_was_stays_quiet(anna: Person, eva: Expert, stage: Stage) -> None:
    """A change that came before the copy was made shows in it; its own call changes nothing, and nothing is sent anew."""
    case = await opened(anna, eva)
    await stage.hold("copyMessage")
    sent = await eva.sends("photo", case.topic, caption="eerst dit", reply_to=case.question)
    await eva.edits(sent, "dan dat")
    await stage.release()
    await anna.sees("dan dat")
    await stage.settle()
    assert len([one for one in anna.messages() if one.kind == "photo"]) == 1


async def test_many_changes_cost_few_calls(anna: Person, eva: Expert, stage: Stage) -> None:
    """Of many quick changes the newest is seen; those that waited behind one call go as one."""
    case = await opened(anna, eva)
    written = await anna.writes("versie 0")
    copy = await eva.sees(case.topic, "versie 0")
    earlier = [
        one for one in await stage.calls("editMessageText") if one["chat_id"] == copy.chat_id
    ]
    await stage.hold("editMessageText")
    for number in range(1, 11):
        await anna.edits(written, f"versie {number}")
    await stage.held()
    await asyncio.sleep(CALM)
    await stage.release()
    assert (await eva.sees(case.topic, "versie 10")).id == copy.id
    calls = [one for one in await stage.calls("editMessageText") if one["chat_id"] == copy.chat_id]
    assert len(calls) <= len(earlier) + 3


async def test_what_telegram_does_not_change(anna: Person, eva: Expert, stage: Stage) -> None:
    """A change that Telegram refuses comes as a marked correction, as a reply to what it corrects, both ways."""
    case = await opened(anna, eva)
    written = await anna.writes("Donderdag om vier uur")
    copy = await eva.sees(case.topic, "Donderdag om vier uur")
    answer = await eva.replies(copy, "Bel vooraf")
    arrived = await anna.sees("Bel vooraf")
    # The card of the case may be changed at just this moment, too.
    await stage.fault(
        "editMessageText", chat_id=copy.chat_id, times=9, code=400, description=REFUSED
    )
    await anna.edits(written, "Vrijdag om vier uur")
    shown = await eva.sees(case.topic, "Verbetering van")
    assert shown.text.endswith("\nVrijdag om vier uur")
    assert shown.reply_to == copy.id
    await stage.fault(
        "editMessageText", chat_id=arrived.chat_id, times=9, code=400, description=REFUSED
    )
    await eva.edits(answer, "Bel achteraf")
    back = await anna.sees("Verbetering van")
    assert back.text.endswith("\nBel achteraf")
    assert back.reply_to == arrived.id


async def test_a_medium_that_telegram_does_not_change(
    anna: Person, eva: Expert, stage: Stage
) -> None:
    """Another photo that can't take the place of the first comes as a reply to it, with the mark in its caption."""
    case = await opened(anna, eva)
    sent = await eva.sends("photo", case.topic, caption="eerst dit", reply_to=case.question)
    copy = await anna.sees("eerst dit")
    await stage.fault("editMessageMedia", code=400, description=REFUSED)
    await eva.swaps(sent, "photo", caption="dan dat")
    shown = await anna.sees("Verbetering van")
    assert shown.kind == "photo"
    assert shown.text.endswith("\ndan dat")
    assert shown.reply_to == copy.id


async def test_buttons_alone_bring_nothing(anna: Person, eva: Expert, stage: Stage) -> None:
    """Of what was sent through another bot the content arrives, without its buttons; that those change is no news."""
    case = await opened(anna, eva)
    button = {"inline_keyboard": [[{"text": "Open", "url": "https://example.org/"}]]}
    sticker = await anna.sends("sticker", via_bot=eva.id, reply_markup=button)
    await eva.sees(case.topic, kind="sticker")
    written = await anna.writes("Van een andere bot", via_bot=eva.id, reply_markup=button)
    copy = await eva.sees(case.topic, "Van een andere bot")
    assert "reply_markup" not in copy.raw
    before = len(eva.messages(case.topic))
    for one in (sticker, written):
        await anna.act(
            "edit", chat_id=one.chat_id, message_id=one.id, reply_markup={"inline_keyboard": []}
        )
    await eva.never_sees(case.topic, lambda one: one.id > copy.id, for_seconds=CALM)
    assert len(eva.messages(case.topic)) == before
    assert not any("kon niet worden" in one.text for one in anna.messages())


async def test_nothing_is_cut(anna: Person, eva: Expert) -> None:
    """The longest text and the longest caption arrive whole, and so do their changes, both ways, emoji and all."""
    case = await opened(anna, eva)
    text, caption = EMOJI * 1365 + "!", EMOJI * 341 + "!"
    written = await anna.writes(text)
    copy = await eva.sees(case.topic, text)
    await anna.edits(written, text[:-1] + "?")
    assert (await eva.sees(case.topic, text[:-1] + "?")).id == copy.id
    sent = await eva.sends("photo", case.topic, caption=caption, reply_to=copy)
    arrived = await anna.sees(caption)
    await eva.edits(sent, caption[:-1] + "?")
    assert (await anna.sees(caption[:-1] + "?")).id == arrived.id


async def test_an_order_of_mixed_kinds(anna: Person, eva: Expert) -> None:
    """Twenty messages of all kinds, sent as fast as can be, arrive in the order in which they were sent, both ways."""
    case = await opened(anna, eva)
    sent: list[str] = []
    for number in range(5):
        await eva.replies(case.question, f"tekst {number}")
        await eva.sends("photo", case.topic, caption=f"foto {number}", reply_to=case.question)
        await eva.sends("sticker", case.topic, reply_to=case.question)
        pair = ({"kind": "photo", "caption": f"deel {number}"}, {"kind": "photo"})
        await eva.sends_album(case.topic, *pair, reply_to=case.question)
        sent += [f"tekst {number}", f"foto {number}", "sticker", f"deel {number}", ""]
    await anna.sees("deel 4")
    mine = [one for one in anna.messages() if one.from_bot and _counts(one)]
    assert [_name(one) for one in mine] == sent
    for number in range(7):
        await anna.writes(f"tekst {number}")
        await anna.sends("sticker")
        await anna.sends("voice", caption=f"stem {number}")
    await eva.sees(case.topic, "stem 6")
    shown = [_name(one) for one in eva.messages(case.topic) if one.from_bot and _counts(one)]
    assert shown == [name for n in range(7) for name in (f"tekst {n}", "sticker", f"stem {n}")]


def _counts(message: Message) -> bool:
    return message.kind in ("photo", "sticker", "voice") or message.text.startswith("tekst")


def _name(message: Message) -> str:
    return "sticker" if message.kind == "sticker" else message.text
