"""Place: the chat, topic and message of an action, and whether this person may act there."""

from typing import NamedTuple

from bot.emulator import shapes
from bot.emulator.errors import ActionError
from bot.emulator.person.wish import Wish
from bot.emulator.platform import Platform
from bot.emulator.world import (
    CHANNEL_BOT,
    GROUP_ANONYMOUS_BOT,
    Chat,
    Json,
    Member,
    Message,
    Topic,
    User,
    topic_of,
)

_GENERAL = 1


class Sender(NamedTuple):
    """As whom a message appears."""

    from_id: int | None
    chat_id: int | None
    extra: Json | None


def room(platform: Platform, user: User, wish: Wish) -> Chat:
    """The chat of `chat_id`. The bot's id, or the person's own, is their private chat."""
    chat_id = wish.integer("chat_id")
    if chat_id in (platform.bot_id, user.id):
        return platform.private_chat(user.id)
    chat = platform.chat(chat_id)
    if chat.type == "private":
        raise ActionError("This is somebody else's chat.", 403)
    member(chat, user)
    return chat


def writable(platform: Platform, user: User, wish: Wish) -> Chat:
    """The same, where the person may put something in."""
    chat = room(platform, user, wish)
    if chat.type == "private" and chat.blocked:
        raise ActionError("You blocked the bot; unblock it first.", 403)
    if chat.type == "channel" and not member(chat, user).is_admin:
        raise ActionError("Only administrators post in a channel.", 403)
    return chat


def member(chat: Chat, user: User) -> Member:
    """The person's place in a group; ActionError for those outside."""
    place = chat.members.get(user.id)
    if place is None or not place.present:
        raise ActionError("This person is not in the group.", 403)
    return place


def may(chat: Chat, user: User, right: str) -> bool:
    """Whether the person holds a right as owner, as administrator or as everybody."""
    if chat.type == "private":
        return True
    place = member(chat, user)
    if place.status == "creator":
        return True
    if place.status == "administrator" and place.rights.get(right, False):
        return True
    if right not in shapes.PERMISSIONS:
        return False
    if place.status == "restricted" and not place.rights.get(right, False):
        return False
    if place.is_admin and right.startswith("can_send"):
        return True
    return shapes.permission(chat, right)


def topic(chat: Chat, wish: Wish) -> Topic | None:
    """The topic of `thread_id`; None (or 1) is General."""
    thread_id = wish.optional_integer("thread_id")
    if not chat.is_forum or thread_id in (None, 0, _GENERAL):
        return None
    found = topic_of(chat, thread_id)
    if found is None:
        raise ActionError("There is no such topic.", 404)
    return found


def check_writing(platform: Platform, chat: Chat, into: Topic | None, user: User) -> None:
    """Closed topics, missing permissions and slow mode; ActionError."""
    if chat.type == "private":
        return
    place = member(chat, user)
    if place.is_admin:
        return
    closed = into.closed if into is not None else chat.is_forum and chat.general_closed
    if closed:
        raise ActionError("TOPIC_CLOSED: only administrators write in a closed topic.", 403)
    if not may(chat, user, "can_send_messages"):
        raise ActionError("This person may not send messages here.", 403)
    now = platform.clock.now()
    if now < place.last_sent + chat.slow_mode_delay:
        raise ActionError("Slow mode: this person has to wait before writing again.", 403)
    place.last_sent = now


def message(platform: Platform, chat: Chat, wish: Wish, name: str = "message_id") -> Message:
    """A living message of the chat."""
    found = platform.world.message(chat, wish.integer(name))
    if found is None:
        raise ActionError("There is no such message.", 404)
    return found


def sender(platform: Platform, chat: Chat, user: User, wish: Wish) -> Sender:
    """Who the message seems to come from: anonymous administrators and channels have a cover."""
    if chat.type == "channel":
        return Sender(None, chat.id, None)
    if chat.type == "private":
        return Sender(user.id, None, None)
    place = member(chat, user)
    cover = wish.optional_integer("sender_chat")
    if cover is not None and cover != chat.id:
        if platform.chat(cover).type != "channel":
            raise ActionError("`sender_chat` must be a channel or this group.")
        return Sender(CHANNEL_BOT, cover, None)
    if (place.is_admin and place.is_anonymous) or cover == chat.id:
        extra = {"author_signature": place.custom_title} if place.custom_title else None
        return Sender(GROUP_ANONYMOUS_BOT, chat.id, extra)
    return Sender(user.id, None, None)
