"""Prose: a text of the content as HTML, with numbers that a phone can dial and addresses that can be opened."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from markupsafe import Markup, escape

from bot.faq.markup import page_html

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.faq.contact import Contact

_TAG: Final = re.compile(r"(<[^>]*>)")
_ADDRESS: Final = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,6}(?:/[^\s…]*)?")


class Dialling:
    """Turns the numbers and addresses of contacts into links. Other digits and addresses stay as they are."""

    def __init__(self, contacts: Iterable[Contact]) -> None:
        self._dial: dict[str, str] = {}
        self._open: dict[str, Markup] = {}
        for contact in contacts:
            if contact.url is not None:
                link = Markup('<a href="{0}" rel="noreferrer">{0}</a>').format(contact.url)
                self._open[str(escape(contact.url))] = link
            if contact.email is not None:
                link = Markup('<a href="mailto:{0}">{0}</a>').format(contact.email)
                self._open[str(escape(contact.email))] = link
            for number in (contact.phone, contact.phone_also):
                if number is not None and contact.checked:
                    self._dial[number] = dialled(contact, number)
        longest = sorted(self._dial, key=len, reverse=True)
        self._numbers = re.compile(
            rf"(?<![\w+-])(?:{'|'.join(map(re.escape, longest))})(?![\w-]*\w)"
        )
        whole = sorted(self._open, key=len, reverse=True)
        self._addresses = re.compile(
            rf"(?<![\w.@/-])({'|'.join(map(re.escape, whole))})(?![\w/@-]|\.\w)"
        )

    def link(self, number: str) -> Markup:
        """Return a number as a link; as it stands when it belongs to nobody."""
        to = self._dial.get(number)
        return Markup('<a href="tel:{}">{}</a>').format(to, number) if to else escape(number)

    def whole(self, text: str) -> Markup:
        """Return a line in which no number is broken at the end of a row."""
        if not self._dial:
            return escape(text)
        kept = Markup('<span class="nr">{}</span>')
        return Markup(self._numbers.sub(lambda found: kept.format(found[0]), escape(text)))  # noqa: S704  both are markup

    def links(self, html: Markup) -> Markup:
        """Return HTML in which each number and address is a link, but for those inside a link."""
        inside = 0
        parts = []
        for part in _TAG.split(html):
            if part.startswith("<"):
                inside += part.startswith("<a ") - part.startswith("</a")
                parts.append(part)
            else:
                parts.append(part if inside else self._linked(part))
        return Markup("".join(parts))  # noqa: S704  its parts are markup already

    def _linked(self, text: str) -> str:
        """Return a part of HTML without tags, with its numbers and addresses as links."""
        if not self._open:
            return self._called(text)
        pieces = self._addresses.split(text)
        return "".join(
            self._open[piece] if at % 2 else self._called(piece) for at, piece in enumerate(pieces)
        )

    def _called(self, text: str) -> str:
        return self._numbers.sub(lambda found: self.link(found[0]), text) if self._dial else text


def dialled(contact: Contact, number: str) -> str:
    """Return a number of a contact as a phone dials it (RFC 3966, without the scheme)."""
    if contact.dial is not None and number == contact.phone:
        return contact.dial
    return "".join(sign for sign in number if sign in "+0123456789")


def paragraphs(text: str) -> Markup:
    """Return a text of the content with its paragraphs, lists and emphasis."""
    return Markup(page_html(text))  # noqa: S704  everything in it was escaped there


def line(text: str) -> Markup:
    """Return a text of one line, without a paragraph around it."""
    html = page_html(text)
    if html.count("<p>") == 1:
        html = html.removeprefix("<p>").removesuffix("</p>")
    return Markup(html)  # noqa: S704  everything in it was escaped there


def source(text: str) -> Markup:
    """Return a source with its addresses as links; what is cut short (…) or in words stays as it is."""
    return Markup("; ").join(_piece(piece.strip()) for piece in text.split(";"))


def _piece(text: str) -> Markup:
    first, space, rest = text.partition(" ")
    if _ADDRESS.fullmatch(first) is None:
        return escape(text)
    link = Markup('<a href="https://{0}" rel="noreferrer">{0}</a>').format(first)
    return link + escape(space + rest)
