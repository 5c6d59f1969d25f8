"""Small: rows of numbers in half of their room, 16 bits each and a scale for every part of a row.

A number is off by a 65,000th of the largest of its part at most. Whatever is read from here was rounded so, also the
first time: the same text always gets the same row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

_LARGEST: Final = 32767
_LEAST: Final = 1e-30
"""A part of zeros has a scale too."""


class SmallRows:
    """So many rows, of parts that are so wide."""

    def __init__(self, count: int, widths: Sequence[int]) -> None:
        self._ends = np.cumsum(widths).tolist()
        self._begins = [0, *self._ends[:-1]]
        self._rows = np.empty((count, self._ends[-1]), np.int16)
        self._scales = np.empty((count, len(widths)), np.float32)

    def put(self, places: Sequence[int], rows: Floats) -> None:
        """Keep rows in these places."""
        largest = np.maximum.reduceat(np.abs(rows), self._begins, axis=1)
        scales = np.maximum(largest, _LEAST) / np.float32(_LARGEST)
        self._scales[places] = scales
        for part, (begin, end) in enumerate(zip(self._begins, self._ends, strict=True)):
            scaled = rows[:, begin:end] / scales[:, part, None]
            self._rows[places, begin:end] = np.rint(scaled)

    def get(self, places: Sequence[int]) -> Floats:
        """Return the rows in these places."""
        found = self._rows[places].astype(np.float32)
        scales = self._scales[places]
        for part, (begin, end) in enumerate(zip(self._begins, self._ends, strict=True)):
            found[:, begin:end] *= scales[:, part, None]
        return found
