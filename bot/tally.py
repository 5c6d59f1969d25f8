"""Tally: what was counted since the process began, as plain numbers that cost next to nothing to keep."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

SECONDS: tuple[float, ...] = (
    0.001,
    0.0025,
    0.005,
    0.01,
    0.025,
    0.05,
    0.1,
    0.25,
    0.5,
    1,
    2.5,
    5,
    10,
)
"""Bounds for durations: from a write to a fast disk to a call that is given up."""


class Tally:
    """So many of each kind. A kind is a row of words, always as many in one tally."""

    __slots__ = ("counts",)

    def __init__(self) -> None:
        self.counts: dict[tuple[str, ...], int] = {}

    def add(self, *kind: str, by: int = 1) -> None:
        """Count one more, or `by` more, of a kind."""
        self.counts[kind] = self.counts.get(kind, 0) + by


class Histogram:
    """How many durations fell below each bound, and their sum; all in seconds."""

    __slots__ = ("bounds", "counts", "total")

    def __init__(self, bounds: Sequence[float] = SECONDS) -> None:
        """`bounds` ascend."""
        self.bounds = tuple(bounds)
        self.counts = [0] * (len(self.bounds) + 1)
        """How many lay at or below each bound and above the one before it; the last ones above all bounds."""
        self.total = 0.0

    def note(self, seconds: float) -> None:
        """Count one duration."""
        self.counts[bisect_left(self.bounds, seconds)] += 1
        self.total += seconds
