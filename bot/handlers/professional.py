"""Professional: what someone does in the private chat with the bot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.handlers.arrival import Arrival, FromHer, Nothing
from bot.handlers.brief import BriefMessage
from bot.handlers.content import incoming, kind_of, ticked
from bot.handlers.service_message import is_service
from bot.handoff.events import Edited, Kind, Pressed, Wrote
from bot.handoff.ids import ChatId, MessageId, UserId

if TYPE_CHECKING:
    from telegram import CallbackQuery, Message, User

    from bot.handlers.brief import BriefUser
    from bot.handoff.events import Blocked, Unblocked


def written(message: Message | BriefMessage, *, edited: bool) -> Arrival:
    """Return what she wrote, or changed."""
    sender = message.from_user
    if sender is None:
        return Nothing("a private message without a sender")
    if sender.is_bot:
        return Nothing("a private message of a bot")
    if (
        kind_of(message) is Kind.OTHER
        and not isinstance(message, BriefMessage)
        and is_service(message)
    ):
        changed = ticked(message)
        if changed is None:
            return Nothing("a service message in a private chat")
        return from_her(sender, message.chat_id, Edited(incoming(changed)))
    said = incoming(message)
    return from_her(sender, message.chat_id, Edited(said) if edited else Wrote(said))


def pressed(query: CallbackQuery, message_id: int, chat: int) -> Arrival:
    """Return which button she pressed."""
    if query.data is None:
        return Nothing("a button without data")
    event = Pressed(data=query.data, message=MessageId(message_id), callback=query.id)
    return from_her(query.from_user, chat, event)


def from_her(
    sender: User | BriefUser, chat: int, event: Wrote | Edited | Pressed | Blocked | Unblocked
) -> Arrival:
    """Return an event of hers; a private chat has the id of its user (Bot API, Chat.id)."""
    if sender.id != chat:
        return Nothing("a private chat of somebody else")
    return FromHer(
        user=UserId(sender.id),
        chat=ChatId(chat),
        language=sender.language_code or "",
        event=event,
    )
