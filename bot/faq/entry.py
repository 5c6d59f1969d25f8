"""Entry: one question that the FAQ answers, in every language it is written in."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import Annotated, Final, Literal

from pydantic import Field, StringConstraints

from bot.faq.markup import plain_text
from bot.faq.model import Body, Certainty, Identifier, Line, Model

MOST_WORDS = 90
"""An answer is read on a phone, by somebody in a hurry."""

PHRASINGS_TO_ANSWER = 12
"""Phrasings, in both languages together, from which an entry may be given as the answer (`Entry.may_answer`)."""


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


_FIRST_SENTENCE: Final = re.compile(r"(?<=[.!?])\s+|\n")

Expected = Literal["answer", "choices", "none"]
"""What a typed question should come to: this answer, this entry among the choices, or nothing of the kind."""


class Golden(Model):
    """A question that must keep its outcome: `none` means that this entry is neither given nor offered."""

    ask: Phrase
    expect: Expected = "answer"


Short = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
"""The answer in one or two short sentences."""


class Wording(Model):
    """The entry in one language.

    `short` is the answer in one or two sentences, shown above `answer`. An answer without one begins
    with its short form: its first sentence. `short`, `answer` and `next_steps` may hold the
    Markdown of `bot.faq.markup`. `tests` are golden questions in this language.
    """

    question: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=160)]
    label: Label
    paraphrases: Annotated[tuple[Phrase, ...], Field(min_length=3)]
    keywords: tuple[Phrase, ...] = ()
    short: Short | None = None
    answer: Body
    next_steps: Annotated[tuple[Line, ...], Field(max_length=5)] = ()
    tests: tuple[Golden, ...] = ()

    @property
    def gist(self) -> str:
        """The short form of the answer as plain text: `short`, or the first sentence of the answer."""
        if self.short is not None:
            return plain_text(self.short)
        return _FIRST_SENTENCE.split(plain_text(self.answer), maxsplit=1)[0]


class Entry(Model):
    """One entry, complete: numbers are filled in, references are known to exist.

    `theme` is `None` for a meta entry and only for that one; `action` the other way round.
    `aliases` are ids that the entry had before.
    """

    id: Identifier
    aliases: tuple[Identifier, ...]
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

    @property
    def may_answer(self) -> bool:
        """Whether it has phrasings enough to be given as the answer.

        With fewer it is found by browsing, and may be offered among choices: with so little to go
        by, a likeness is too often a chance one.
        """
        count = len(self.nl.paraphrases) + (len(self.en.paraphrases) if self.en else 0)
        return count >= PHRASINGS_TO_ANSWER


class DutchEntry(Wording):
    """An entry as it stands in `nl/`: the wording, and all that is the same in every language."""

    id: Identifier
    aliases: tuple[Identifier, ...] = ()
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
