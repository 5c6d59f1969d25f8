"""Contact: when Telegram was last heard, and what is wrong with the way updates come in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable


class ContactFacts(Struct, frozen=True):
    """How contact stands. Durations are in seconds."""

    heard: float | None
    """Since Telegram last answered or brought something; None when it never did."""
    trouble: str
    """What is wrong, in a sentence without anything personal; empty when nothing is."""
    troubled: float
    """For how long."""
    pending: int | None
    """Updates that wait at Telegram, as it told last; None when it is not asked for that."""
    caught_up: bool
    """All was settled that waited at Telegram when this process began to listen."""


class Contact:
    """Remembers how contact stands, for whoever asks. `clock` counts seconds and never goes back."""

    __slots__ = ("_caught_up", "_clock", "_heard", "_pending", "_since", "_trouble")

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._heard: float | None = None
        self._trouble = ""
        self._since = 0.0
        self._pending: int | None = None
        self._caught_up = False

    def heard(self) -> None:
        """Note that Telegram answered, or brought something: all is well."""
        self._heard = self._clock()
        self._trouble = ""

    def troubled(self, sentence: str) -> None:
        """Note what is wrong."""
        if not self._trouble:
            self._since = self._clock()
        self._trouble = sentence

    def pending(self, count: int | None) -> None:
        """Note how many updates wait at Telegram."""
        self._pending = count

    def listening(self) -> None:
        """Note that listening begins: what waits at Telegram is not known yet."""
        self._caught_up = False

    def caught_up(self) -> None:
        """Note that nothing waited any more."""
        self._caught_up = True

    def facts(self) -> ContactFacts:
        """Return how contact stands now."""
        now = self._clock()
        return ContactFacts(
            heard=None if self._heard is None else now - self._heard,
            trouble=self._trouble,
            troubled=now - self._since if self._trouble else 0.0,
            pending=self._pending,
            caught_up=self._caught_up,
        )
