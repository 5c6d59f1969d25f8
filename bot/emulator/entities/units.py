"""Units: offsets in UTF-16 units, as entities count, and the trimming that moves them."""

from bot.emulator.world import Json

# Of entities at the same place the outer comes first (TDLib's type priorities).
_PRIORITY = {
    "expandable_blockquote": 0,
    "blockquote": 0,
    "text_link": 49,
    "text_mention": 49,
    "custom_emoji": 99,
    "date_time": 49,
    "code": 20,
    "pre": 11,
    "bold": 90,
    "italic": 91,
    "underline": 92,
    "strikethrough": 93,
    "spoiler": 94,
}


def utf16_length(text: str) -> int:
    """Length in UTF-16 code units."""
    if text.isascii():
        return len(text)
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def byte_offset(text: str, position: int) -> int:
    """Offset in UTF-8 bytes of a character position."""
    return len(text[:position].encode("utf-8", "surrogatepass"))


def utf16_slice(text: str, offset: int, length: int) -> str:
    """The part of a text that an entity covers."""
    if text.isascii():
        return text[offset : offset + length]
    raw = text.encode("utf-16-le", "surrogatepass")
    return raw[offset * 2 : (offset + length) * 2].decode("utf-16-le", "replace")


def sort_entities(entities: list[Json]) -> list[Json]:
    """In the server's order: by offset, longer ones first."""
    if len(entities) < 2:
        return entities
    return sorted(
        entities,
        key=lambda entity: (entity["offset"], -entity["length"], _PRIORITY.get(entity["type"], 50)),
    )


def trim(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Cut white space from both ends and fit the entities to what is left."""
    stripped = text.rstrip()
    start = len(stripped) - len(stripped.lstrip(" \n"))
    stripped = stripped[start:]
    if len(stripped) == len(text) or not entities:
        return stripped, entities
    length = utf16_length(stripped)
    kept: list[Json] = []
    for entity in entities:
        first = max(0, entity["offset"] - start)
        last = min(length, entity["offset"] + entity["length"] - start)
        if last > first:
            kept.append({**entity, "offset": first, "length": last - first})
    return stripped, kept
