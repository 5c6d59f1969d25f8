"""MarkdownV2 of the Bot API, read as TDLib's `parse_markdown_v2` reads it."""

from typing import Final, NamedTuple
from urllib.parse import parse_qsl

from bot.emulator.entities.legacy import code_language
from bot.emulator.entities.links import link_entity
from bot.emulator.entities.units import byte_offset
from bot.emulator.errors import ApiError, bad
from bot.emulator.world import Json

_TIME: Final = "tg://time?"
_RESERVED: Final = frozenset("_*[]()~`>#+-=|{}.!")
_NAMES: Final = {
    "bold": "Bold",
    "italic": "Italic",
    "underline": "Underline",
    "strikethrough": "Strikethrough",
    "spoiler": "Spoiler",
    "code": "Code",
    "pre": "Pre",
    "text_link": "TextUrl",
    "custom_emoji": "CustomEmoji",
    "blockquote": "BlockQuote",
}
_MARKS: Final = {
    "bold": "*",
    "italic": "_",
    "underline": "__",
    "strikethrough": "~",
    "spoiler": "||",
    "code": "`",
    "pre": "```",
    "text_link": "]",
    "custom_emoji": "]",
}


class _Open(NamedTuple):
    type: str
    argument: str
    offset: int
    begin: int
    position: int


def _fail(what: str) -> ApiError:
    return bad(f"can't parse entities: {what}")


def _reserved(char: str) -> ApiError:
    return _fail(f"Character '{char}' is reserved and must be escaped with the preceding '\\'")


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.out: list[str] = []
        self.units = 0
        self.open: list[_Open] = []
        self.entities: list[Json] = []
        self.line_start = True
        self.quote: int | None = None

    def put(self, char: str) -> None:
        self.out.append(char)
        self.units += 1 + (char > "\uffff")
        self.line_start = char == "\n"

    def run(self) -> tuple[str, list[Json]]:
        text = self.text
        while self.at < len(text):
            char = text[self.at]
            if char == "\\" and "\0" < text[self.at + 1 : self.at + 2] <= "~":
                self.put(text[self.at + 1])
                self.at += 2
                continue
            inside = self.open[-1].type if self.open else ""
            if char == "\n" and self.quote is not None and inside not in ("pre", "code"):
                self.put(char)
                self.at += 1
                if not text.startswith(">", self.at):
                    self.end_quote(self.units - 1, "blockquote")
                else:
                    self.at += 1
                    self.line_start = False
                continue
            if char not in _RESERVED or (inside in ("pre", "code") and char != "`"):
                self.put(char)
                self.at += 1
            elif self.ends(inside):
                self.end_entity()
            else:
                self.start_entity(char)
        if self.quote is not None and not self.open:
            self.end_quote(self.units, "blockquote")
        if self.open:
            last = self.open[-1]
            where = byte_offset(text, last.begin)
            raise _fail(f"Can't find end of {_NAMES[last.type]} entity at byte offset {where}")
        return "".join(self.out), self.entities

    def end_quote(self, end: int, kind: str) -> None:
        if self.quote is not None and end > self.quote:
            entity = {"type": kind, "offset": self.quote, "length": end - self.quote}
            self.entities.append(entity)
        self.quote = None

    def ends(self, inside: str) -> bool:
        text, at = self.text, self.at
        if not inside:
            return False
        if inside == "italic":
            return text[at] == "_" and not text.startswith("__", at)
        return text.startswith(_MARKS[inside], at)

    def start_entity(self, char: str) -> None:
        text, begin = self.text, self.at
        kind, argument = "", ""
        match char:
            case "_":
                kind = "underline" if text.startswith("__", begin) else "italic"
            case "*":
                kind = "bold"
            case "~":
                kind = "strikethrough"
            case "|" if text.startswith("||", begin):
                at_end = text[begin + 2 : begin + 3] in ("", "\n")
                if self.quote is not None and at_end:
                    self.end_quote(self.units, "expandable_blockquote")
                    self.at += 2
                    return
                kind = "spoiler"
            case "[":
                kind = "text_link"
            case "!" if text.startswith("![", begin):
                kind = "custom_emoji"
            case "`":
                kind = "pre" if text.startswith("```", begin) else "code"
            case ">" if self.line_start and self.quote is None:
                self.quote = self.units
                self.line_start = False
                self.at += 1
                return
            case _:
                raise _reserved(char)
        if kind == "custom_emoji":
            self.at += 2
        elif kind == "text_link":
            self.at += 1
        else:
            self.at += len(_MARKS[kind])
        if kind == "pre":
            argument, self.at = code_language(text, self.at)
        self.open.append(_Open(kind, argument, self.units, begin, len(self.out)))

    def end_entity(self) -> None:
        opened = self.open.pop()
        length = self.units - opened.offset
        self.at += len(_MARKS[opened.type])
        plain: Json = {"type": opened.type, "offset": opened.offset, "length": length}
        entity: Json | None = plain
        url = None
        if opened.type in ("text_link", "custom_emoji") and self.text.startswith("(", self.at):
            url = self.url()
        if opened.type == "custom_emoji" and (url or "").startswith(_TIME):
            when = dict(parse_qsl((url or "").removeprefix(_TIME)))
            if not when.get("unix", "").isdigit():
                raise _fail("Invalid tg://emoji or tg://time URL specified")
            plain |= {"type": "date_time", "unix_time": int(when["unix"])}
            if "format" in when:
                plain["date_time_format"] = when["format"]
        elif opened.type == "custom_emoji":
            number = (url or "").partition("tg://emoji?id=")[2]
            if not number.isdigit():
                raise _fail("Invalid custom emoji identifier specified")
            plain["custom_emoji_id"] = number
        elif opened.type == "text_link":
            shown = "".join(self.out[opened.position :])
            entity = link_entity(shown if url is None else url, opened.offset, length)
        elif opened.argument:
            plain["language"] = opened.argument
        if length and entity is not None:
            self.entities.append(entity)

    def url(self) -> str:
        """The address in brackets here."""
        text = self.text
        self.at += 1
        first = self.at
        found: list[str] = []
        while self.at < len(text) and text[self.at] != ")":
            if text[self.at] == "\\" and "\0" < text[self.at + 1 : self.at + 2] <= "~":
                self.at += 1
            found.append(text[self.at])
            self.at += 1
        if self.at >= len(text):
            raise _fail(f"Can't find end of a URL at byte offset {byte_offset(text, first)}")
        self.at += 1
        return "".join(found)


def parse(text: str) -> tuple[str, list[Json]]:
    """Plain text and entities; ApiError "can't parse entities: …" as the server says it."""
    return _Parser(text).run()
