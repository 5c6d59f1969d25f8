"""Live: where a live location is now, and until when it moves on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from bot.handoff.live import Position

if TYPE_CHECKING:
    from telegram import Message


def is_moving(message: Message) -> bool:
    """Tell whether a location moves on."""
    # The attribute itself warns of a type that it is to have some day.
    return message.location is not None and "live_period" in message.location.to_dict()


def position_of(message: Message) -> str:
    """Return a `Position` as JSON; "" for what is no location. One that has ended, or never moved, has no `until`."""
    if message.location is None or message.venue is not None:
        return ""
    place = message.location.to_dict()
    period = int(place.get("live_period", 0))
    position = Position(
        latitude=place["latitude"],
        longitude=place["longitude"],
        horizontal_accuracy=place.get("horizontal_accuracy", 0.0),
        heading=place.get("heading", 0),
        live_period=period,
        # Its time runs from its sending, also when it is told of anew.
        until=message.date.timestamp() + period if period else 0.0,
    )
    return msgspec.json.encode(position).decode()
