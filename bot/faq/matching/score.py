"""Score: how well an entry fits a question, from 0 to 1, out of what words say and what the meaning says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from bot.faq.matching.regression import softmax

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

PROBABLE: Final = 0.8
"""How much the probability counts; likeness to the middle of an entry's phrasings is the rest. The first tells entries
apart, the second tells whether anything fits at all."""
MEANING: Final = 0.5
"""How much of the probability comes from sentence embeddings, where there are any."""


def probability(by_words: Floats, by_meaning: Floats | None) -> Floats:
    """Probabilities of the entries from the scores of both regressions."""
    found = softmax(by_words)
    if by_meaning is None:
        return found
    return np.float32(1 - MEANING) * found + np.float32(MEANING) * softmax(by_meaning)


def score(probable: Floats, likeness: Floats) -> Floats:
    """Scores, from probabilities and the likeness (cosine) to the middles."""
    return np.float32(PROBABLE) * probable + np.float32(1 - PROBABLE) * likeness


def unit(rows: Floats) -> Floats:
    """The rows, each of length 1; a row of zeros stays."""
    found: Floats = rows / np.maximum(np.linalg.norm(rows, axis=-1, keepdims=True), 1e-9)
    return found


def middles(rows: Floats, owners: NDArray[np.int64], importance: Floats, entries: int) -> Floats:
    """The middle of the rows of each entry, of length 1."""
    found = np.zeros((entries, rows.shape[1]), np.float32)
    np.add.at(found, owners, rows * importance[:, None])
    return unit(found)
