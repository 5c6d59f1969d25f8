"""Placing: the case gets a code, a topic and a card, and she hears what happens and when."""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.emulator.actors import Expert, Person, Stage
from bot.handoff.ids import find_code
from bot.text import bare
from tests.dialog.talk import BOTH, CALM, KNOWN, UNKNOWN, Talk, asks, said, short

ANSWER_WITHIN = 30 * 60
"""Seconds; what is promised where the settings say nothing else."""

AT_A_GLANCE = 25
"""Characters of a topic's title that a phone shows in the list."""

LONGER = 60.0
"""Seconds after which she has long heard that a topic can't be made."""


def code_in(text: str) -> str:
    """The case code in a text."""
    code = find_code(text)
    assert code is not None
    return code


@BOTH
async def test_she_hears_what_happens_now(language: str, stage: Stage, anna: Person) -> None:
    """The code, by when a human answers, what a tick means, and 112: all in one message."""
    talk = Talk(stage, anna, language)
    await talk.agrees()
    placed = await talk.places()
    now = await stage.now()
    code_in(placed.text)
    by = datetime.fromtimestamp(now + ANSWER_WITHIN, UTC).astimezone(ZoneInfo("Europe/Amsterdam"))
    times = {f"{by.hour}:{by.minute:02}", f"{by.hour}:{by.minute - 1:02}"}
    assert any(time in placed.text for time in times)
    tick = {"nl": "vinkje", "en": "tick"}[language]
    assert tick in placed.text
    assert "112" in placed.text
    labels = {each.text for each in placed.buttons}
    keys = ("themes_waiting", "more_questions", "i_am_helped", "112")
    assert labels == {bare(language, f"button.{key}") for key in keys}


@BOTH
async def test_card_and_title(language: str, stage: Stage, anna: Person, eva: Expert) -> None:
    """The card holds the summary in Dutch; the title's first 25 characters are urgency to code."""
    talk = Talk(stage, anna, language)
    await talk.agrees()
    await talk.wants_expert()
    await talk.chooses("veiligheid", "binnenkort")
    await talk.presses("button.questions")
    await talk.chooses("rol", "onderwijs_vo")
    await talk.chooses("regio", "noord_brabant")
    await talk.chooses("thema", "online")
    await anna.sees(asks("over_wie", language))
    await talk.presses("button.place")
    placed = await anna.sees(talk.said("placed"))
    topic = await eva.topic()
    code = code_in(placed.text)
    theme, region = short("thema", "online"), short("regio", "noord_brabant")
    assert topic.name == f"🟠⏳ {theme}·{region}·{code}"
    assert len(topic.name) <= AT_A_GLANCE
    card = await eva.sees(topic, code)
    wanted = ["Niet nu, wel binnenkort", "Voortgezet onderwijs", "Noord-Brabant", "Iets online"]
    assert [words for words in wanted if words not in card.text] == []
    assert (bare("nl", "card.language_en") in card.text) == (language == "en")
    assert {each.text for each in card.buttons} == {
        bare("nl", "button.take"),
        bare("nl", "button.close"),
    }


async def test_the_group_sees_no_person(stage: Stage, eva: Expert) -> None:
    """Neither name nor username of hers stands anywhere in the group, whatever she sends."""
    anna = await stage.person("Annabel", last_name="Achternaam", username="annabel_a")
    talk = Talk(stage, anna)
    await talk.agrees()
    await talk.asks(UNKNOWN["nl"])
    await anna.sees(talk.said("no_answer"))
    await talk.places()
    await anna.writes("En nog iets")
    topic = await eva.topic()
    await eva.sees(topic, "En nog iets")
    for message in (*eva.messages(topic), *eva.messages(None)):
        assert re.search(f"annabel|achternaam|{anna.id}", repr(message.raw), re.IGNORECASE) is None
    assert re.search("annabel|achternaam", topic.name, re.IGNORECASE) is None


async def test_the_card_is_first_and_pinned(stage: Stage, anna: Person, eva: Expert) -> None:
    """The card is the first message of its topic, and pinned."""
    talk = Talk(stage, anna)
    await talk.asks("Mijn vraag")
    await talk.presses("button.agree")
    await talk.places()
    topic = await eva.topic()
    await eva.sees(topic, "Mijn vraag")
    await stage.settle(0.05)
    first = next(each for each in eva.messages(topic) if not each.service)
    assert bare("nl", "card.waiting") in first.text
    assert first.pinned


