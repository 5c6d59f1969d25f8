"""Hours: nobody is promised a human who is not there, and everybody hears whom to call."""

import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.emulator.actors import Expert, Message, Person, Stage
from bot.text import bare
from tests.dialog.talk import (
    AMBER,
    BOTH,
    KNOWN,
    KNOWN_ENTRY,
    RED,
    UNKNOWN,
    Talk,
    answer_to,
    asks,
    content,
    danger_screen,
    said,
)
from tests.support.helpline import Helpline, prepared

WEEK = json.dumps(dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), "09:00-17:00"))

SUNDAY_NIGHT = datetime(2026, 6, 7, 19, 0, tzinfo=UTC).timestamp()
"""21:00 in Amsterdam; the next day is a working day."""
FRIDAY_LATE = datetime(2026, 6, 5, 14, 45, tzinfo=UTC).timestamp()
"""16:45 in Amsterdam: a quarter of an hour before the weekend."""
MONDAY_NOON = datetime(2026, 6, 8, 10, 0, tzinfo=UTC).timestamp()

MOST_WORDS = 70

THERE = {
    "nl": re.compile(r"nu een deskundige bereikbaar|dag en nacht een deskundige"),
    "en": re.compile(r"can be reached now|reached day and night"),
}
"""Words that promise a human now."""


async def _moved(line: Helpline, to: float) -> Helpline:
    await line.stage.advance(to - await line.stage.now())
    await line.runner.start()
    return line


@pytest.fixture
async def line(tmp_path: Path) -> AsyncIterator[Helpline]:
    """A helpline with office hours, on a Sunday night."""
    async with prepared(tmp_path / "data", service__hours=WEEK) as prepared_line:
        yield await _moved(prepared_line, SUNDAY_NIGHT)


def _monday(language: str) -> str:
    return {"nl": "morgen 9:00", "en": "tomorrow 9:00"}[language]


@BOTH
async def test_the_first_screen_says_when(language: str, stage: Stage, anna: Person) -> None:
    """Off duty the start says that nobody is reading, when again, and 112, within 70 words."""
    screen = await Talk(stage, anna, language).begins()
    assert said(language, "duty.later", at=_monday(language)).search(screen.text) is not None
    assert THERE[language].search(screen.text) is None
    assert "112" in screen.text
    assert len(screen.text.split()) <= MOST_WORDS


async def test_the_longest_first_screen_is_short(stage: Stage, anna: Person) -> None:
    """Even with "your message is kept" the start off duty has at most 70 words."""
    await anna.writes("Ik heb een vraag")
    screen = await anna.sees(said("nl", "start.screen"))
    assert bare("nl", "start.kept_line").strip() in screen.text
    assert len(screen.text.split()) <= MOST_WORDS


async def _menu(talk: Talk) -> Message:
    return await talk.agrees()


async def _nothing_fits(talk: Talk) -> Message:
    await talk.agrees()
    await talk.asks(UNKNOWN[talk.language])
    return await talk.anna.sees(talk.said("no_answer"))


async def _not_helped(talk: Talk) -> Message:
    await talk.agrees()
    await talk.asks(KNOWN[talk.language])
    await talk.anna.sees(answer_to(KNOWN_ENTRY, talk.language))
    await talk.presses("button.not_helped")
    return await talk.anna.sees(talk.said("not_helped"))


async def _unreadable(talk: Talk) -> Message:
    await talk.agrees()
    await talk.anna.sends("voice")
    await talk.stage.settle(0.03)
    await talk.stage.advance(4)
    return await talk.anna.sees(talk.said("unreadable"))


async def _intake(talk: Talk) -> Message:
    await talk.agrees()
    await talk.presses("button.expert")
    return await talk.anna.sees(asks("veiligheid", talk.language))


async def _placed(talk: Talk) -> Message:
    await talk.agrees()
    return await talk.places()


async def _status(talk: Talk) -> Message:
    await _placed(talk)
    await talk.anna.writes("/start")
    return await talk.anna.sees(talk.said("status"))


async def _help(talk: Talk) -> Message:
    await talk.agrees()
    await talk.anna.writes("/help")
    return await talk.anna.sees("/menu")


async def _way_out(talk: Talk) -> Message:
    await _intake(talk)
    await talk.chooses("veiligheid", "nee")
    await talk.writes("xyzzy")
    await talk.writes("plugh")
    return await talk.anna.sees(talk.said("intake.way_out"))


async def _safety_first(talk: Talk) -> Message:
    await _intake(talk)
    await talk.writes({"nl": "mens", "en": "human"}[talk.language])
    return await talk.anna.sees(talk.said("intake.safety_first"))


async def _stopped(talk: Talk) -> Message:
    await _intake(talk)
    await talk.presses("button.stop")
    return await talk.anna.sees(talk.said("intake.stopped"))


async def _unreadable_before_agreeing(talk: Talk) -> Message:
    await talk.begins()
    await talk.anna.sends("voice")
    await talk.stage.settle(0.03)
    await talk.stage.advance(4)
    return await talk.anna.sees(talk.said("start.kept_unread"))


