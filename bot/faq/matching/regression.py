"""Regression: multinomial logistic regression over few rows and many classes, every class counting the same.

Written in numpy: as good as scikit-learn's here, without its 200 MB. The weights are a sum of the rows, so it runs over
the likeness of pairs of rows when that is the smaller matrix. Accelerated gradient steps (Nesterov) on centred rows: the
mean of all rows says nothing, and without it a third of the steps is enough.
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
_LARGE: Final = 5000
_STEPS_IF_LARGE: Final = 14
"""With so many rows each step takes long, and fewer of them do."""
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
    likeness = centred @ centred.T if len(rows) <= rows.shape[1] else None

    def product(shares: Floats) -> Floats:
        found: Floats = (
            likeness @ shares if likeness is not None else centred @ (centred.T @ shares)
        )
        return found

    rate = np.float32(1 / (0.25 * _largest(product, each) + _RIDGE))
    if len(rows) > _LARGE:
        steps = min(steps, _STEPS_IF_LARGE)
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
