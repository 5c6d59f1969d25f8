"""Tray: what other processes handed over to the owner of the desk, settled like what he fetched himself."""

from __future__ import annotations

import asyncio
import json
import logging
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from bot.ports import StoreAwayError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from bot.handlers.reception import Letter, Reception
    from bot.ports import Handed, Inbox

HELD: Final = 2.0
"""Seconds for which the store holds the question for news."""
AWAY_PAUSE: Final = 0.5
"""Seconds between tries while the store is away."""

log = logging.getLogger(__name__)


class Tray:
    """Reads the inbox. Its task ends by cancellation only, and that loses nothing: what is not settled stays."""

    def __init__(
        self,
        inbox: Inbox,
        reception: Reception,
        *,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """`sleep` waits a number of real seconds."""
        self._inbox = inbox
        self._reception = reception
        self._sleep = sleep

    async def run(self) -> None:
        """Settle what comes, for ever. Raises nothing of its own."""
        after, away = "0", False
        while True:
            try:
                found = await self._inbox.handed(after, HELD)
                if found and await self._settle(found):
                    after = found[-1].entry
                away = False
            except StoreAwayError as error:
                if not away:
                    log.error("Nothing is taken from the inbox for now. %s", error)  # noqa: TRY400  a traceback says no more
                away = True
                await self._sleep(AWAY_PAUSE)

    async def _settle(self, found: Sequence[Handed]) -> bool:
        """Settle the lanes side by side; False when something has to wait for the store."""
        lanes: dict[tuple[str, int | None], list[tuple[Handed, Letter]]] = defaultdict(list)
        for one in found:
            letter = self._read(one)
            lanes[letter.lane].append((one, letter))
        done: list[Handed] = []

        async def settle_lane(lane: Sequence[tuple[Handed, Letter]]) -> None:
            for one, letter in lane:
                try:
                    await self._reception.settle(letter)
                except StoreAwayError:
                    return
                done.append(one)

        async with asyncio.TaskGroup() as group:
            for lane in lanes.values():
                group.create_task(settle_lane(lane))
        await self._inbox.settled(done)
        if len(done) < len(found):
            await self._sleep(AWAY_PAUSE)
            return False
        return True

    def _read(self, one: Handed) -> Letter:
        body = one.body or b""
        try:
            letter = self._reception.read(json.loads(body))
        except (ValueError, RecursionError):
            letter = None
        return letter or self._reception.unreadable(one.update, body)
