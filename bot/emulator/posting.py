"""Posting: how a message comes into a chat, is changed, and is taken away, whoever does it."""

from typing import Any

from bot.emulator import shapes, updates
from bot.emulator.platform import Platform
from bot.emulator.world import Chat, Json, Message, Topic, topic_of


def post(
    platform: Platform,
    chat: Chat,
    kind: str,
    content: Json,
    *,
    from_id: int | None,
    topic: Topic | None = None,
    **fields: Any,
) -> tuple[Message, Json]:
    """Put a message in; the stored message and its Bot API shape.

    It becomes an event, and an update when the bot may see it.
    """
    world = platform.world
    stored = Message(
        id=world.next_message_id(chat),
        chat_id=chat.id,
        date=platform.clock.second(),
        kind=kind,
        content=content,
        from_id=from_id,
        thread_id=topic.id if topic is not None else None,
        **fields,
    )
    chat.messages[stored.id] = stored
    if topic is not None:
        topic.message_ids.append(stored.id)
    if stored.reply_to is not None and chat.type == "supergroup" and not chat.is_forum:
        replied = chat.messages.get(stored.reply_to)
        if replied is not None:
            stored.reply_root = replied.reply_root or replied.id
    return stored, announce(platform, chat, stored)


def announce(platform: Platform, chat: Chat, stored: Message) -> Json:
    """Tell everybody of a message that was put in; its shape."""
    shape = shapes.message(platform.world, stored)
    stored.changed = platform.event(
        "message",
        chat,
        thread_id=stored.thread_id,
        message_id=stored.id,
        message=platform.shown(stored, shape),
    )
    updates.message(platform, stored, shape)
    platform.touch()
    return shape


def service(
    platform: Platform, chat: Chat, from_id: int, topic: Topic | None, **content: Any
) -> Message:
    """Put in a service message; its kind is the name of the first field."""
    stored, _ = post(
        platform,
        chat,
        next(iter(content)),
        content,
        from_id=from_id,
        topic=topic,
        service=True,
    )
    return stored


def changed(platform: Platform, stored: Message) -> Json:
    """Tell everybody that a message was edited; its shape."""
    stored.edit_date = platform.clock.second()
    shape = touched(platform, stored)
    updates.edited(platform, stored, shape)
    return shape


def touched(platform: Platform, stored: Message) -> Json:
    """Show everybody that a message looks otherwise now, which is no edit to the bot; its shape."""
    shape = shapes.message(platform.world, stored)
    stored.changed = platform.event(
        "edit",
        platform.world.chats[stored.chat_id],
        thread_id=stored.thread_id,
        message_id=stored.id,
        message=platform.shown(stored, shape),
    )
    platform.touch()
    return shape


def remove(platform: Platform, chat: Chat, messages: list[Message], by: int) -> None:
    """Delete messages for everyone. No update tells the bot; the event log does."""
    for stored in messages:
        stored.deleted = True
        if stored.id in chat.pinned:
            chat.pinned.remove(stored.id)
    if not messages:
        return
    number = platform.event(
        "delete",
        chat,
        thread_id=messages[0].thread_id,
        message_ids=[stored.id for stored in messages],
        by=by,
    )
    for stored in messages:
        stored.changed = number
    platform.touch()


def reply_fields(platform: Platform, chat: Chat, replied: Message, topic: Topic | None) -> Json:
    """How a reply to `replied` is stored in a message for `chat` and `topic`.

    Inside the same chat and topic it is a reply; else Telegram shows an `external_reply`.
    """
    same_thread = not chat.is_forum or replied.thread_id == (topic.id if topic else None)
    if replied.chat_id == chat.id and same_thread:
        return {"reply_to": replied.id}
    return {"external_reply": _external_reply(platform, replied)}


def _external_reply(platform: Platform, replied: Message) -> Json:
    world = platform.world
    room = world.chats[replied.chat_id]
    origin: Json
    if replied.forward_origin is not None:
        origin = replied.forward_origin
    else:
        origin = origin_of(platform, replied)
    shape: Json = {"origin": origin}
    if room.type in ("supergroup", "channel"):
        shape["chat"] = shapes.chat(world, room)
        shape["message_id"] = replied.id
    if not replied.service:
        shape.update(
            (key, value)
            for key, value in replied.content.items()
            if key
            not in {"text", "entities", "caption", "caption_entities", "show_caption_above_media"}
        )
    return shape


def origin_of(platform: Platform, stored: Message) -> Json:
    """`MessageOrigin` of a message that was not forwarded itself."""
    world = platform.world
    if stored.sender_chat_id is not None:
        sender = world.chats[stored.sender_chat_id]
        if sender.type == "channel":
            return {
                "type": "channel",
                "date": stored.date,
                "chat": shapes.chat(world, sender),
                "message_id": stored.id,
            }
        return {
            "type": "chat",
            "date": stored.date,
            "sender_chat": shapes.chat(world, sender),
        }
    if stored.from_id is None:
        return {"type": "hidden_user", "date": stored.date, "sender_user_name": "Deleted Account"}
    return {
        "type": "user",
        "date": stored.date,
        "sender_user": shapes.user_by_id(world, stored.from_id),
    }


def topic_for(chat: Chat, replied: Message | None) -> Topic | None:
    """The topic a message goes to when it names none but replies to one in a topic."""
    if replied is None or replied.chat_id != chat.id:
        return None
    return topic_of(chat, replied.thread_id)


def shape(platform: Platform, stored: Message) -> Json:
    """`Message` as the bot sees it."""
    return shapes.message(platform.world, stored)
