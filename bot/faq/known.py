"""Known words: what an entry knows of a question: all its words, those it is about, its ways of asking."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING, Final

from bot.faq.terms import Term, TermReader, keys_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence

    from bot.faq.entry import Entry, Wording

# How much a word counts that an entry knows by another word, as a part of one, or by chance.
_BY_CONCEPT: Final = 0.8
_BY_PART: Final = 0.6
_BY_CHANCE: Final = 0.5

_ONE_KEYWORD: Final = 0.42
"""The part that one word must be for its entry to be offered by that word alone …"""
_ONE_WORD: Final = 0.60
"""… and where it only stands for the same as a word of the entry."""


class KnownWords:
    """The words that an entry knows: all of them, those it is about, and its ways of asking."""

    def __init__(self, entry: Entry, reader: TermReader) -> None:
        self.entry_id = entry.id
        self.heart = keys_of(
            term for text in (*keywords(entry), *_questions(entry)) for term in reader.terms(text)
        )
        self._phrasings = [terms for text in phrasings(entry) if (terms := reader.terms(text))]
        times = Counter(key for terms in self._phrasings for key in keys_of(terms))
        self.all = self.heart | times.keys()
        self._often = self.heart | {key for key, count in times.items() if count > 1}
        self._weighed: list[tuple[frozenset[str], list[tuple[Term, float]], float]] = []

    def weigh(self, rarity: Mapping[str, float]) -> None:
        """Weigh the words of each phrasing, once it is known how rare they are."""
        for terms in self._phrasings:
            weighed = [(term, max(rarity[key] for key in term.keys)) for term in terms]
            total = sum(weight for _, weight in weighed)
            self._weighed.append((frozenset(keys_of(terms)), weighed, total))

    def share(self, term: Term) -> float:
        """How surely the entry knows a term; less if it stands in one phrasing only."""
        return share_of(term, self.all) * (1.0 if share_of(term, self._often) else _BY_CHANCE)

    def needed(self, term: Term) -> float:
        """The part of a question that one word alone must be, to point at this entry."""
        share = share_of(term, self.heart)
        if not share or (term.compound and share < 1):
            return math.inf
        return _ONE_WORD if share < 1 else _ONE_KEYWORD

    def likeness(
        self, asked: Sequence[tuple[Term, float]], asked_total: float, asked_keys: Container[str]
    ) -> float:
        """How well the question and the nearest phrasing cover each other (harmonic mean), 0 to 1."""
        best = 0.0
        for keys, weighed, total in self._weighed:
            there = sum(weight * share_of(term, keys) for term, weight in asked) / asked_total
            if there:
                back = sum(weight * share_of(term, asked_keys) for term, weight in weighed) / total
                best = max(best, 2 * there * back / (there + back))
        return best


def share_of(term: Term, keys: Container[str]) -> float:
    """How surely a term is among some keys: the word itself, or one that stands for the same."""
    if term.keys[0] in keys:
        return 1.0
    if any(key in keys for key in term.keys[1:]):
        return _BY_PART if term.compound else _BY_CONCEPT
    return 0.0


def _wordings(entry: Entry) -> Iterator[Wording]:
    yield entry.nl
    if entry.en is not None:
        yield entry.en


def phrasings(entry: Entry) -> Iterator[str]:
    """The ways in which people ask for an entry, its own question first."""
    for wording in _wordings(entry):
        yield wording.question
        yield from wording.paraphrases


def _questions(entry: Entry) -> Iterator[str]:
    for wording in _wordings(entry):
        yield wording.question


def keywords(entry: Entry) -> Iterator[str]:
    """The words that are a question by themselves."""
    for wording in _wordings(entry):
        yield from wording.keywords
        yield wording.label
