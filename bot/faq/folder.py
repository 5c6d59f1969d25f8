"""Folder: the files of the content folder on disk, each read once, and what is wrong with them."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel, ValidationError

from bot.faq.marked import read_marked
from bot.faq.placeholder import fill, flaws
from bot.faq.problem import Problem, sentence_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from bot.faq.contact import Contact
    from bot.faq.marked import Marked
    from bot.faq.references import Flaw

LARGEST_FILE = 1024 * 1024
"""Bytes. A file that large is not content."""

META = "meta"
"""The file with entries about the helpline itself; it belongs to no theme."""

GOLDEN = "tests.yaml"
"""Golden questions that stand in no entry; the file may be left out."""

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
    | {"ask_words", "ignore", "negation", "context"}
    | {"researched", "last_verified", "review_by"}
)
"""Fields that are matched against and never shown: no placeholders, and numbers are fine."""

File = TypeVar("File", bound=BaseModel)


class Folder:
    """The files of one content folder, each read once, and what is wrong with them."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._read: dict[str, Marked] = {}
        self._bytes: dict[str, bytes] = {}
        self.problems: list[Problem] = []

    def has(self, name: str) -> bool:
        return (self._directory / name).is_file()

    def themes_found(self) -> list[str]:
        """The themes by their files, for when `themes.yaml` can't be read."""
        return sorted(path.stem for path in self._directory.glob("nl/*.yaml") if path.stem != META)

    def unexpected(self, themes: Iterable[str]) -> None:
        """Report files of a theme that is not in `themes.yaml`: nobody would ever see them."""
        expected = {*themes, META}
        for path in sorted(self._directory.glob("??/*.y*ml")):
            name = f"{path.parent.name}/{path.name}"
            if path.parent.name not in {"nl", "en"} or path.name not in {
                f"{t}.yaml" for t in expected
            }:
                self._problem(name, (1, 1), "Dit bestand hoort bij geen thema uit themes.yaml.")

    def version(self) -> str:
        digest = hashlib.sha256()
        for name in sorted(self._bytes):
            digest.update(name.encode() + b"\0" + self._bytes[name] + b"\0")
        return digest.hexdigest()[:12]

    def report(self, name: str, found: Iterable[Flaw]) -> None:
        marked = self._read.get(name)
        for path, sentence in found:
            self._problem(name, marked.place(path) if marked else (1, 1), sentence)

    def read(
        self,
        name: str,
        model: type[File],
        contacts: Mapping[str, Contact] | None = None,
        language: str = "nl",
    ) -> File | None:
        """The file as `model`, its placeholders filled in; `None` after reporting what is wrong."""
        text = self._text(name)
        if text is None:
            return None
        marked = read_marked(text)
        self._read[name] = marked
        for place, sentence in marked.flaws:
            self._problem(name, place, sentence)
        if marked.data is None:
            return None
        data = marked.data
        if contacts is not None:
            data = self._filled(name, data, (), contacts, language)
        try:
            return model.model_validate(data)
        except ValidationError as error:
            for detail in error.errors(include_url=False, include_input=False):
                self._problem(name, marked.place(detail["loc"]), sentence_of(detail))
            return None

    def _text(self, name: str) -> str | None:
        path = self._directory / name
        try:
            size = path.stat().st_size
            if size > LARGEST_FILE:
                self._problem(name, (1, 1), "Dit bestand is groter dan 1 MiB; dat is geen inhoud.")
                return None
            content = path.read_bytes()
        except OSError:
            self._problem(name, (1, 1), "Dit bestand ontbreekt of is niet te lezen.")
            return None
        self._bytes[name] = content
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError:
            self._problem(name, (1, 1), "Dit bestand is geen UTF-8. Sla het op als UTF-8.")
            return None

    def _filled(
        self,
        name: str,
        value: object,
        path: tuple[str | int, ...],
        contacts: Mapping[str, Contact],
        language: str,
    ) -> object:
        if isinstance(value, dict):
            return {
                key: item
                if key in _AS_WRITTEN
                else self._filled(
                    name, item, (*path, key), contacts, key if key in {"nl", "en"} else language
                )
                for key, item in value.items()
            }
        if isinstance(value, list):
            return [
                self._filled(name, item, (*path, index), contacts, language)
                for index, item in enumerate(value)
            ]
        if not isinstance(value, str):
            return value
        found = list(flaws(value, contacts))
        self.report(name, [(path, sentence) for sentence in found])
        return value if found else fill(value, contacts, language)

    def _problem(self, name: str, place: tuple[int, int], sentence: str) -> None:
        self.problems.append(Problem(name, *place, sentence))
