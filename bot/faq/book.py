"""Book: the files of the content folder beside the answers (themes, contacts, sources, vocabulary)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from bot.faq.contact import Contact
from bot.faq.entry import Expected, Label, Phrase
from bot.faq.model import Identifier, Line, Model, Words


class LabelWords(Model):
    """The text of a button in both languages."""

    nl: Label
    en: Label

    def get(self, language: str) -> str:
        """The label in `language` ("nl" or "en"); Dutch for any other."""
        return self.en if language == "en" else self.nl


class Theme(Model):
    """A shelf of the FAQ. `short` names it in the title of an expert's topic."""

    id: Identifier
    name: Words
    label: LabelWords
    short: Annotated[str, Field(min_length=2, max_length=14)]


class ThemesFile(Model):
    """`themes.yaml`; the order in it is the order people see."""

    themes: Annotated[tuple[Theme, ...], Field(min_length=1)]


class ContactsFile(Model):
    """`contacts.yaml`."""

    contacts: Annotated[tuple[Contact, ...], Field(min_length=1)]


class SourcesFile(Model):
    """`sources.yaml`: where what we say comes from, by the number that entries refer to."""

    sources: dict[str, Line]


class VocabularyFile(Model):
    """`vocabulary.yaml`: the words people type, and the word we know them by.

    `synonyms` maps a word of ours to what people type for it, `abbreviations` a short form to the
    long one, `stop_words` holds what says nothing about the question, `never_corrected` words that
    a typing error would turn into another one with a wholly different meaning. A message that is
    wholly made of `greetings` (or says only that a question will come), `thanks`, `nods` or
    `misunderstood` is no question. `young_person`,
    `parent` and `professional` are regular expressions over bare words: who says to be writing.
    """

    synonyms: dict[str, tuple[Line, ...]]
    abbreviations: dict[str, Line]
    stop_words: tuple[Line, ...]
    greetings: tuple[Line, ...]
    thanks: tuple[Line, ...]
    nods: tuple[Line, ...]
    misunderstood: tuple[Line, ...] = ()
    human: tuple[Line, ...]
    fillers: tuple[Line, ...]
    young_person: tuple[Line, ...]
    parent: tuple[Line, ...]
    professional: tuple[Line, ...]
    never_corrected: tuple[Line, ...]


class ElsewhereFile(Model):
    """`elsewhere.yaml`: questions that no entry answers, so that the matcher knows what such questions sound like."""

    questions: Annotated[tuple[Phrase, ...], Field(min_length=1)]


class LooseGolden(Model):
    """A golden question that is not written in an entry: of several entries, or of none.

    `entry` is the id of the entry that is expected; with `expect: none` there is none, and nothing at
    all may be given or offered.
    """

    ask: Phrase
    language: Literal["nl", "en"] = "nl"
    expect: Expected
    entry: Identifier | None = None

    @model_validator(mode="after")
    def _fits(self) -> LooseGolden:
        if (self.entry is None) != (self.expect == "none"):
            raise ValueError(
                "Bij “expect: none” hoort geen “entry”; bij answer en choices hoort er wel een. "
                "Zet “entry” erbij, of haal het weg."
            )
        return self


class LooseGoldenFile(Model):
    """`tests.yaml`."""

    tests: tuple[LooseGolden, ...]
