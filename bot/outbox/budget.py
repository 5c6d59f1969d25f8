"""Budget: how many calls Telegram takes, counted so that a 429 is never of our own making.

Telegram's documented values: about one message a second in a private chat, 20 operations a minute in a group
(all topics together; edits, pins and topics included), 30 a second in all. When exactly Telegram counts a call is
not known; it is between the start of the call and its end. So a call counts from its start, and its time runs from
its end. Pure counting: no waiting, no I/O. Times are epoch seconds, and may jump: forward they just
expire, and while they go back nothing expires and nothing is added.
"""

from __future__ import annotations

import math
from collections import deque
from enum import IntEnum
from typing import TYPE_CHECKING, Final, Protocol

from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Iterable

SHARE_FOR_DANGER: Final = 5
"""One of so many operations of a group is kept for danger: 4 of 20."""
SHARE_AT_ONCE: Final = 2
"""One of so many of the others may go at once; the rest is spread over the window."""
SLOWED: Final = 0.5
"""What a 429 leaves of a chat's rate at first."""
SLOWEST: Final = 0.1
"""What several of them leave of it."""
RECOVERY: Final = 600.0
"""Seconds after which a chat has its whole rate back."""


class Rank(IntEnum):
    """In which order lanes are served: the priorities of effects, with the topics of danger cases before all."""

    DANGER_TOPIC = 0
    DANGER = 1
    NEW_CASE = 2
    MESSAGE = 3
    STATE = 4
    DECORATION = 5


class Budget(Protocol):
    """What one chat may still be called. A call is taken at its start, and spent or given back at its end."""

    def free_at(self, now: float, rank: Rank, cost: int) -> float:
        """Return when there is room: `now` or earlier for at once, infinity for when a call ends."""
        ...

    def take(self, now: float, rank: Rank, cost: int) -> None:
        """Begin a call."""
        ...

    def spend(self, now: float, rank: Rank, cost: int) -> None:
        """End a call that was made."""
        ...

    def give_back(self, rank: Rank, cost: int) -> None:
        """End a call that was never made."""
        ...

    def slow(self, now: float) -> None:
        """Lower the rate for a while."""
        ...

    def full(self, now: float) -> bool:
        """Tell whether nothing was spent lately, so that it may be forgotten."""
        ...


class Slowness:
    """What a 429 leaves of a rate: half, growing back in ten minutes."""

    def __init__(self) -> None:
        self._left = 1.0
        self._since = 0.0

    def slow(self, now: float) -> None:
        """Note a 429."""
        self._left, self._since = max(SLOWEST, self.factor(now) * SLOWED), now

    def factor(self, now: float) -> float:
        """Return the part of the rate that may be used (0.1 to 1)."""
        if self._left >= 1.0:
            return 1.0
        self._since = min(self._since, now)
        grown = self._left + (1.0 - self._left) * (now - self._since) / RECOVERY
        if grown >= 1.0:
            self._left = 1.0
        return min(1.0, grown)


class Window:
    """So many calls within a sliding window of `seconds`."""

    def __init__(self, limit: int, seconds: float) -> None:
        self.limit = limit
        self.seconds = seconds
        self._ends: deque[float] = deque()
        """When what was spent stops counting, in order."""
        self._held = 0
        self._known = -math.inf
        self._slowness = Slowness()

    def used(self, now: float) -> int:
        """Return how many count now."""
        if now < self._known:
            # The clock was set back: what is left of each time stays left.
            gone = self._known - now
            self._ends = deque(end - gone for end in self._ends)
        self._known = now
        while self._ends and self._ends[0] <= now:
            self._ends.popleft()
        return len(self._ends) + self._held

    def remember(self, now: float, spent: Iterable[float]) -> None:
        """Take over what was spent before, by when its time began to run."""
        self.used(now)
        ends = (min(at, now) + self.seconds for at in spent)
        self._ends = deque(sorted((*self._ends, *(end for end in ends if end > now))))

    def free_at(self, now: float, rank: Rank, cost: int) -> float:
        """Return when `cost` calls fit; all ranks are equal here."""
        del rank
        return self._room_at(now, self._allowed(now), cost)

    def take(self, now: float, rank: Rank, cost: int) -> None:
        """Begin a call."""
        del now, rank
        self._held += cost

    def spend(self, now: float, rank: Rank, cost: int) -> None:
        """End a call that was made."""
        del rank
        self.used(now)
        self._held -= cost
        self._ends.extend([now + self.seconds] * cost)

    def give_back(self, rank: Rank, cost: int) -> None:
        """End a call that was never made."""
        del rank
        self._held -= cost

    def slow(self, now: float) -> None:
        """Lower the rate for a while."""
        self._slowness.slow(now)

    def full(self, now: float) -> bool:
        """Tell whether nothing counts."""
        return not self.used(now) and self._slowness.factor(now) == 1.0

    def _allowed(self, now: float) -> int:
        return max(1, int(self.limit * self._slowness.factor(now)))

    def _room_at(self, now: float, allowed: int, cost: int) -> float:
        """Return when no more than `allowed` calls count, `cost` more included."""
        over = self.used(now) + min(cost, allowed) - allowed
        if over <= 0:
            return now
        return self._ends[over - 1] if over <= len(self._ends) else math.inf


