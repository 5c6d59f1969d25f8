"""Sending by a person: single messages, albums, forwards, and the start of the chat."""

import re
from typing import Any

from bot.emulator import membership, posting, quotes, shapes
from bot.emulator.errors import ActionError, ApiError
from bot.emulator.media import ALBUM_SORTS
from bot.emulator.methods import polls
from bot.emulator.person import content, place
from bot.emulator.person.wish import Wish
from bot.emulator.platform import Platform
from bot.emulator.world import Chat, Json, Message, Topic, User

_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}$")
_NOT_COPYABLE = frozenset({"paid_media", "giveaway", "giveaway_winners", "invoice"})


def send(platform: Platform, user: User, wish: Wish) -> Json:
    """Send a message or, with `album`, several that belong together."""
    chat = place.writable(platform, user, wish)
    topic = place.topic(chat, wish)
    topic, replying = _reply(platform, user, chat, topic, wish)
    place.check_writing(platform, chat, topic, user)
    fields = {**replying, **_forward(platform, wish)}
    parts = wish.list("album")
    if not parts:
        fields |= _late(platform, chat, user, wish)
        stored = _put(platform, user, chat, topic, wish, fields)
        return {"message": platform.shown(stored)}
    if not 2 <= len(parts) <= _MOST_PARTS:
        raise ActionError("An album has two to ten parts.")
    fields["media_group_id"] = content.album_id(platform)
    shared = {name: wish.fields[name] for name in _SHARED if wish.has(name)}
    wishes = [Wish({**_part(part), **shared}) for part in parts]
    _check_album([content.kind_of(each) for each in wishes if not each.has("forward_of")])
    made: list[Json] = []
    for each in wishes:
        stored = _put(platform, user, chat, topic, each, dict(fields))
        made.append(platform.shown(stored))
        if wish.flag("reply_once"):
            for name in replying:
                fields.pop(name, None)
    return {"message": made[0], "messages": made}


_MOST_PARTS = 10
_SHARED = ("chat_id", "sender_chat", "effect", "protected", "copyable")


def _part(given: Any) -> Json:
    return given if isinstance(given, dict) else {"kind": given}


def _check_album(kinds: list[str]) -> None:
    """Photos and videos go together; music and files only with their like, as in every client."""
    sorts = {ALBUM_SORTS.get(kind, kind) for kind in kinds}
    if len(sorts) > 1 or not sorts <= set(ALBUM_SORTS.values()):
        raise ActionError("Such parts cannot stand together in an album.")


def _late(platform: Platform, chat: Chat, user: User, wish: Wish) -> Json:
    """`album_of`: a message of this person whose album the new one belongs to, as a part that is still uploading."""
    if not wish.has("album_of"):
        return {}
    first = place.message(platform, chat, wish, "album_of")
    if first.media_group_id is None or first.author_id != user.id:
        raise ActionError("This is no part of an album of this person.")
    _check_album([first.kind, content.kind_of(wish)])
    return {"media_group_id": first.media_group_id}


def _put(
    platform: Platform,
    user: User,
    chat: Chat,
    topic: Topic | None,
    wish: Wish,
    fields: Json,
) -> Message:
    source = _source(platform, user, wish)
    if source is not None:
        kind, held = source.kind, dict(source.content)
        origin = source.forward_origin or posting.origin_of(platform, source)
        fields = {**fields, "forward_origin": origin, "copyable": source.copyable}
    else:
        kind, held = content.of(platform, user, wish)
    forwarded = fields.get("forward_origin") is not None
    if kind == "poll" and (chat.type != "private" or forwarded):
        held = {"poll": polls.without_answer(platform, held["poll"])}
    sender = place.sender(platform, chat, user, wish)
    extra = dict(sender.extra or {})
    if wish.has("effect"):
        extra["effect_id"] = wish.text("effect")
    if wish.has("via_bot"):
        extra["via_bot"] = shapes.user_by_id(platform.world, wish.integer("via_bot"))
    if wish.has("extra"):
        extra |= wish.object("extra").fields
    if kind in _NOT_COPYABLE or wish.fields.get("copyable") is False:
        fields["copyable"] = False
    if wish.flag("protected"):
        fields["protected"] = True
    stored, _ = posting.post(
        platform,
        chat,
        kind,
        held,
        from_id=sender.from_id,
        author_id=user.id,
        sender_chat_id=sender.chat_id,
        topic=topic,
        markup=content.keyboard(wish),
        extra=extra or None,
        **fields,
    )
    return stored


def _reply(
    platform: Platform, user: User, chat: Chat, topic: Topic | None, wish: Wish
) -> tuple[Topic | None, dict[str, Any]]:
    """How it replies: `reply_to` is a message id, or `{chat_id, message_id}` of another chat."""
    if not wish.has("reply_to"):
        return topic, {}
    target = wish.fields["reply_to"]
    source, number = chat, Wish({"message_id": target})
    if isinstance(target, dict):
        number = Wish(target)
        if number.has("chat_id"):
            source = place.room(platform, user, number)
    replied = place.message(platform, source, number)
    if topic is None and not wish.has("thread_id"):
        topic = posting.topic_for(chat, replied)
    fields = posting.reply_fields(platform, chat, replied, topic)
    if wish.text("quote"):
        try:
            position = wish.optional_integer("quote_position") or 0
            fields["quote"] = quotes.of(replied, wish.text("quote"), position=position)
        except ApiError:
            raise ActionError("`quote` must be an exact part of the message.") from None
    return topic, fields


def _source(platform: Platform, user: User, wish: Wish) -> Message | None:
    """The message that is forwarded, for `forward_of` {chat_id, message_id}."""
    if not wish.has("forward_of"):
        return None
    named = wish.object("forward_of")
    found = place.message(platform, place.room(platform, user, named), named)
    source = platform.world.chats[found.chat_id]
    if found.protected or found.service or source.has_protected_content:
        raise ActionError("This message cannot be forwarded.")
    return found


def _forward(platform: Platform, wish: Wish) -> Json:
    """`forward_from`: {user_id}, {name} of a hidden person, or {chat_id, message_id?}."""
    if not wish.has("forward_from"):
        return {}
    named = wish.object("forward_from")
    world, date = platform.world, platform.clock.second()
    origin: Json
    if named.has("user_id"):
        person = shapes.user(platform.user(named.integer("user_id")))
        origin = {"type": "user", "date": date, "sender_user": person}
    elif named.has("chat_id") or named.has("chat"):
        chat = platform.chat(named.integer("chat_id" if named.has("chat_id") else "chat"))
        shape = shapes.chat(world, chat)
        origin = {"type": "chat", "date": date, "sender_chat": shape}
        if chat.type == "channel":
            number = named.optional_integer("message_id") or 1
            origin = {"type": "channel", "date": date, "chat": shape, "message_id": number}
    else:
        name = named.text("name") or named.text("hidden_name") or "?"
        origin = {"type": "hidden_user", "date": date, "sender_user_name": name}
    return {"forward_origin": origin}


def start(platform: Platform, user: User, wish: Wish) -> Json:
    """Press Start, also from a deep link with a `payload`; it unblocks the bot."""
    payload = wish.text("payload")
    if payload and not _PAYLOAD.match(payload):
        raise ActionError("A payload has 1 to 64 characters of A-Z a-z 0-9 _ -.")
    chat = platform.private_chat(user.id)
    if chat.blocked:
        membership.restrict_bot_chat(platform, chat, blocked=False)
    text = f"/start {payload}" if payload else "/start"
    return send(platform, user, Wish({"chat_id": platform.bot_id, "text": text}))


ACTIONS = {"send": send, "start": start}
