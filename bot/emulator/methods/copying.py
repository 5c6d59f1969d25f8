"""Copying and forwarding, one message or many.

What the documentation leaves open is done as TDLib does it (`get_forwarded_messages`, `dup_message_content` and
`MessageCopyOptions::is_supported_server_side` in its sources).
"""

import itertools
from collections import Counter
from typing import Any

from bot.emulator import access, ids, keyboards, posting
from bot.emulator.arguments import Arguments
from bot.emulator.errors import ApiError, bad
from bot.emulator.media import CAPTION_ABOVE, CAPTION_FIELDS, WITH_CAPTION
from bot.emulator.methods.messages import MAX_CAPTION, caption_content, dice_content, effect
from bot.emulator.platform import Platform
from bot.emulator.world import Chat, Json, Message, Topic

_LIST_ERROR = "can't parse message identifiers JSON object"
_LIVE_FIELDS = ("live_period", "heading", "proximity_alert_radius")
# Parts of these kinds are grouped when nothing else is copied with them, an album or not.
_HOMOGENOUS = frozenset({"audio", "document"})
_MOST_GROUPED = 10


def can_copy(stored: Message) -> bool:
    """Service and paid messages cannot be copied; a quiz only when its answer is known."""
    if stored.service or not stored.copyable:
        return False
    poll = stored.content.get("poll")
    return poll is None or poll["type"] != "quiz" or "correct_option_ids" in poll


def copied_content(stored: Message) -> Json:
    """The content of a copy: a new roll of dice, a place that stands still, no forward marks."""
    content = dict(stored.content)
    if stored.kind == "dice":
        return dice_content(content["dice"]["emoji"])
    if stored.kind == "location":
        place = content["location"]
        content["location"] = {key: place[key] for key in place if key not in _LIVE_FIELDS}
    if stored.kind == "checklist":
        tasks = [
            {key: task[key] for key in task if not key.startswith("complet")}
            for task in content["checklist"]["tasks"]
        ]
        content["checklist"] = {**content["checklist"], "tasks": tasks}
    if stored.kind == "poll":
        content["poll"] = _fresh_poll(content["poll"])
    return content


def _fresh_poll(poll: Json) -> Json:
    options = [{**option, "voter_count": 0} for option in poll["options"]]
    return {
        **poll,
        "id": ids.query_id(),
        "options": options,
        "total_voter_count": 0,
        "is_closed": False,
    }


def _caption(platform: Platform, arguments: Arguments, kind: str, content: Json) -> Json:
    """The content with the caption that the call gives, if it gives one; an empty one removes it."""
    if "caption" not in arguments.values or kind not in WITH_CAPTION:
        return content
    kept = {key: content[key] for key in content if key not in CAPTION_FIELDS}
    kept |= caption_content(platform, arguments)
    if (
        arguments.boolean("show_caption_above_media")
        and "caption" in kept
        and kind in CAPTION_ABOVE
    ):
        kept["show_caption_above_media"] = True
    return kept


def _put(
    platform: Platform, arguments: Arguments, chat: Chat, topic: Topic | None, **fields: Any
) -> Message:
    stored, _ = posting.post(
        platform,
        chat,
        fields.pop("kind"),
        fields.pop("content"),
        from_id=None if chat.type == "channel" else platform.bot_id,
        sender_chat_id=chat.id if chat.type == "channel" else None,
        topic=topic,
        protected=arguments.boolean("protect_content") or chat.has_protected_content,
        **fields,
    )
    if "poll" in stored.content:
        platform.world.polls[stored.content["poll"]["id"]] = (chat.id, stored.id)
    return stored


def copy_message(platform: Platform, arguments: Arguments) -> Json:
    """copyMessage → MessageId.

    With a reply or a keyboard the message is sent anew, and then the limits of the bot hold: a caption as long as only
    premium accounts may write is refused by Telegram's servers.
    """
    access.reply_parameters(arguments)
    markup = keyboards.read(arguments)
    chat = access.chat(platform, arguments)
    source = access.chat(platform, arguments, "from_chat_id", write=False)
    topic = access.topic(platform, chat, arguments)
    stored = access.message(platform, source, arguments.integer("message_id"), "copy")
    topic, replying = access.reply(platform, arguments, chat, topic)
    if not can_copy(stored):
        raise bad("the message can't be copied")
    access.check_sending(platform, chat, topic, stored.kind)
    extra = effect(arguments, chat)
    content = _caption(platform, arguments, stored.kind, copied_content(stored))
    if (replying or markup is not None) and len(content.get("caption", "")) > MAX_CAPTION:
        raise bad("MEDIA_CAPTION_TOO_LONG")
    made = _put(
        platform,
        arguments,
        chat,
        topic,
        kind=stored.kind,
        content=content,
        markup=markup,
        copyable=stored.copyable,
        extra=extra,
        **replying,
    )
    return {"message_id": made.id}


