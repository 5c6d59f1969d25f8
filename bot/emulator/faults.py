"""Faults: scripted failures of calls, before or after their effect, and calls held back."""

from typing import Literal

import msgspec

from bot.emulator.bell import Bell
from bot.emulator.world import Json

Kind = Literal["error", "http502html", "reset", "hang", "slow", "garbage"]
When = Literal["before", "after"]


class Rule(msgspec.Struct, kw_only=True):
    """Which calls are meant: by method (`*` for all), chat and topic."""

    method: str | list[str] = "*"
    chat_id: int | None = None
    thread_id: int | None = None
    when: When = "before"

    def fits(self, call: "Call") -> bool:
        """Whether this call is meant."""
        names = [self.method] if isinstance(self.method, str) else self.method
        if "*" not in names and call.method.lower() not in {name.lower() for name in names}:
            return False
        if self.chat_id is not None and self.chat_id != call.chat_id:
            return False
        return self.thread_id is None or self.thread_id == call.thread_id


class Fault(Rule, kw_only=True):
    """A failure: after `skip` calls, for `times` calls (None: until it is taken away)."""

    kind: Kind = "error"
    skip: int = 0
    times: int | None = 1
    code: int = 500
    description: str | None = None
    retry_after: int | None = None
    seconds: float | None = None
    id: int = 0
    seen: int = 0
    hits: int = 0


class Hold(Rule, kw_only=True):
    """Calls that stand still until they are released."""

    id: int = 0
    waiting: int = 0
    total: int = 0


class Call(msgspec.Struct):
    """What rules look at of a call."""

    method: str
    chat_id: int | None
    thread_id: int | None


class Faults:
    """The scripted faults, in the order in which they were set; the first that fits is used."""

    def __init__(self) -> None:
        self.faults: dict[int, Fault] = {}
        self._next = 1

    def add(self, fault: Fault) -> int:
        """Set a fault; its id."""
        fault.id = self._next
        self._next += 1
        self.faults[fault.id] = fault
        return fault.id

    def remove(self, number: int | None) -> None:
        """Take one away, or all."""
        if number is None:
            self.faults.clear()
        else:
            self.faults.pop(number, None)

    def pick(self, call: Call, when: When) -> Fault | None:
        """The fault that hits this call now, counted; None for a call that goes well."""
        for fault in self.faults.values():
            if fault.when != when or not fault.fits(call):
                continue
            if fault.times is not None and fault.hits >= fault.times:
                continue
            fault.seen += 1
            if fault.seen > fault.skip:
                fault.hits += 1
                return fault
        return None

    def view(self) -> list[Json]:
        """All faults with their hits."""
        return [msgspec.to_builtins(fault) for fault in self.faults.values()]


class Holds:
    """Calls held for deterministic races."""

    def __init__(self) -> None:
        self.holds: dict[int, Hold] = {}
        self.moved = Bell()
        self._next = 1

    def add(self, hold: Hold) -> int:
        """Hold back calls from now on; the id of the hold."""
        hold.id = self._next
        self._next += 1
        self.holds[hold.id] = hold
        return hold.id

    def release(self, number: int | None) -> None:
        """Let the calls of one hold go on, or of all."""
        if number is None:
            self.holds.clear()
        else:
            self.holds.pop(number, None)
        self.moved.ring()

    async def pass_by(self, call: Call, when: When) -> None:
        """Wait here while a hold fits this call."""
        for hold in list(self.holds.values()):
            if hold.when != when or not hold.fits(call):
                continue
            hold.waiting += 1
            hold.total += 1
            self.moved.ring()
            while hold.id in self.holds:
                await self.moved.wait(None)
            hold.waiting -= 1

    def view(self) -> list[Json]:
        """All holds with the number of calls that wait in each."""
        return [msgspec.to_builtins(hold) for hold in self.holds.values()]
