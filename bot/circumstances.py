"""Circumstances: which entries of the message map a decision about an event needs, and what each of them is to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.handoff import taking_back, unseen
from bot.handoff.events import (
    Edited,
    Event,
    ExpertEdited,
    ExpertPressed,
    ExpertReacted,
    ExpertWrote,
    Reacted,
    Wrote,
)
from bot.handoff.ids import MessageId
from bot.handoff.message_map import Entry, Side

if TYPE_CHECKING:
    from collections.abc import Mapping

Place = tuple[Side, MessageId]


def asked(event: Event) -> tuple[Place, ...]:
    """Return which entries of the message map a decision about this event needs."""
    match event:
        case ExpertWrote(message=message) if message.reply_to is not None:
            return ((Side.TOPIC, message.reply_to),)
        case Wrote(message=message) if message.reply_to is not None and (
            taking_back.is_asked(message) or unseen.may_be(message)
        ):
            return ((Side.PERSON, message.reply_to),)
        case Edited(message=message):
            return ((Side.PERSON, message.id),)
        case Reacted(message=message_id):
            return ((Side.PERSON, message_id),)
        case ExpertReacted(message=message_id):
            return ((Side.TOPIC, message_id),)
        case ExpertEdited(message=message):
            changed = (Side.TOPIC, message.id)
            if message.reply_to is None:
                return (changed,)
            return (changed, (Side.TOPIC, message.reply_to))
        case ExpertPressed(message=message_id):
            named = _named(event)
            under = (Side.TOPIC, message_id)
            return (under,) if named is None else (under, (Side.TOPIC, named))
        case _:
            return ()


def entries_for(event: Event, known: Mapping[Place, Entry]) -> tuple[Entry | None, Entry | None]:
    """Return what the message that is answered is, and what the one that the event is about is, if they are known."""
    entry = subject = None
    match event:
        case ExpertWrote(message=message) if message.reply_to is not None:
            entry = known.get((Side.TOPIC, message.reply_to))
        case Wrote(message=message) if message.reply_to is not None:
            entry = known.get((Side.PERSON, message.reply_to))
        case Edited(message=message):
            subject = known.get((Side.PERSON, message.id))
        case Reacted(message=message_id):
            subject = known.get((Side.PERSON, message_id))
        case ExpertReacted(message=message_id):
            subject = known.get((Side.TOPIC, message_id))
        case ExpertEdited(message=message):
            subject = known.get((Side.TOPIC, message.id))
            if message.reply_to is not None:
                entry = known.get((Side.TOPIC, message.reply_to))
        case ExpertPressed(message=message_id):
            entry = known.get((Side.TOPIC, message_id))
            if (named := _named(event)) is not None:
                subject = known.get((Side.TOPIC, named))
        case _:
            pass
    return entry, subject


def _named(event: ExpertPressed) -> MessageId | None:
    """Return the message that a button of the experts names, if it names one."""
    number = event.data.partition(":")[2].partition(":")[0]
    return MessageId(int(number)) if number.isdecimal() else None
