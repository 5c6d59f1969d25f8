"""FakeInbox: what carries updates between processes, in memory, with a switch that takes it away."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.ports import Handed, StoreAwayError

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from bot.handoff.ids import UpdateId


class FakeInbox:
    """Fills the port `Inbox`."""

    def __init__(self) -> None:
        self.entries: dict[str, Handed] = {}
        self.seen: set[UpdateId] = set()
        self.away = False
        self.looks = 0
        self._last = 0
        self._news = asyncio.Event()

    async def hand_over(self, update: UpdateId, body: bytes, now: float) -> bool:  # noqa: ARG002  the port says so
        self._reach()
        if update in self.seen:
            return False
        if update not in (one.update for one in self.entries.values()):
            self.put(update, body)
        return True

    def put(self, update: UpdateId, body: bytes | None) -> None:
        """Let an update stand in the inbox."""
        self._last += 1
        entry = f"{self._last:04}"
        self.entries[entry] = Handed(entry, update, body)
        self._news.set()

    async def on_the_way(self, updates: Collection[UpdateId]) -> frozenset[UpdateId]:
        self._reach()
        self.looks += 1
        waiting = {one.update for one in self.entries.values()}
        return frozenset(waiting.intersection(updates))

    async def handed(self, after: str, seconds: float) -> Sequence[Handed]:
        self._reach()
        try:
            async with asyncio.timeout(seconds):
                while not (found := [one for key, one in self.entries.items() if key > after]):
                    self._news.clear()
                    await self._news.wait()
        except TimeoutError:
            return []
        return found

    async def settled(self, done: Sequence[Handed]) -> None:
        self._reach()
        for one in done:
            del self.entries[one.entry]

    def _reach(self) -> None:
        if self.away:
            raise StoreAwayError("away")
