"""Regression: multinomial logistic regression over few rows and many classes, every class counting the same.

Written in numpy: as good as scikit-learn's here, without its 200 MB. The weights are a sum of the rows, so it runs over
the likeness of pairs of rows when that is the smaller matrix. Accelerated gradient steps (Nesterov) on centred rows: the
mean of all rows says nothing, and without it a third of the steps is enough. With thousands of rows, steps over some of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

_RIDGE: Final = 0.05
"""How much large weights cost, for each row; anything from 0.02 to 0.15 does as well."""
_STEPS: Final = 24
_LARGE: Final = 2000
"""Rows from which a step looks at some of them only: a look at all of them takes too long …"""
_BATCH: Final = 128
_BATCHES: Final = 30
_ROUNDS: Final = 8
_MOMENTUM: Final = 0.9
"""… and the way it went so far counts for the rest."""
_POWER_STEPS: Final = 12


@dataclass(frozen=True, slots=True)
class Fit:
    """What was learned: `weights` (columns × classes) and `bias` (classes)."""

    weights: Floats
    bias: Floats


def fit(
    rows: Floats, owners: NDArray[np.int64], classes: int, importance: Floats, steps: int = _STEPS
) -> Fit:
    """Learn to tell the classes apart. `importance` is the weight of each row in its class."""
    if not len(rows):
        return Fit(np.zeros((rows.shape[1], classes), np.float32), np.zeros(classes, np.float32))
    mean = rows.mean(axis=0)
    centred = rows - mean
    per_class = np.bincount(owners, importance, classes)
    each = (importance * (per_class.mean() / per_class[owners])).astype(np.float32)
    wanted = np.zeros((len(rows), classes), np.float32)
    wanted[np.arange(len(rows)), owners] = 1
    if len(rows) > _LARGE:
        weights = _by_batches(centred, wanted, each)
        return Fit(weights, -(mean @ weights))
    likeness = centred @ centred.T if len(rows) <= rows.shape[1] else None

    def product(shares: Floats) -> Floats:
        found: Floats = (
            likeness @ shares if likeness is not None else centred @ (centred.T @ shares)
        )
        return found

    rate = np.float32(1 / (0.25 * _largest(product, each) + _RIDGE))
    shares = np.zeros_like(wanted)
    ahead = shares
    pace = 1.0
    for _ in range(steps):
        slope = each[:, None] * (softmax(product(ahead)) - wanted) + np.float32(_RIDGE) * ahead
        following = ahead - rate * slope
        pace, before = (1 + (1 + 4 * pace * pace) ** 0.5) / 2, pace
        ahead = following + np.float32((before - 1) / pace) * (following - shares)
        shares = following
    weights = centred.T @ shares
    return Fit(weights, -(mean @ weights))


def _by_batches(rows: Floats, wanted: Floats, each: Floats) -> Floats:
    """Learn the weights from some rows at a time, in a fixed random order; each step smaller than the last."""
    chance = np.random.default_rng(len(rows))
    size = max(_BATCH, len(rows) // _BATCHES)
    sample = rows[chance.permutation(len(rows))[:_LARGE]]

    def product(one: Floats) -> Floats:
        found: Floats = sample @ (sample.T @ one)
        return found

    rate = len(sample) / (0.25 * _largest(product, np.ones(len(sample), np.float32)))
    weights = np.zeros((rows.shape[1], wanted.shape[1]), np.float32)
    speed = np.zeros_like(weights)
    orders = [chance.permutation(len(rows)) for _ in range(_ROUNDS)]
    turns = [order[at : at + size] for order in orders for at in range(0, len(rows), size)]
    for turn, at in enumerate(turns):
        off = each[at][:, None] * (softmax(rows[at] @ weights) - wanted[at])
        slope = rows[at].T @ off / np.float32(len(at)) + np.float32(_RIDGE / len(rows)) * weights
        pace = np.float32(rate * (1 - turn / len(turns)))
        speed *= np.float32(_MOMENTUM)
        speed -= pace * slope
        weights += speed
    return weights


def softmax(scores: Floats) -> Floats:
    """Probabilities along the last axis."""
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    found: Floats = raised / raised.sum(axis=-1, keepdims=True)
    return found


def _largest(product: Callable[[Floats], Floats], each: Floats) -> float:
    """The largest eigenvalue of the likeness, each row weighed, nearly (power iteration from a fixed start)."""
    one = np.cos(np.arange(len(each), dtype=np.float32))[:, None]
    length = 1.0
    for _ in range(_POWER_STEPS):
        one = product(each[:, None] * (one / np.linalg.norm(one)))
        length = float(np.linalg.norm(one))
    return length
