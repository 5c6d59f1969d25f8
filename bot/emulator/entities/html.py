"""HTML formatting of the Bot API, read as TDLib's `parse_html` reads it."""

import re
from typing import Final, NamedTuple

from bot.emulator.entities.links import link_entity
from bot.emulator.entities.units import byte_offset, utf16_length
from bot.emulator.errors import ApiError, bad
from bot.emulator.world import Json

_TYPES: Final = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
}
_TAGS: Final = frozenset(_TYPES) | {
    "a",
    "tg-emoji",
    "tg-time",
    "pre",
    "code",
    "blockquote",
}
_NAMED: Final = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_SPECIAL: Final = re.compile("[&<]")
_SPACE: Final = " \t\r\n\0\v"


class _Open(NamedTuple):
    tag: str
    argument: str
    offset: int
    position: int


def _fail(what: str) -> ApiError:
    return bad(f"can't parse entities: {what}")


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.out: list[str] = []
        self.units = 0
        self.open: list[_Open] = []
        self.entities: list[Json] = []

    def char(self) -> str:
        return self.text[self.at] if self.at < len(self.text) else ""

    def put(self, chars: str) -> None:
        self.out.append(chars)
        self.units += utf16_length(chars)

    def skip_space(self) -> None:
        while (char := self.char()) and char in _SPACE:
            self.at += 1

    def decoded(self) -> str:
        """The character of an `&…;` here (moves on), or nothing (stays)."""
        text, start = self.text, self.at
        end = start + 1
        if text[end : end + 1] == "#":
            base, digits = 10, "0123456789"
            end += 1
            if text[end : end + 1] in ("x", "X"):
                base, digits = 16, "0123456789abcdefABCDEF"
                end += 1
            first = end
            while end < len(text) and text[end] in digits:
                end += 1
            if end == first:
                return ""
            code = int(text[first:end], base)
            if not 0 < code < 0x10FFFF or 0xD800 <= code <= 0xDFFF:
                return ""
            found = chr(code)
        else:
            while end < len(text) and text[end].isascii() and text[end].isalpha():
                end += 1
            found = _NAMED.get(text[start + 1 : end], "")
            if not found:
                return ""
        self.at = end + (text[end : end + 1] == ";")
        return found

    def run(self) -> tuple[str, list[Json]]:
        text = self.text
        while self.at < len(text):
            char = text[self.at]
            if char == "&" and (found := self.decoded()):
                self.put(found)
            elif char == "<":
                begin = self.at
                self.at += 1
                if self.char() == "/":
                    self.end_tag(begin)
                else:
                    self.start_tag(begin)
                self.at += 1
            else:
                special = _SPECIAL.search(text, self.at + 1)
                end = special.start() if special is not None else len(text)
                self.put(text[self.at : end])
                self.at = end
        if self.open:
            tag = self.open[-1].tag
            raise _fail(f'Can\'t find end tag corresponding to start tag "{tag}"')
        return "".join(self.out), self.entities

    def start_tag(self, begin: int) -> None:
        unclosed = _fail(f"Unclosed start tag at byte offset {byte_offset(self.text, begin)}")
        while (char := self.char()) and char not in _SPACE and char != ">":
            self.at += 1
        if not self.char():
            raise unclosed
        tag = self.text[begin + 1 : self.at].lower()
        where = byte_offset(self.text, begin)
        if tag not in _TAGS:
            raise _fail(f'Unsupported start tag "{tag}" at byte offset {where}')
        argument = ""
        while self.char() != ">":
            self.skip_space()
            if self.char() == ">":
                break
            name = self.attribute_name()
            if not name:
                raise _fail(f'Empty attribute name in the tag "{tag}" at byte offset {where}')
            self.skip_space()
            value = None
            if self.char() == "=":
                self.at += 1
                self.skip_space()
                if not self.char():
                    raise unclosed
                value = self.attribute_value()
            if not self.char():
                raise unclosed
            argument = _argument(tag, name, value, argument)
        if tag == "span" and argument != "spoiler":
            raise _fail(f'Tag "span" must have class "tg-spoiler" at byte offset {where}')
        self.open.append(_Open(tag, argument, self.units, len(self.out)))

    def attribute_name(self) -> str:
        first = self.at
        while (char := self.char()) and char not in _SPACE and char not in "=>/\"'":
            self.at += 1
        if self.at == first and self.char() == "/":
            self.at += 1
        return self.text[first : self.at]

    def attribute_value(self) -> str:
        quote = self.char()
        if quote not in "\"'":
            first = self.at
            while (char := self.char()) and (char.isalnum() or char in ".-"):
                self.at += 1
            if self.char() and self.char() not in _SPACE and self.char() != ">":
                where = byte_offset(self.text, first)
                raise _fail(f"Unexpected end of name token at byte offset {where}")
            return self.text[first : self.at].lower()
        self.at += 1
        value: list[str] = []
        while (char := self.char()) and char != quote:
            if char == "&" and (found := self.decoded()):
                value.append(found)
                continue
            value.append(char)
            self.at += 1
        if self.char() == quote:
            self.at += 1
        return "".join(value)

    def end_tag(self, begin: int) -> None:
        where = byte_offset(self.text, begin)
        if not self.open:
            raise _fail(f"Unexpected end tag at byte offset {where}")
        while (char := self.char()) and char not in _SPACE and char != ">":
            self.at += 1
        name = self.text[begin + 2 : self.at].lower()
        self.skip_space()
        if self.char() != ">":
            raise _fail(f"Unclosed end tag at byte offset {where}")
        opened = self.open[-1]
        if name and name != opened.tag:
            raise _fail(
                f"Unmatched end tag at byte offset {where}, "
                f'expected "</{opened.tag}>", found "</{name}>"'
            )
        self.open.pop()
        if self.units > opened.offset:
            self.add(opened)

    def add(self, opened: _Open) -> None:
        length = self.units - opened.offset
        entity: Json = {"type": "", "offset": opened.offset, "length": length}
        match opened.tag:
            case "a":
                url = opened.argument or "".join(self.out[opened.position :])
                link = link_entity(url, opened.offset, length)
                if link is not None:
                    self.entities.append(link)
                return
            case "pre" | "code":
                self.add_code(opened, entity)
                return
            case "tg-emoji":
                if not opened.argument.isdigit():
                    raise _fail("Invalid custom emoji identifier specified")
                entity |= {"type": "custom_emoji", "custom_emoji_id": opened.argument}
            case "tg-time":
                unix, _, shown = opened.argument.partition(" ")
                if not unix.isdigit() or int(unix) == 0:
                    return
                entity |= {"type": "date_time", "unix_time": int(unix)}
                if shown:
                    entity["date_time_format"] = shown
            case "blockquote":
                entity["type"] = "expandable_blockquote" if opened.argument else "blockquote"
            case tag:
                entity["type"] = _TYPES[tag]
        self.entities.append(entity)

    def add_code(self, opened: _Open, entity: Json) -> None:
        """`<pre><code class="language-x">` in either nesting is one `pre` with a language."""
        last = self.entities[-1] if self.entities else None
        inner = None
        if last is not None and last["type"] in ("code", "pre"):
            same = (last["offset"], last["length"]) == (entity["offset"], entity["length"])
            inner = last if same else None
        if inner is not None and inner["type"] != opened.tag:
            language = opened.argument or inner.pop("_language", "")
            if language:
                inner |= {"type": "pre", "language": language}
                return
        if opened.tag == "code" and opened.argument:
            entity["_language"] = opened.argument
        self.entities.append(entity | {"type": opened.tag})


def _argument(tag: str, name: str, value: str | None, before: str) -> str:
    match (tag, name.lower()):
        case ("blockquote", "expandable"):
            return "1"
        case ("a", "href") | ("tg-emoji", "emoji-id"):
            return value or ""
        case ("tg-time", "unix"):
            return f"{value or ''} {before.partition(' ')[2]}"
        case ("tg-time", "format"):
            return f"{before.partition(' ')[0]} {value or ''}"
        case ("code", "class") if value and value.startswith("language-"):
            return value.removeprefix("language-")
        case ("span", "class") if value and value.startswith("tg-"):
            return value.removeprefix("tg-")
        case _:
            return before


def parse(text: str) -> tuple[str, list[Json]]:
    """Plain text and entities; ApiError "can't parse entities: …" as the server says it."""
    if "<" not in text and "&" not in text:
        return text, []
    plain, entities = _Parser(text).run()
    for entity in entities:
        entity.pop("_language", None)
    return plain, entities
