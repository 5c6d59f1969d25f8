"""Alarms: wake whoever waits for a time, in one task for all."""

from __future__ import annotations

import asyncio
import heapq
import math
from itertools import count
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bot.outbox.turns import Line

LOOK_AGAIN: Final = 5.0
"""Real seconds after which the clock is looked at: it may have been set back."""


class Clock(Protocol):
    """Time, as the outbox reads it."""

    def now(self) -> float:
        """Return the time in epoch seconds."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Wait for so long, also when the clock is set meanwhile."""
        ...

    async def sleep_until(self, at: float) -> None:
        """Wait until the clock shows at least `at` (epoch seconds)."""
        ...


class Alarms:
    """Its task lives while an alarm is set, and ends by itself, or by `close`."""

    def __init__(self, clock: Clock, ring: Callable[[Iterable[Line]], None]) -> None:
        """`ring` is called with the lines whose time has come."""
        self._clock = clock
        self._ring = ring
        self._set: list[tuple[float, int, Line]] = []
        self._numbers = count()
        self._sooner = asyncio.Event()
        self._watching: asyncio.Task[None] | None = None
        self._known = clock.now()

    def set(self, at: float, line: Line) -> None:
        """Ring for a line when the clock shows `at` (epoch seconds); never, when that is infinity."""
        if at >= line.alarm:
            return  # it is looked at earlier, and then again
        line.alarm = at
        if self._set and at < self._set[0][0]:
            self._sooner.set()
        heapq.heappush(self._set, (at, next(self._numbers), line))
        if self._watching is None or self._watching.done():
            self._watching = asyncio.create_task(self._watch(), name="gate")

    def close(self) -> None:
        """Ring no more."""
        if self._watching is not None:
            self._watching.cancel()
            self._watching = None
        for _, _, line in self._set:
            line.alarm = math.inf
        self._set.clear()

    async def _watch(self) -> None:
        """Wake whose time has come. Ends when nobody waits for a time."""
        while self._set:
            self._sooner.clear()
            await self._nap(self._set[0][0])
            now = self._clock.now()
            due: list[Line] = []
            # Once the clock was set back, all times are counted anew.
            while self._set and (self._set[0][0] <= now or now < self._known):
                due.append(heapq.heappop(self._set)[2])
            self._known = now
            for line in due:
                line.alarm = math.inf
            self._ring(due)
        self._watching = None

    async def _nap(self, at: float) -> None:
        """Wait until a time, or until there is an earlier one, or for a moment."""
        sleeping = asyncio.ensure_future(self._clock.sleep_until(at))
        called = asyncio.ensure_future(self._sooner.wait())
        try:
            await asyncio.wait(
                (sleeping, called), timeout=LOOK_AGAIN, return_when=asyncio.FIRST_COMPLETED
            )
        finally:
            sleeping.cancel()
            called.cancel()
