"""Quotes: the part of a message that a reply names, found with its formatting."""

from bot.emulator.entities import formatted
from bot.emulator.entities.units import utf16_length
from bot.emulator.errors import bad
from bot.emulator.platform import Platform
from bot.emulator.world import Json, Message

_QUOTED = frozenset(
    ["bold", "italic", "underline", "strikethrough", "spoiler", "custom_emoji", "date_time"]
)
_LONGEST_QUOTE = 1_024


def wished(platform: Platform, replied: Message, parameters: Json) -> Json:
    """The quote that `reply_parameters` ask for.

    It has to have the formatting of the message, too: "an exact substring of the message to be replied to, including
    bold, … entities. The message will fail to send if the quote isn't found" (Bot API, ReplyParameters).
    """
    mode, given = str(parameters.get("quote_parse_mode") or ""), parameters.get("quote_entities")
    text, entities = formatted(str(parameters["quote"]), mode, given, platform.known)
    position = parameters.get("quote_position")
    return of(replied, text, entities, position if isinstance(position, int) else 0)


def of(replied: Message, quote: str, entities: list[Json] | None = None, position: int = 0) -> Json:
    """`TextQuote` of an exact part of a message, the one nearest to `position` (UTF-16 units).

    `entities` must be those of that part; None takes them as they are. Raises ApiError when there is no such part.
    """
    text: str = replied.content.get("text") or replied.content.get("caption") or ""
    all_entities = replied.content.get("entities") or replied.content.get("caption_entities") or []
    length = utf16_length(quote)
    wished = None if entities is None else _quotable(entities, 0, length)
    found: list[tuple[int, list[Json]]] = []
    at = text.find(quote) if 0 < len(quote) <= _LONGEST_QUOTE else -1
    while at >= 0:
        offset = utf16_length(text[:at])
        inside = _quotable(all_entities, offset, length)
        if wished in (None, inside):
            found.append((offset, inside))
        at = text.find(quote, at + 1)
    if not found:
        raise bad("QUOTE_TEXT_INVALID")
    offset, inside = min(found, key=lambda each: abs(each[0] - position))
    shape: Json = {"text": quote, "position": offset, "is_manual": True}
    if inside:
        shape["entities"] = inside
    return shape


def _quotable(entities: list[Json], offset: int, length: int) -> list[Json]:
    """The entities that a quote keeps, cut to the part of `length` units at `offset`, and counted from there."""
    kept: list[Json] = []
    for entity in entities:
        first = max(entity["offset"], offset)
        last = min(entity["offset"] + entity["length"], offset + length)
        if entity["type"] in _QUOTED and first < last:
            kept.append({**entity, "offset": first - offset, "length": last - first})
    return kept
