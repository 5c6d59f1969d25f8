"""Changes: what maintainers changed between two versions of the content, as they would say it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.faq.contact import Contact
    from bot.faq.content import Content
    from bot.faq.model import Model

_LANGUAGES: Final = ("nl", "en")


@dataclass(frozen=True, slots=True)
class ChangedContact:
    """A contact that is new or says something else than before; `used_in` counts the answers that show it."""

    contact: Contact
    used_in: int


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs. Entries are named by id, in the order of the content.

    An entry that only shows another number or name, because a contact was changed, is not among `changed`.
    """

    contacts: tuple[ChangedContact, ...] = ()
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    danger: bool = False
    intake: bool = False
    other: bool = False
    """Themes, vocabulary, sources, golden questions, what is not for us, or a contact that is gone."""

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return self != Changes()


def changes(before: Content, after: Content) -> Changes:
    """Return what is different in `after`."""
    contacts = [one for id_, one in after.contacts.items() if before.contacts.get(id_) != one]
    known = [one.id for one in contacts if one.id in before.contacts]
    # An older number may stand in a text that did not change, as a way of asking.
    both_shown = sorted(
        {*_shown(before.contacts, known), *_shown(after.contacts, known)},
        key=lambda one: (-len(one[0]), one),
    )
    both = [one for one in after.entries if one in before.entries]
    return Changes(
        contacts=tuple(ChangedContact(one, _used(one, after)) for one in contacts),
        added=tuple(one for one in after.entries if one not in before.entries),
        changed=tuple(
            one
            for one in both
            if _text(before.entries[one], both_shown) != _text(after.entries[one], both_shown)
        ),
        removed=tuple(one for one in before.entries if one not in after.entries),
        danger=_text(before.danger, both_shown) != _text(after.danger, both_shown),
        intake=_marked(before.form_json.decode(), both_shown)
        != _marked(after.form_json.decode(), both_shown),
        other=(before.themes, before.sources, before.vocabulary, before.golden, before.elsewhere)
        != (after.themes, after.sources, after.vocabulary, after.golden, after.elsewhere)
        or any(one not in after.contacts for one in before.contacts),
    )


def _used(contact: Contact, content: Content) -> int:
    """In how many entries a contact is named, or its number shown."""
    shown = {value for value, _ in _shown({contact.id: contact}, [contact.id])}
    return sum(
        contact.id in entry.contacts or any(value in _text(entry) for value in shown)
        for entry in content.entries.values()
    )


def _shown(contacts: Mapping[str, Contact], ids: Iterable[str]) -> list[tuple[str, str]]:
    """What texts show of these contacts, the longest first, and a mark that stands for it."""
    found = {
        value: f"\0{id_}\0"
        for id_ in ids
        for language in _LANGUAGES
        for value in (
            contacts[id_].name.get(language),
            contacts[id_].number(language),
            contacts[id_].line(language),
        )
        if value
    }
    return sorted(found.items(), key=lambda one: -len(one[0]))


def _text(model: Model, shown: Iterable[tuple[str, str]] = ()) -> str:
    return _marked(model.model_dump_json(), shown)


def _marked(text: str, shown: Iterable[tuple[str, str]]) -> str:
    for value, mark in shown:
        text = text.replace(value, mark)
    return text
