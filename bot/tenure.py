"""Tenure: the time in which this process owns the desk, held by a lease in the store."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Final

from bot.ports import FencedError, StoreAwayError
from bot.process import has_ended, name_of_process
from bot.settings import LONGEST_CALL

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.ports import Epoch, Lease

LEASE_SECONDS: Final = 10.0
"""How long an owner may be silent before another process takes over."""
RENEW_EVERY: Final = 2.0
LOOK_EVERY: Final = 0.5
"""Seconds between two looks of a process in reserve, and between two tries while the store is away."""
START_SECONDS: Final = 0.5
"""What may pass between the look whether a call may start and its first byte."""
CALL_SECONDS: Final = LONGEST_CALL + START_SECONDS
"""What must be left of the lease for a call to start. Renewed in time, a lease always leaves that much."""
RELEASE_WITHIN: Final = 0.5

log = logging.getLogger(__name__)


async def tenure_of(
    lease: Lease,
    steady: Callable[[], float],
    *,
    at_once: bool,
    waits: Callable[[], None],
) -> Tenure:
    """Wait until this process owns the desk, and return its tenure. Cancelling loses nothing.

    `waits` is called when somebody else turns out to own it, once. `steady` is as `bot.clock.steady`; `at_once` is
    for who knows that whoever owned it has ended. An owner of this machine that has ended is not waited for.
    """
    token = name_of_process()
    told = away = False
    dead: Epoch | None = None
    while True:
        asked = steady()
        try:
            epoch = await lease.acquire(token, LEASE_SECONDS, dead=dead, at_once=at_once)
            if epoch is not None:
                return Tenure(lease, epoch, asked + LEASE_SECONDS, steady)
            dead = await dead_owner(lease)
            away = False
        except StoreAwayError:
            if not away:
                log.error("The store is away: nobody can be in charge until it is back.")  # noqa: TRY400  a traceback says no more
            away = True
        if dead is None and not away and not told:
            waits()
            told = True
        if dead is None or away:
            await asyncio.sleep(LOOK_EVERY)


async def dead_owner(lease: Lease) -> Epoch | None:
    """Return the owner when it has ended for certain; nobody can tell of one on another machine."""
    holder = await lease.holder()
    return holder if holder is not None and has_ended(holder.partition(" ")[2]) else None


class Tenure:
    """One tenure. What this process believes of its lease ends sooner than the lease itself.

    It counts from the moment at which the last successful renewal was asked for; the server counts from when it
    came. Fills the port `Licence` of the outbox.
    """

    def __init__(
        self, lease: Lease, epoch: Epoch, until: float, steady: Callable[[], float]
    ) -> None:
        """`until`: what the lease is good for, in seconds of `steady`."""
        self.epoch = epoch
        self._lease = lease
        self._until = until
        self._steady = steady
        self._over = asyncio.Event()
        self._renewed = asyncio.Event()

    def left(self) -> float:
        """Return for how many seconds more nobody else can own the desk; never below 0."""
        return 0.0 if self._over.is_set() else max(0.0, self._until - self._steady())

    @property
    def over(self) -> bool:
        """Whether somebody else owns the desk now."""
        return self._over.is_set()

    async def room(self) -> None:
        """Return when a call may start: all of its time fits in what is left of the lease.

        Raises:
            FencedError: it never will; somebody else owns the desk.
        """
        while self.left() < CALL_SECONDS:
            if self._over.is_set():
                raise FencedError("Another process owns the desk.")
            renewed = self._renewed
            await renewed.wait()

    def holds(self) -> bool:
        """Tell whether a call that leaves at this moment ends before the lease can.

        A process that was paused after its look finds that it does not.
        """
        return self.left() >= LONGEST_CALL

    def fenced(self) -> None:
        """Note that a write was refused because a later epoch has begun."""
        self._over.set()
        self._wake()

    async def hold(self) -> None:
        """Renew the lease again and again. Returns when somebody else owns the desk; raises nothing of its own."""
        renewing = asyncio.create_task(self._renew(), name="lease")
        over = asyncio.create_task(self._over.wait(), name="lease over")
        try:
            await asyncio.wait((renewing, over), return_when=asyncio.FIRST_COMPLETED)
            self.fenced()
            if renewing.done():
                renewing.result()
        finally:
            for task in (renewing, over):
                task.cancel()
            await asyncio.gather(renewing, over, return_exceptions=True)

    async def end(self) -> None:
        """Give the lease back, if that can be done now; else it expires."""
        self.fenced()
        try:
            async with asyncio.timeout(RELEASE_WITHIN):
                await self._lease.release(self.epoch)
        except (StoreAwayError, TimeoutError):
            log.info("The lease was not given back; it expires in %g seconds.", LEASE_SECONDS)

    async def _renew(self) -> None:
        pause = RENEW_EVERY
        while True:
            await asyncio.sleep(pause)
            asked = self._steady()
            try:
                if not await self._lease.renew(self.epoch, LEASE_SECONDS):
                    return
            except StoreAwayError:
                pause = LOOK_EVERY
                continue
            pause = RENEW_EVERY
            self._until = asked + LEASE_SECONDS
            self._wake()

    def _wake(self) -> None:
        self._renewed.set()
        self._renewed = asyncio.Event()


class Permission:
    """What this process may do at Telegram, whoever owns the desk. Fills the port `Licence` for all its calls."""

    def __init__(self) -> None:
        self.tenure: Tenure | None = None
        """Who does not own the desk only asks things, and may."""

    async def room(self) -> None:
        """Return when a call may start. Raises FencedError as a tenure does."""
        if self.tenure is not None:
            await self.tenure.room()

    def holds(self) -> bool:
        """Tell whether a call that leaves at this moment ends before the lease can."""
        return self.tenure is None or self.tenure.holds()
