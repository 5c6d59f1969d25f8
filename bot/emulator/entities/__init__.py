"""Formatted text: from what a caller sends to text and entities, with the server's errors."""

import re
from collections.abc import Callable
from typing import Any

from bot.emulator.entities import detect, html, legacy, markdown
from bot.emulator.entities.units import sort_entities, trim, utf16_length
from bot.emulator.errors import bad
from bot.emulator.world import Json

_DROPPED = re.compile("[\r\x7f\u2028\u202a-\u202e]")
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f]")

# The `User` shape of an account that the bot knows, None for others.
Known = Callable[[int], Json | None]

_SIMPLE = frozenset(
    [
        "bold",
        "italic",
        "underline",
        "strikethrough",
        "spoiler",
        "blockquote",
        "expandable_blockquote",
        "code",
        "pre",
        "text_link",
        "text_mention",
        "custom_emoji",
        "date_time",
    ]
)
_DETECTED = frozenset(
    [
        "mention",
        "hashtag",
        "cashtag",
        "bot_command",
        "url",
        "email",
        "phone_number",
        "bank_card_number",
    ]
)


def formatted(text: str, parse_mode: str, entities: Any, known: Known) -> tuple[str, list[Json]]:
    """Text and entities of a message, explicit and detected ones.

    `entities` (a parsed JSON list or None) counts only without a `parse_mode`. `known` says whom
    a `tg://user` link may mention. Raises ApiError.
    """
    text = _clean(text)
    found: list[Json]
    match parse_mode.strip().lower():
        case "" | "none":
            found = _given(text, entities, known)
        case "html":
            text, found = html.parse(text)
        case "markdown":
            text, found = legacy.parse(text)
        case "markdownv2":
            text, found = markdown.parse(text)
        case _:
            raise bad("unsupported parse_mode")
    found = _with_mentions(found, known)
    text, found = trim(text, found)
    return text, sort_entities(detect.add(text, found))


def _clean(text: str) -> str:
    """Control characters become spaces, carriage returns and odd marks go (clean_input_string)."""
    return _CONTROL.sub(" ", _DROPPED.sub("", text))


def _given(text: str, entities: Any, known: Known) -> list[Json]:
    if entities is None:
        return []
    if not isinstance(entities, list):
        raise bad("can't parse entities: Expected an Array of MessageEntity")
    length = utf16_length(text)
    found: list[Json] = []
    for entity in entities:
        if not isinstance(entity, dict):
            raise bad("can't parse MessageEntity: Expected an Object")
        kind, offset, size = entity.get("type"), entity.get("offset"), entity.get("length")
        if not isinstance(kind, str):
            raise bad("can't parse MessageEntity: Can't find field \"type\"")
        if not isinstance(offset, int) or not isinstance(size, int):
            name = "length" if isinstance(offset, int) else "offset"
            raise bad(f"can't parse MessageEntity: Can't find field \"{name}\"")
        if kind in _DETECTED:
            continue
        if kind not in _SIMPLE:
            raise bad("can't parse MessageEntity: Unsupported type specified")
        if offset < 0 or size <= 0 or offset + size > length:
            raise bad("can't parse MessageEntity: Wrong offset or length specified")
        kept = {"type": kind, "offset": offset, "length": size}
        for extra in ("url", "language", "custom_emoji_id", "date_time_format"):
            if isinstance(entity.get(extra), str):
                kept[extra] = entity[extra]
        if isinstance(entity.get("unix_time"), int):
            kept["unix_time"] = entity["unix_time"]
        user = entity.get("user")
        if isinstance(user, dict):
            number = user.get("id")
            mentioned = known(number) if isinstance(number, int) else None
            if mentioned is None:
                continue
            kept["user"] = mentioned
        found.append(kept)
    return found


def _with_mentions(entities: list[Json], known: Known) -> list[Json]:
    """A link to a user mentions him if he is known, and is plain text otherwise."""
    found: list[Json] = []
    for entity in entities:
        if "user_id" in entity:
            user = known(entity.pop("user_id"))
            if user is None:
                continue
            entity["user"] = user
        found.append(entity)
    return found