@BOTH
@pytest.mark.parametrize(
    "way",
    [
        _menu,
        _nothing_fits,
        _not_helped,
        _unreadable,
        _intake,
        _placed,
        _status,
        _help,
        _way_out,
        _safety_first,
        _stopped,
        _unreadable_before_agreeing,
    ],
    ids=lambda way: way.__name__.strip("_"),
)
async def test_nobody_is_promised(
    way: Callable[[Talk], Awaitable[Message]], language: str, stage: Stage, anna: Person
) -> None:
    """Off duty each screen that speaks of an expert says that nobody is reading, and whom to call."""
    screen = await way(Talk(stage, anna, language))
    assert bare(language, "duty.later", at="").split(".")[0] in screen.text
    assert THERE[language].search(screen.text) is None
    for contact in ("politie_geen_spoed", "veilig_thuis", "zelfmoordpreventie_113"):
        assert content().contacts[contact].line(language) in screen.text
    assert screen.button(bare(language, "button.112")) is not None


@BOTH
@pytest.mark.parametrize("name", ["red", "amber_violence"])
async def test_danger_off_duty(name: str, language: str, stage: Stage, anna: Person) -> None:
    """A danger screen off duty gives the numbers and says that nobody reads; its button only places."""
    talk = Talk(stage, anna, language)
    await talk.agrees()
    await anna.writes((RED if name == "red" else AMBER)[language])
    screen = await anna.sees(danger_screen(name, language))
    assert said(language, "duty.later", at=_monday(language)).search(screen.text) is not None
    assert screen.button(bare(language, "button.now")) is None
    await talk.presses("button.now_off_duty")
    placed = await anna.sees(talk.said("placed"))
    assert said(language, "promise.later").search(placed.text) is not None


@BOTH
async def test_danger_in_an_open_case_off_duty(language: str, stage: Stage, anna: Person) -> None:
    """In an open case too the danger screen says that nobody is reading now."""
    talk = Talk(stage, anna, language)
    await talk.agrees()
    await talk.places()
    await anna.writes(RED[language])
    screen = await anna.sees(danger_screen("red", language))
    assert said(language, "duty.later", at=_monday(language)).search(screen.text) is not None


@BOTH
async def test_the_emergency_screen_off_duty(language: str, stage: Stage, anna: Person) -> None:
    """Behind 112 it says, off duty, that nobody is reading here."""
    talk = Talk(stage, anna, language)
    await talk.agrees()
    await talk.presses("button.112")
    screen = await anna.sees(danger_screen("emergency", language))
    assert said(language, "duty.later", at=_monday(language)).search(screen.text) is not None


@BOTH
async def test_the_promise_is_made_for_opening_time(
    language: str, stage: Stage, anna: Person, eva: Expert
) -> None:
    """A case of Sunday night is promised for Monday half past nine, and overdue only after that."""
    talk = Talk(stage, anna, language)
    await talk.agrees()
    placed = await talk.places()
    assert {"nl": "morgen 9:30", "en": "tomorrow 9:30"}[language] in placed.text
    topic = await eva.topic()
    await stage.advance(12 * 3600 + 25 * 60)
    await stage.settle(0.1)
    assert not any(talk.said("overdue").search(each.text) for each in anna.bot_messages())
    await stage.advance(10 * 60)
    await anna.sees(talk.said("overdue"))
    await eva.sees(topic, said("nl", "topic.overdue"))


@BOTH
async def test_an_expert_who_answers_off_duty_is_there(
    language: str, stage: Stage, anna: Person, eva: Expert
) -> None:
    """Who answers at night is there: she hears that an expert talks with her, not that nobody reads."""
    talk = Talk(stage, anna, language)
    await talk.agrees()
    await talk.places()
    topic = await eva.topic()
    card = await eva.sees(topic, bare("nl", "card.waiting"))
    await eva.replies(card, "Dag, ik ben er.")
    await anna.sees("Dag, ik ben er.")
    await anna.writes("/start")
    status = await anna.sees(talk.said("status"))
    assert bare(language, "duty.talking") in status.text


@BOTH
async def test_before_the_weekend(language: str, tmp_path: Path) -> None:
    """On Friday a quarter before closing somebody is there until 17:00, and the promise is Monday."""
    async with prepared(tmp_path / "data", service__hours=WEEK) as line:
        await _moved(line, FRIDAY_LATE)
        talk = Talk(line.stage, await line.stage.person("Anna"), language)
        menu = await talk.agrees()
        assert said(language, "duty.now", until="17:00").search(menu.text) is not None
        placed = await talk.places()
        monday = {"nl": "maandag 9:15", "en": "Monday 9:15"}[language]
        assert monday in placed.text


@BOTH
async def test_in_office_hours(language: str, tmp_path: Path) -> None:
    """By day it says until when somebody is there, promises the time of today, and lists no numbers."""
    async with prepared(tmp_path / "data", service__hours=WEEK) as line:
        await _moved(line, MONDAY_NOON)
        talk = Talk(line.stage, await line.stage.person("Anna"), language)
        menu = await talk.agrees()
        assert said(language, "duty.now", until="17:00").search(menu.text) is not None
        assert "0900-8844" not in menu.text
        placed = await talk.places()
        assert re.search(r"\b12:(29|30)\b", placed.text) is not None


@BOTH
async def test_a_helpline_that_is_never_open(language: str, tmp_path: Path) -> None:
    """Without any opening hours nothing is promised at all."""
    async with prepared(tmp_path / "data", service__hours="{}") as line:
        await _moved(line, MONDAY_NOON)
        talk = Talk(line.stage, await line.stage.person("Anna"), language)
        menu = await talk.agrees()
        assert bare(language, "duty.never") in menu.text
        placed = await talk.places()
        assert said(language, "promise.never").search(placed.text) is not None
