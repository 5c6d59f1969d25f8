"""Privacy: neither side sees who the other is; she agrees or not, is asked again, and sees what others see of her."""

import json
from typing import Any

import pytest

from bot.declared import Retention, by_term
from bot.emulator.actors import Expert, Message, Person, Stage
from bot.handoff import consent
from bot.handoff.ids import find_code
from bot.text import LANGUAGES, TEXTS, bare
from tests.dialog.case import opened, taken
from tests.dialog.talk import (
    AMBER,
    BOTH,
    CALM,
    KNOWN,
    KNOWN_ENTRY,
    RED,
    UNKNOWN,
    Talk,
    answer_to,
    danger_screen,
    kept_of,
    said,
)
from tests.support.helpline import Helpline

HIDDEN = ("Quirina", "Voorbeeldsma", "quirina_vb")
"""Her names at Telegram. They occur nowhere else."""


@pytest.fixture
async def quirina(stage: Stage) -> Person:
    """A professional with all the names that an account can have."""
    first, last, username = HIDDEN
    return await stage.person(first, last_name=last, username=username)


def seen(messages: list[Message]) -> str:
    """All that one side's messages hold, in the shape of the Bot API."""
    return json.dumps([each.raw for each in messages], ensure_ascii=False)


def mention(person: Person, text: str) -> dict[str, Any]:
    """The last word of a text as a mention of somebody without a username."""
    word = text.rsplit(maxsplit=1)[-1]
    at = len(text) - len(word)
    user = {"id": person.id, "is_bot": False, "first_name": person.name}
    return {"type": "text_mention", "offset": at, "length": len(word), "user": user}


def link(person: Person, text: str) -> dict[str, Any]:
    """The last word of a text as a link to an account."""
    return {**mention(person, text), "type": "text_link", "url": f"tg://user?id={person.id}"}


async def speaks(who: Person, text: str = "Vraag het aan haar") -> None:
    """Send everything that can carry a trace of an account: each of these reaches the topic."""
    bold = {"type": "bold", "offset": 0, "length": 5}
    await who.writes(text, entities=[bold, mention(who, text)])
    await who.writes(text, entities=[bold, link(who, text)])
    await who.sends("photo", caption=text, caption_entities=[bold, mention(who, text)])
    first = await who.writes("Wat denk je")
    await who.edits(first, text, entities=[mention(who, text)])
    await who.writes("Doorgestuurd", forward_from={"user_id": who.id})
    await who.writes("Ook doorgestuurd", forward_from={"name": HIDDEN[1]})
    await who.sends("photo", caption="Foto doorgestuurd", forward_from={"user_id": who.id})
    await who.writes("Kijk hier eens", reply_to=first, quote="haar")
    await who.sends("voice")
    await who.sends("sticker")
    await who.sends("dice")
    await who.sends("poll", question="Wat nu?", options=["a", "b"], is_anonymous=False)
    await who.sends("video_note")
    await who.writes("En dit is het einde")


async def test_experts_see_nobody(stage: Stage, quirina: Person, eva: Expert) -> None:
    """Whatever she sends, no name, username or id of hers, nor where a forwarded message is from, is in the group."""
    case = await opened(quirina, eva)
    await speaks(quirina)
    await eva.sees(case.topic, "En dit is het einde", within=30)
    await stage.settle()
    shown = eva.messages(case.topic)
    assert len(shown) >= 15
    assert [each for each in shown if "haar" in each.text and each.kind == "photo"]
    everything = seen(shown) + seen(eva.messages(None)) + json.dumps(case.topic.name)
    traces = (*HIDDEN, str(quirina.id), "forward", "text_mention", "tg://", "via_bot", "external")
    assert [one for one in traces if one in everything] == []
    # What is no trace arrives: the words, and how they look.
    copies = [each for each in shown if each.text == "Vraag het aan haar"]
    assert len(copies) == 4
    assert sum("bold" in seen([each]) for each in copies) >= 3


