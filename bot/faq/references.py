"""Reference: an id in one file that must exist in another."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from bot.faq.content import NEEDED_SCREENS
from bot.faq.entry import MOST_WORDS, Action
from bot.faq.patterns import pattern_flaws

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from bot.faq.book import LooseGolden
    from bot.faq.contact import Contact
    from bot.faq.entry import DutchEntry, Translation, Wording
    from bot.faq.marked import Path
    from bot.faq.signs import DangerFile

Flaw = tuple["Path", str]
"""Where in its file, and a Dutch sentence."""


def in_entries(
    entries: Sequence[DutchEntry],
    *,
    meta: bool,
    known: Collection[str] | None,
    contacts: Collection[str] | None,
    sources: Collection[str] | None,
) -> Iterator[Flaw]:
    """What the Dutch entries of one file refer to in vain. `None`: that file could not be read."""
    for index, entry in enumerate(entries):
        here: Path = ("entries", index)
        if meta and entry.action is None:
            yield here, f"“{entry.id}” gaat over de helpline zelf en heeft een veld “action” nodig."
        if not meta and entry.action is not None:
            yield (*here, "action"), "Een “action” hoort alleen bij meta.yaml."
        yield from _long(entry, here)
        yield from _dead(contacts, entry.contacts, (*here, "contacts"), "contacts.yaml")
        yield from _dead(sources, entry.sources, (*here, "sources"), "sources.yaml")
        yield from _dead(known, entry.related, (*here, "related"), "de vragen in nl/")
        if entry.id in entry.related:
            yield (*here, "related"), f"“{entry.id}” verwijst naar zichzelf."


def in_translations(
    entries: Sequence[Translation], known: Collection[str] | None
) -> Iterator[Flaw]:
    """What is wrong with the translations in one file."""
    for index, entry in enumerate(entries):
        here: Path = ("entries", index)
        if known is not None and entry.id not in known:
            yield (*here, "id"), f"“{entry.id}” staat niet in het Nederlandse bestand ernaast."
        yield from _long(entry, here)


def in_contacts(contacts: Sequence[Contact], sources: Collection[str] | None) -> Iterator[Flaw]:
    """Contacts that stand there twice, and sources that don't exist."""
    times = Counter(contact.id for contact in contacts)
    for index, contact in enumerate(contacts):
        here: Path = ("contacts", index)
        if times[contact.id] > 1:
            yield (*here, "id"), f"Contact “{contact.id}” staat er {times[contact.id]} keer."
        yield from _dead(sources, contact.sources, (*here, "sources"), "sources.yaml")


def in_danger(danger: DangerFile, contacts: Collection[str] | None) -> Iterator[Flaw]:
    """Patterns that are none, missing screens, dead contacts."""
    screens = {screen.id for screen in danger.screens}
    yield from pattern_flaws(danger)
    for name in NEEDED_SCREENS:
        if name not in screens:
            yield ("screens",), f"Het scherm “{name}” ontbreekt; de helpline heeft het nodig."
    for index, category in enumerate(danger.categories):
        for field in ("screen", "red_screen"):
            if (name := getattr(category, field)) not in screens:
                yield ("categories", index, field), f"Het scherm “{name}” bestaat niet."
    for index, screen in enumerate(danger.screens):
        yield from _dead(contacts, screen.contacts, ("screens", index, "contacts"), "contacts.yaml")
    for line in ("info", "ask"):
        if line not in danger.lines:
            yield ("lines",), f"De regel “{line}” ontbreekt."


def missing_actions(found: Collection[Action | None]) -> Iterator[Flaw]:
    """Meta entries that the helpline can't do without."""
    for action in Action:
        if action not in found:
            yield ("entries",), f"Er is geen antwoord met action: {action}."


def _long(wording: Wording, here: Path) -> Iterator[Flaw]:
    if (words := len(wording.answer.split())) > MOST_WORDS:
        yield (
            (*here, "answer"),
            f"Dit antwoord heeft {words} woorden; op een telefoon leest {MOST_WORDS} nog net.",
        )


def _dead(
    known: Collection[str] | None, names: Sequence[str], here: Path, file: str
) -> Iterator[Flaw]:
    for index, name in enumerate(names):
        if known is not None and name not in known:
            yield (*here, index), f"“{name}” staat niet in {file}."


def in_golden(golden: Sequence[LooseGolden], known: Collection[str]) -> Iterator[Flaw]:
    """Golden questions that expect an entry that is not there."""
    for index, one in enumerate(golden):
        if one.entry is not None and one.entry not in known:
            yield ("tests", index, "entry"), f"“{one.entry}” staat niet in de vragen in nl/."


def taken_aliases(
    entries: Sequence[DutchEntry], ids: Collection[str], aliases: Mapping[str, Collection[str]]
) -> Iterator[Flaw]:
    """Aliases in one file that are the id of an entry, or an alias elsewhere (`aliases`: alias to entries)."""
    for index, entry in enumerate(entries):
        for at, alias in enumerate(entry.aliases):
            here: Path = ("entries", index, "aliases", at)
            if alias in ids:
                yield (
                    here,
                    f"“{alias}” is het id van een vraag die er nog is; het kan geen oud id zijn.",
                )
            elif len(aliases[alias]) > 1:
                yield (
                    here,
                    f"Het oude id “{alias}” staat bij {' en '.join(sorted(aliases[alias]))}.",
                )


def doubles(ids: Mapping[str, Collection[str]]) -> Iterator[tuple[str, str]]:
    """Ids that several files (or one file twice) claim: the id, and a sentence."""
    for name, files in ids.items():
        if len(files) > 1:
            yield name, f"Het id “{name}” komt {len(files)} keer voor ({', '.join(files)})."
