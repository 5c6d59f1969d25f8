"""Event log: the numbered row of everything visible that happened."""

from collections import deque
from typing import Any

from bot.emulator.bell import Bell
from bot.emulator.world import Json

_KEPT = 20_000


class EventLog:
    """Numbers grow by one and go on after a restart; the newest events are kept in memory."""

    def __init__(self, last: int = 0) -> None:
        self.last = last
        self.added = Bell()
        self._kept: deque[Json] = deque(maxlen=_KEPT)

    def add(self, kind: str, time: float, **fields: Any) -> int:
        """Note an event; its number."""
        self.last += 1
        self._kept.append({"n": self.last, "time": time, "kind": kind, **fields})
        self.added.ring()
        return self.last

    def after(self, number: int, limit: int = 1_000) -> tuple[list[Json], bool]:
        """Events later than `number`, oldest first; True when some are no longer kept."""
        missing = max(0, self.last - number)
        gone = missing > len(self._kept)
        start = max(0, len(self._kept) - missing)
        stop = min(len(self._kept), start + limit)
        if stop - start < 64:
            return [self._kept[index] for index in range(start, stop)], gone
        return list(self._kept)[start:stop], gone