def _numbers(arguments: Arguments) -> list[int]:
    numbers = arguments.integers("message_ids", _LIST_ERROR)
    if not numbers:
        raise bad("message identifiers are not specified")
    if len(numbers) > 100:
        raise bad("too many message identifiers specified")
    if any(first >= second for first, second in itertools.pairwise(numbers)):
        raise bad("message identifiers must be in a strictly increasing order")
    return numbers


def _many(platform: Platform, arguments: Arguments, *, forward: bool) -> list[Json]:
    numbers = _numbers(arguments)
    chat = access.chat(platform, arguments)
    source = access.chat(platform, arguments, "from_chat_id", write=False)
    topic = access.topic(platform, chat, arguments)
    found = [
        stored
        for number in numbers
        if (stored := platform.world.message(source, number)) is not None
        and (_can_forward(source, stored) if forward else can_copy(stored))
        and _may_send(platform, chat, topic, stored.kind)
    ]
    if not found:
        raise bad("messages can't be forwarded")
    albums = _albums(platform, found)
    made: list[Json] = []
    for stored in found:
        content = stored.content if forward else copied_content(stored)
        if not forward and arguments.boolean("remove_caption"):
            content = {key: content[key] for key in content if key not in CAPTION_FIELDS}
        put = _put(
            platform,
            arguments,
            chat,
            topic,
            kind=stored.kind,
            content=content,
            copyable=stored.copyable,
            media_group_id=albums.get(stored.id),
            forward_origin=_origin(platform, stored) if forward else None,
        )
        made.append({"message_id": put.id})
    return made


def _may_send(platform: Platform, chat: Chat, topic: Topic | None, kind: str) -> bool:
    """In lists a message that the bot may not send there is left out in silence, too."""
    try:
        access.check_sending(platform, chat, topic, kind)
    except ApiError:
        return False
    return True


def _albums(platform: Platform, found: list[Message]) -> dict[int, str]:
    """Message id → new album. What is left alone of an album is in none; audio or documents alone become one."""
    kinds = {stored.kind for stored in found}
    if len(kinds) == 1 and kinds <= _HOMOGENOUS and 2 <= len(found) <= _MOST_GROUPED:
        return dict.fromkeys((stored.id for stored in found), ids.media_group_id(platform.world))
    parts = Counter(stored.media_group_id for stored in found if stored.media_group_id is not None)
    fresh = {album: ids.media_group_id(platform.world) for album, n in parts.items() if n > 1}
    return {
        stored.id: fresh[name]
        for stored in found
        if (name := stored.media_group_id) in fresh and name
    }


def copy_messages(platform: Platform, arguments: Arguments) -> list[Json]:
    """copyMessages: what cannot be copied is left out in silence; albums stay albums."""
    return _many(platform, arguments, forward=False)


def forward_messages(platform: Platform, arguments: Arguments) -> list[Json]:
    """forwardMessages."""
    return _many(platform, arguments, forward=True)


def _can_forward(source: Chat, stored: Message) -> bool:
    return not (stored.service or stored.protected or source.has_protected_content)


def _origin(platform: Platform, stored: Message) -> Json:
    return stored.forward_origin or posting.origin_of(platform, stored)


def forward_message(platform: Platform, arguments: Arguments) -> Json:
    """forwardMessage → Message."""
    chat = access.chat(platform, arguments)
    source = access.chat(platform, arguments, "from_chat_id", write=False)
    topic = access.topic(platform, chat, arguments)
    stored = access.message(platform, source, arguments.integer("message_id"), "forward")
    if stored.protected or source.has_protected_content:
        raise bad("message has protected content and can't be forwarded")
    if not _can_forward(source, stored):
        raise bad("the message can't be forwarded")
    access.check_sending(platform, chat, topic, stored.kind)
    made = _put(
        platform,
        arguments,
        chat,
        topic,
        kind=stored.kind,
        content=stored.content,
        copyable=stored.copyable,
        forward_origin=_origin(platform, stored),
    )
    return posting.shape(platform, made)


METHODS = {
    "copyMessage": copy_message,
    "copyMessages": copy_messages,
    "forwardMessage": forward_message,
    "forwardMessages": forward_messages,
}
