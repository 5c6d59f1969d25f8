"""Folder: the files of the content folder on disk, each read once, and what is wrong with them."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

from bot.faq.filling import Filler
from bot.faq.marked import read_marked
from bot.faq.problem import Flaw, Problem, Rule, told

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from pydantic_core import ErrorDetails

    from bot.faq.contact import Contact
    from bot.faq.marked import Marked
    from bot.faq.references import Items

LARGEST_FILE = 1024 * 1024
"""Bytes. A file that large is not content."""

META = "meta"
"""The file with entries about the helpline itself; it belongs to no theme."""

GOLDEN = "tests.yaml"
"""Golden questions that stand in no entry; the file may be left out."""

EXAMPLES = "danger_examples.yaml"
"""Sentences to learn from how danger sounds; the file may be left out."""

ELSEWHERE = "elsewhere.yaml"
"""Questions that are not for us, to learn from what fits no entry; the file may be left out."""

File = TypeVar("File", bound=BaseModel)
Item = TypeVar("Item", bound=BaseModel)


class Folder:
    """The files of one content folder, each read once, and what is wrong with them."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._read: dict[str, Marked] = {}
        self._filled_in: dict[str, object] = {}
        self._whole: set[str] = set()
        self._bytes: dict[str, bytes] = {}
        self.problems: list[Problem] = []

    def has(self, name: str) -> bool:
        return (self._directory / name).is_file()

    def whole(self, name: str) -> bool:
        """Whether a file was read and fits its model."""
        return name in self._whole

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
                sentence = "Dit bestand hoort bij geen thema uit themes.yaml."
                mend = "Zet het thema daar, of geef het bestand de naam van een thema."
                self._problem(name, (1, 1), sentence, mend, Rule.DEAD_REFERENCE)

    def beside(self, name: str) -> str | None:
        """The text of a file that is no content; `None` when it can't be read."""
        try:
            return (self._directory / name).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return None

    def mentions(self, words: str) -> bool:
        """Whether any file but the contacts holds these words as they are."""
        return any(
            words in marked.text for name, marked in self._read.items() if name != "contacts.yaml"
        )

    def version(self) -> str:
        digest = hashlib.sha256()
        for name in sorted(self._bytes):
            digest.update(name.encode() + b"\0" + self._bytes[name] + b"\0")
        return digest.hexdigest()[:12]

    def report(self, name: str, found: Iterable[Flaw]) -> None:
        """Add mistakes in a file to the problems, each with its line and column."""
        for flaw in found:
            self._problem(name, self.place(name, flaw), flaw.sentence, flaw.mend, flaw.rule)

    def place(self, name: str, flaw: Flaw) -> tuple[int, int]:
        """Line and column of a mistake in a file, both from 1."""
        marked = self._read.get(name)
        if marked is None:
            return (1, 1)
        return marked.place_of(flaw.path, flaw.words) if flaw.words else marked.place(flaw.path)

    def read(
        self,
        name: str,
        model: type[File],
        contacts: Mapping[str, Contact] | None = None,
        language: str = "nl",
        unread: Collection[str] = frozenset(),
    ) -> File | None:
        """The file as `model`, its placeholders filled in; `None` after reporting what is wrong.

        `unread` are ids of contacts that are there but can't be read.
        """
        text = self._text(name)
        if text is None:
            return None
        marked = read_marked(text)
        self._read[name] = marked
        for place, sentence, mend in marked.flaws:
            self._problem(name, place, sentence, mend)
        if marked.data is None:
            return None
        data = marked.data
        if contacts is not None:
            filler = Filler(contacts, unread)
            data = filler.filled(data, (), language)
            self.report(name, filler.found)
        self._filled_in[name] = data
        try:
            file = model.model_validate(data)
        except ValidationError as error:
            fields = list(_field_names(model.model_json_schema()))
            details = _real(error.errors(include_url=False, include_input=False))
            self.report(name, (told(detail, fields) for detail in details))
            return None
        self._whole.add(name)
        return file

    def items(self, name: str, key: str, model: type[Item], file: BaseModel | None) -> Items[Item]:
        """What can be read of the list `key` of a file, with the position of each in the list.

        `file` is what `read` made of it: all of it, or nothing when some part is wrong.
        """
        if file is not None:
            return tuple(enumerate(getattr(file, key)))
        found: list[tuple[int, Item]] = []
        for index, part in enumerate(self._listed(name, key) or []):
            try:
                found.append((index, model.model_validate(part)))
            except ValidationError:
                continue  # told when the file was read
        return tuple(found)

    def ids(self, name: str, key: str) -> set[str] | None:
        """The ids in the list `key` of a file, also of what can't be read otherwise; `None` when nothing can."""
        listed = self._listed(name, key)
        if listed is None:
            return None
        parts = (part.get("id") for part in listed if isinstance(part, dict))
        return {part for part in parts if isinstance(part, str)}

    def keys(self, name: str, key: str) -> set[str] | None:
        """The names under `key` of a file, also when their values can't be read; `None` when nothing can."""
        found = self._under(name, key)
        return set(found) if isinstance(found, dict) else None

    def _listed(self, name: str, key: str) -> list[object] | None:
        found = self._under(name, key)
        return found if isinstance(found, list) else None

    def _under(self, name: str, key: str) -> object:
        data = self._filled_in.get(name)
        return data.get(key) if isinstance(data, dict) else None

    def _text(self, name: str) -> str | None:
        path = self._directory / name
        try:
            size = path.stat().st_size
            if size > LARGEST_FILE:
                sentence = "Dit bestand is groter dan 1 MiB; dat is geen inhoud."
                self._problem(name, (1, 1), sentence, "Haal weg wat er niet hoort.")
                return None
            content = path.read_bytes()
        except OSError:
            sentence = "Dit bestand ontbreekt of is niet te lezen."
            self._problem(name, (1, 1), sentence, "Zet het terug, of kijk naar de rechten.")
            return None
        self._bytes[name] = content
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError:
            self._problem(name, (1, 1), "Dit bestand is geen UTF-8.", "Sla het op als UTF-8.")
            return None

    def _problem(
        self,
        name: str,
        place: tuple[int, int],
        sentence: str,
        mend: str = "",
        rule: Rule = Rule.SCHEMA,
    ) -> None:
        self.problems.append(Problem(name, *place, sentence, mend, rule))


def _real(details: Sequence[ErrorDetails]) -> Iterator[ErrorDetails]:
    """The mistakes without lists that are too short only for what is wrong with their parts."""
    broken = {detail["loc"][:end] for detail in details for end in range(len(detail["loc"]))}
    for detail in details:
        if detail["type"] != "too_short" or detail["loc"] not in broken:
            yield detail


def _field_names(schema: Mapping[str, Any]) -> Iterator[str]:
    """The names that fields can have in a model and in what it holds."""
    for part in (schema, *schema.get("$defs", {}).values()):
        yield from part.get("properties", ())
