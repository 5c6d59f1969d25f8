"""Front: where an update goes that Telegram brings itself: to our own reception, or to that of the owner."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from bot.ports import FencedError, StoreAwayError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.handlers.reception import Letter, Reception
    from bot.handoff.ids import UpdateId
    from bot.ports import Inbox

PATIENCE: Final = 20.0
"""Seconds for which the owner is waited for; a takeover takes less."""
FIRST_LOOK: Final = 0.005
LONGEST_LOOK: Final = 0.1
"""Seconds between two looks whether the owner has settled what he was given: at first, and at most."""


class ClosedError(StoreAwayError):
    """This process is about to end and takes nothing in any more."""


class Front:
    """The front of one process. With a reception it settles updates itself; without one it hands them over."""

    def __init__(
        self, inbox: Inbox, now: Callable[[], float], *, patience: float = PATIENCE
    ) -> None:
        """`inbox` leads to the owner; `now` is the time in epoch seconds, `patience` in seconds."""
        self._inbox = inbox
        self._now = now
        self._patience = patience
        self._reception: Reception | None = None
        self._closed = False
        self._settling = 0
        self._idle = asyncio.Event()
        self._idle.set()
        self._waiting: dict[UpdateId, list[asyncio.Future[None]]] = {}
        self._looking: asyncio.Task[None] | None = None

    def opens(self, reception: Reception) -> None:
        """Note that this process owns the desk: settle updates here."""
        self._reception = reception

    async def gives_up(self, within: float) -> None:
        """Note that it does so no longer, and wait so many seconds for what is being settled.

        What is not settled by then comes again; what was committed is known by its id.
        """
        self._reception = None
        with suppress(TimeoutError):
            async with asyncio.timeout(within):
                await self._idle.wait()

    def close(self) -> None:
        """Take nothing in any more: this process is about to end."""
        self._closed = True

    async def take(self, number: UpdateId, raw: Mapping[str, object] | None, body: bytes) -> None:
        """Return when an update is committed or set aside, here or by the owner.

        `raw` is its JSON, None when it can't be read; `body` is the update as it came.

        Raises:
            StoreAwayError: neither happened, as far as is known; it is harmless to bring it again.
        """
        if self._closed:
            raise ClosedError("This process is about to end.")
        reception = self._reception
        if reception is not None:
            letter = reception.read(raw) if raw is not None else None
            try:
                await self._settle(reception, letter or reception.unreadable(number, body))
            except FencedError:
                pass  # the owner of now may take it
            else:
                return
        if await self._inbox.hand_over(number, body, self._now()):
            await self._until_settled(number)

    async def _settle(self, reception: Reception, letter: Letter) -> None:
        self._settling += 1
        self._idle.clear()
        try:
            await reception.settle(letter)
        finally:
            self._settling -= 1
            if not self._settling:
                self._idle.set()

    async def _until_settled(self, number: UpdateId) -> None:
        settled: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        waiters = self._waiting.setdefault(number, [])
        waiters.append(settled)
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look(), name="front")
        try:
            async with asyncio.timeout(self._patience):
                await settled
        except TimeoutError:
            raise StoreAwayError("Nobody settled the update in time.") from None
        finally:
            waiters.remove(settled)
            if not waiters and self._waiting.get(number) is waiters:
                del self._waiting[number]

    async def _look(self) -> None:
        """Look again and again, for all who wait at once. Ends when nobody waits; raises nothing of its own."""
        pause = FIRST_LOOK
        while self._waiting:
            await asyncio.sleep(pause)
            asked = tuple(self._waiting)
            try:
                left = await self._inbox.on_the_way(asked)
            except StoreAwayError:
                pause = LONGEST_LOOK
                continue
            done = [one for one in asked if one not in left]
            for one in done:
                for settled in self._waiting.pop(one, ()):
                    if not settled.done():
                        settled.set_result(None)
            pause = FIRST_LOOK if done else min(2 * pause, LONGEST_LOOK)
