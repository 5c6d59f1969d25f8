"""Deadlines: what happens when a promised time has passed and nobody has answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.handoff import card
from bot.handoff.buttons import way_out
from bot.handoff.duty import meanwhile
from bot.handoff.effects import Priority
from bot.handoff.events import Timer
from bot.handoff.person import Stage
from bot.text import bare

if TYPE_CHECKING:
    from bot.handoff.turn import Turn

DAILY_AFTER: Final = 6
"""Reminders after which the experts are reminded once a day only."""


def promise_passed(turn: Turn) -> None:
    """Tell her once, honestly; remind the experts each time, in the topic and in General."""
    if not turn.open or turn.case.answered:
        return
    case = turn.case
    alone = turn.is_at(Stage.WAITING)
    if not case.overdue_told:
        turn.change_case(overdue_told=True)
        turn.say(
            turn.words("overdue" if alone else "overdue_taken", numbers=meanwhile(turn)),
            way_out(turn),
        )
    waiting = _duration(turn, turn.now - case.waiting_since)
    turn.tell_topic(
        turn.desk_words("topic.overdue" if alone else "topic.overdue_taken", waiting=waiting),
        card.keyboard(turn),
        priority=Priority.NEW_CASE,
    )
    turn.tell_general(
        turn.desk_words(
            "general.overdue" if alone else "general.overdue_taken",
            title=case.title,
            waiting=waiting,
        ),
        about=case.code,
        priority=Priority.NEW_CASE,
    )
    turn.change_case(nudges=case.nudges + 1)
    again = turn.desk.promise(turn.now)
    if case.nudges + 1 >= DAILY_AFTER:
        again = max(again, turn.now + 24 * 3600)
    turn.set_timer(Timer.PROMISE, again)
    turn.count("overdue")


def _duration(turn: Turn, seconds: float) -> str:
    """Return how long it has been, in the experts' language."""
    minutes = int(seconds // 60)
    if minutes < 120:
        return bare(turn.desk.language, "duration.minutes", count=minutes)
    return bare(turn.desk.language, "duration.hours", count=minutes // 60)