async def test_before_a_case_too(stage: Stage, quirina: Person, eva: Expert) -> None:
    """A first message that mentions somebody waits for the case, and comes into the topic without the mention."""
    await quirina.starts()
    await quirina.presses(bare("nl", "button.agree"))
    text = "Mijn vraag gaat over haar"
    await quirina.writes(text, entities=[mention(quirina, text)])
    await quirina.sends("photo", caption=text, caption_entities=[link(quirina, text)])
    await quirina.presses(bare("nl", "button.expert"))
    await quirina.presses("Nee")
    await quirina.presses(bare("nl", "button.place"))
    placed = await quirina.sees(said("nl", "placed"))
    code = find_code(placed.text)
    assert code is not None
    topic = await eva.topic(code)
    await eva.sees(topic, text, kind="photo")
    assert [each.kind for each in eva.messages(topic) if each.text == text] == ["text", "photo"]
    assert str(quirina.id) not in seen(eva.messages(topic))


async def test_an_album_and_a_story(stage: Stage, quirina: Person, eva: Expert) -> None:
    """Parts of an album come without the mention; a story, which shows whose it is, can't be passed on and she hears it."""
    case = await opened(quirina, eva)
    text = "Foto van haar"
    part = {"kind": "photo", "caption": text, "caption_entities": [mention(quirina, text)]}
    await quirina.sends_album(part, {"kind": "photo"})
    await eva.sees(case.topic, text)
    story = await quirina.sends("story", copyable=False)
    told = await quirina.sees("Een verhaal")
    assert told.reply_to == story.id
    assert str(quirina.id) not in seen(eva.messages(case.topic))


async def test_a_list_goes_in_words_without_the_link(
    stage: Stage, quirina: Person, eva: Expert
) -> None:
    """A list with a link to an account inside goes as text, and the link does not."""
    case = await opened(quirina, eva)
    tasks = [{"text": "Bel haar", "text_entities": [link(quirina, "Bel haar")]}]
    await quirina.sends("checklist", tasks=tasks, title="Te doen")
    await eva.sees(case.topic, "Bel haar")
    assert str(quirina.id) not in seen(eva.messages(case.topic))


async def test_own_contact_cards_stay_here(stage: Stage, quirina: Person, eva: Expert) -> None:
    """Her own card is refused in words, without a question; that of an expert too, for her."""
    case = await taken(quirina, eva)
    sent = await quirina.sends("contact", own=True)
    assert (await quirina.sees(said("nl", "own_card"))).reply_to == sent.id
    theirs = await eva.sends("contact", reply_to=case.question, own=True)
    told = await eva.sees(case.topic, said("nl", "topic.own_card"))
    assert told.reply_to == theirs.id
    await eva.sees_reaction(theirs, "😢")
    await quirina.never_sees(kind="contact", for_seconds=CALM)
    assert "+000000000" not in seen(eva.messages(case.topic)[:-2])


async def test_she_sees_no_expert(stage: Stage, anna: Person) -> None:
    """Whatever an expert answers with, she sees a role and a letter, and no name, id, signature or origin."""
    eva = await stage.expert("Evertine", custom_title="Signatuur")
    case = await opened(anna, eva)
    text = "Vraag het aan haar"
    me = {"id": eva.id, "is_bot": False, "first_name": eva.name}
    named = {"type": "text_mention", "offset": 14, "length": 4, "user": me}
    tied = {"type": "text_link", "offset": 14, "length": 4, "url": f"tg://user?id={eva.id}"}
    await eva.replies(case.question, text, entities=[named])
    await eva.replies(case.question, f"/a {text}", entities=[{**tied, "offset": 17}])
    await eva.sends("photo", reply_to=case.question, caption=text, caption_entities=[named])
    changed = await eva.replies(case.question, "Een ander antwoord")
    await eva.edits(changed, text, entities=[tied])
    await eva.replies(case.question, "Doorgestuurd", forward_from={"user_id": eva.id})
    await eva.replies(case.question, "Getekend", forward_from={"name": "Evertine"})
    await eva.replies(case.question, "En dit is het einde")
    await anna.sees("En dit is het einde", within=30)
    await stage.settle()
    shown = anna.bot_messages()
    assert len([each for each in shown if each.text == text]) == 4
    assert any("Deskundige A" in each.text for each in shown)
    traces = ("Evertine", "Signatuur", str(eva.id), "forward", "text_mention", "tg://")
    assert [one for one in traces if one in seen(shown)] == []


