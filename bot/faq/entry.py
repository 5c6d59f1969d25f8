"""Entry: one question that the FAQ answers, in every language it is written in."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from bot.faq.model import Body, Certainty, Identifier, Line, Model

MOST_WORDS = 90
"""An answer is read on a phone, by somebody in a hurry."""


class Action(StrEnum):
    """What a meta entry does besides answering: these are about the helpline, not about the work."""

    EXPERT = "expert"
    """She asks for a human."""
    ABOUT = "about"
    """She asks who or what she is talking with."""
    YOUNG_PERSON = "young_person"
    """She says that she is a young person herself."""
    PARENT = "parent"
    """She says that she is a parent, or a citizen."""


Label = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]
"""The text of a button. Longer ones are cut off on a phone."""

Phrase = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


class Wording(Model):
    """The entry in one language."""

    question: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=160)]
    label: Label
    paraphrases: Annotated[tuple[Phrase, ...], Field(min_length=3)]
    keywords: tuple[Phrase, ...] = ()
    answer: Body
    next_steps: Annotated[tuple[Line, ...], Field(max_length=5)] = ()


class Entry(Model):
    """One entry, complete: numbers are filled in, references are known to exist.

    `theme` is `None` for a meta entry and only for that one; `action` the other way round.
    """

    id: Identifier
    theme: Identifier | None
    action: Action | None
    nl: Wording
    en: Wording | None
    contacts: tuple[Identifier, ...]
    related: tuple[Identifier, ...]
    sources: tuple[str, ...]
    certainty: Certainty
    owner: Line
    researched: date
    last_verified: date | None
    review_by: date | None

    def wording(self, language: str) -> Wording:
        """The entry in `language` ("nl" or "en"); Dutch where there is no translation."""
        return self.en if language == "en" and self.en is not None else self.nl


class DutchEntry(Wording):
    """An entry as it stands in `nl/`: the wording, and all that is the same in every language."""

    id: Identifier
    action: Action | None = None
    contacts: tuple[Identifier, ...] = ()
    related: tuple[Identifier, ...] = ()
    sources: tuple[str, ...] = ()
    certainty: Certainty
    owner: Line
    researched: date
    last_verified: date | None = None
    review_by: date | None = None


class Translation(Wording):
    """An entry as it stands in `en/`: the wording only."""

    id: Identifier


class DutchFile(Model):
    """`nl/<theme>.yaml`."""

    entries: Annotated[tuple[DutchEntry, ...], Field(min_length=1)]


class TranslationFile(Model):
    """`en/<theme>.yaml`."""

    entries: Annotated[tuple[Translation, ...], Field(min_length=1)]


def bare(wording: Wording) -> Wording:
    """Only the wording of an entry as it stands in a file."""
    return Wording.model_construct(
        **{name: getattr(wording, name) for name in Wording.model_fields}
    )
