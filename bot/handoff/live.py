"""Live: a place that moves on for a while. It is sent as one, and its copy follows it; a plain copy would stand still."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from bot.handoff.effects import Amend, Priority
from bot.handoff.events import Kind
from bot.handoff.mark import RECALLED_AT_MOST, Recalled

if TYPE_CHECKING:
    from bot.handoff.effects import Place
    from bot.handoff.events import Incoming
    from bot.handoff.message_map import Side
    from bot.handoff.turn import Turn

FOR_EVER: Final = 0x7FFFFFFF
"""Seconds by which Telegram means a live location without an end (Bot API, Location)."""
POINTS: Final = frozenset({Kind.LOCATION, Kind.LIVE_LOCATION})
"""What a live location is told as while it moves on, and when it has ended."""
STOP: Final = "stop"
"""In place of a position: the copy ends where it is."""
_SHORTEST: Final = 60
"""Seconds for which one can be sent at least (Bot API, sendLocation)."""
_LONGEST: Final = 86_400


class Position(Struct, frozen=True, omit_defaults=True):
    """Where somebody is, as sendLocation takes it, and until when that moves on."""

    latitude: float
    longitude: float
    horizontal_accuracy: float = 0.0
    """Metres."""
    heading: int = 0
    """Degrees, from 1."""
    live_period: int = 0
    """Seconds for which it moves on from when it is sent; 0 when it stands still."""
    until: float = 0.0
    """Epoch seconds until which it moves on."""


def going(position: str, now: float) -> str:
    """Return what sendLocation needs to send a live location for what is left of its time; "" when that is too short.

    `position` is a `Position` as JSON, or empty; `now` in epoch seconds.
    """
    if not position:
        return ""
    found = position_in(position)
    if found.live_period == FOR_EVER:
        return _json(replace(found, until=0.0))
    left = min(int(found.until - now), _LONGEST)
    return _json(replace(found, live_period=left, until=0.0)) if left >= _SHORTEST else ""


def moves(message: Incoming, to: Place) -> tuple[Amend, ...]:
    """Return what lets the copy of a live location follow it: without a `live_period` it ends there."""
    if message.kind not in POINTS or not message.live:
        return ()
    position = _json(replace(position_in(message.live), until=0.0))
    return (Amend(to, message.id, "", live=position, priority=Priority.DECORATION),)


def outlived(turn: Turn, message: Incoming, to: Place, side: Side) -> None:
    """The case is over, and a live location moves on: its copy ends where it is, and follows no more."""
    if message.kind not in POINTS or not message.live or turn.person.case is None:
        return
    ended = Recalled(side, message.id)
    turn.change_case(recalled=(*turn.case.recalled, ended)[-RECALLED_AT_MOST:])
    turn.do(Amend(to, message.id, "", live=STOP, priority=Priority.DECORATION))


def position_in(position: str) -> Position:
    """Read a position as it is stored."""
    return msgspec.json.decode(position, type=Position)


def _json(position: Position) -> str:
    return msgspec.json.encode(position).decode()
