"""Missed: what is said when nothing was heard from Telegram for longer than it keeps what people write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.handoff.buttons import way_out
from bot.handoff.effects import Priority, Say, ToGeneral
from bot.text import text

if TYPE_CHECKING:
    from bot.handoff.desk import Desk
    from bot.handoff.events import Missed
    from bot.handoff.turn import Turn


def missed(turn: Turn, event: Missed) -> None:
    """Tell her whose case was open then, and its topic, once, what may not have come in."""
    if not turn.open or turn.case.missed_until >= event.until or turn.case.opened_at > event.until:
        return
    turn.change_case(missed_until=event.until)
    times = {"since": _time(turn.desk, event.since), "until": _time(turn.desk, event.until)}
    if not turn.person.blocked:
        turn.say(turn.words("missed", **times), way_out(turn))
    turn.tell_topic(turn.desk_words("topic.missed", **times))


def line(since: float, until: float, desk: Desk) -> Say:
    """Tell the experts in General; times in epoch seconds."""
    times = {"since": _time(desk, since), "until": _time(desk, until)}
    return Say(
        ToGeneral(), text(desk.language, "general.missed", **times), priority=Priority.NEW_CASE
    )


def _time(desk: Desk, at: float) -> str:
    """Return a time that may be days ago, as people read it: "21-11 14:03"."""
    local = desk.local(at)
    return f"{local.day}-{local.month} {local.hour}:{local.minute:02}"
