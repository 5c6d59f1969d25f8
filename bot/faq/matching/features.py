"""Features: what a text is made of: stems and pairs of them, concepts, and pieces of words; weighed by rarity."""

from __future__ import annotations

import math
from array import array
from collections import Counter, defaultdict
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final
from zlib import crc32

import numpy as np

from bot.faq.matching.stem import stem
from bot.faq.plain import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from bot.faq.matching.reading import Reading

WIDTH: Final = 3072
"""Columns that the features are folded into, at most. Pairs of texts keep their likeness to within 1/√3072, two in a hundred."""

_WIDTHS: Final = ((2000, WIDTH), (5000, 6144), (20_000, 2048))
"""Phrasings up to which there are so many columns: with more of them fewer do, and learning takes long enough …"""
_LEAST_WIDTH: Final = 1024
"""… and with more than the most."""

_PIECES: Final = (2, 3, 4)
"""Letters in a piece of a word; the spaces around a word count."""
_PAIR: Final = 0.7
"""How much a pair of stems counts beside a stem."""
_CONCEPT: Final = 0.5
"""How much a concept counts beside a stem: it stands for many words, of which some are other ones."""
_LONGEST_GROUP: Final = 5
_REMEMBERED: Final = 8192
_NEGATIVE: Final = 1 << 31
"""The bit of a checksum that tells the sign: of features in one column half take away from the others, so they do not add up."""


class Concepts:
    """Words and groups of words that stand for the same thing, in the vocabulary that maintainers wrote."""

    def __init__(self, synonyms: Mapping[str, Sequence[str]]) -> None:
        self._of: dict[tuple[str, ...], str] = {}
        for concept, forms in synonyms.items():
            for form in (concept, *forms):
                self._of.setdefault(tuple(words(form)), concept)
        self._longest = min(max(map(len, self._of), default=0), _LONGEST_GROUP)

    def of(self, typed: Sequence[str]) -> Iterator[str]:
        """The concepts in a row of words; of groups that overlap, the longest."""
        position = 0
        while position < len(typed):
            for length in range(min(self._longest, len(typed) - position), 0, -1):
                concept = self._of.get(tuple(typed[position : position + length]))
                if concept is not None:
                    yield concept
                    position += length - 1
                    break
            position += 1


class Features:
    """Turns readings into numbers. Features that only one phrasing has are left out: they say nothing of another."""

    def __init__(
        self,
        names: Sequence[str],
        rarities: NDArray[np.float32],
        rarest: float,
        concepts: Concepts,
        width: int = WIDTH,
    ) -> None:
        """`names` and how rare each is; `rarest` is how rare an unknown one counts; `width` is the most columns."""
        self.names = names
        self.rarities = rarities
        self.rarest = rarest
        self._concepts = concepts
        self.width = min(width, max(len(names), 1))
        self._number = {name: number for number, name in enumerate(names)}
        place = np.arange(len(names), dtype=np.int64)
        values = rarities.astype(float)
        if len(names) > self.width:
            # By the name alone: where the others are does not change with a phrasing more or less.
            place = np.array([crc32(name.encode()) for name in names], np.int64)
            values = np.where(place & _NEGATIVE, -values, values)
        # Not as lists, whose numbers are objects of their own: a megabyte.
        self._column = array("i", (place % self.width).tolist())
        self._value = array("d", values.tolist())
        self._pieces = lru_cache(_REMEMBERED)(self._pieces_of)

    def knows(self, word: str) -> bool:
        """Whether the stem of a word, in small bare letters, is a feature."""
        return f"w{stem(word)}" in self._number

    def row(self, reading: Reading) -> tuple[list[int], list[float]]:
        """Return the columns of a text that are not zero, and their values; the whole has length 1 at most.

        Unknown features count in the length: what a question says that no phrasing does makes it less alike.
        """
        columns: list[int] = []
        values: list[float] = []
        value, column = self._value, self._column
        for found, unknown in (self._words_of(reading.words), self._all_pieces(reading.words)):
            weighed = [times * value[number] for number, times in found.items()]
            length = unknown + sum([one * one for one in weighed])
            if length:
                scale = math.sqrt(0.5 / length)
                columns += [column[number] for number in found]
                values += [one * scale for one in weighed]
        return columns, values

    def matrix(self, readings: Sequence[Reading]) -> NDArray[np.float32]:
        """Return one row of `width` for each reading."""
        rows = np.zeros((len(readings), self.width), np.float32)
        for number, reading in enumerate(readings):
            columns, values = self.row(reading)
            rows[number] = np.bincount(columns, values, self.width) if columns else 0.0
        return rows

    def _words_of(self, typed: Sequence[str]) -> tuple[dict[int, float], float]:
        found: dict[int, float] = {}
        unknown = 0.0
        for name, weight in word_features(typed, self._concepts).items():
            number = self._number.get(name)
            if number is None:
                unknown += (weight * self.rarest) ** 2
            else:
                found[number] = weight
        return found, unknown

    def _all_pieces(self, typed: Sequence[str]) -> tuple[dict[int, float], float]:
        found: dict[int, float] = {}
        unknown = 0.0
        for word in typed:
            known, missing = self._pieces(word)
            for number in known:
                found[number] = found.get(number, 0.0) + 1.0
            unknown += missing
        return found, unknown

    def _pieces_of(self, word: str) -> tuple[list[int], float]:
        known: list[int] = []
        unknown = 0
        for name in pieces(word):
            number = self._number.get(name)
            if number is None:
                unknown += 1
            else:
                known.append(number)
        return known, unknown * self.rarest**2


def learned(
    readings: Sequence[Reading], owners: Sequence[int], entries: int, concepts: Concepts
) -> Features:
    """The features of these phrasings; `owners` are the places of their entries."""
    times: Counter[str] = Counter()
    seen: dict[str, set[int]] = defaultdict(set)
    of_word: dict[str, tuple[str, ...]] = {}
    for reading, owner in zip(readings, owners, strict=True):
        found = set(word_features(reading.words, concepts))
        for word in reading.words:
            if word not in of_word:
                of_word[word] = tuple(pieces(word))
            found.update(of_word[word])
        times.update(found)
        for name in found:
            seen[name].add(owner)
    # Stems stay even when only one phrasing has them: the word may be the whole question.
    names = sorted(name for name, count in times.items() if count > 1 or name[0] in "w#")
    rarities = [math.log((1 + entries) / (1 + len(seen[name]))) + 1 for name in names]
    width = next((most for size, most in _WIDTHS if len(readings) <= size), _LEAST_WIDTH)
    rarest = math.log(1 + entries) + 1
    return Features(names, np.array(rarities, np.float32), rarest, concepts, width)


def word_features(typed: Sequence[str], concepts: Concepts) -> dict[str, float]:
    """Stems, pairs of stems and concepts of a text, with how much each counts."""
    found: dict[str, float] = {}
    stems = [stem(word) for word in typed]
    for one in stems:
        name = f"w{one}"
        found[name] = found.get(name, 0.0) + 1.0
    for first, second in pairwise(stems):
        found[f"p{first} {second}"] = _PAIR
    for concept in concepts.of(typed):
        found[f"#{concept}"] = _CONCEPT
    return found


def pieces(word: str) -> Iterable[str]:
    """The pieces of a word, its edges marked by a space."""
    edged = f" {word} "
    for length in _PIECES:
        for start in range(len(edged) - length + 1):
            yield edged[start : start + length]
