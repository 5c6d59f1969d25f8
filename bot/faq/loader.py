"""Loader: reads the content folder, and says everything that is wrong with it in one pass."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.faq.content import Content
from bot.faq.entry import Entry, bare
from bot.faq.folder import META
from bot.faq.problem import ContentError
from bot.faq.survey import Survey

if TYPE_CHECKING:
    from pathlib import Path

    from bot.faq.entry import DutchEntry, Translation


def load_content(directory: Path) -> Content:
    """Read and check all files in `directory`.

    Raises `ContentError` with every problem found; nothing is ever loaded in part.
    """
    return assembled(Survey(directory))


def assembled(survey: Survey) -> Content:
    """The content of a folder that was read. Raises `ContentError` when anything is wrong with it."""
    if survey.problems:
        raise ContentError(survey.problems)
    # A folder without problems has all its files.
    assert survey.vocabulary is not None  # noqa: S101
    assert survey.danger is not None  # noqa: S101
    assert survey.form is not None  # noqa: S101
    return Content(
        entries=MappingProxyType(_entries(survey)),
        themes=tuple(theme for _, theme in survey.themes),
        contacts=MappingProxyType(dict(survey.contacts)),
        sources=MappingProxyType(dict(survey.sources)),
        danger=survey.danger,
        screens=MappingProxyType({screen.id: screen for screen in survey.danger.screens}),
        vocabulary=survey.vocabulary,
        form_json=survey.form.as_json(),
        golden=tuple(one for _, one in survey.golden),
        version=survey.folder.version(),
        examples=survey.examples,
        elsewhere=survey.elsewhere,
    )


def _entries(survey: Survey) -> dict[str, Entry]:
    """All entries, in the order of the themes, the meta entries last."""
    translations = {entry.id: entry for items in survey.english.values() for _, entry in items}
    return {
        entry.id: _whole(entry, None if theme == META else theme, translations.get(entry.id))
        for theme, items in survey.dutch.items()
        for _, entry in items
    }


def _whole(entry: DutchEntry, theme: str | None, translation: Translation | None) -> Entry:
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
