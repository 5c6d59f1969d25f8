"""Score: how well an entry fits a question, from 0 to 1, out of what words say and what the meaning says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from bot.faq.matching.regression import softmax

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

MEANING: Final = 0.45
"""How much of the probability comes from sentence embeddings where nothing tells how much should …"""
SHARES: Final = (0.25, 0.35, 0.45, 0.55)
"""… and how much it can be: with few phrasings, or in the language that the embeddings know best, it is much."""
_SHARPER: Final = np.float32(1.2)
"""How much surer embeddings are than their regression says: it has to tell far more alike rows apart than that of words."""

_ALIKE: Final = 0.10
"""How much likeness to the middle of an entry's phrasings counts; probability is the rest. That tells entries apart,
likeness tells whether anything fits at all. Where it goes by words alone …"""
_ALIKE_WORDS: Final = 0.12
_ALIKE_MEANING: Final = 0.13
"""… and where it goes by both."""


def probability(by_words: Floats, by_meaning: Floats | None, share: float) -> Floats:
    """Probabilities of the entries from the scores of both regressions; `share` is how much meaning counts, from 0 to 1."""
    found = softmax(by_words)
    if by_meaning is None:
        return found
    return np.float32(1 - share) * found + np.float32(share) * softmax(_SHARPER * by_meaning)


def score(probable: Floats, words: Floats, meaning: Floats | None) -> Floats:
    """Scores, from probabilities and from likeness (cosine) to the middles, by words and by meaning."""
    found: Floats
    if meaning is None:
        found = np.float32(1 - _ALIKE) * probable + np.float32(_ALIKE) * words
        return found
    found = np.float32(1 - _ALIKE_WORDS - _ALIKE_MEANING) * probable
    found += np.float32(_ALIKE_WORDS) * words + np.float32(_ALIKE_MEANING) * meaning
    return found


def unit(rows: Floats) -> Floats:
    """The rows, each of length 1; a row of zeros stays."""
    found: Floats = rows / np.maximum(np.linalg.norm(rows, axis=-1, keepdims=True), 1e-9)
    return found


def middles(rows: Floats, owners: NDArray[np.int64], importance: Floats, entries: int) -> Floats:
    """The middle of the rows of each entry, of length 1."""
    shares = np.zeros((entries, len(rows)), np.float32)
    shares[owners, np.arange(len(rows))] = importance
    return unit(shares @ rows)


def nearness(
    alike: Floats, asked: Floats, owners: NDArray[np.int64], importance: Floats, entries: int
) -> Floats:
    """The likeness of other rows to the middle of each entry's rows, from products of pairs: see `regression.heard`."""
    shares = np.zeros((entries, len(alike)), np.float32)
    shares[owners, np.arange(len(alike))] = importance
    lengths = np.sqrt(np.einsum("ij,ij->i", shares @ alike, shares))
    found: Floats = asked @ shares.T / np.maximum(lengths, 1e-9)
    return found
