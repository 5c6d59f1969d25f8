"""Checking: which answers and contacts are being checked, because an expert said that something in them is wrong."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from bot.faq.contact import Contact
    from bot.faq.content import Content
    from bot.faq.entry import Entry, Wording

_MARK: Final = {"nl": "wordt nagekeken", "en": "being checked"}
_ENTRY: Final = {
    "nl": "⚠ Dit antwoord wordt nagekeken: er kan iets niet kloppen.",
    "en": "⚠ This answer is being checked: something in it may be wrong.",
}
_NAMED: Final = {"nl": "⚠ Wordt nagekeken: {names}", "en": "⚠ Being checked: {names}"}

_EMERGENCY: Final = "112"
_SIGNS: Final = 16
_NOT_SAID: Final = frozenset(
    {
        "id",
        "paraphrases",
        "keywords",
        "tests",
        "aliases",
        "related",
        "theme",
        "owner",
        "researched",
        "note",
    }
)
"""What is not read by the one who asked: a new way to ask mends no wrong answer."""


def may_be_flagged(content: Content, item: str) -> bool:
    """Tell whether this is the id of an entry or contact that can be flagged: all but the emergency number."""
    contact = content.contacts.get(item)
    return item in content.entries or (contact is not None and contact.dial != _EMERGENCY)


def id_now(content: Content, item: str) -> str:
    """Return the id that an entry has now, when `item` is one that it had before; else `item`."""
    entry = content.entry_named(item)
    return item if entry is None else entry.id


def digest(content: Content, item: str) -> str | None:
    """Return a digest of what an entry or contact tells, 16 hexadecimal digits; None when there is none of this id.

    It changes when a maintainer changes or confirms something that people read, and with nothing else.
    """
    told: Entry | Contact | None = content.entry_named(item) or content.contacts.get(item)
    if told is None:
        return None
    said = {
        name: _said(value)
        for name, value in told.model_dump(mode="json", exclude_defaults=True).items()
        if name not in _NOT_SAID
    }
    packed = json.dumps(said, sort_keys=True, ensure_ascii=False).encode()
    return hashlib.sha256(packed).hexdigest()[:_SIGNS]


def _said(value: object) -> object:
    if not isinstance(value, dict):
        return value
    return {name: one for name, one in value.items() if name not in _NOT_SAID}


def standing(content: Content, flagged: Mapping[str, str]) -> frozenset[str]:
    """Return which flags still stand: `flagged` holds, by the id of then, the digest of what was flagged."""
    return frozenset(
        item
        for item, of in flagged.items()
        if may_be_flagged(content, id_now(content, item)) and digest(content, item) == of
    )


def name_of(content: Content, item: str, language: str) -> str:
    """Return what an entry or contact is called; its id when it is gone."""
    if (entry := content.entry_named(item)) is not None:
        return entry.wording(language).question
    contact = content.contacts.get(item)
    return item if contact is None else contact.name.get(language)


def contact_line(contact: Contact, language: str, flags: Collection[str]) -> str:
    """Return name, way and hours of a contact in one line, with a mark when it is being checked."""
    line = contact.line(language)
    return f"{line} ({_in(_MARK, language)})" if contact.id in flags else line


def warnings(
    content: Content, entry: Entry, language: str, flags: Collection[str]
) -> tuple[str, ...]:
    """Return the lines that stand above an answer: it, or a number that its text names, is being checked."""
    if not flags:
        return ()
    lines = [_in(_ENTRY, language)] if entry.id in flags else []
    named = [
        content.contacts[item].name.get(language)
        for item in sorted(flags)
        if item not in entry.contacts and names(entry.wording(language), content.contacts.get(item))
    ]
    if named:
        lines.append(_in(_NAMED, language).format(names=", ".join(named)))
    return tuple(lines)


def names(wording: Wording, contact: Contact | None) -> bool:
    """Tell whether the text of an answer gives the number of a contact."""
    if contact is None or contact.phone is None:
        return False
    texts = (wording.short or "", wording.answer, *wording.next_steps)
    return any(contact.phone in text for text in texts)


def _in(words: Mapping[str, str], language: str) -> str:
    return words.get(language, words["nl"])
