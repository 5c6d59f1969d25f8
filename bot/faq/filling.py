"""Filling: the placeholders in a whole file, filled in wherever a text is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.faq.placeholder import fill, flaws
from bot.faq.problem import Flaw

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from bot.faq.contact import Contact
    from bot.faq.marked import Path

_AS_WRITTEN = frozenset(
    {
        "paraphrases",
        "keywords",
        "tests",
        "aliases",
        "sources",
        "synonyms",
        "expand",
        "lists",
        "patterns",
        "whole",
        "red_if",
    }
    | {"ask_words", "ignore", "spoken_of", "negation", "context"}
    | {"researched", "last_verified", "review_by"}
)
"""Fields that are matched against and never shown: no placeholders, and numbers are fine."""


class Filler:
    """Fills in placeholders, and remembers what is wrong with them."""

    def __init__(self, contacts: Mapping[str, Contact], unread: Collection[str]) -> None:
        self._contacts = contacts
        self._unread = unread
        self.found: list[Flaw] = []

    def filled(self, value: object, path: Path, language: str) -> object:
        """The data at `path` of a file with its placeholders filled in; what has flaws stays as it is."""
        if isinstance(value, dict):
            return {
                key: item
                if key in _AS_WRITTEN
                else self.filled(item, (*path, key), key if key in {"nl", "en"} else language)
                for key, item in value.items()
            }
        if isinstance(value, list):
            return [self.filled(item, (*path, index), language) for index, item in enumerate(value)]
        if not isinstance(value, str):
            return value
        found = [
            Flaw(path, sentence, mend, rule, words)
            for words, sentence, mend, rule in flaws(value, self._contacts, self._unread)
        ]
        self.found += found
        if found or any(f":{name}}}" in value for name in self._unread):
            return value
        return fill(value, self._contacts, language)
