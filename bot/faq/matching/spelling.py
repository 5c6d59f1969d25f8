"""Spelling: a mistyped word, read as the word of the FAQ that was meant."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

_SHORTEST: Final = 3
"""Letters of a word that is corrected …"""
_SHORTEST_MEANT: Final = 2
"""… and of the word that was meant."""
_TWO_ERRORS: Final = 8
"""Letters. In a word this long two errors are understood, in a shorter one only one."""
_LONGEST: Final = 20
_LEFT_OUT: Final = 1.0
_SWAPPED: Final = 1.0
_ADDED: Final = 0.3
_REPLACED: Final = 0.15
"""How likely an error is, beside the others: a letter is left out or swapped with its neighbour in one way, and
replaced or joined by any of many."""
_COMMON: Final = 20
"""So many of our commonest words are about as common as each other."""
_REMEMBERED: Final = 4096


class Spelling:
    """Knows the words of the FAQ. Pure; it remembers the last words it was asked for."""

    def __init__(
        self, ours: Iterable[str], lexicon: Container[str], never_corrected: Iterable[str] = ()
    ) -> None:
        """`ours` are the words of the FAQ, the commonest first; words in `lexicon` are right as they are."""
        self._fixed = frozenset(never_corrected)
        self._lexicon = lexicon
        self._ours = {word: place for place, word in enumerate(dict.fromkeys(ours))}
        self._by_length: dict[int, list[str]] = defaultdict(list)
        for word in self._ours:
            if word.isalpha() and len(word) >= _SHORTEST_MEANT and word not in self._fixed:
                self._by_length[len(word)].append(word)
        self._nearest = lru_cache(_REMEMBERED)(self._search)

    def corrected(self, word: str) -> str:
        """The word of ours that was meant, or the word itself; `word` in small bare letters."""
        if word in self._ours or not _SHORTEST <= len(word) <= _LONGEST:
            return word
        return self._nearest(word)

    def _search(self, word: str) -> str:
        if word in self._fixed or not word.isalpha() or word in self._lexicon:
            return word
        one = [
            (self._likely(word, meant), meant)
            for length in (len(word) + 1, len(word), len(word) - 1)
            for meant in self._within(word, length, 1)
        ]
        if one:
            return max(one)[1]
        if len(word) < _TWO_ERRORS:
            return word
        for length in sorted(
            range(len(word) - 2, len(word) + 3), key=lambda one: abs(one - len(word))
        ):
            for meant in self._within(word, length, 2):
                return meant
        return word

    def _within(self, word: str, length: int, errors: int) -> Iterator[str]:
        """Words of ours of this length, with so many errors at most, the commonest first."""
        choices = self._by_length.get(length, ())
        found = process.extract(word, choices, scorer=OSA.distance, score_cutoff=errors, limit=None)
        return (choices[place] for _, _, place in sorted(found, key=lambda one: one[2]))

    def _likely(self, word: str, meant: str) -> float:
        """How likely it is that one error made this word of the one that was meant: by the error, and how common that is."""
        if len(meant) > len(word):
            error = _LEFT_OUT
        elif len(meant) < len(word):
            error = _ADDED
        else:
            error = _SWAPPED if sorted(meant) == sorted(word) else _REPLACED
        return error / (_COMMON + self._ours[meant])
