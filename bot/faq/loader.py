"""Loader: reads the content folder, and says everything that is wrong with it in one pass."""

from __future__ import annotations

from collections import defaultdict
from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.faq import references
from bot.faq.book import ContactsFile, LooseGoldenFile, SourcesFile, ThemesFile, VocabularyFile
from bot.faq.content import Content
from bot.faq.entry import DutchFile, Entry, TranslationFile, bare
from bot.faq.folder import GOLDEN, META, Folder
from bot.faq.problem import ContentError, Problem
from bot.faq.questions import FormFile
from bot.faq.signs import DangerFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from bot.faq.contact import Contact
    from bot.faq.entry import DutchEntry, Translation


def load_content(directory: Path) -> Content:
    """Read and check all files in `directory`.

    Raises `ContentError` with every problem found; nothing is ever loaded in part.
    """
    folder = Folder(directory)
    if not directory.is_dir():
        sentence = "Deze map bestaat niet. Kijk bij content.dir."
        raise ContentError([Problem(str(directory), 1, 1, sentence)])
    themes = folder.read("themes.yaml", ThemesFile)
    sources = folder.read("sources.yaml", SourcesFile)
    known_sources = sources.sources if sources else None
    contacts = folder.read("contacts.yaml", ContactsFile)
    by_id = {contact.id: contact for contact in contacts.contacts} if contacts else None
    if contacts:
        folder.report("contacts.yaml", references.in_contacts(contacts.contacts, known_sources))
    vocabulary = folder.read("vocabulary.yaml", VocabularyFile)
    danger = folder.read("danger.yaml", DangerFile, by_id)
    if danger:
        folder.report("danger.yaml", references.in_danger(danger, by_id))
    form = folder.read("intake.yaml", FormFile, by_id)
    names = [theme.id for theme in themes.themes] if themes else folder.themes_found()
    entries = _entries(folder, names, by_id, known_sources)
    golden = folder.read(GOLDEN, LooseGoldenFile) if folder.has(GOLDEN) else None
    if golden and len(entries) and not folder.problems:
        folder.report(GOLDEN, references.in_golden(golden.tests, entries))
    folder.unexpected(names)
    if folder.problems or not (themes and contacts and vocabulary and danger and form and sources):
        raise ContentError(folder.problems)
    return Content(
        entries=MappingProxyType(entries),
        themes=themes.themes,
        contacts=MappingProxyType(by_id or {}),
        sources=MappingProxyType(sources.sources),
        danger=danger,
        screens=MappingProxyType({screen.id: screen for screen in danger.screens}),
        vocabulary=vocabulary,
        form_json=form.as_json(),
        golden=golden.tests if golden else (),
        version=folder.version(),
    )


def _entries(
    folder: Folder,
    themes: Iterable[str],
    contacts: Mapping[str, Contact] | None,
    sources: Mapping[str, str] | None,
) -> dict[str, Entry]:
    """All entries, in the order of the themes, the meta entries last."""
    dutch: dict[str, DutchFile] = {}
    english: dict[str, TranslationFile] = {}
    for theme in (*themes, META):
        if file := folder.read(f"nl/{theme}.yaml", DutchFile, contacts, "nl"):
            dutch[theme] = file
        if folder.has(f"en/{theme}.yaml") and (
            translated := folder.read(f"en/{theme}.yaml", TranslationFile, contacts, "en")
        ):
            english[theme] = translated
    whole = len(dutch) == len(set(themes) | {META})
    places: dict[str, list[str]] = defaultdict(list)
    for theme, file in dutch.items():
        for entry in file.entries:
            places[entry.id].append(f"nl/{theme}.yaml")
    for _, sentence in references.doubles(places):
        folder.report("nl", [((), sentence)])
    aliases: dict[str, list[str]] = defaultdict(list)
    for file in dutch.values():
        for entry in file.entries:
            for alias in entry.aliases:
                aliases[alias].append(entry.id)
    for theme, file in dutch.items():
        is_meta = theme == META
        found = references.taken_aliases(file.entries, places, aliases)
        folder.report(f"nl/{theme}.yaml", found)
        found = references.in_entries(
            file.entries,
            meta=is_meta,
            # With a file unread, a reference into it is no mistake to tell.
            known=places if whole else None,
            contacts=contacts,
            sources=sources,
        )
        folder.report(f"nl/{theme}.yaml", found)
        if is_meta:
            actions = {entry.action for entry in file.entries}
            folder.report(f"nl/{theme}.yaml", references.missing_actions(actions))
    translations: dict[str, Translation] = {}
    for theme, file_en in english.items():
        known = {entry.id for entry in dutch[theme].entries} if theme in dutch else None
        folder.report(f"en/{theme}.yaml", references.in_translations(file_en.entries, known))
        translations.update((entry.id, entry) for entry in file_en.entries)
    return {
        entry.id: _assembled(entry, None if theme == META else theme, translations.get(entry.id))
        for theme, file in dutch.items()
        for entry in file.entries
    }


def _assembled(entry: DutchEntry, theme: str | None, translation: Translation | None) -> Entry:
    return Entry(
        theme=theme,
        nl=bare(entry),
        en=bare(translation) if translation else None,
        **{
            name: getattr(entry, name)
            for name in Entry.model_fields
            if name not in {"theme", "nl", "en"}
        },
    )
