"""Content: everything that maintainers wrote, checked and complete, as one frozen value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.faq.book import LooseGolden, Theme, VocabularyFile
    from bot.faq.contact import Contact
    from bot.faq.entry import Action, Entry
    from bot.faq.examples import DangerExamples
    from bot.faq.signs import DangerFile, Screen

RED_SCREEN = "red"
AMBER_SCREEN = "amber"
EMERGENCY_SCREEN = "emergency"
NEEDED_SCREENS = (RED_SCREEN, AMBER_SCREEN, EMERGENCY_SCREEN)
"""Screens that the bot shows by name: a sign without a kind, and the one behind the 112 button."""
EMERGENCY_CONTACT = "noodnummer_112"
"""The contact behind that button."""


@dataclass(frozen=True, slots=True)
class Content:
    """The content folder.

    `entries` holds answers and meta entries by id, in the order of the themes. `form_json` is the
    intake, for `bot.intake.form.form_from_json`. `version` is a hash of all files, 12 hex digits.
    `golden` holds the golden questions that stand in no entry. Every text is ready to be shown:
    numbers are filled in.
    """

    entries: Mapping[str, Entry]
    themes: tuple[Theme, ...]
    contacts: Mapping[str, Contact]
    sources: Mapping[str, str]
    danger: DangerFile
    screens: Mapping[str, Screen]
    vocabulary: VocabularyFile
    form_json: bytes
    golden: tuple[LooseGolden, ...]
    version: str
    examples: DangerExamples | None = None
    """Sentences to learn from how danger sounds; a folder may do without."""
    elsewhere: tuple[str, ...] = ()
    """Questions that no entry answers, to learn what such questions sound like; a folder may do without."""

    def entry_named(self, name: str) -> Entry | None:
        """The entry with this id, or that had it before (`aliases`), if there is one."""
        if (entry := self.entries.get(name)) is not None:
            return entry
        return next((one for one in self.entries.values() if name in one.aliases), None)

    def theme(self, theme_id: str) -> Theme | None:
        """The theme with this id, if there is one."""
        return next((theme for theme in self.themes if theme.id == theme_id), None)

    def entries_of(self, theme_id: str) -> tuple[Entry, ...]:
        """The entries of a theme, in the order in which they are written."""
        return tuple(entry for entry in self.entries.values() if entry.theme == theme_id)

    def meta(self, action: Action) -> Entry | None:
        """The first meta entry with this action, if there is one."""
        return next((entry for entry in self.entries.values() if entry.action is action), None)

    def screen(self, *, red: bool, category: str | None = None) -> Screen:
        """The screen for a danger sign; for one without a (known) category the general one."""
        for kind in self.danger.categories:
            if kind.id == category:
                return self.screens[kind.red_screen if red else kind.screen]
        return self.screens[RED_SCREEN if red else AMBER_SCREEN]
