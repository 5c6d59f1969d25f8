"""Flood: who sends or changes very many messages goes behind others, is told so once, and loses nothing. Never in danger."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from bot.handoff import admission
from bot.handoff.buttons import way_out
from bot.handoff.effects import Amend, Pass, Priority, Relay, Say
from bot.handoff.person import Urgency

if TYPE_CHECKING:
    from bot.handoff.effects import Effect
    from bot.handoff.turn import Turn

AGAIN_AFTER: Final = 10 * 60
"""Seconds after which she may be told again."""


def slow(turn: Turn) -> None:
    """Put what a message, or a change of one, led to behind the messages of others, when there were too many of hers in a minute."""
    most = turn.desk.messages_per_minute
    if not most or turn.context.pace <= most or _in_danger(turn):
        return
    turn.effects = [_behind(one) for one in turn.effects]
    if 0 <= turn.now - turn.person.admission.slowed_at < AGAIN_AFTER:
        return
    admission.change(turn, slowed_at=turn.now)
    turn.count("admission.slowed")
    turn.say(turn.words("access.slowed"), way_out(turn), priority=Priority.STATE)


def _in_danger(turn: Turn) -> bool:
    """Tell whether there is a danger sign in what happens now, or was one in what it is about."""
    urgency = turn.case.urgency if turn.open else turn.person.urgent
    return urgency > Urgency.NORMAL or any(one.priority is Priority.DANGER for one in turn.effects)


def _behind(effect: Effect) -> Effect:
    if isinstance(effect, Say | Relay | Pass | Amend) and effect.priority is Priority.MESSAGE:
        return replace(effect, priority=Priority.STATE)
    return effect
