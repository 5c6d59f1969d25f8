"""A turn: collects one decision."""

from __future__ import annotations

import pytest

from bot.handoff.events import Timer
from bot.handoff.ids import CaseCode, ChatId, PersonId
from bot.handoff.person import Person, Urgency
from bot.handoff.turn import Context, Turn
from tests.support.desks import ALWAYS, MONDAY, knowledge


def turn() -> Turn:
    """Return a turn of somebody new."""
    context = Context(MONDAY, CaseCode("AAAA-BBBB"), ALWAYS, knowledge())
    return Turn(Person(PersonId("anna"), ChatId(5), "nl"), context)


def test_the_last_word_on_a_timer_counts() -> None:
    """A timer set after it was cancelled is set, and the other way round, however often."""
    one = turn()
    one.cancel(Timer.QUESTION)
    one.cancel(Timer.QUESTION)
    one.set_timer(Timer.QUESTION, 5.0)
    one.set_timer(Timer.AFTER, 6.0)
    one.cancel(Timer.AFTER)
    decision = one.decision()
    assert decision.set_timers == ((Timer.QUESTION, 5.0),)
    assert decision.cancel == (Timer.AFTER,)


def test_the_first_toast_counts() -> None:
    """Only one thing can pop up."""
    one = turn()
    one.toast("callback", "eerst")
    one.toast("callback", "daarna")
    toast = one.decision().toast
    assert toast is not None
    assert toast.text == "eerst"


def test_urgency_only_rises() -> None:
    """What was urgent stays as urgent."""
    one = turn()
    one.raise_urgency(Urgency.RED)
    one.raise_urgency(Urgency.AMBER)
    assert one.person.urgent is Urgency.RED


def test_no_case() -> None:
    """Asking for a case where there is none is our mistake."""
    with pytest.raises(ValueError, match="no case"):
        _ = turn().case
