"""Reference: an id in one file that must exist in another."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeVar

from bot.faq.content import EMERGENCY_CONTACT, NEEDED_SCREENS
from bot.faq.entry import MOST_WORDS, Action
from bot.faq.model import LANGUAGES
from bot.faq.patterns import pattern_flaws
from bot.faq.placeholder import written_out
from bot.faq.problem import Flaw, Rule, nearest
from bot.faq.written_out import SHORTEST, digits, numbers

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from bot.faq.book import LooseGolden, Theme
    from bot.faq.contact import Contact
    from bot.faq.entry import DutchEntry, Translation, Wording
    from bot.faq.examples import DangerExamples
    from bot.faq.marked import Path
    from bot.faq.signs import DangerFile

Item = TypeVar("Item")
Items = tuple[tuple[int, Item], ...]
"""What could be read of a list, each with its position in it."""


def in_entries(
    entries: Items[DutchEntry],
    *,
    meta: bool,
    known: Collection[str] | None,
    contacts: Collection[str] | None,
    sources: Collection[str] | None,
) -> Iterator[Flaw]:
    """What the Dutch entries of one file refer to in vain. `None`: that can't be told, its file is unreadable."""
    for index, entry in entries:
        here: Path = ("entries", index)
        if meta and entry.action is None:
            sentence = f"“{entry.id}” gaat over de helpline zelf en heeft een veld “action” nodig."
            yield Flaw(here, sentence, f"Kies uit {', '.join(Action)}.")
        if not meta and entry.action is not None:
            yield Flaw(
                (*here, "action"),
                "Een “action” hoort alleen bij meta.yaml.",
                "Haal deze regel weg.",
            )
        yield from too_long(entry, here)
        yield from _dead(contacts, entry.contacts, (*here, "contacts"), "contacts.yaml")
        yield from _dead(sources, entry.sources, (*here, "sources"), "sources.yaml")
        yield from _dead(known, entry.related, (*here, "related"), "de vragen in nl/")
        if entry.id in entry.related:
            yield Flaw(
                (*here, "related", entry.related.index(entry.id)),
                f"“{entry.id}” verwijst naar zichzelf.",
                "Haal dit id hier weg.",
                Rule.DEAD_REFERENCE,
            )


def in_translations(entries: Items[Translation], known: Collection[str] | None) -> Iterator[Flaw]:
    """What is wrong with the translations in one file; `known` are the ids of the Dutch file beside it."""
    times = Counter(entry.id for _, entry in entries)
    for index, entry in entries:
        here: Path = ("entries", index)
        if known is not None and entry.id not in known:
            yield Flaw(
                (*here, "id"),
                f"“{entry.id}” staat niet in het Nederlandse bestand ernaast.",
                _meant(entry.id, known, "Neem het id over uit nl/, of haal de vraag ook hier weg."),
                Rule.DEAD_REFERENCE,
            )
        if times[entry.id] > 1:
            yield Flaw(
                (*here, "id"),
                f"De vertaling van “{entry.id}” staat er {times[entry.id]} keer.",
                "Laat er één staan.",
                Rule.DUPLICATE_ID,
            )
        yield from too_long(entry, here)


def in_contacts(contacts: Items[Contact], sources: Collection[str] | None) -> Iterator[Flaw]:
    """Contacts that stand there twice or are missed, and sources that don't exist."""
    times = Counter(contact.id for _, contact in contacts)
    if EMERGENCY_CONTACT not in times:
        yield Flaw(
            ("contacts",),
            f"Contact “{EMERGENCY_CONTACT}” ontbreekt; de knop met 112 heeft het nodig.",
            "Zet het terug.",
            Rule.DEAD_REFERENCE,
        )
    for index, contact in contacts:
        here: Path = ("contacts", index)
        if times[contact.id] > 1:
            yield Flaw(
                (*here, "id"),
                f"Contact “{contact.id}” staat er {times[contact.id]} keer.",
                "Voeg ze samen tot één.",
                Rule.DUPLICATE_ID,
            )
        yield from _dead(sources, contact.sources, (*here, "sources"), "sources.yaml")
        for field in ("name", "reach", "hours", "for", "who"):
            said = getattr(contact, "purpose" if field == "for" else field)
            for language in LANGUAGES if said is not None else ():
                for number in numbers(said.get(language)):
                    if len(digits(number)) < SHORTEST:
                        continue  # "113" is a part of a name
                    yield Flaw(
                        (*here, field, language),
                        "Hier staat een telefoonnummer in de tekst.",
                        "Zet het bij “phone” of “phone_also”, of noem het hier niet.",
                        Rule.NUMBER_IN_TEXT,
                        number,
                    )


def in_themes(themes: Items[Theme], contacts: Mapping[str, Contact]) -> Iterator[Flaw]:
    """Numbers and addresses in the names of themes."""
    for index, theme in themes:
        for field in ("name", "label"):
            for language in LANGUAGES:
                said = getattr(theme, field).get(language)
                for words, sentence, mend, rule in written_out(said, contacts):
                    yield Flaw(("themes", index, field, language), sentence, mend, rule, words)


