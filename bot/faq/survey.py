"""Survey: all that can be read of a content folder, and everything that is wrong with it, in one pass.

A mistake hides no other one: of a list with a broken item the other items are read and checked.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel

from bot.faq import references
from bot.faq.book import (
    ContactsFile,
    ElsewhereFile,
    LooseGolden,
    LooseGoldenFile,
    SourcesFile,
    Theme,
    ThemesFile,
    VocabularyFile,
)
from bot.faq.contact import Contact
from bot.faq.entry import DutchEntry, DutchFile, Translation, TranslationFile
from bot.faq.examples import DangerExamples
from bot.faq.folder import ELSEWHERE, EXAMPLES, GOLDEN, META, Folder
from bot.faq.model import NAME
from bot.faq.problem import Problem
from bot.faq.questions import FormFile
from bot.faq.signs import DangerFile

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from bot.faq.references import Items

File = TypeVar("File", bound=BaseModel)


class Survey:
    """What could be read, whole or in part; `problems` tells of the rest.

    `dutch` and `english` hold the entries by theme (the meta entries under "meta"), each with its
    position in its file. Nothing is raised for what is wrong in the folder; one that is not there is
    not `readable`, and then nothing else is known of it.
    """

    def __init__(self, directory: Path) -> None:
        """Read and check every file in the folder."""
        self.folder = Folder(directory)
        self.dutch: dict[str, Items[DutchEntry]] = {}
        self.english: dict[str, Items[Translation]] = {}
        self.golden: Items[LooseGolden] = ()
        self.readable = directory.is_dir()
        if not self.readable:
            sentence = "Deze map bestaat niet."
            mend = "Typ dit in de map van de helpline, of kijk bij content.dir."
            self.problems.append(Problem(str(directory), 1, 1, sentence, mend))
            return
        self.themes = self._themes()
        self.sources = self._sources()
        self.contacts = self._contacts()
        self.vocabulary = self.folder.read("vocabulary.yaml", VocabularyFile)
        self.danger = self._danger()
        self.examples = self._examples()
        self.elsewhere = self._elsewhere()
        self.form = self._read("intake.yaml", FormFile)
        self._entries()
        self._golden()
        self.folder.unexpected(self.shelves)

    @property
    def problems(self) -> list[Problem]:
        """Every mistake, in the order in which it was found."""
        return self.folder.problems

    @property
    def shelves(self) -> list[str]:
        """The ids of the themes, in order, as far as they can be told."""
        names = [theme.id for _, theme in self.themes]
        if self.folder.whole("themes.yaml"):
            return names
        ids = self.folder.ids("themes.yaml", "themes") or set()
        known = {name for name in ids if NAME.fullmatch(name)}
        return list(dict.fromkeys((*names, *sorted(known), *self.folder.themes_found())))

    def _read(self, name: str, model: type[File], language: str = "nl") -> File | None:
        contacts = None if self._contact_ids is None else self.contacts
        return self.folder.read(name, model, contacts, language, self._unread)

    def _themes(self) -> Items[Theme]:
        file = self.folder.read("themes.yaml", ThemesFile)
        return self.folder.items("themes.yaml", "themes", Theme, file)

    def _sources(self) -> Mapping[str, str]:
        file = self.folder.read("sources.yaml", SourcesFile)
        self._source_ids = self.folder.keys("sources.yaml", "sources")
        return file.sources if file else {}

    def _contacts(self) -> Mapping[str, Contact]:
        name = "contacts.yaml"
        file = self.folder.read(name, ContactsFile)
        self.contact_items = self.folder.items(name, "contacts", Contact, file)
        self.folder.report(name, references.in_contacts(self.contact_items, self._source_ids))
        contacts = {contact.id: contact for _, contact in self.contact_items}
        self.folder.report("themes.yaml", references.in_themes(self.themes, contacts))
        self._contact_ids = self.folder.ids(name, "contacts")
        self._unread = (self._contact_ids or set()) - contacts.keys()
        return contacts

    def _danger(self) -> DangerFile | None:
        danger = self._read("danger.yaml", DangerFile)
        if danger is not None:
            self.folder.report("danger.yaml", references.in_danger(danger, self._contact_ids))
        return danger

    def _examples(self) -> DangerExamples | None:
        if not self.folder.has(EXAMPLES):
            return None
        examples = self.folder.read(EXAMPLES, DangerExamples)
        if examples is not None and self.danger is not None:
            self.folder.report(EXAMPLES, references.in_examples(examples, self.danger))
        return examples

    def _elsewhere(self) -> tuple[str, ...]:
        if not self.folder.has(ELSEWHERE):
            return ()
        file = self.folder.read(ELSEWHERE, ElsewhereFile)
        return file.questions if file is not None else ()

    def _entries(self) -> None:
        for theme in (*self.shelves, META):
            name = f"nl/{theme}.yaml"
            dutch = self._read(name, DutchFile)
            self.dutch[theme] = self.folder.items(name, "entries", DutchEntry, dutch)
            name = f"en/{theme}.yaml"
            if self.folder.has(name):
                english = self._read(name, TranslationFile, "en")
                self.english[theme] = self.folder.items(name, "entries", Translation, english)
        self._ids = self._entry_ids()
        self._double_ids()
        for theme, items in self.dutch.items():
            found = references.in_entries(
                items,
                meta=theme == META,
                known=self._ids,
                contacts=self._contact_ids,
                sources=self._source_ids,
            )
            self.folder.report(f"nl/{theme}.yaml", found)
        if self.folder.whole(f"nl/{META}.yaml"):
            actions = {entry.action for _, entry in self.dutch[META]}
            self.folder.report(f"nl/{META}.yaml", references.missing_actions(actions))
        for theme, translated in self.english.items():
            beside = self.folder.ids(f"nl/{theme}.yaml", "entries")
            found = references.in_translations(translated, beside)
            self.folder.report(f"en/{theme}.yaml", found)

    def _entry_ids(self) -> set[str] | None:
        """The ids of all entries; `None` when a file can't be read: a reference into it is no mistake to tell."""
        parts = [self.folder.ids(f"nl/{theme}.yaml", "entries") for theme in self.dutch]
        return None if None in parts else {name for part in parts if part for name in part}

    def _double_ids(self) -> None:
        places: dict[str, list[tuple[str, int]]] = defaultdict(list)
        aliases: dict[str, set[str]] = defaultdict(set)
        for theme, items in self.dutch.items():
            for index, entry in items:
                places[entry.id].append((f"nl/{theme}.yaml", index))
                for alias in entry.aliases:
                    aliases[alias].add(entry.id)
        for file, flaw in references.doubles(places):
            self.folder.report(file, [flaw])
        for theme, items in self.dutch.items():
            found = references.taken_aliases(items, places, aliases)
            self.folder.report(f"nl/{theme}.yaml", found)

    def _golden(self) -> None:
        if self.folder.has(GOLDEN):
            file = self.folder.read(GOLDEN, LooseGoldenFile)
            self.golden = self.folder.items(GOLDEN, "tests", LooseGolden, file)
            self.folder.report(GOLDEN, references.in_golden(self.golden, self._ids))
