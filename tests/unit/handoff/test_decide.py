"""The decision: commands, blocking, and what could not be delivered."""

from __future__ import annotations

import pytest

from bot.handoff.events import Blocked, Timer, TimerFired, Unblocked, Undelivered, Why
from bot.handoff.person import Stage
from tests.support.people import Player, waiting


def test_decide_changes_nothing() -> None:
    """What it is given stays as it was: the new state is in the answer."""
    anna = Player()
    before = anna.person
    anna.writes("/start")
    assert before.greeted_at == 0
    assert anna.person.greeted_at > 0


def test_blocked_and_back() -> None:
    """The experts hear it, once; and again when she lets the bot in."""
    anna = waiting()
    anna.happens(Blocked())
    anna.happens(Blocked())
    assert [one for one in anna.topic.by("bot") if "geblokkeerd" in one] == [anna.topic.last.text]
    anna.happens(Unblocked())
    assert "weer toegelaten" in anna.topic.last.text
    assert anna.happens(Unblocked()) == []


def test_blocked_as_the_bot_speaks() -> None:
    """When a message of the bot finds out that she blocked it, the experts hear that too, once."""
    anna = waiting()
    anna.happens(Undelivered(to_person=True, about=None, why=Why.BLOCKED))
    assert "geblokkeerd" in anna.topic.last.text
    before = len(anna.topic.messages)
    anna.happens(Undelivered(to_person=True, about=None, why=Why.BLOCKED))
    anna.happens(Blocked())
    assert len(anna.topic.messages) == before


@pytest.mark.parametrize("why", list(Why))
def test_an_answer_that_does_not_arrive(why: Why) -> None:
    """The expert sees it on the message, and in words why."""
    anna = waiting()
    answer = anna.expert("Een antwoord", anna.card)
    anna.happens(Undelivered(to_person=True, about=answer, why=why))
    assert anna.reaction(answer) == "😢"
    assert anna.topic.last.text.startswith("Niet bezorgd")
    assert anna.topic.last.reply_to == answer


def test_a_change_that_does_not_arrive() -> None:
    """A change that is not delivered says that she sees the old version."""
    anna = waiting()
    answer = anna.expert("Een antwoord", anna.card)
    anna.happens(Undelivered(to_person=True, about=answer, why=Why.REFUSED, edit=True))
    assert "de oude versie" in anna.topic.last.text


@pytest.mark.parametrize("timer", list(Timer))
def test_a_timer_that_has_lost_its_meaning(timer: Timer) -> None:
    """A timer that fires where it means nothing changes nothing."""
    for anna in (Player(), waiting()):
        if timer is Timer.PROMISE and anna.person.stage is Stage.WAITING:
            continue
        assert anna.happens(TimerFired(timer)) == []


def test_what_is_undelivered_before_a_case() -> None:
    """A screen that does not arrive before there is a case leaves nobody to tell."""
    anna = Player()
    anna.agrees()
    anna.happens(Undelivered(to_person=True, about=None, why=Why.BLOCKED))
    assert anna.lines == []
    assert anna.person.blocked
    anna.writes("ik ben er weer")
    assert not anna.person.blocked