def in_danger(danger: DangerFile, contacts: Collection[str] | None) -> Iterator[Flaw]:
    """Patterns that are none, missing screens, dead contacts."""
    screens = {screen.id for screen in danger.screens}
    for path, sentence in pattern_flaws(danger):
        mend = "Kijk naar haakjes en schuine strepen, en naar de namen onder “lists”."
        yield Flaw(path, sentence, mend, Rule.DANGER)
    for name in NEEDED_SCREENS:
        if name not in screens:
            yield Flaw(
                ("screens",),
                f"Het scherm “{name}” ontbreekt; de helpline heeft het nodig.",
                "Zet het terug.",
                Rule.DANGER,
            )
    for index, category in enumerate(danger.categories):
        for field in ("screen", "red_screen"):
            if (name := getattr(category, field)) not in screens:
                yield Flaw(
                    ("categories", index, field),
                    f"Het scherm “{name}” bestaat niet.",
                    _meant(name, screens, "Kies een id uit “screens”."),
                    Rule.DEAD_REFERENCE,
                )
    for index, screen in enumerate(danger.screens):
        yield from _dead(contacts, screen.contacts, ("screens", index, "contacts"), "contacts.yaml")
    for line in ("info", "ask"):
        if line not in danger.lines:
            yield Flaw(("lines",), f"De regel “{line}” ontbreekt.", "Zet hem terug.", Rule.DANGER)


def missing_actions(found: Collection[Action | None]) -> Iterator[Flaw]:
    """Meta entries that the helpline can't do without."""
    for action in Action:
        if action not in found:
            yield Flaw(
                ("entries",),
                f"Er is geen antwoord met action: {action}.",
                "Zet het terug; zonder dit antwoord start de helpline niet.",
            )


def in_examples(examples: DangerExamples, danger: DangerFile) -> Iterator[Flaw]:
    """Example sentences under a kind of danger that is not there."""
    known = {category.id for category in danger.categories}
    for category in examples.danger:
        yield from _unknown(known, category, ("danger", category), "de soorten in danger.yaml")


def in_golden(golden: Items[LooseGolden], known: Collection[str] | None) -> Iterator[Flaw]:
    """Golden questions that expect an entry that is not there."""
    for index, one in golden:
        if one.entry is not None:
            here: Path = ("tests", index, "entry")
            yield from _unknown(known, one.entry, here, "de vragen in nl/")


def taken_aliases(
    entries: Items[DutchEntry], ids: Collection[str], aliases: Mapping[str, Collection[str]]
) -> Iterator[Flaw]:
    """Aliases in one file that are the id of an entry, or an alias elsewhere (`aliases`: alias to entries)."""
    for index, entry in entries:
        for at, alias in enumerate(entry.aliases):
            here: Path = ("entries", index, "aliases", at)
            if alias in ids:
                yield Flaw(
                    here,
                    f"“{alias}” is het id van een vraag die er nog is.",
                    "Haal dit oude id weg.",
                    Rule.DUPLICATE_ID,
                )
            elif len(aliases[alias]) > 1:
                yield Flaw(
                    here,
                    f"Het oude id “{alias}” staat bij {' en '.join(sorted(aliases[alias]))}.",
                    "Laat het bij één vraag staan.",
                    Rule.DUPLICATE_ID,
                )


def doubles(places: Mapping[str, Iterable[tuple[str, int]]]) -> Iterator[tuple[str, Flaw]]:
    """Ids that several entries claim: each file but the first, and the mistake there.

    `places`: an id, and the files and positions at which it stands.
    """
    for name, found in places.items():
        (first, _), *others = found
        for file, index in others:
            yield (
                file,
                Flaw(
                    ("entries", index, "id"),
                    f"Het id “{name}” komt {len(others) + 1} keer voor; het staat ook in {first}.",
                    "Geef deze vraag een eigen id.",
                    Rule.DUPLICATE_ID,
                ),
            )


def too_long(wording: Wording, here: Path) -> Iterator[Flaw]:
    """An answer with more words than a phone shows well."""
    words = len(f"{wording.short or ''} {wording.answer}".split())
    if words > MOST_WORDS:
        yield Flaw(
            (*here, "answer"),
            f"Dit antwoord heeft {words} woorden; op een telefoon leest {MOST_WORDS} nog net.",
            f"Haal er minstens {words - MOST_WORDS} weg, of maak er twee vragen van.",
            Rule.TOO_LONG,
        )


def _dead(
    known: Collection[str] | None, names: Sequence[str], here: Path, file: str
) -> Iterator[Flaw]:
    for index, name in enumerate(names):
        yield from _unknown(known, name, (*here, index), file)


def _unknown(known: Collection[str] | None, name: str, here: Path, file: str) -> Iterator[Flaw]:
    if known is not None and name not in known:
        mend = _meant(
            name, known, "Kies een id dat daar staat, zet het erbij, of haal het hier weg."
        )
        yield Flaw(here, f"“{name}” staat niet in {file}.", mend, Rule.DEAD_REFERENCE)


def _meant(name: str, known: Iterable[str], otherwise: str) -> str:
    meant = nearest(name, known)
    return f"Bedoel je “{meant}”?" if meant else otherwise
