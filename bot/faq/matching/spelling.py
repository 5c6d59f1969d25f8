"""Spelling: a mistyped word, read as the word of the FAQ that was meant."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

_SHORTEST: Final = 3
"""Letters of a word that is corrected, and of the word that was meant."""
_TWO_ERRORS: Final = 8
"""Letters. In a word this long two errors are understood, in a shorter one only one."""
_LONGEST: Final = 20
_REMEMBERED: Final = 4096


class Spelling:
    """Knows the words of the FAQ. Pure; it remembers the last words it was asked for."""

    def __init__(
        self, ours: Iterable[str], lexicon: Container[str], never_corrected: Iterable[str] = ()
    ) -> None:
        """`ours` are the words of the FAQ, the commonest first; words in `lexicon` are right as they are."""
        self._fixed = frozenset(never_corrected)
        self._lexicon = lexicon
        self._ours: dict[str, None] = dict.fromkeys(ours)
        self._by_length: dict[int, list[str]] = defaultdict(list)
        for word in self._ours:
            if word.isalpha() and len(word) >= _SHORTEST and word not in self._fixed:
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
        errors = 2 if len(word) >= _TWO_ERRORS else 1
        best, least = word, errors + 1
        for length in sorted(
            range(len(word) - errors, len(word) + errors + 1), key=lambda one: abs(one - len(word))
        ):
            found = process.extractOne(
                word, self._by_length.get(length, ()), scorer=OSA.distance, score_cutoff=least - 1
            )
            if found is not None and found[1] < least:
                best, least = found[0], int(found[1])
                if least == 1:
                    break
        return best
