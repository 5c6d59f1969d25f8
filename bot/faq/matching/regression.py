"""Regression: multinomial logistic regression over few rows and many classes, every class counting the same.

Written in numpy: as good as scikit-learn's here, without its 200 MB. The weights are a sum of the rows, so it runs over
the likeness of pairs of rows when that is the smaller matrix. Conjugate gradients, measured by that likeness: a step costs one
product, its length is looked for along a line that is known already, and ten steps get where thirty of plain descent do.
With thousands of rows, steps over some of them.
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
_STEPS: Final = 10
_LOOKS: Final = 3
"""Looks along the line of a step at most …"""
_LEVEL: Final = 0.2
"""… until it slopes no more than this part of what it did at first."""
LARGE: Final = 2000
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
    wanted, each = _told(owners, classes, importance)
    if len(rows) > LARGE:
        weights = _by_batches(rows, mean, wanted, each)
        return Fit(weights, -(mean @ weights))
    centred = rows - mean
    likeness = centred @ centred.T if len(rows) <= 2 * centred.shape[1] else None

    def product(one: Floats) -> Floats:
        found: Floats = likeness @ one if likeness is not None else centred @ (centred.T @ one)
        return found

    weights = centred.T @ _by_steps(product, wanted, each[:, None], steps)
    return Fit(weights, -(mean @ weights))


def heard(
    alike: Floats,
    asked: Floats,
    owners: NDArray[np.int64],
    classes: int,
    importance: Floats,
    steps: int = _STEPS,
) -> Floats:
    """Return what the classes score for other rows, learned as in `fit`, with no weights in between.

    `alike` holds the products of pairs of rows, `asked` those of the other rows with them.
    """
    mean = alike.mean(axis=0)
    centred = alike - mean[:, None] - mean + mean.mean()
    wanted, each = _told(owners, classes, importance)
    shares = _by_steps(lambda one: centred @ one, wanted, each[:, None], steps)
    found: Floats = (asked - mean) @ (shares - shares.mean(axis=0))
    return found


def _told(owners: NDArray[np.int64], classes: int, importance: Floats) -> tuple[Floats, Floats]:
    """Return what is wanted of each row, and how much it counts."""
    per_class = np.bincount(owners, importance, classes)
    each = (importance * (per_class.mean() / per_class[owners])).astype(np.float32)
    wanted = np.zeros((len(owners), classes), np.float32)
    wanted[np.arange(len(owners)), owners] = 1
    return wanted, each


def _by_steps(
    product: Callable[[Floats], Floats], wanted: Floats, each: Floats, steps: int
) -> Floats:
    """Return how much of each row is in the weights of each class; `product` multiplies by the likeness of all pairs."""
    ridge = np.float32(_RIDGE)
    shares, scores = np.zeros_like(wanted), np.zeros_like(wanted)
    way: Floats = np.zeros_like(wanted)
    seen: Floats = np.zeros_like(wanted)
    """The way of a step, and what it does to the scores."""
    before, length = shares, np.float32(1)
    likely = softmax(scores)
    for _ in range(steps):
        slope = each * (likely - wanted) + ridge * shares
        sloping = product(slope)
        now = np.vdot(slope, sloping)
        if now <= 0:
            break
        kept = np.float32(max(0, (now - np.vdot(before, sloping)) / length))
        way, seen = kept * way - slope, kept * seen - sloping
        before, length = slope, now
        line = _Line(
            scores, seen, wanted, each, ridge * np.vdot(shares, seen), ridge * np.vdot(way, seen)
        )
        pace, likely = line.lowest(likely)
        shares = shares + pace * way
        scores = scores + pace * seen
    return shares


@dataclass(frozen=True, slots=True)
class _Line:
    """What is to be made small, along a line: `scores` and so many times `seen`."""

    scores: Floats
    seen: Floats
    wanted: Floats
    each: Floats
    cost: np.float32
    """What large weights cost, per step …"""
    more: np.float32
    """… and how much more that becomes with each."""

    def lowest(self, likely: Floats) -> tuple[np.float32, Floats]:
        """Return nearly how far it goes down, and the probabilities there; `likely` are those at its beginning."""
        start = low_slope = self._slope(likely, np.float32(0))
        low, high, high_slope = np.float32(0), None, start
        pace = -start / self._bend(likely)
        for _ in range(_LOOKS):
            likely = softmax(self.scores + pace * self.seen)
            slope = self._slope(likely, pace)
            if abs(slope) <= _LEVEL * abs(start):
                return pace, likely
            if slope < 0:
                low, low_slope = pace, slope
            else:
                high, high_slope = pace, slope
            pace = (
                2 * pace
                if high is None
                else low - (high - low) * low_slope / (high_slope - low_slope)
            )
        return pace, softmax(self.scores + pace * self.seen)

    def _slope(self, likely: Floats, pace: np.float32) -> np.float32:
        found: np.float32 = (
            np.vdot(self.each * (likely - self.wanted), self.seen) + self.cost + pace * self.more
        )
        return found

    def _bend(self, likely: Floats) -> np.float32:
        """How fast the slope changes."""
        weighed = likely * self.seen
        spread = np.vdot(self.each * weighed, self.seen) - np.vdot(
            self.each[:, 0], weighed.sum(axis=1) ** 2
        )
        found: np.float32 = spread + self.more
        return found


def _by_batches(rows: Floats, mean: Floats, wanted: Floats, each: Floats) -> Floats:
    """Learn the weights from some rows at a time, in a fixed random order; each step smaller than the last.

    Rows are centred as they are needed: a second copy of them all would be most of the memory that learning takes.
    """
    chance = np.random.default_rng(len(rows))
    size = max(_BATCH, len(rows) // _BATCHES)
    sample: Floats = rows[chance.permutation(len(rows))[:LARGE]]
    sample -= mean
    rate = _rate(sample)
    del sample
    weights = np.zeros((rows.shape[1], wanted.shape[1]), np.float32)
    speed = np.zeros_like(weights)
    orders = [chance.permutation(len(rows)) for _ in range(_ROUNDS)]
    turns = [order[at : at + size] for order in orders for at in range(0, len(rows), size)]
    for turn, at in enumerate(turns):
        some: Floats = rows[at] - mean
        off = each[at][:, None] * (softmax(some @ weights) - wanted[at])
        slope = some.T @ off / np.float32(len(at)) + np.float32(_RIDGE / len(rows)) * weights
        pace = np.float32(rate * (1 - turn / len(turns)))
        speed *= np.float32(_MOMENTUM)
        speed -= pace * slope
        weights += speed
    return weights


def _rate(sample: Floats) -> float:
    """How large a step may be at first, told by some of the rows."""

    def product(one: Floats) -> Floats:
        found: Floats = sample @ (sample.T @ one)
        return found

    return len(sample) / (0.25 * _largest(product, np.ones(len(sample), np.float32)))


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
