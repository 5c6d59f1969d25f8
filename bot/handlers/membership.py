"""Membership: the bot is blocked, let in again, or added to a group."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from telegram import ChatMember
from telegram.constants import ChatType

from bot.handlers.arrival import Arrival, GroupOffered, Nothing
from bot.handlers.professional import from_her
from bot.handoff.events import Blocked, Unblocked
from bot.handoff.ids import ChatId

if TYPE_CHECKING:
    from telegram import Chat, ChatMemberUpdated

_OUT: Final = frozenset({ChatMember.LEFT, ChatMember.BANNED})
_IN: Final = frozenset({ChatMember.MEMBER, ChatMember.ADMINISTRATOR, ChatMember.OWNER})


def changed(update: ChatMemberUpdated, group: ChatId | None) -> Arrival:
    """Return what a change of the bot's own membership means; `group` is the configured one."""
    chat, now = update.chat, update.new_chat_member.status
    if chat.type == ChatType.PRIVATE:
        if now in _OUT:
            return from_her(update.from_user, chat.id, Blocked())
        if now in _IN:
            return from_her(update.from_user, chat.id, Unblocked())
        return Nothing("a membership without meaning in a private chat")
    if chat.id == group:
        return Nothing("the bot's membership of the expert group")
    if chat.type not in {ChatType.GROUP, ChatType.SUPERGROUP}:
        return Nothing("the bot's membership of a channel")
    if now in _OUT or update.old_chat_member.status not in _OUT:
        return Nothing("the bot's membership of another group")
    return offered(chat)


def offered(chat: Chat) -> GroupOffered:
    """Return a group as one that may become the expert group."""
    return GroupOffered(ChatId(chat.id), chat.title or "", chat.is_forum is True)
