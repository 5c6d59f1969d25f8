"""Figures: what the outbox did since the process began, in numbers; and how its queue stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from bot.tally import Histogram, Tally

if TYPE_CHECKING:
    from bot.handoff.effects import Effect
    from bot.handoff.ids import EffectId


class Figures:
    """Counts attempts. One for all tenures of a process."""

    __slots__ = ("attempts", "took")

    def __init__(self) -> None:
        self.attempts = Tally()
        """By the kind of the effect, and by what came of it."""
        self.took = Histogram()
        """How long calls took, whatever came of them."""

    def note(self, effect: Effect, outcome: str, seconds: float) -> None:
        """Count one attempt."""
        self.attempts.add(type(effect).__name__, outcome)
        self.took.note(seconds)


class Queue(Struct, frozen=True):
    """What waits to be sent."""

    count: int
    heads: tuple[EffectId, ...]
    """The effect that came first in each lane."""
    urgencies: dict[str, int]
    """How many of each class of urgency, by its name; classes of which nothing waits are not there."""
    operations: int
    """How many operations count in the window of the expert group now; 0 without a budget of the group."""
