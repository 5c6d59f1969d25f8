"""Gate: when a call may start, and whose turn it is. Budgets and floods of each chat, all calls together, calls in flight."""

from __future__ import annotations

import asyncio
import heapq
import math
from collections import OrderedDict
from itertools import count
from typing import TYPE_CHECKING, Final, Protocol

from bot.outbox.alarms import Alarms
from bot.outbox.budget import Bucket, GroupBudget, Rank, Window
from bot.outbox.turns import Line, Permit, Ticket, rank_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.outbox.alarms import Clock
    from bot.outbox.lanes import Lane
    from bot.ports import Spending

TOTAL_SECONDS: Final = 1.0
CALL_SECONDS: Final = 7.5
"""A call takes no longer."""
KEPT: Final = 1_000
"""Chats whose budget is remembered; more only while all of them spent lately."""


class Limits(Protocol):
    """The budgets; 0 switches one off. `bot.settings` has them."""

    @property
    def private_per_second(self) -> float: ...
    @property
    def private_burst(self) -> int: ...
    @property
    def group_per_minute(self) -> int: ...
    @property
    def group_window_seconds(self) -> float: ...
    @property
    def total_per_second(self) -> int: ...


_FREE: Final = Permit(None, Rank.MESSAGE, 0, counted=False)


