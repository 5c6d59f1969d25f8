"""Pace: how often something may be done by all callers together; nobody is told apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class Pace:
    """A bucket of turns that fills evenly."""

    def __init__(self, per_second: float, at_once: int, steady: Callable[[], float]) -> None:
        """`at_once` turns may be had in a row where it was quiet. `steady`: seconds, as `bot.clock.steady`."""
        self._per_second = per_second
        self._most = at_once
        self._steady = steady
        self._left = float(at_once)
        self._at = steady()

    def turn(self) -> bool:
        """Take a turn; False when there is none now."""
        now = self._steady()
        self._left = min(self._most, self._left + (now - self._at) * self._per_second)
        self._at = now
        if self._left < 1:
            return False
        self._left -= 1
        return True
