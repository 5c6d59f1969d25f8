"""Pins: messages held at the top of a chat or topic."""

from bot.emulator import access, posting, shapes
from bot.emulator.arguments import Arguments
from bot.emulator.errors import bad
from bot.emulator.platform import Platform
from bot.emulator.world import Chat, Message, topic_of


def pin(platform: Platform, chat: Chat, stored: Message, actor_id: int) -> None:
    """Pin a message and say so in its topic; pinning what is pinned changes nothing."""
    if stored.id in chat.pinned:
        return
    chat.pinned.append(stored.id)
    stored.changed = _event(platform, chat, stored, actor_id, pinned=True)
    shape = shapes.message(platform.world, stored, nested=True)
    topic = topic_of(chat, stored.thread_id)
    posting.service(platform, chat, actor_id, topic, pinned_message=shape)


def unpin(platform: Platform, chat: Chat, stored: Message, actor_id: int) -> None:
    """Take a pin away; nothing is said in the chat."""
    chat.pinned.remove(stored.id)
    stored.changed = _event(platform, chat, stored, actor_id, pinned=False)
    platform.touch()


def _event(platform: Platform, chat: Chat, stored: Message, actor_id: int, *, pinned: bool) -> int:
    return platform.event(
        "pin",
        chat,
        thread_id=stored.thread_id,
        message_id=stored.id,
        actor_id=actor_id,
        pinned=pinned,
    )


def _pinnable(platform: Platform, arguments: Arguments) -> Chat:
    chat = access.chat(platform, arguments)
    right = "can_edit_messages" if chat.type == "channel" else "can_pin_messages"
    if not access.has_right(platform, chat, right):
        raise bad("not enough rights to manage pinned messages in the chat")
    return chat


def pin_chat_message(platform: Platform, arguments: Arguments) -> bool:
    """pinChatMessage."""
    chat = _pinnable(platform, arguments)
    stored = access.message(platform, chat, arguments.integer("message_id"), "pin")
    if stored.service:
        raise bad("message can't be pinned")
    pin(platform, chat, stored, platform.bot_id)
    return True


def unpin_chat_message(platform: Platform, arguments: Arguments) -> bool:
    """unpinChatMessage: the named one, or the one pinned last."""
    chat = _pinnable(platform, arguments)
    number = arguments.integer("message_id") or (chat.pinned[-1] if chat.pinned else 0)
    stored = platform.world.message(chat, number)
    if stored is None:
        raise bad("message to unpin not found")
    if stored.id in chat.pinned:
        unpin(platform, chat, stored, platform.bot_id)
    return True


def _unpin_where(platform: Platform, chat: Chat, threads: set[int | None] | None) -> bool:
    for number in list(chat.pinned):
        stored = platform.world.message(chat, number)
        if stored is not None and (threads is None or stored.thread_id in threads):
            unpin(platform, chat, stored, platform.bot_id)
    return True


def unpin_all(platform: Platform, arguments: Arguments) -> bool:
    """unpinAllChatMessages."""
    return _unpin_where(platform, _pinnable(platform, arguments), None)


def unpin_all_of_topic(platform: Platform, arguments: Arguments) -> bool:
    """unpinAllForumTopicMessages."""
    chat = _pinnable(platform, arguments)
    access.check_forum(chat)
    topic = access.living_topic(chat, arguments)
    return _unpin_where(platform, chat, {topic.id})


def unpin_all_of_general(platform: Platform, arguments: Arguments) -> bool:
    """unpinAllGeneralForumTopicMessages."""
    chat = _pinnable(platform, arguments)
    access.check_forum(chat)
    return _unpin_where(platform, chat, {None})


METHODS = {
    "pinChatMessage": pin_chat_message,
    "unpinChatMessage": unpin_chat_message,
    "unpinAllChatMessages": unpin_all,
    "unpinAllForumTopicMessages": unpin_all_of_topic,
    "unpinAllGeneralForumTopicMessages": unpin_all_of_general,
}