async def test_a_note_with_a_mention_is_not_offered(anna: Person, eva: Expert) -> None:
    """A note that mentions somebody stays one: sent later it would be a copy, so there is no button for that."""
    case = await taken(anna, eva)
    text = "Vraag het aan haar"
    me = {"id": eva.id, "is_bot": False, "first_name": eva.name}
    named = {"type": "text_mention", "offset": 14, "length": 4, "user": me}
    await eva.notes(case.topic, text, entities=[named])
    line = await eva.sees(case.topic, said("nl", "topic.note_line"))
    assert line.buttons == ()


async def test_a_typed_code_opens_nothing(stage: Stage, anna: Person, eva: Expert) -> None:
    """Somebody else who types a real code gets the answers that a made-up one gets, and its topic sees none of it."""
    case = await opened(anna, eva)
    code = find_code(case.topic.name)
    assert code is not None
    bea = await stage.person("Bea")
    talk = Talk(stage, bea)
    await talk.agrees()
    # The first time that nothing is found she is asked for danger as well; that is no answer to a code.
    await talk.asks(UNKNOWN["nl"])
    await bea.sees(talk.said("no_answer"))
    before = len(eva.messages(case.topic))
    answers = []
    for words in ("{}", "Zaak {}", "/start {}", "/klaar {}", "/wiebenik {}"):
        for each in (code, "2222-2222"):
            seen_before = len(bea.bot_messages())
            await talk.asks(words.format(each))
            await stage.settle()
            answers.append([one.text for one in bea.bot_messages()[seen_before:]])
    assert answers[::2] == answers[1::2]
    assert code not in seen(bea.bot_messages())
    assert len(eva.messages(case.topic)) == before


# --- who am I ---------------------------------------------------------------------------------


@BOTH
async def test_she_sees_exactly_her_card(
    language: str, stage: Stage, anna: Person, eva: Expert
) -> None:
    """The command shows the card and the title as they stand in the group, or that there is none yet."""
    talk = Talk(stage, anna, language)
    await talk.agrees()
    command = {"nl": "/wiebenik", "en": "/whoami"}[language]
    await anna.writes(command)
    await anna.sees(talk.said("whoami.nothing"))
    placed = await talk.places()
    topic = await eva.topic(find_code(placed.text))
    card = await eva.sees(topic, bare("nl", "card.waiting"))
    await anna.writes(command)
    shown = await anna.sees(talk.said("whoami.card"))
    assert card.text.rsplit("\n\n", 1)[0] in shown.text
    assert topic.name in shown.text


async def test_an_expert_sees_his_role(anna: Person, eva: Expert, erik: Expert) -> None:
    """In a topic an expert sees the letter that she knows him by, and one who has not spoken the letter to come."""
    case = await taken(anna, eva)
    await eva.notes(case.topic, "/wiebenik")
    assert "Deskundige A" in (await eva.sees(case.topic, said("nl", "topic.whoami"))).text
    await erik.notes(case.topic, "/whoami")
    assert "Deskundige B" in (await erik.sees(case.topic, said("nl", "topic.whoami_yet"))).text
    await eva.notes(None, "/wiebenik")
    await eva.sees(None, said("nl", "general.whoami"))
    await anna.never_sees("Deskundige B", for_seconds=CALM)


# --- the lock screen --------------------------------------------------------------------------


