"""Missed: what is said when messages may have been lost, to whom, and how often."""

from __future__ import annotations

import pytest

from bot.handoff.effects import ToGeneral
from bot.handoff.events import Blocked, Missed
from bot.handoff.missed import line
from tests.support.desks import ALWAYS, ENGLISH, MONDAY, at
from tests.support.people import Player

HOUR = 3600.0
SINCE, UNTIL = at(23, 10, 5), at(23, 11, 30)


def placed(language: str = "nl") -> Player:
    """Return somebody with an open case that nobody has answered."""
    anna = Player(ALWAYS, MONDAY, language=language)
    anna.places()
    return anna


@pytest.mark.parametrize(
    ("language", "words"),
    [("nl", "misschien berichten gemist"), ("en", "may have missed messages")],
)
def test_both_sides_hear(language: str, words: str) -> None:
    """She reads between which times, and 112, in her language; the topic says so too."""
    anna = placed(language)
    before = anna.said
    anna.happens(Missed(SINCE, UNTIL))
    assert anna.said == before + 1
    assert words in anna.chat.last.text
    assert "23-11 10:05" in anna.chat.last.text
    assert "23-11 11:30" in anna.chat.last.text
    assert "112" in anna.chat.last.text
    assert anna.chat.last.buttons == ["🚨 112"]
    assert "23-11 10:05" in anna.topic.last.text
    assert "zonder 👌" in anna.topic.last.text


def test_once() -> None:
    """Told again of the same gap, or one within it, she hears nothing; of a later one she does."""
    anna = placed()
    anna.happens(Missed(SINCE, UNTIL))
    before, in_topic = anna.said, len(anna.topic.messages)
    anna.happens(Missed(SINCE, UNTIL))
    anna.happens(Missed(SINCE + 60, UNTIL - 60))
    assert (anna.said, len(anna.topic.messages)) == (before, in_topic)
    anna.happens(Missed(UNTIL + HOUR, UNTIL + 2 * HOUR))
    assert anna.said == before + 1


def test_only_with_an_open_case_of_that_time() -> None:
    """Who has no open case, or opened it after the gap, could have lost nothing in it and hears nothing."""
    nobody = Player(ALWAYS, MONDAY)
    nobody.agrees()
    before = nobody.said
    nobody.happens(Missed(SINCE, UNTIL))
    assert nobody.said == before
    late = placed()
    before = late.said
    late.happens(Missed(MONDAY - 2 * HOUR, MONDAY - HOUR))
    assert late.said == before


def test_who_blocked_the_bot_is_not_written_to() -> None:
    """The topic says it, and nothing is sent that can't arrive."""
    anna = placed()
    anna.happens(Blocked())
    before = anna.said
    anna.happens(Missed(SINCE, UNTIL))
    assert anna.said == before
    assert "verloren zijn" in anna.topic.last.text


def test_the_line_in_general() -> None:
    """The experts read it in their language, with local times."""
    said = line(SINCE, UNTIL, ENGLISH)
    assert said.to == ToGeneral()
    assert "23-11 10:05 and 23-11 11:30" in said.html
    assert "verloren" in line(SINCE, UNTIL, ALWAYS).html