@BOTH
async def test_she_is_told_when_somebody_takes_it_up(
    language: str, stage: Stage, anna: Person, eva: Expert
) -> None:
    """When an expert claims the case she hears it, under a role name; card and title say so too."""
    talk = Talk(stage, anna, language)
    await talk.agrees()
    await talk.places()
    topic = await eva.topic()
    toast = await eva.presses(bare("nl", "button.take"), topic)
    assert toast.text == bare("nl", "toast.yours")
    told = await anna.sees(talk.said("taken_up"))
    assert {"nl": "Deskundige A", "en": "Expert A"}[language] in told.text
    assert "Eva" not in told.text
    await eva.sees(topic, "Deskundige A")
    await eva.sees_topic(topic, called="💬")
    again = await eva.presses(bare("nl", "button.close"), topic)
    assert again.text == bare("nl", "toast.closed")


@BOTH
async def test_the_promised_time_passes(
    language: str, stage: Stage, anna: Person, eva: Expert
) -> None:
    """Once the promised time has passed she is told so, with whom to call; the experts are reminded."""
    talk = Talk(stage, anna, language)
    await talk.agrees()
    await talk.places()
    topic = await eva.topic()
    await stage.advance(ANSWER_WITHIN + 5)
    told = await anna.sees(talk.said("overdue"))
    assert "0900-8844" in told.text
    await eva.sees(topic, said("nl", "topic.overdue"))
    await eva.sees(None, said("nl", "general.overdue"))
    await stage.advance(ANSWER_WITHIN + 5)
    await stage.settle(0.05)
    reminders = [
        each for each in eva.messages(topic) if said("nl", "topic.overdue").search(each.text)
    ]
    assert len(reminders) == 2
    apologies = [each for each in anna.bot_messages() if talk.said("overdue").search(each.text)]
    assert len(apologies) == 1


async def test_nobody_is_reminded_of_a_case_taken_up(
    stage: Stage, anna: Person, eva: Expert
) -> None:
    """After somebody took it up no time is over any more."""
    talk = Talk(stage, anna)
    await talk.agrees()
    await talk.places()
    topic = await eva.topic()
    await eva.presses(bare("nl", "button.take"), topic)
    await anna.sees(talk.said("taken_up"))
    await talk.writes("Fijn")
    await stage.advance(ANSWER_WITHIN * 3)
    await stage.settle(0.1)
    await anna.never_sees(talk.said("overdue"), for_seconds=CALM)


@BOTH
async def test_what_she_types_while_waiting_goes_to_the_topic(
    language: str, stage: Stage, anna: Person, eva: Expert
) -> None:
    """While she waits her texts go to the experts, and the bot answers none of them."""
    talk = Talk(stage, anna, language)
    await talk.agrees()
    await talk.places()
    topic = await eva.topic()
    await talk.asks(KNOWN[language])
    await eva.sees(topic, KNOWN[language])
    await anna.never_sees(for_seconds=CALM)


@BOTH
async def test_a_second_case_is_not_made(
    language: str, stage: Stage, anna: Person, eva: Expert
) -> None:
    """With a case open the button "expert" of an old screen says so and makes no other."""
    talk = Talk(stage, anna, language)
    menu = await talk.agrees()
    placed = await talk.places()
    toast = await anna.presses(bare(language, "button.expert"), menu)
    assert code_in(toast.text) == code_in(placed.text)
    await eva.topic()
    assert len(await eva.topics()) == 1


@BOTH
@pytest.mark.parametrize("code", [500, 429])
async def test_a_topic_that_cannot_be_made_now(
    code: int, language: str, stage: Stage, anna: Person, eva: Expert
) -> None:
    """Telegram can't make the topic: the case waits, she is told, nothing is lost, and it comes."""
    talk = Talk(stage, anna, language)
    await talk.agrees()
    more = {"retry_after": 20} if code == 429 else {}
    await stage.fault("createForumTopic", "error", code=code, times=1000, **more)
    await talk.places()
    await anna.writes("Alvast een bericht")
    for _ in range(4):
        await stage.advance(LONGER)
        await stage.settle(0.05)
    told = await anna.sees(talk.said("delayed"))
    assert "112" in told.text
    assert await eva.topics() == []
    await stage.no_faults()
    for _ in range(10):
        await stage.advance(LONGER)
        await stage.settle(0.05)
        if await eva.topics():
            break
    topic = await eva.topic()
    await eva.sees(topic, bare("nl", "card.waiting"))
    await eva.sees(topic, "Alvast een bericht")
    delays = [each for each in anna.bot_messages() if talk.said("delayed").search(each.text)]
    assert len(delays) == 1


async def test_codes_are_not_guessed(stage: Stage, eva: Expert) -> None:
    """Codes of cases placed one after the other have nothing in common that could be counted."""
    codes = []
    for name in ("Anna", "Bea", "Cleo"):
        talk = Talk(stage, await stage.person(name))
        await talk.agrees()
        codes.append(code_in((await talk.places()).text))
    assert len({code[:4] for code in codes}) == 3
    assert all(re.fullmatch("[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}", code) for code in codes)
    names = [topic.name for topic in await eva.topics()]
    assert sorted(code_in(name) for name in names) == sorted(codes)
