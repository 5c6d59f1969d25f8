"""Gate: when a call may start. A flood pauses its chat; the number of calls in flight is limited."""

from __future__ import annotations

from asyncio import Semaphore
from contextlib import AbstractAsyncContextManager
from typing import Protocol


class Clock(Protocol):
    """Time, as the outbox reads it."""

    def now(self) -> float:
        """Return the time in epoch seconds."""
        ...

    async def sleep_until(self, at: float) -> None:
        """Wait until the clock shows at least `at` (epoch seconds)."""
        ...


class Gate:
    """The one place that every call but the answer to a button passes."""

    def __init__(self, in_flight: int) -> None:
        self._flights = Semaphore(in_flight)
        self._paused: dict[int, float] = {}

    def pause(self, chat: int, until: float) -> None:
        """Let no call to this chat start before `until` (epoch seconds)."""
        self._paused[chat] = max(until, self._paused.get(chat, 0.0))

    def free_at(self, chat: int, now: float) -> float | None:
        """Return when this chat may be called again (epoch seconds), None when that is now."""
        until = self._paused.get(chat)
        if until is None:
            return None
        if until <= now:
            del self._paused[chat]
            return None
        return until

    def flight(self) -> AbstractAsyncContextManager[None]:
        """Hold one of the places in flight; waits for one."""
        return self._flights
