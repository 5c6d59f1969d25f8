"""Place: where a page of the knowledge base stands, and how another page leads to it.

Links are relative, so that the pages work under any address, behind any proxy, and from a folder.
"""

from __future__ import annotations

import posixpath
from typing import Final, NamedTuple

LANGUAGES: Final = ("nl", "en")
ALL: Final = "vragen"
CONTACTS: Final = "contacten"
DANGER: Final = "gevaar"
SEARCH: Final = "zoek"
ABOUT: Final = "over"
HOME: Final = ""


class Place(NamedTuple):
    """A page: its language, and its name within that ("" is the first page)."""

    language: str
    name: str

    @property
    def path(self) -> str:
        """The path below the root of the knowledge base: Dutch at the root, English below `en/`."""
        return self.name if self.language == "nl" else f"{self.language}/{self.name}"

    @property
    def file(self) -> str:
        """The same as a file."""
        return f"{self.path}index.html" if not self.name else f"{self.path}.html"

    @property
    def other(self) -> Place:
        """The same page in the other language."""
        return Place("en" if self.language == "nl" else "nl", self.name)


def place_of(path: str) -> Place:
    """Return the place with this path, whether there is such a page or not."""
    if path.startswith("en/"):
        return Place("en", path.removeprefix("en/"))
    return Place("nl", path)


def entry(entry_id: str) -> str:
    """The name of the page of an entry."""
    return f"vraag/{entry_id}"


def theme(theme_id: str) -> str:
    """The name of the page of a theme."""
    return f"thema/{theme_id}"


def sheet(theme_id: str) -> str:
    """The name of the page with all answers of a theme, for printing."""
    return f"druk/{theme_id}"


def relative(here: str, there: str) -> str:
    """Return the address that leads from one path to another; paths that end in "/" are folders."""
    folder, _, name = there.rpartition("/")
    way = posixpath.relpath(f"/{folder}", posixpath.dirname(f"/{here}"))
    return (name or "./") if way == "." else f"{way}/{name}"
