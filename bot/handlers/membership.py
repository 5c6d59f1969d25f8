"""Membership: the bot is blocked, let in again, or added to a group; people come into the expert group, and leave it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from telegram import ChatMember, ChatMemberRestricted
from telegram.constants import ChatType

from bot.handlers.arrival import Arrival, GroupChanged, GroupOffered, Nothing
from bot.handlers.professional import from_her
from bot.handoff.events import Blocked, Unblocked
from bot.handoff.group_news import MemberMoved
from bot.handoff.ids import ChatId, UserId

if TYPE_CHECKING:
    from telegram import Chat, ChatMemberUpdated

    from bot.handlers.experts import ExpertIds

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
        return GroupChanged()
    if chat.type not in {ChatType.GROUP, ChatType.SUPERGROUP}:
        return Nothing("the bot's membership of a channel")
    if now in _OUT or update.old_chat_member.status not in _OUT:
        return Nothing("the bot's membership of another group")
    return offered(chat)


def offered(chat: Chat) -> GroupOffered:
    """Return a group as one that may become the expert group."""
    return GroupOffered(ChatId(chat.id), chat.title or "", chat.is_forum is True)


def moved(update: ChatMemberUpdated, group: ChatId, expert_id: ExpertIds) -> Arrival:
    """Return what a change of somebody else's membership means; `expert_id` makes keyed ids."""
    if update.chat.id != group:
        return Nothing("a membership of another chat")
    inside = _is_in(update.new_chat_member)
    if inside == _is_in(update.old_chat_member):
        return GroupChanged()
    account = update.new_chat_member.user
    return MemberMoved(
        expert=expert_id(UserId(account.id)),
        name=account.full_name.strip(),
        is_bot=account.is_bot,
        inside=inside,
        at=update.date.timestamp(),
    )


def _is_in(member: ChatMember) -> bool:
    """Tell whether somebody is in the chat; who is restricted may be or not (Bot API, ChatMemberRestricted)."""
    if isinstance(member, ChatMemberRestricted):
        return member.is_member
    return member.status in _IN
