"""Shown: a message of the bot on a terminal, as near to the phone as that comes."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final

from rich.console import Group
from rich.panel import Panel
from rich.text import Text
from typing_extensions import override

if TYPE_CHECKING:
    from bot.handoff.effects import Say

WIDTH: Final = 60
_STYLES: Final = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "s": "strike",
    "code": "cyan",
    "blockquote": "dim",
}


def bubble(said: Say) -> Panel:
    """Return a message with its buttons."""
    rows = [
        Text("  ".join(f"[ {button.text} ]" for button in row), style="cyan", justify="center")
        for row in said.keyboard
    ]
    parts = [formatted(said.html), *([Text("")] if rows else []), *rows]
    return Panel(Group(*parts), width=WIDTH, title="bot", title_align="left")


def formatted(html: str) -> Text:
    """Return Telegram HTML as a text with styles (Bot API, "HTML style")."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.text


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.text = Text()
        self._open: list[str] = []

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        address = dict(attrs).get("href")
        self._open.append(f"underline link {address}" if address else _STYLES.get(tag, ""))

    @override
    def handle_endtag(self, tag: str) -> None:
        if self._open:
            self._open.pop()

    @override
    def handle_data(self, data: str) -> None:
        self.text.append(data, style=" ".join(one for one in self._open if one))
