"""Experts: what happens in the expert group, and who did it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from bot.handlers.arrival import Arrival, FromGroup, GroupChanged, Nothing
from bot.handlers.brief import BriefMessage
from bot.handlers.content import incoming, kind_of, ticked
from bot.handlers.service_message import is_service
from bot.handoff.events import (
    Author,
    AuthorKind,
    ExpertEdited,
    ExpertPressed,
    ExpertWrote,
    Kind,
    TopicAppeared,
    TopicClosed,
    TopicReopened,
)
from bot.handoff.ids import ExpertId, MessageId, ThreadId, UserId, find_code

if TYPE_CHECKING:
    from telegram import CallbackQuery, Message, User

    from bot.handlers.brief import BriefUser

GROUP_ANONYMOUS_BOT: Final = 1087968824
"""Telegram's account behind which an anonymous administrator writes (Bot API, Message.sender_chat)."""
CHANNEL_BOT: Final = 136817688
"""Telegram's account behind which somebody posts as a channel."""
_NOBODY: Final = ExpertId("")

ExpertIds = Callable[[UserId], ExpertId]
"""Makes the keyed id of an expert; only the store holds the key."""


def written(
    message: Message | BriefMessage,
    *,
    edited: bool,
    bot: UserId,
    expert_id: ExpertIds,
) -> Arrival:
    """Return what somebody wrote or changed in the group, or what happened to a topic."""
    thread = thread_of(message)
    if isinstance(message, BriefMessage):
        user, kind = _account(message.from_user)
    else:
        if kind_of(message) is Kind.OTHER and is_service(message):
            changed = ticked(message)
            if changed is None:
                return _happened(message, thread, bot)
            message, edited = changed, True
        if message.is_automatic_forward:
            return Nothing("a post of the linked channel")
        user, kind = _sender(message)
    if kind is None:
        return Nothing("a message of a bot in the group")
    author = Author(_NOBODY if user is None else expert_id(user), kind)
    said = incoming(message, bot)
    event = ExpertEdited(thread, author, said) if edited else ExpertWrote(thread, author, said)
    return FromGroup(user, thread, event)


def pressed(
    query: CallbackQuery, message: Message | None, message_id: int, expert_id: ExpertIds
) -> Arrival:
    """Return which button somebody pressed; `message` is None when Telegram no longer shows it."""
    if query.data is None:
        return Nothing("a button without data")
    user = UserId(query.from_user.id)
    thread = None if message is None else thread_of(message)
    event = ExpertPressed(
        thread=thread,
        author=Author(expert_id(user)),
        data=query.data,
        message=MessageId(message_id),
        callback=query.id,
    )
    return FromGroup(user, thread, event)


def thread_of(message: Message | BriefMessage) -> ThreadId | None:
    """Return the topic of a message; None for General, where a thread id may stand for replies only."""
    if not message.is_topic_message or message.message_thread_id is None:
        return None
    return ThreadId(message.message_thread_id)


def _sender(message: Message) -> tuple[UserId | None, AuthorKind | None]:
    """Who wrote it; no kind for bots, which are not listened to."""
    sender, behind = message.from_user, message.sender_chat
    if behind is not None and behind.id == message.chat_id:
        return None, AuthorKind.ANONYMOUS
    if behind is not None:
        return None, AuthorKind.CHANNEL
    return _account(sender)


def _account(sender: User | BriefUser | None) -> tuple[UserId | None, AuthorKind | None]:
    if sender is None:
        return None, None
    if sender.id == GROUP_ANONYMOUS_BOT:
        return None, AuthorKind.ANONYMOUS
    if sender.id == CHANNEL_BOT:
        return None, AuthorKind.CHANNEL
    if sender.is_bot:
        return None, None
    return UserId(sender.id), AuthorKind.PERSON


def _happened(message: Message, thread: ThreadId | None, bot: UserId) -> Arrival:
    """A service message. The bot's own come back too; of those only a new topic says something."""
    sender = message.from_user
    by_bot = sender is not None and sender.id == bot
    if message.message_auto_delete_timer_changed is not None:
        return GroupChanged()
    if thread is None:
        return Nothing("a service message outside a topic")
    user = None if sender is None or sender.is_bot else UserId(sender.id)
    if message.forum_topic_created is not None:
        code = find_code(message.forum_topic_created.name)
        if not by_bot or code is None:
            return Nothing("a topic that is no case")
        return FromGroup(None, thread, TopicAppeared(thread, code))
    if by_bot:
        return Nothing("a service message of the bot's own")
    if message.forum_topic_closed is not None:
        return FromGroup(user, thread, TopicClosed(thread))
    if message.forum_topic_reopened is not None:
        return FromGroup(user, thread, TopicReopened(thread))
    return Nothing("a service message in a topic")
