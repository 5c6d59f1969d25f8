"""Pinning: an expert pins a message of the conversation in her chat, or takes that back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.handoff.effects import Here, Pin, React
from bot.handoff.message_map import OF_HERS, EntryKind

if TYPE_CHECKING:
    from bot.handoff.events import Incoming
    from bot.handoff.turn import Turn


def pin(turn: Turn, message: Incoming, *, off: bool = False) -> None:
    """Pin the counterpart of the message answered, silently, or unpin it; a receipt shows when that is done."""
    entry = turn.context.entry
    known = entry is not None and entry.kind in (*OF_HERS, EntryKind.ANSWER)
    if entry is None or not known or entry.other is None:
        turn.tell_topic(turn.desk_words("topic.pin_what"), reply_to=Here(message.id))
        return
    receipt = React(turn.topic, message.id, turn.desk.reactions.delivered)
    turn.do(Pin(turn.her, entry.other, off=off, then=(receipt,)))