class GroupBudget(Window):
    """The window of the expert group: a part of it is kept for danger, and the others do not use theirs up at once.

    Half of what the others have goes at once, so that a new case appears whole. From there on it is spread: a
    window that is used up in one go opens again in one go, a minute later, and until then even danger would wait.
    Decorations use nothing but that first half, so that the next case finds room.
    """

    def __init__(self, limit: int, seconds: float) -> None:
        super().__init__(limit, seconds)
        self._others = Window(limit, seconds)
        """What of it was not for danger."""
        self._last = -math.inf
        """When a call of the others last began."""

    @override
    def used(self, now: float) -> int:
        """Return how many count now."""
        self._others.used(now)  # both must see a clock that is set back
        return super().used(now)

    @override
    def free_at(self, now: float, rank: Rank, cost: int) -> float:
        """Return when `cost` calls of this rank fit."""
        allowed = self._allowed(now)
        reserve = allowed // SHARE_FOR_DANGER
        if rank is Rank.DANGER_TOPIC:
            return self._room_at(now, allowed, cost)
        if rank is Rank.DANGER:
            # The last half of the reserve is for the topics of further danger cases.
            return self._room_at(now, allowed - reserve // 2, cost)
        # What danger took is not taken from the others, as long as it lasts.
        for_danger = self.used(now) - self._others.used(now)
        others = min(allowed, allowed - reserve + for_danger)
        if rank is Rank.DECORATION:
            return self._room_at(now, max(1, others // SHARE_AT_ONCE), cost)
        return max(self._room_at(now, others, cost), self._next_at(now, others))

    @override
    def remember(self, now: float, spent: Iterable[float]) -> None:
        """Take over what was spent before, by whomever; the newest of it counts as the last call."""
        times = [min(at, now) for at in spent]
        super().remember(now, times)
        self._others.remember(now, times)
        self._last = max((self._last, *times))

    @override
    def take(self, now: float, rank: Rank, cost: int) -> None:
        """Begin a call."""
        super().take(now, rank, cost)
        if rank > Rank.DANGER:
            self._others.take(now, rank, cost)
            self._last = now

    @override
    def spend(self, now: float, rank: Rank, cost: int) -> None:
        """End a call that was made."""
        super().spend(now, rank, cost)
        if rank > Rank.DANGER:
            self._others.spend(now, rank, cost)

    @override
    def give_back(self, rank: Rank, cost: int) -> None:
        """End a call that was never made."""
        super().give_back(rank, cost)
        if rank > Rank.DANGER:
            self._others.give_back(rank, cost)

    def _next_at(self, now: float, allowed: int) -> float:
        """Return when the next call of the others is due, so that the rest of the window lasts."""
        used = self.used(now)
        self._last = min(self._last, now)
        if used < allowed // SHARE_AT_ONCE or self._last == -math.inf:
            return now
        left = allowed - used
        even = self.seconds / allowed
        if left > 0 and self._ends:
            even = max(even, (self._ends[0] - self._last) / (left + 1))
        return self._last + even


class Bucket:
    """So many calls a second in a private chat, and a few at once."""

    def __init__(self, rate: float, burst: float, since: float) -> None:
        """`since` is when it was empty: at the start of the process, since what was spent before is not known."""
        self._rate = rate
        self._burst = max(1.0, burst)
        self._level = 0.0
        self._since = since
        self._held = 0
        self._slowness = Slowness()

    def free_at(self, now: float, rank: Rank, cost: int) -> float:
        """Return when `cost` calls fit; all ranks are equal here."""
        del rank
        self._fill(now)
        rate, burst = self._speed(now)
        lacking = min(cost, burst) - (self._level - self._held)
        if lacking <= 0:
            return now
        return math.inf if self._held else now + lacking / rate

    def take(self, now: float, rank: Rank, cost: int) -> None:
        """Begin a call."""
        del now, rank
        self._held += cost

    def spend(self, now: float, rank: Rank, cost: int) -> None:
        """End a call that was made."""
        del rank
        self._fill(now)
        self._held -= cost
        self._level -= cost

    def give_back(self, rank: Rank, cost: int) -> None:
        """End a call that was never made."""
        del rank
        self._held -= cost

    def slow(self, now: float) -> None:
        """Lower the rate for a while."""
        self._fill(now)
        self._slowness.slow(now)
        self._level = min(self._level, 0.0)

    def full(self, now: float) -> bool:
        """Tell whether all may go at once."""
        self._fill(now)
        whole = self._slowness.factor(now) == 1.0
        return whole and not self._held and self._level >= self._burst

    def _fill(self, now: float) -> None:
        rate, burst = self._speed(now)
        gone = max(0.0, now - self._since)
        self._level, self._since = min(burst, self._level + gone * rate), now

    def _speed(self, now: float) -> tuple[float, float]:
        factor = self._slowness.factor(now)
        return self._rate * factor, max(1.0, self._burst * factor)
