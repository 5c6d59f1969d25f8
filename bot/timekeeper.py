"""The timekeeper: fires the timers of the store when they are due, one after the other."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from bot.ports import StoreAwayError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.clock import Clock
    from bot.handoff.events import Timer
    from bot.handoff.ids import PersonId
    from bot.ports import Store

    Fire = Callable[[PersonId, Timer, float], Awaitable[None]]

log = logging.getLogger(__name__)

AT_ONCE: Final = 100
LOOK_AGAIN: Final = 30.0
"""Seconds after which the store is asked again, whatever is known."""
AWAY_PAUSE: Final = 1.0
"""Seconds between tries while the store is away."""
BUG_PAUSE: Final = 60.0
"""Seconds for which a timer that can't be handled is left alone."""


class Timekeeper:
    """Sleeps until the next timer is due. Ends when its task is cancelled; nothing is lost by that."""

    def __init__(self, store: Store, clock: Clock) -> None:
        """`clock` may be the movable one: moving it fires what is due by then."""
        self._store = store
        self._clock = clock
        self._next: float | None = None
        self._sooner = asyncio.Event()
        self._failed: dict[tuple[PersonId, Timer], float] = {}

    def wake(self, at: float) -> None:
        """Note that a timer was set for `at` (epoch seconds)."""
        if self._next is None or at < self._next:
            self._sooner.set()

    async def run(self, fire: Fire) -> None:
        """Fire timers for ever. Raises nothing of its own; trouble is logged and waited out."""
        away = False
        while True:
            try:
                if away:
                    await self._clock.sleep(AWAY_PAUSE)
                await self._fire_due(fire)
                await self._rest()
                away = False
            except StoreAwayError as error:
                if not away:
                    log.error("Timers wait for the store. %s", error)  # noqa: TRY400  a traceback says no more
                away = True

    async def _fire_due(self, fire: Fire) -> None:
        while due := await self._due():
            for person, timer, at in due:
                try:
                    await fire(person, timer, at)
                except StoreAwayError:
                    raise
                except Exception as error:  # noqa: BLE001  one timer's bug must not stop the others
                    log.error("A timer can't be handled (%s).", type(error).__name__)  # noqa: TRY400  a traceback can hold texts
                    self._failed[person, timer] = self._clock.now() + BUG_PAUSE

    async def _due(self) -> list[tuple[PersonId, Timer, float]]:
        now = self._clock.now()
        self._failed = {one: until for one, until in self._failed.items() if until > now}
        found = await self._store.due(now, AT_ONCE + len(self._failed))
        return [one for one in found if (one[0], one[1]) not in self._failed]

    async def _rest(self) -> None:
        self._sooner.clear()
        following = await self._store.next_due()
        now = self._clock.now()
        until = min(now + LOOK_AGAIN, following if following is not None else now + LOOK_AGAIN)
        if self._failed:
            until = max(until, now + AWAY_PAUSE)
        self._next = until
        sleeping = asyncio.ensure_future(self._clock.sleep_until(until))
        woken = asyncio.ensure_future(self._sooner.wait())
        try:
            await asyncio.wait((sleeping, woken), return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._next = None
            for task in (sleeping, woken):
                task.cancel()
            with suppress(asyncio.CancelledError):
                await asyncio.gather(sleeping, woken, return_exceptions=True)
