"""Gate: how much a question sounds like those that no entry answers, told apart from all ways of asking for one.

It lowers the scores of all entries alike, so it never changes which of them comes first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from bot.faq.matching.regression import fit, softmax

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

_TAKEN: Final = np.float32(0.7)
"""The part of every score that is taken away when it is certain that no entry answers."""
_MEANING: Final = 0.4
"""How much of that comes from sentence embeddings, where there are any."""


@dataclass(frozen=True, slots=True)
class Gate:
    """What was learned: a weight for each column and a bias behind them, by words and by meaning.

    Both are empty where no question is known that no entry answers; `by_meaning` also without an encoder.
    """

    by_words: Floats
    by_meaning: Floats

    def less(self, scores: Floats, words: Floats, meanings: Floats | None) -> Floats:
        """Return the scores of texts (one row each), less by what speaks for no entry at all."""
        if not len(self.by_words):
            return scores
        elsewhere = _likely(words, self.by_words)
        if meanings is not None and len(self.by_meaning):
            share = np.float32(_MEANING)
            elsewhere = (1 - share) * elsewhere + share * _likely(meanings, self.by_meaning)
        found: Floats = scores * (1 - _TAKEN * elsewhere[..., None])
        return found


NONE: Final = Gate(np.zeros(0, np.float32), np.zeros(0, np.float32))
"""Knows of nothing that no entry answers."""


def gate(
    words: Floats, meanings: Floats | None, elsewhere: NDArray[np.bool_], importance: Floats
) -> Gate:
    """Learn from rows of which some belong `elsewhere`; both kinds count the same."""
    if not elsewhere.any() or elsewhere.all():
        return NONE
    return Gate(
        _learned(words, elsewhere, importance),
        NONE.by_meaning if meanings is None else _learned(meanings, elsewhere, importance),
    )


def _learned(rows: Floats, elsewhere: NDArray[np.bool_], importance: Floats) -> Floats:
    learned = fit(rows, elsewhere.astype(np.int64), 2, importance)
    both = np.vstack((learned.weights, learned.bias))
    found: Floats = both[:, 1] - both[:, 0]
    return found


def _likely(rows: Floats, learned: Floats) -> Floats:
    scores = rows @ learned[:-1] + learned[-1]
    found: Floats = softmax(np.stack((np.zeros_like(scores), scores), axis=-1))[..., 1]
    return found
