"""Term: a word of a question that says something, with the ways in which it may be recognised."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.faq.plain import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.faq.book import VocabularyFile

_CONCEPT: Final = "#"
_LONGEST_PHRASE: Final = 5
_SHORTEST_STEM: Final = 4
_SHORTEST_PART: Final = 6
_ENDINGS: Final = re.compile(
    r"(?:heden|ingen|tjes|jes|eren|eert|ende|ing|en|er|es|ed|je|e|s|t|d|n)$"
)
_DOUBLED: Final = re.compile(r"([bcdfgklmnprstz])\1$")


@dataclass(frozen=True, slots=True)
class Term:
    """`keys` from the surest to the loosest: the stem, then the word of ours that it stands for.

    `compound`: that word of ours is only a part of it.
    """

    word: str
    keys: tuple[str, ...]
    compound: bool = False


class TermReader:
    """Reads terms out of a text with the vocabulary that maintainers wrote."""

    def __init__(self, vocabulary: VocabularyFile) -> None:
        self._stop = frozenset(word for line in vocabulary.stop_words for word in words(line))
        self._long = {short: words(long) for short, long in vocabulary.abbreviations.items()}
        self._concepts: dict[tuple[str, ...], str] = {}
        for concept, forms in vocabulary.synonyms.items():
            for form in (concept, *forms):
                self._concepts.setdefault(tuple(words(form)), _CONCEPT + concept)

    def terms(self, text: str) -> tuple[Term, ...]:
        """The terms of a text, each once, in order. A fixed group of words is one term."""
        typed = [part for word in words(text) for part in self._long.get(word, [word])]
        found: dict[tuple[str, ...], Term] = {}
        position = 0
        while position < len(typed):
            length = self._group(typed, position)
            group = typed[position : position + length]
            term = self._term(group)
            if term is not None:
                found.setdefault(term.keys, term)
            position += length
        return tuple(found.values())

    def _group(self, typed: Sequence[str], position: int) -> int:
        """How many words from `position` on belong together; one when none do."""
        for length in range(min(_LONGEST_PHRASE, len(typed) - position), 1, -1):
            if tuple(typed[position : position + length]) in self._concepts:
                return length
        return 1

    def _term(self, group: Sequence[str]) -> Term | None:
        concept = self._concepts.get(tuple(group))
        if len(group) > 1:
            joined = "".join(group)
            return Term(joined, (joined, concept) if concept else (joined,))
        word = group[0]
        if concept is None and (word in self._stop or len(word) < 2):
            return None
        base = stem(word)
        if concept is None:
            concept = self._concepts.get((base,))
        if concept is None and (part := self._part(word)) is not None:
            return Term(word, (base, part), compound=True)
        return Term(word, (base, concept) if concept else (base,))

    def _part(self, word: str) -> str | None:
        """What a compound begins or ends with: "familieleden" is about "familie"."""
        for length in range(len(word) - 2, _SHORTEST_PART - 1, -1):
            concept = self._concepts.get((word[:length],)) or self._concepts.get((word[-length:],))
            if concept is not None:
                return concept
        return None


def stem(word: str) -> str:
    """A word without its ending, so that its forms meet; rough, for Dutch and English alike."""
    if len(word) <= _SHORTEST_STEM or not word.isalpha():
        return word
    for _ in range(2):
        shorter = _ENDINGS.sub("", word)
        if len(shorter) < _SHORTEST_STEM:
            break
        word = shorter
    return _DOUBLED.sub(r"\1", word)


def keys_of(terms: Iterable[Term]) -> set[str]:
    """All keys of some terms."""
    return {key for term in terms for key in term.keys}
