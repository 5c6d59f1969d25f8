"""Translation: an update of Telegram becomes an event of ours, with whose it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from telegram import Message
from telegram.constants import ChatType

from bot.handlers import brief, experts, inline, membership, professional, reacting
from bot.handlers.arrival import Arrival, Nothing

if TYPE_CHECKING:
    from telegram import CallbackQuery, Update

    from bot.handlers.brief import BriefMessage
    from bot.handlers.experts import ExpertIds
    from bot.handoff.ids import ChatId, UserId

ALLOWED_UPDATES: Final = (
    "message",
    "edited_message",
    "message_reaction",
    "callback_query",
    "inline_query",
    "my_chat_member",
    "chat_member",
)
"""The kinds of update asked for: exactly those that a `Translator` reads."""


class Translator:
    """Translates the updates of one bot with one expert group."""

    def __init__(self, bot: UserId, group: ChatId, expert_id: ExpertIds) -> None:
        """`bot` is the bot's own user id; `expert_id` makes the keyed id of who writes in `group`."""
        self._bot = bot
        self._group = group
        self._expert_id = expert_id

    def __call__(self, update: Update) -> Arrival:
        """Return what an update means. Pure; raises only for an update of impossible shape."""
        if update.message is not None:
            return self._written(update.message, edited=False)
        if update.edited_message is not None:
            return self._written(update.edited_message, edited=True)
        if update.message_reaction is not None:
            return reacting.reacted(update.message_reaction, self._group, self._expert_id)
        if update.callback_query is not None:
            return self._pressed(update.callback_query)
        if update.inline_query is not None:
            return inline.sought(update.inline_query)
        if update.my_chat_member is not None:
            return membership.changed(update.my_chat_member, self._group)
        if update.chat_member is not None:
            return membership.moved(update.chat_member, self._group, self._expert_id)
        return Nothing("a kind of update that was not asked for")

    def brief(self, raw: object) -> Arrival | None:
        """Return what an update means, from its decoded JSON; None when it has to be read in full."""
        message = brief.read(raw)
        return None if message is None else self._written(message, edited=False)

    def _written(self, message: Message | BriefMessage, *, edited: bool) -> Arrival:
        if message.chat.type == ChatType.PRIVATE:
            return professional.written(message, edited=edited)
        if message.chat_id != self._group:
            return Nothing("a message of another chat")
        return experts.written(message, edited=edited, bot=self._bot, expert_id=self._expert_id)

    def _pressed(self, query: CallbackQuery) -> Arrival:
        under = query.message
        if under is None:
            return Nothing("a button outside the chats of the bot")
        if under.chat.type == ChatType.PRIVATE:
            return professional.pressed(query, under.message_id, under.chat.id)
        if under.chat.id != self._group:
            return Nothing("a button in another chat")
        shown = under if isinstance(under, Message) else None
        return experts.pressed(query, shown, under.message_id, self._expert_id)
