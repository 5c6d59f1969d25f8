"""Grams: pieces of the words of a text, weighed by how rare they are, for comparing texts by how they are written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from zlib import crc32

import numpy as np

from bot.faq.plain import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

SIZES: Final = (3, 4, 5)
"""Letters of a piece. The space at each end of a word is one of them."""
PLACES: Final = 1 << 16
"""Pieces are told apart by a number below this; that two share one is rare, and does little."""
_AT_ONCE: Final = 2048
"""Columns that are laid out in full at a time: all of them would take hundreds of MB."""


def places(text: str) -> NDArray[np.intp]:
    """Return the numbers of the pieces in a text, each once."""
    line = f" {' '.join(words(text))} ".encode()
    found = {
        crc32(line[at : at + size]) % PLACES for size in SIZES for at in range(len(line) - size + 1)
    }
    return np.fromiter(found, dtype=np.intp, count=len(found))


class Rarity:
    """How rare each piece is in some texts: ln((n + 1) / (number of texts with it + ½)), as for words in search."""

    def __init__(self, weights: NDArray[np.float32]) -> None:
        """`weights`: one for each place."""
        self.weights = weights

    @classmethod
    def among(cls, texts: Sequence[NDArray[np.intp]]) -> Rarity:
        """Return how rare pieces are among texts, of which the places are given."""
        found = counted(texts)
        return cls(np.log((len(texts) + 1) / (found + 0.5)).astype(np.float32))

    def row(self, text: NDArray[np.intp]) -> NDArray[np.float32]:
        """Return the values at the places of a text; their squares add up to 1."""
        values = self.weights[text]
        length = float(np.sqrt(values @ values))
        return values / length if length else values


def counted(texts: Iterable[NDArray[np.intp]]) -> NDArray[np.int64]:
    """Return in how many texts each piece is."""
    found = np.zeros(PLACES, dtype=np.int64)
    for text in texts:
        found[text] += 1
    return found


def products(
    texts: Sequence[NDArray[np.intp]], rows: Sequence[NDArray[np.float32]]
) -> NDArray[np.float64]:
    """Return how alike each two texts are, from 0 to 1."""
    shared = np.flatnonzero(counted(texts) > 1)
    column = np.full(PLACES, -1, dtype=np.intp)
    column[shared] = np.arange(len(shared))
    total = np.zeros((len(texts), len(texts)))
    for first in range(0, len(shared), _AT_ONCE):
        block = np.zeros((len(texts), _AT_ONCE), dtype=np.float32)
        for at, (text, row) in enumerate(zip(texts, rows, strict=True)):
            here = column[text] - first
            inside = (here >= 0) & (here < _AT_ONCE)
            block[at, here[inside]] = row[inside]
        total += block @ block.T
    return total
