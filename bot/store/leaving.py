"""Leaving: delivered effects leave the outbox, those of one moment together in one call of `finish.lua`.

While one call is under way the next effects gather; where it is calm each is called for at once, by who asks. A lane goes on only when its effect has left, so at most one
delivery of each lane can be repeated after a crash, and never behind a later one.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from bot.store import entries, keys
from bot.store.script import FINISH
from bot.store.write import packed_link

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.ports import Finished
    from bot.store.write import Argument
    from bot.store.writer import Writer

ENFORCES: Final = "sent"
"""The term of the data map that is kept here."""
AT_ONCE: Final = 100
"""Effects that leave in one call: some milliseconds of the server's time at most."""


class Leaving:
    """Gathers what was delivered and lets it leave."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._waiting: list[tuple[Finished, asyncio.Future[None]]] = []
        self._going: asyncio.Task[None] | None = None
        self._busy = False
        """A call is under way."""

    async def leave(self, done: Finished) -> None:
        """Return when a delivered effect has left; for one without followers and without a merged record.

        Raises:
            StoreAwayError: when it is still there because the store is away.
        """
        if not self._busy:
            self._busy = True
            try:
                await self._record((done,))
            finally:
                self._busy = False
                if self._waiting:
                    self._go_on()
            return
        left: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((done, left))
        await left

    def _go_on(self) -> None:
        self._busy = True
        self._going = asyncio.create_task(self._go(), name="leaving")

    async def _go(self) -> None:
        """Let all leave that wait. Whatever happens, everybody hears of it."""
        batch: list[tuple[Finished, asyncio.Future[None]]] = []
        try:
            while self._waiting:
                batch, self._waiting = self._waiting[:AT_ONCE], self._waiting[AT_ONCE:]
                try:
                    await self._record([done for done, _ in batch])
                except Exception as error:  # noqa: BLE001  handed to those who wait
                    for _, left in batch:
                        if not left.done():
                            left.set_exception(error)
                else:
                    for _, left in batch:
                        if not left.done():
                            left.set_result(None)
        finally:
            # Without an end of its own it was cancelled, and those who wait are at their end too.
            self._going, self._busy = None, False
            for _, left in (*batch, *self._waiting):
                left.cancel()

    async def _record(self, batch: Sequence[Finished]) -> None:
        maps: dict[str, int] = {}
        given: list[Argument] = []
        for done in batch:
            given += (1 + len(done.also), done.id, *done.also)
            given.append(maps.setdefault(keys.message_map(done.person), len(maps) + 1))
            given.append(len(done.links))
            for link in done.links:
                given += packed_link(link)
            given.append(len(done.copies))
            for copy in done.copies:
                spot = keys.whereabouts(copy)
                given += (maps.setdefault(spot, len(maps) + 1), copy, done.thread or 0)
            given.append(len(done.named))
            for name, message in done.named:
                given += (entries.name_field(name), message)
        names = (keys.EFFECTS, keys.BEGUN, keys.EPOCH, *maps)
        if not await self._writer.repeat(FINISH, names, keys.WHEREABOUTS_FOR, *given):
            raise self._writer.fence()
