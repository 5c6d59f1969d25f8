"""Reacting: who set which reaction to a message, or took it back. Telegram does not say in which topic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import ReactionTypeEmoji
from telegram.constants import ChatType

from bot.handlers.arrival import Arrival, FromGroup, FromHer, Nothing
from bot.handoff.events import Author, ExpertReacted, Reacted
from bot.handoff.ids import ChatId, MessageId, UserId

if TYPE_CHECKING:
    from telegram import MessageReactionUpdated

    from bot.handlers.experts import ExpertIds


def reacted(news: MessageReactionUpdated, group: ChatId, expert_id: ExpertIds) -> Arrival:
    """Return what a reaction means; one of an anonymous administrator or of a channel means nothing."""
    if news.user is None:
        return Nothing("a reaction in the name of a chat")
    if news.user.is_bot:
        return Nothing("a reaction of a bot")
    user, message = UserId(news.user.id), MessageId(news.message_id)
    if news.chat.type == ChatType.PRIVATE:
        if news.chat.id != news.user.id:
            return Nothing("a private chat of somebody else")
        return FromHer(
            user=user,
            chat=ChatId(news.chat.id),
            language=news.user.language_code or "",
            event=Reacted(message, _emoji(news)),
        )
    if news.chat.id != group:
        return Nothing("a reaction in another chat")
    event = ExpertReacted(Author(expert_id(user)), message, _emoji(news))
    return FromGroup(user, None, event)


def _emoji(news: MessageReactionUpdated) -> str:
    """Return the newest sign that a bot may set too; own and paid ones of premium accounts it may not."""
    known = [one.emoji for one in news.new_reaction if isinstance(one, ReactionTypeEmoji)]
    return known[-1] if known else ""
