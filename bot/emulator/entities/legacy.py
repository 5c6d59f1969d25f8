"""Legacy Markdown of the Bot API, read as TDLib's `parse_markdown` reads it."""

from bot.emulator.entities.links import link_entity
from bot.emulator.entities.units import byte_offset, utf16_length
from bot.emulator.errors import bad
from bot.emulator.world import Json

_TYPES = {"_": "italic", "*": "bold", "`": "code"}


def parse(text: str) -> tuple[str, list[Json]]:
    """Plain text and entities; ApiError "can't parse entities: …" as the server says it."""
    out: list[str] = []
    units = 0
    entities: list[Json] = []
    at = 0
    while at < len(text):
        char = text[at]
        if char == "\\" and text[at + 1 : at + 2] and text[at + 1] in "_*`[":
            out.append(text[at + 1])
            units += 1
            at += 2
            continue
        if char not in "_*`[":
            out.append(char)
            units += 1 + (char > "\uffff")
            at += 1
            continue
        begin = at
        is_pre = text.startswith("```", at)
        at += 3 if is_pre else 1
        language = ""
        if is_pre:
            language, at = code_language(text, at)
        closing = "```" if is_pre else ("]" if char == "[" else char)
        end = text.find(closing, at)
        if end < 0:
            where = byte_offset(text, begin)
            raise bad(
                "can't parse entities: "
                f"Can't find end of the entity starting at byte offset {where}"
            )
        inner = text[at:end]
        length = utf16_length(inner)
        at = end + len(closing)
        plain: Json = {"type": _TYPES.get(char, ""), "offset": units, "length": length}
        entity: Json | None = plain
        if char == "[":
            url = inner
            if text[at : at + 1] == "(":
                close = text.find(")", at)
                close = len(text) if close < 0 else close
                url = text[at + 1 : close]
                at = close + 1
            entity = link_entity(url, units, length)
        elif is_pre:
            plain["type"] = "pre"
            if language:
                plain["language"] = language
        if length and entity is not None:
            entities.append(entity)
        out.append(inner)
        units += length
    return "".join(out), entities


def code_language(text: str, at: int) -> tuple[str, int]:
    """The language after three back-ticks, and where the code begins (one line end skipped)."""
    end = at
    while end < len(text) and not text[end].isspace() and text[end] != "`":
        end += 1
    language = ""
    if end != at and end < len(text) and text[end] != "`":
        language, at = text[at:end], end
    if text[at : at + 1] == "\n":
        at += 1
    return language, at
