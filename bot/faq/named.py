"""Named: which entries and contacts a text names, by their ids, their names or their numbers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.faq.contact import Contact
    from bot.faq.content import Content

_ID: Final = re.compile(r"\b[a-z][a-z0-9]*_[a-z0-9_]+\b")
_DIGITS: Final = re.compile(r"\D")
_LEAST: Final = 3
"""Signs from which a word says something of a name."""
_PART: Final = 6
"""Digits from which a part of a number says whose it is."""


def entries_in(content: Content, text: str) -> tuple[str, ...]:
    """Return the ids of entries that stand in a text, in their order."""
    return tuple(dict.fromkeys(one for one in _ID.findall(text) if one in content.entries))


def contacts_in(content: Content, text: str) -> tuple[str, ...]:
    """Return the ids of contacts whose number or whole name stands in a text."""
    return tuple(
        contact.id
        for contact in content.contacts.values()
        if any(one in text for one in (contact.phone, contact.phone_also) if one)
        or any(_stands(name, text) for name in (contact.name.nl, contact.name.en))
    )


def contacts_called(content: Content, words: str) -> tuple[str, ...]:
    """Return the ids of contacts whose name holds all of these words, or whose number is the one typed."""
    wanted = words.casefold().split()
    digits = _DIGITS.sub("", words)
    if not wanted or max(map(len, wanted)) < _LEAST:
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
    numbers = {_DIGITS.sub("", one) for one in written if one}
    return digits in numbers or (len(digits) >= _PART and any(digits in one for one in numbers))


def _stands(name: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None
