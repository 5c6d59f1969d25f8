"""Back-off: how long to wait before the next attempt, and what is said of it in the log."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Final

from bot.outbox.verdict import Cause
from bot.ports import FencedError

if TYPE_CHECKING:
    from collections.abc import Callable
    from logging import Logger

    from bot.ports import StoreAwayError

SHORTEST: Final = 0.5
LONGEST: Final = 30.0
LONGEST_FOR_STORE: Final = 3.0
"""While the store is away: to ask it costs little, and people wait."""
SAID_EVERY: Final = 600.0
"""Seconds between two log lines about the same cause."""


class Backoff:
    """Growing pauses with jitter, in seconds: about 0.5, 1, 2 … 30."""

    def __init__(self, chance: Callable[[], float] = random.random) -> None:
        self._chance = chance

    def pause(self, tries: int, longest: float = LONGEST) -> float:
        """Return the pause after `tries` attempts (1 or more): half of it is certain, half is chance."""
        whole = min(longest, SHORTEST * 2.0 ** min(tries - 1, 10))
        return whole * (0.5 + 0.5 * self._chance())


class Complaints:
    """Says each cause of trouble in the log, but not at every attempt."""

    def __init__(self, log: Logger) -> None:
        self._log = log
        self._said: dict[Cause, float] = {}

    def say(self, cause: Cause, now: float) -> None:
        """Log a cause, unless that was done a short time ago. `now` is in epoch seconds."""
        if now >= self._said.get(cause, 0.0) + SAID_EVERY:
            self._said[cause] = now
            self._log.warning("Sending waits: %s", cause)

    def store(self, error: StoreAwayError, now: float) -> None:
        """Log that the store is away, as `say` does; that another process owns the desk now is no trouble of the store."""
        if not isinstance(error, FencedError):
            self.say(Cause.STORE, now)
