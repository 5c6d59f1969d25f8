"""Site: all pages of one version of the content, made when somebody asks for them, and kept."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Final

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from bot.faq.checking import warnings
from bot.faq.content import RED_SCREEN
from bot.web.knowledge import place, prose
from bot.web.knowledge.place import LANGUAGES, Place
from bot.web.knowledge.words import day, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from bot.faq.contact import Contact
    from bot.faq.content import Content
    from bot.faq.entry import Entry
    from bot.web.knowledge.found import Found
    from bot.web.knowledge.look import Look

STATIC: Final = resources.files("bot.web.knowledge") / "static"
STYLE: Final = "stijl.css"
SCRIPT: Final = "zoek.js"


class Site:
    """The pages of one content. Pure: the same content, look and flags give the same bytes.

    `flags` are ids of entries and contacts that somebody doubts.
    """

    def __init__(self, content: Content, look: Look, flags: frozenset[str] = frozenset()) -> None:
        self.content = content
        self.look = look
        self.flags = flags
        self.dialling = prose.Dialling(content.contacts.values())
        self._templates = {one.path: name for one, name in self._pages()}
        self._made: dict[str, bytes] = {}

    def places(self) -> tuple[Place, ...]:
        """Every page there is."""
        return tuple(map(place.place_of, self._templates))

    def page(self, path: str) -> bytes | None:
        """Return the page with this path, None when there is none."""
        if path not in self._templates:
            return None
        made = self._made.get(path)
        if made is None:
            made = self._made[path] = self._make(place.place_of(path))
        return made

    def found(self, language: str, typed: str, found: Found | None) -> bytes:
        """Return the page of what a search found; nothing of it is kept."""
        return self._write("search", Place(language, place.SEARCH), typed=typed, found=found)

    def notice(self, path: str, key: str) -> bytes:
        """Return a page that says why there is none: "missing" or "busy"."""
        here = place.place_of(path)
        return self._write("notice", here, key=key)

    def address(self, language: str, entry_id: str) -> str:
        """Return the address of an entry, as it is on the search page of its language."""
        here, there = Place(language, place.SEARCH), Place(language, place.entry(entry_id))
        return place.relative(self.path(here), self.path(there))

    def contact_address(self, language: str, contact_id: str) -> str:
        """Return the address of a contact, as it is on the search page of its language."""
        here, there = Place(language, place.SEARCH), Place(language, place.CONTACTS)
        return f"{place.relative(self.path(here), self.path(there))}#{contact_id}"

    def path(self, here: Place) -> str:
        """Return the path of a page below the root, with its ending when the pages are files."""
        return here.file if self.look.files else here.path

    def entry_of(self, here: Place) -> Entry | None:
        """Return the entry that a page is about."""
        kind, _, found = here.name.partition("/")
        return self.content.entries.get(found) if kind == "vraag" else None

    # --- inside -------------------------------------------------------------------------------

    def _pages(self) -> Iterator[tuple[Place, str]]:
        content = self.content
        for language in LANGUAGES:
            yield Place(language, place.HOME), "home"
            for name, template in (
                (place.ALL, "all"),
                (place.CONTACTS, "contacts"),
                (place.DANGER, "danger"),
                (place.SEARCH, "search"),
                (place.ABOUT, "about"),
            ):
                yield Place(language, name), template
            for theme in content.themes:
                yield Place(language, place.theme(theme.id)), "theme"
                yield Place(language, place.sheet(theme.id)), "sheet"
                for entry in content.entries_of(theme.id):
                    yield Place(language, place.entry(entry.id)), "entry"

    def _make(self, here: Place) -> bytes:
        content = self.content
        _, _, name = here.name.partition("/")
        return self._write(
            self._templates[here.path],
            here,
            entry=self.entry_of(here),
            theme=content.theme(name),
            typed="",
            found=None,
        )

    def _write(self, template: str, here: Place, **more: object) -> bytes:
        shown = _Shown(self, here)
        text = _template(f"{template}.html").render(page=shown, say=shown.say, **more)
        return text.encode("utf-8", "replace")  # what was typed may be no valid Unicode


class _Shown:
    """What a template may ask of the page it writes."""

    def __init__(self, site: Site, here: Place) -> None:
        self.site = site
        self.content = site.content
        self.look = site.look
        self.language = here.language
        self.here = here
        self.danger = site.content.screens[RED_SCREEN]
        self.call = site.content.contacts[self.danger.contacts[0]]
        self.dial = site.dialling
        self.source = prose.source
        self.text = lambda text: site.dialling.links(prose.paragraphs(text))
        self.line = lambda text: site.dialling.links(prose.line(text))
        self.whole = site.dialling.whole
        self._words = words(here.language)

    def say(self, key: str, **values: object) -> str:
        """The words with this key."""
        text = self._words[key]
        return text.format(**values) if values else text

    def link(self, name: str = "") -> str:
        """The address of a page in this language."""
        return self._to(Place(self.language, name))

    def entry(self, entry_id: str) -> str:
        """The address of an entry."""
        return self.link(place.entry(entry_id))

    def theme(self, theme_id: str) -> str:
        """The address of a theme."""
        return self.link(place.theme(theme_id))

    def sheet(self, theme_id: str) -> str:
        """The address of a theme to be printed."""
        return self.link(place.sheet(theme_id))

    def static(self, name: str) -> str:
        """The address of a file that belongs to the pages."""
        return place.relative(self.site.path(self.here), static_name(name))

    def index(self) -> str:
        """The address of the folder of the index that the script searches in."""
        return place.relative(self.site.path(self.here), "index/")

    @property
    def other(self) -> str:
        """The address of this page in the other language."""
        known = self.here.other
        return self._to(known if known.path in self.site._templates else Place(known.language, ""))

    @property
    def canonical(self) -> str:
        """The public address of this page; empty when it is not known."""
        return f"{self.look.address}/{self.site.path(self.here)}" if self.look.address else ""

    def day(self, date: date) -> str:
        """A date in words."""
        return day(self.language, date)

    def flagged(self, some_id: str) -> bool:
        """Whether somebody doubts this entry or contact."""
        return some_id in self.site.flags

    def warnings(self, entry: Entry) -> Sequence[str]:
        """What in an entry is being checked, in sentences."""
        return warnings(self.content, entry, self.language, self.site.flags)

    def contacts(self, entry: Entry) -> list[Contact]:
        """The contacts of an entry that can be reached."""
        found = (self.content.contacts[one] for one in entry.contacts)
        return [one for one in found if one.way(self.language) is not None]

    def related(self, entry: Entry) -> list[Entry]:
        """The entries that belong with an entry and have a page."""
        found = (self.content.entries[one] for one in entry.related)
        return [one for one in found if one.theme is not None]

    def numbers(self, contact: Contact) -> list[str]:
        """The numbers of a contact that may be shown."""
        shown = (contact.phone, contact.phone_also) if contact.checked else ()
        return [one for one in shown if one is not None]

    def _to(self, there: Place) -> str:
        return place.relative(self.site.path(self.here), self.site.path(there))


@cache
def static_name(name: str) -> str:
    """Return the name under which a file is served: it changes with what is in it, so it can be kept for ever."""
    stem, _, ending = name.rpartition(".")
    digest = hashlib.sha256(static_bytes(name)).hexdigest()[:10]
    return f"{stem}.{digest}.{ending}"


@cache
def static_bytes(name: str) -> bytes:
    """Return a file that belongs to the pages."""
    return (STATIC / name).read_bytes()


@cache
def _template(name: str) -> Template:
    return _environment().get_template(name)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("bot.web.knowledge"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["words_of"] = _in_language
    return environment


def _in_language(words_of_both: object, language: str) -> str:
    found: str = getattr(words_of_both, language)
    return found