async def test_previews_are_told_of_once(stage: Stage, anna: Person, eva: Expert) -> None:
    """With her first case she hears how to hide previews, and never again."""
    talk = Talk(stage, anna)
    await talk.agrees()
    tip = bare("nl", "previews")
    assert tip in (await talk.places()).text
    await anna.writes("/klaar")
    await anna.sees(talk.said("closed"))
    await anna.writes("/menu")
    await anna.sees(talk.said("menu"))
    await talk.presses("button.expert")
    await talk.chooses("veiligheid", "nee")
    await talk.presses("button.place")
    second = await anna.sees(talk.said("placed"))
    assert tip not in second.text


# --- consent ----------------------------------------------------------------------------------


@BOTH
async def test_who_declines_has_the_faq_and_the_numbers(
    language: str, stage: Stage, anna: Person, eva: Expert
) -> None:
    """Without agreement there are numbers to call and answers from the FAQ, and no way to an expert but to agree."""
    talk = Talk(stage, anna, language)
    await talk.begins()
    await talk.presses("button.decline")
    declined = await anna.sees(talk.said("consent.declined"))
    assert "070 333 4558" in declined.text
    await talk.asks(KNOWN[language])
    await anna.sees(answer_to(KNOWN_ENTRY, language))
    await talk.presses("button.expert")
    await anna.sees(talk.said("consent.needed"))
    await anna.writes(RED[language])
    await anna.sees(danger_screen("red", language))
    await anna.writes("/112")
    await anna.sees("112", kind="contact")
    assert await eva.topics() == []


async def test_who_changes_her_mind_goes_on_where_she_wanted(
    line: Helpline, stage: Stage, anna: Person, eva: Expert
) -> None:
    """After declining, an expert is one agreement away, and what she asked meanwhile goes along."""
    talk = Talk(stage, anna)
    await talk.begins()
    await talk.presses("button.decline")
    await anna.sees(talk.said("consent.declined"))
    await talk.asks("Een vraag die niemand kent over de bakfiets")
    await talk.presses("button.expert")
    await anna.sees(talk.said("consent.needed"))
    await talk.presses("button.agree")
    await talk.chooses("veiligheid", "nee")
    await talk.presses("button.place")
    placed = await anna.sees(talk.said("placed"))
    topic = await eva.topic(find_code(placed.text))
    await eva.sees(topic, "over de bakfiets")
    person = await kept_of(line, anna)
    assert person.consent is not None
    assert person.consent.version == consent.VERSION
    assert person.declined == ""


async def test_danger_needs_one_press(stage: Stage, anna: Person, eva: Expert) -> None:
    """Who declined and is in danger places a case with the one button that says it is an agreement."""
    talk = Talk(stage, anna)
    await talk.begins()
    await talk.presses("button.decline")
    await anna.sees(talk.said("consent.declined"))
    await anna.writes(AMBER["nl"])
    await talk.presses("button.now")
    placed = await anna.sees(talk.said("placed"))
    await eva.topic(find_code(placed.text))
    assert bare("nl", "previews") not in placed.text


async def test_declining_can_be_typed(stage: Stage, anna: Person) -> None:
    """Typed words do what the button does; the question typed before is answered from the FAQ all the same."""
    talk = Talk(stage, anna)
    await talk.writes(KNOWN["nl"])
    await anna.sees(talk.said("start.screen"))
    await talk.writes("Niet akkoord.")
    await anna.sees(answer_to(KNOWN_ENTRY, "nl"))


