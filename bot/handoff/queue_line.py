"""The queue line: one line in General that says how many messages wait for Telegram, while that matters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from bot.handoff.effects import Edit, Named, Priority, Say, ToGeneral
from bot.text import bare, text

if TYPE_CHECKING:
    from bot.handoff.desk import Desk
    from bot.handoff.effects import Effect
    from bot.text import Html

NAME: Final = "queue"
"""The name under which the line is remembered."""
MATTERS: Final = 60.0
"""Seconds that the oldest message has waited when the line appears."""
OVER: Final = 20.0
"""Seconds that the oldest message waits at most when the line says that it is over; fewer than `MATTERS`, so that
it does not flutter."""
EVERY: Final = 60.0
"""Seconds between two changes of the line."""


class QueueLine(Struct, frozen=True):
    """What stands in General, as far as this process knows. Nothing is known after a start."""

    shown: bool | None = None
    """Whether the line says that messages wait; None when it may."""
    at: float = 0.0
    """When it was last changed (epoch seconds)."""


def look(
    line: QueueLine, *, waiting: int, oldest: float, now: float, desk: Desk
) -> tuple[QueueLine, tuple[Effect, ...]]:
    """Return what the line is from now on, and what that takes.

    `waiting` messages of people are on their way to their topics, the oldest for `oldest` seconds.
    """
    if waiting and oldest >= MATTERS:
        if line.shown and now - line.at < EVERY:
            return line, ()
        html = _words(desk, waiting, oldest)
        # As urgent as the messages themselves, which share with it: below them it would come when it is over.
        if line.shown:
            edit = Edit(ToGeneral(), Named(NAME), html, priority=Priority.MESSAGE)
            return QueueLine(True, now), (edit,)
        said = Say(ToGeneral(), html, name=NAME, silent=True, priority=Priority.MESSAGE)
        # A line of before the start would stand there for ever, with its number.
        before = (_over(desk, Priority.MESSAGE),) if line.shown is None else ()
        return QueueLine(True, now), (*before, said)
    if line.shown is False or (waiting and oldest >= OVER):
        return line, ()
    return QueueLine(False, now), (_over(desk),)


def _over(desk: Desk, priority: Priority = Priority.DECORATION) -> Edit:
    html = text(desk.language, "general.queue_over")
    return Edit(ToGeneral(), Named(NAME), html, priority=priority)


def _words(desk: Desk, waiting: int, oldest: float) -> Html:
    key = "general.queue_one" if waiting == 1 else "general.queue"
    since = bare(desk.language, "duration.minutes", count=int(oldest // 60))
    return text(desk.language, key, count=waiting, since=since)
