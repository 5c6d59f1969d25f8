"""Deadlines: when the promised time has passed."""

from __future__ import annotations

from bot.handoff.events import Timer
from tests.support.desks import ALWAYS, ENGLISH, OFFICE, at
from tests.support.people import Player


def test_both_sides_hear() -> None:
    """She hears it once, with numbers to call; the experts are reminded each time, in the topic and in General."""
    anna = Player(OFFICE, at(23, 10))
    anna.places()
    before = anna.said
    anna.waits(31 * 60)
    assert anna.said == before + 1
    assert "later geworden dan beloofd" in anna.chat.last.text
    assert "0900-8844" in anna.chat.last.text
    assert "wacht al 30 min" in anna.topic.last.text
    assert "wacht al 30 min" in anna.general.last.text
    assert anna.person.case is not None
    assert anna.person.case.code in anna.general.last.text
    anna.waits(30 * 60)
    assert anna.said == before + 1
    assert len(anna.general.messages) == 2


def test_reminders_get_rarer() -> None:
    """After six reminders there is one a day."""
    anna = Player(ALWAYS)
    anna.places()
    anna.waits(24 * 3600)
    count = len(anna.general.messages)
    assert count <= 7
    anna.waits(24 * 3600)
    assert len(anna.general.messages) == count + 1


def test_nobody_is_reminded_at_night() -> None:
    """Reminders fall in opening hours."""
    anna = Player(OFFICE, at(23, 16, 45))
    anna.places()
    anna.waits(3600)
    assert not anna.general.messages
    anna.waits(16 * 3600)
    assert anna.general.messages


def test_taken_up_and_left() -> None:
    """Who takes a case up and does not answer is reminded, and she hears that it takes longer than promised."""
    anna = Player(ALWAYS)
    anna.places()
    anna.expert_presses("Ik pak dit op")
    anna.waits(3600)
    assert anna.chat.shows("opgepakt, maar je hebt nog geen antwoord")
    assert "wacht al" in anna.topic.last.text
    assert anna.general.messages


def test_answered_in_time() -> None:
    """Once somebody has answered nothing more comes."""
    anna = Player(ALWAYS)
    anna.places()
    anna.expert("Hallo", anna.card)
    anna.waits(24 * 3600)
    assert not anna.general.messages
    assert Timer.PROMISE not in anna.timers


def test_a_reopened_case_waits_from_then() -> None:
    """The time is counted from the reopening, and said in the experts' language."""
    anna = Player(ENGLISH)
    anna.places()
    anna.expert("Hi", anna.card)
    anna.expert_presses("Close")
    anna.waits(5 * 3600)
    anna.expert_presses("Reopen")
    anna.waits(31 * 60)
    assert "has waited 30 min" in anna.general.last.text
    anna.waits(3 * 3600)
    assert " h " in anna.general.last.text
