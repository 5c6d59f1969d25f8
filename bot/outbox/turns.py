"""Turns: those who wait for one chat, and who of them is next."""

from __future__ import annotations

import math
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from bot.outbox.budget import Rank

if TYPE_CHECKING:
    from asyncio import Future

    from bot.outbox.budget import Budget
    from bot.outbox.lanes import Lane

KEPT: Final = 1_000
"""Lanes of one chat of which it is known when they were last served."""


@dataclass(slots=True, eq=False)
class Ticket:
    """A lane's request for a call, until it is granted or given up."""

    lane: Lane
    chat: int
    cost: int
    topic: bool
    """The call makes a topic."""
    number: int
    """Who asked first, of those that were served equally long ago."""
    granted: Future[bool]
    until: float
    taken: Rank | None = None
    """The rank with which it took room in its chat; None while there is none."""
    ready: Rank | None = None
    """The rank with which it waits for its flight."""

    @property
    def rank(self) -> Rank:
        """How urgent it is now: more may have come into its lane since it was asked for."""
        return rank_of(self.lane, topic=self.topic)


@dataclass(slots=True, eq=False)
class Line:
    """Those who wait for one chat."""

    chat: int
    budget: Budget | None = None
    tickets: list[Ticket] = field(default_factory=list)
    served: OrderedDict[str, int] = field(default_factory=OrderedDict)
    """Lane → when it was last served, by the number of its grant; oldest first."""
    paused_since: float = 0.0
    paused_until: float = 0.0
    alarm: float = math.inf
    """When it will be looked at again."""

    def paused(self, now: float) -> float:
        """Return until when a flood pauses this chat; 0 when it does not."""
        if now < self.paused_since:
            # The clock was set back: what was left of the pause stays left.
            self.paused_until += now - self.paused_since
            self.paused_since = now
        return self.paused_until if self.paused_until > now else 0.0

    def serve(self, lane: str, number: int) -> None:
        """Note that it is a lane's turn."""
        self.served[lane] = number
        self.served.move_to_end(lane)
        if len(self.served) > KEPT:
            self.served.popitem(last=False)

    def first(self) -> Ticket:
        """Return who is next: what costs nothing, then the most urgent, of these whose lane was served longest ago."""
        return min(
            self.tickets,
            key=lambda one: (
                one.cost > 0,
                one.rank,
                self.served.get(one.lane.name, 0),
                one.number,
            ),
        )


@dataclass(slots=True)
class Permit:
    """One call that may start. To be given back by `Gate.leave`."""

    line: Line | None
    rank: Rank
    """With which it was counted."""
    cost: int
    counted: bool
    """The total budget counts it."""

    @property
    def all(self) -> int:
        """Return how many calls it counts in the total."""
        return max(1, self.cost)


def rank_of(lane: Lane, *, topic: bool) -> Rank:
    """Return how urgent a lane is now: more may come into it while it waits."""
    rank = lane.rank()
    return Rank.DANGER_TOPIC if rank is Rank.DANGER and topic else rank
