"""Corpus: the phrasings of all entries, and the words to read them with: all that a matcher learns from."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import msgspec

from bot.faq.entry import Action

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.faq.content import Content
    from bot.faq.entry import Entry, Wording

HELPLINE_WRONG: Final = 0.006
"""Part of the questions in fresh words that the helpline may answer wrong: a wrong answer is worse than none."""

_WHO_SHE_IS: Final = frozenset({Action.YOUNG_PERSON, Action.PARENT})
"""Who says to be a parent is heard by `bot.faq.talk`; a question about parents is no such thing."""


@dataclass(frozen=True, slots=True)
class Phrasing:
    """One way to ask for an entry; `owner` is the place of the entry in `Corpus.ids`."""

    text: str
    owner: int
    language: str
    keyword: bool = False
    """A word or two that are a question by themselves, not a sentence."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words to read with; see `bot.faq.book.VocabularyFile`."""

    synonyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    abbreviations: Mapping[str, str] = field(default_factory=dict)
    stop_words: tuple[str, ...] = ()
    pleasantries: tuple[str, ...] = ()
    """Said before and after a question, and no part of it."""
    never_corrected: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Corpus:
    """Everything to learn from. `offered_only` are places in `ids` of entries that are never the answer.

    `named` are texts, and ids of entries that are found by these very texts only.
    """

    ids: tuple[str, ...]
    phrasings: tuple[Phrasing, ...]
    words: Words
    offered_only: frozenset[int] = frozenset()
    elsewhere: tuple[str, ...] = ()
    """Questions that no entry answers."""
    named: tuple[tuple[str, str], ...] = ()
    wrong: float = 0.025
    """Part of the questions in fresh words that may be answered wrong; the rest is offered choices, or nothing."""

    @property
    def digest(self) -> str:
        """A hash of all of it, hexadecimal."""
        plain = (
            self.ids,
            [(one.text, one.owner, one.language, one.keyword) for one in self.phrasings],
            self.words,
            self.named,
            self.elsewhere,
            sorted(self.offered_only),
            self.wrong,
        )
        return hashlib.sha256(msgspec.json.encode(plain, order="sorted")).hexdigest()


def corpus_of(content: Content) -> Corpus:
    """The corpus of a content folder: every entry that a question can ask for, in both languages."""
    entries = [one for one in content.entries.values() if one.action not in _WHO_SHE_IS]
    words = content.vocabulary
    return Corpus(
        ids=tuple(one.id for one in entries),
        phrasings=tuple(
            phrasing for owner, one in enumerate(entries) for phrasing in _phrasings(one, owner)
        ),
        words=Words(
            synonyms=words.synonyms,
            abbreviations=words.abbreviations,
            stop_words=words.stop_words,
            pleasantries=(*words.greetings, *words.thanks),
            never_corrected=words.never_corrected,
        ),
        offered_only=frozenset(
            owner for owner, one in enumerate(entries) if one.action is None and not one.may_answer
        ),
        elsewhere=content.elsewhere,
        named=tuple(
            (phrasing.text, one.id)
            for one in content.entries.values()
            if one.action in _WHO_SHE_IS
            for phrasing in _phrasings(one, 0)
        ),
        wrong=HELPLINE_WRONG,
    )


def corpus_of_rows(rows: Iterable[tuple[str, str]], words: Words | None = None) -> Corpus:
    """The corpus of bare rows of a phrasing and an entry id; every entry may be the answer."""
    kept = list(rows)
    places = {entry_id: place for place, entry_id in enumerate(dict.fromkeys(i for _, i in kept))}
    return Corpus(
        ids=tuple(places),
        phrasings=tuple(Phrasing(text, places[entry_id], "") for text, entry_id in kept),
        words=words or Words(),
    )


def _phrasings(entry: Entry, owner: int) -> Iterable[Phrasing]:
    for language, wording in _wordings(entry):
        for text in (wording.question, *wording.paraphrases):
            yield Phrasing(text, owner, language)
        for text in (*wording.keywords, wording.label):
            yield Phrasing(text, owner, language, keyword=True)


def _wordings(entry: Entry) -> Iterable[tuple[str, Wording]]:
    yield "nl", entry.nl
    if entry.en is not None:
        yield "en", entry.en
