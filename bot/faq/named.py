"""Named: which entries and contacts a text names, by their ids, their names or their numbers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.text import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from bot.faq.contact import Contact
    from bot.faq.content import Content

_ID: Final = re.compile(r"\b[a-z][a-z0-9]*_[a-z0-9_]+\b")
_NUMBER: Final = re.compile(r"(?<!\w)\+?\d[\d\s().-]*\d(?!\w)")
"""A number as people type it, with signs between its digits."""
_DIGITS: Final = re.compile(r"\D")
_ABROAD: Final = re.compile(r"^(?:\+|00)31")
_LEAST: Final = 3
"""Signs from which a word says something of a name."""
_PART: Final = 6
"""Digits from which a part of a number says whose it is."""


def entries_in(content: Content, text: str) -> tuple[str, ...]:
    """Return the ids of entries that stand in a text, in their order; or of the one whose question it begins with."""
    found = tuple(dict.fromkeys(one for one in _ID.findall(text) if one in content.entries))
    if found:
        return found
    # A copy of an answer that was sent shows no id.
    first = text.strip().partition("\n")[0]
    entries = content.entries.values()
    return tuple(
        one.id
        for one in entries
        if first in {one.wording(language).question for language in LANGUAGES}
    )


def contacts_in(content: Content, text: str) -> tuple[str, ...]:
    """Return the ids of contacts whose number, however it is written, or whole name stands in a text."""
    typed = frozenset(_NUMBER.findall(text))
    typed |= {digits for one in typed if len(digits := _digits(one)) >= _PART}
    return tuple(
        contact.id
        for contact in content.contacts.values()
        if any(_gives(one, text, typed) for one in (contact.phone, contact.phone_also) if one)
        or any(_stands(name, text) for name in (contact.name.nl, contact.name.en))
    )


def contacts_called(content: Content, words: str) -> tuple[str, ...]:
    """Return the ids of contacts whose name holds all of these words, or whose number is the one typed."""
    wanted = words.casefold().split()
    digits = _digits(words)
    if not wanted or max(len(digits), *map(len, wanted)) < _LEAST:
        return ()
    return tuple(
        contact.id
        for contact in content.contacts.values()
        if _is_called(contact, wanted) or _has_number(contact, digits)
    )


def _is_called(contact: Contact, wanted: Sequence[str]) -> bool:
    names = f"{contact.name.nl} {contact.name.en} {contact.id}".casefold()
    return all(word in names for word in wanted)


def _has_number(contact: Contact, digits: str) -> bool:
    """Whether it is the number of a contact, or a good part of it (a number without the code of its region)."""
    written = (contact.phone, contact.phone_also, contact.dial)
    numbers = {_digits(one) for one in written if one}
    return digits in numbers or (len(digits) >= _PART and any(digits in one for one in numbers))


def _gives(number: str, text: str, typed: Collection[str]) -> bool:
    """Whether a number stands in a text, in which `typed` are typed; a short one only by itself, as it is."""
    digits = _digits(number)
    return digits in typed or (len(digits) >= _PART and _stands(number, text))


def _digits(number: str) -> str:
    """Return the digits of a number as one dials it in the Netherlands."""
    return _DIGITS.sub("", _ABROAD.sub("0", number))


def _stands(name: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None