@BOTH
async def test_she_reads_what_is_kept(language: str, stage: Stage, anna: Person) -> None:
    """Behind "read more" stands what Telegram is and is not, whom to call, and what is kept how long."""
    talk = Talk(stage, anna, language)
    await talk.begins()
    await talk.presses("button.more")
    more = await anna.sees(talk.said("start.more"))
    secret = {"nl": "geheime chat kan niet met een bot", "en": "secret chat with a bot is not"}
    assert secret[language] in more.text
    assert "088 20 80 080" in more.text
    await talk.presses("button.kept")
    kept = await anna.sees(talk.said("privacy.kept"))
    assert kept.id == more.id
    assert "30" in kept.text
    # Page by page there is all that the data map says of her.
    await talk.presses("button.kept_all")
    read = ""
    while (page := await anna.sees("• ")).button(talk.label("button.page_on")) is not None:
        read += page.text
        await talk.presses("button.page_on")
    read += page.text
    for term, things in by_term(language, Retention()):
        assert term in read
        assert all(thing in read for thing in things)
    await talk.presses("button.back")
    await talk.presses("button.more")
    assert (await anna.sees(talk.said("start.more"))).id == more.id


async def test_she_can_change_her_mind_at_any_time(stage: Stage, anna: Person, eva: Expert) -> None:
    """The text is a command away, says where she stands, and takes her agreement back; an open case goes on."""
    case = await taken(anna, eva)
    await anna.writes("/privacy")
    await anna.sees(said("nl", "privacy.agreed"))
    await anna.presses(bare("nl", "button.decline"))
    await anna.sees(said("nl", "consent.declined_open"))
    await anna.writes("Maar dit wil ik nog zeggen")
    await eva.sees(case.topic, "Maar dit wil ik nog zeggen")
    await anna.writes("/klaar")
    await anna.sees(said("nl", "closed"))
    # Without agreement nothing opens that case again.
    await anna.writes(KNOWN["nl"])
    await stage.advance(200)
    await anna.sees(answer_to(KNOWN_ENTRY, "nl"))
    await eva.never_sees(case.topic, KNOWN["nl"], for_seconds=CALM)
    await anna.writes("/privacy")
    await anna.sees(said("nl", "privacy.not_agreed"))


async def test_a_new_text_is_asked_about_again(
    stage: Stage, anna: Person, eva: Expert, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the text changes she is asked once, after her answer; an expert waits for it, and nothing else does."""
    talk = Talk(stage, anna)
    await talk.agrees()
    monkeypatch.setattr(consent, "VERSION", "2031-01")
    await talk.asks(KNOWN["nl"])
    await anna.sees(answer_to(KNOWN_ENTRY, "nl"))
    asked = await anna.sees(talk.said("consent.renew"))
    assert asked.button(bare("nl", "button.more")) is not None
    await talk.asks(KNOWN["nl"])
    await stage.settle()
    again = [one for one in anna.bot_messages() if talk.said("consent.renew").search(one.text)]
    assert len(again) == 1
    await anna.writes("/deskundige")
    await anna.sees(talk.said("consent.renew_first"))
    await anna.writes(RED["nl"])
    await anna.sees(danger_screen("red", "nl"))
    await talk.presses("button.agree")
    await talk.chooses("veiligheid", "nee")
    await talk.presses("button.place")
    await anna.sees(talk.said("placed"))


async def test_an_open_case_goes_on_meanwhile(
    stage: Stage, anna: Person, eva: Expert, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In an open case the question comes beside it: her messages and the answers pass as before."""
    case = await taken(anna, eva)
    monkeypatch.setattr(consent, "VERSION", "2031-01")
    await anna.writes("Nog een vraag")
    await eva.sees(case.topic, "Nog een vraag")
    await anna.sees(said("nl", "consent.renew_open"))
    answer = await eva.replies(case.question, "Daar denk ik over na")
    await anna.sees("Daar denk ik over na")
    await eva.sees_reaction(answer, "👌")
    await anna.presses(bare("nl", "button.agree"))
    await anna.sees(said("nl", "consent.thanks"))


def test_what_is_new_is_said() -> None:
    """In both languages there is a line of what changed, which stands in every question to agree again."""
    for language in LANGUAGES:
        assert TEXTS[language]["consent.changed"]
        for key in ("consent.renew", "consent.renew_open", "consent.renew_first"):
            assert "{changed}" in TEXTS[language][key]