class Gate:
    """The one place that every call but the answer to a button passes.

    A lane first waits for room in the budget of its chat, in order of urgency, then for its turn among all. It is
    served from what it is at that moment: who waits may be lifted meanwhile. A private chat never waits for the group,
    since waiting for a chat holds no place in flight.
    """

    def __init__(
        self,
        in_flight: int,
        clock: Clock,
        group: int,
        spending: Spending,
        limits: Limits | None = None,
    ) -> None:
        """`group` is the chat of the experts; without `limits` only floods and calls in flight count."""
        self._clock = clock
        self._spending = spending
        self._group = group
        self._limits = limits
        self._places = in_flight
        self._flights = 0
        self._held = False
        """Nothing starts just now: see `hold`."""
        self._lines: OrderedDict[int, Line] = OrderedDict()
        self._ready: list[tuple[Rank, int, Ticket]] = []
        self._numbers = count(1)
        self._alarms = Alarms(clock, self._wake)
        self._all: Final = Line(0)
        """Stands for all who are ready, where an alarm asks for a line."""
        self._decorated: OrderedDict[str, float] = OrderedDict()
        """Lane → when it last had a decoration; oldest first."""
        self._since = clock.now()
        self._total: Window | None = None
        self.group_budget: GroupBudget | None = None
        self.floods = 0
        """429s seen."""
        if limits is None:
            return
        if limits.total_per_second:
            self._total = Window(limits.total_per_second, TOTAL_SECONDS)
            # What was spent in the second before the start is not known: all of it.
            self._total.remember(self._since, [self._since] * limits.total_per_second)
        if limits.group_per_minute:
            self.group_budget = GroupBudget(limits.group_per_minute, limits.group_window_seconds)

    # --- around a call ------------------------------------------------------------------------

    async def enter(
        self, lane: Lane, chat: int, cost: int, *, topic: bool = False, until: float = math.inf
    ) -> Permit | None:
        """Wait for the turn of a lane to make one call that counts `cost`; 0 counts in no chat.

        Sets `lane.pressed` when the budget of the group (or its pause) made the lane wait. Returns None at `until`
        (epoch seconds): the lane keeps its place for when it asks again.
        """
        line = self._line(chat, cost)
        rank = Rank.MESSAGE
        if line is not None or self._total is not None:
            rank = rank_of(lane, topic=topic)
        if self._at_once(lane, line, rank, cost):
            return self._permit(line, rank, cost)
        ticket = Ticket(
            lane,
            chat,
            cost,
            topic,
            lane.number or next(self._numbers),
            asyncio.get_running_loop().create_future(),
            until,
        )
        lane.number = ticket.number
        lane.ticket = ticket
        try:
            if line is None:
                self._queue(ticket, ticket.rank)
                self._board()
            else:
                line.tickets.append(ticket)
                self._serve(line)
                self._alarms.set(until, line)
            if not await ticket.granted:
                return None
        except asyncio.CancelledError:
            self._withdraw(ticket, line)
            raise
        finally:
            lane.ticket = None
        lane.number = 0
        return self._permit(line, ticket.taken or rank, cost)

    def leave(self, permit: Permit, *, made: bool) -> None:
        """End a call; one that was never made costs nothing."""
        self._flights -= 1
        line = permit.line
        if line is None and not permit.counted and not self._ready:
            return
        now = self._clock.now()
        if permit.counted and self._total is not None:
            if made:
                self._total.spend(now, permit.rank, permit.all)
            else:
                self._total.give_back(permit.rank, permit.all)
        if line is not None:
            if line.budget is not None and permit.cost:
                if made:
                    line.budget.spend(now, permit.rank, permit.cost)
                else:
                    line.budget.give_back(permit.rank, permit.cost)
            if line.tickets:
                self._serve(line)
        self._board()

    def hold(self) -> None:
        """Let nothing start until `go_on`. Whoever asks meanwhile waits, and keeps his turn."""
        self._held = True

    def go_on(self) -> None:
        """Let start what waited only for this."""
        self._held = False
        self._board()

    def lift(self, lane: Lane) -> None:
        """Look again at a lane that waits: something more urgent has come into it."""
        ticket = lane.ticket
        if ticket is None or ticket.granted.done():
            return
        if ticket.ready is None:
            self._serve(self._lines[ticket.chat])
        elif ticket.rank < ticket.ready:
            self._queue(ticket, ticket.rank)

    async def book(self, permit: Permit) -> None:
        """Note a call to the group in the store, before it starts, so that it counts after a restart too.

        Raises:
            StoreAwayError: the store is away.
        """
        line, group = permit.line, self.group_budget
        if permit.cost and group is not None and line is not None and line.budget is group:
            await self._spending.spend(self._clock.now(), permit.cost, group.seconds)

    # --- floods -------------------------------------------------------------------------------

    def flood(self, chat: int, until: float) -> None:
        """Take in a 429: no call to this chat starts before `until` (epoch seconds), and fewer for a while."""
        now = self._clock.now()
        self.floods += 1
        line = self._lines.get(chat) or self._open(chat)
        line.paused_since, line.paused_until = now, max(until, line.paused(now))
        if line.budget is not None:
            line.budget.slow(now)

    def move(self, old: int, new: int) -> None:
        """Follow the expert group to its new id; what was spent goes with it, and so does who waits."""
        if old != self._group:
            return
        self._group = new
        line = self._lines.pop(old, None)
        if line is not None and new not in self._lines:
            # The end of a call that began in the old chat makes room for those who come to the new one.
            line.chat = new
            for one in line.tickets:
                one.chat = new
            self._lines[new] = line
        elif line is not None:
            self._lines[old] = line

    # --- decorations --------------------------------------------------------------------------

    def decorum(self, lane: str, now: float) -> float:
        """Return from when on a case may have its next decoration; now or earlier for at once."""
        last = self._decorated.get(lane)
        if last is None or self.group_budget is None:
            return 0.0
        if now < last:
            # The clock was set back: what was left of the pause stays left.
            last = self._decorated[lane] = now
        return last + self.group_budget.seconds

    def decorated(self, lane: str) -> None:
        """Note a decoration of a case."""
        if self.group_budget is None:
            return
        now = self._clock.now()
        self._decorated[lane] = now
        self._decorated.move_to_end(lane)
        oldest = next(iter(self._decorated))
        if self.decorum(oldest, now) <= now:
            del self._decorated[oldest]

    # --- what is to be known --------------------------------------------------------------------

    async def recall(self) -> None:
        """Take over from the store what was spent in the group before the start.

        Raises:
            StoreAwayError: the store is away.
        """
        group, now = self.group_budget, self._clock.now()
        if group is None:
            return
        spent = await self._spending.spent(now - group.seconds - CALL_SECONDS)
        # When such a call ended is not known: in its own time, and before this start.
        ended = (min(at + CALL_SECONDS, now) for at, cost in spent for _ in range(cost))
        group.remember(now, ended)

    def spent(self) -> int:
        """Return how many operations count in the group's window now."""
        return self.group_budget.used(self._clock.now()) if self.group_budget else 0

    def close(self) -> None:
        """Watch no more; nobody may wait any longer."""
        self._alarms.close()

    # --- inside -------------------------------------------------------------------------------

    def _permit(self, line: Line | None, rank: Rank, cost: int) -> Permit:
        if line is None and self._total is None:
            return _FREE
        return Permit(line, rank, cost, counted=self._total is not None)

    def _at_once(self, lane: Lane, line: Line | None, rank: Rank, cost: int) -> bool:
        """Begin a call without a wait, if that takes no place from anybody who waits."""
        if self._held or self._ready or self._flights >= self._places:
            return False
        if line is not None or self._total is not None:
            now = self._clock.now()
            in_all = max(1, cost)
            if self._total is not None and self._total.free_at(now, rank, in_all) > now:
                return False
            if line is not None:
                if line.tickets or line.paused(now):
                    return False
                if line.budget is not None and cost:
                    if line.budget.free_at(now, rank, cost) > now:
                        return False
                    line.budget.take(now, rank, cost)
                line.serve(lane.name, next(self._numbers))
            if self._total is not None:
                self._total.take(now, rank, in_all)
        self._flights += 1
        return True

    def _line(self, chat: int, cost: int) -> Line | None:
        """Return where to wait for this chat; None when nothing limits calls to it."""
        line = self._lines.get(chat)
        if line is None:
            if not cost or not self._limited(chat):
                return None
            line = self._open(chat)
        if line.budget is None and not line.tickets and not line.paused(self._clock.now()):
            del self._lines[chat]  # a pause that is over
            return None
        return line

    def _limited(self, chat: int) -> bool:
        if chat == self._group:
            return self.group_budget is not None
        return self._limits is not None and self._limits.private_per_second > 0

    def _open(self, chat: int) -> Line:
        now = self._clock.now()
        for known in list(self._lines.values())[:2] if len(self._lines) >= KEPT else ():
            idle = not known.tickets and not known.paused(now)
            if idle and (known.budget is None or known.budget.full(now)):
                del self._lines[known.chat]
            else:
                self._lines.move_to_end(known.chat)
        line = self._lines[chat] = Line(chat)
        if chat == self._group:
            line.budget = self.group_budget
        elif self._limits is not None and self._limits.private_per_second:
            limits = self._limits
            line.budget = Bucket(limits.private_per_second, limits.private_burst, self._since)
        return line

    def _serve(self, line: Line) -> None:
        """Let those of a chat go on whose turn it is."""
        now = self._clock.now()
        while line.tickets:
            ticket = line.first()
            rank = ticket.rank
            at = line.paused(now)
            if not at and line.budget is not None and ticket.cost:
                at = line.budget.free_at(now, rank, ticket.cost)
            if at > now:
                if line.chat == self._group:
                    for one in line.tickets:
                        one.lane.pressed = True
                self._alarms.set(at, line)
                self._expire(line, now)
                break
            line.tickets.remove(ticket)
            if line.budget is not None and ticket.cost:
                line.budget.take(now, rank, ticket.cost)
            ticket.taken = rank
            line.serve(ticket.lane.name, next(self._numbers))
            self._queue(ticket, rank)
        self._board()

    def _expire(self, line: Line, now: float) -> None:
        for one in [one for one in line.tickets if one.until <= now]:
            line.tickets.remove(one)
            if not one.granted.done():
                one.granted.set_result(False)

    def _queue(self, ticket: Ticket, rank: Rank) -> None:
        ticket.ready = rank
        heapq.heappush(self._ready, (rank, next(self._numbers), ticket))

    def _board(self) -> None:
        """Give the places in flight to those who are ready, as far as all together may call."""
        while self._ready and self._flights < self._places and not self._held:
            rank, _, ticket = self._ready[0]
            if ticket.granted.done():
                heapq.heappop(self._ready)  # lifted and gone already, or withdrawn
                continue
            if self._total is not None:
                now = self._clock.now()
                in_all = max(1, ticket.cost)
                at = self._total.free_at(now, rank, in_all)
                if at > now:
                    self._alarms.set(at, self._all)
                    return
                self._total.take(now, rank, in_all)
            heapq.heappop(self._ready)
            self._flights += 1
            ticket.granted.set_result(True)

    def _withdraw(self, ticket: Ticket, line: Line | None) -> None:
        """Take back a request whose lane was stopped."""
        granted = (
            ticket.granted.done() and not ticket.granted.cancelled() and ticket.granted.result()
        )
        if line is not None and ticket in line.tickets:
            line.tickets.remove(ticket)
        elif granted:
            self.leave(self._permit(line, ticket.taken or ticket.rank, ticket.cost), made=False)
        elif ticket.cost and ticket.taken is not None and line is not None and line.budget:
            line.budget.give_back(ticket.taken, ticket.cost)

    def _wake(self, lines: Iterable[Line]) -> None:
        """Look again at lines whose time has come."""
        for line in lines:
            if line is not self._all:
                self._serve(line)
        self._board()
