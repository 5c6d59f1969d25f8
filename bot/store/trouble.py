"""Trouble: what is wrong with the store right now and since when, for whoever is asked how it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

SILENT_AFTER: Final = 2.0
"""Seconds without an answer after which the store counts as silent; a batch takes some milliseconds."""
SILENT: Final = "The store does not answer."


class StoreTrouble(NamedTuple):
    """What is wrong, in a sentence without anything personal, and for how many seconds."""

    sentence: str
    seconds: float


class Trouble:
    """Remembers the last refusal or silence until the opposite is seen.

    A store that is full, read-only or can't write its disk still answers questions. So a refused write is forgotten
    only when a write goes through, and an unreachable store as soon as it answers anything.
    """

    __slots__ = ("_away", "_begun", "_clock", "_refused", "replicas_behind")

    def __init__(self, clock: Callable[[], float]) -> None:
        """`clock` counts seconds and never goes back."""
        self._clock = clock
        self._away: tuple[str, float] | None = None
        self._refused: tuple[str, float] | None = None
        self._begun: dict[int, float] = {}
        self.replicas_behind = False
        """The last write reached too few replicas in time."""

    def began(self, batch: int) -> None:
        """Note that a batch of commands left for the store."""
        self._begun[batch] = self._clock()

    def ended(self, batch: int, failure: str | None) -> None:
        """Note how a batch ended; `failure` says why it was not answered."""
        begun = self._begun.pop(batch, self._clock())
        if failure is None:
            self._away = None
        elif self._away is None:
            self._away = (failure, begun)
        else:
            self._away = (failure, self._away[1])

    def refused(self, sentence: str) -> None:
        """Note that the store answered, and refused to write."""
        since = self._clock() if self._refused is None else self._refused[1]
        self._refused = (sentence, since)

    def wrote(self) -> None:
        """Note that the store has written something."""
        self._refused = None

    def now(self) -> StoreTrouble | None:
        """Return what is wrong at this moment; None when nothing is."""
        now = self._clock()
        oldest = min(self._begun.values(), default=now)
        silent = (SILENT, oldest) if now - oldest > SILENT_AFTER else None
        found = self._away or silent or self._refused
        return None if found is None else StoreTrouble(found[0], now - found[1])
