"""Ledger: records what became of an effect, in the store or through the service, until that is done."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, TypeVar

from bot.outbox.backoff import LONGEST, LONGEST_FOR_STORE
from bot.ports import Finished, StoreAwayError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from bot.handoff.events import Event
    from bot.outbox.alarms import Clock
    from bot.outbox.backoff import Backoff, Complaints
    from bot.outbox.lanes import Lane
    from bot.ports import Envelope, Report, Waiting

log = logging.getLogger(__name__)
T = TypeVar("T")


class Ledger:
    """What Telegram did is never forgotten: recording goes on until it succeeds or the process ends."""

    def __init__(
        self,
        *,
        waiting: Waiting,
        report: Report,
        accept: Callable[[Sequence[Envelope]], None],
        clock: Clock,
        backoff: Backoff,
        complaints: Complaints,
    ) -> None:
        self._waiting = waiting
        self._report = report
        self._accept = accept
        self._clock = clock
        self._backoff = backoff
        self._complaints = complaints

    async def finish(self, lane: Lane, done: Finished) -> None:
        """Record that an effect is done, and take over what follows from it."""
        follow = await self.insist(lambda: self._waiting.finish(done))
        for one in (done.id, *done.also):
            lane.waiting.pop(one, None)
        self._accept(follow)

    async def close(self, lane: Lane, envelope: Envelope) -> None:
        """Record that an effect needs no call, or no further one."""
        await self.finish(lane, Finished(envelope.id, envelope.person))

    async def drop(self, lane: Lane, envelope: Envelope) -> None:
        """Give up an effect that nobody has to be told about."""
        log.warning("Given up: %s", type(envelope.effect).__name__)
        await self.close(lane, envelope)

    async def tell(self, lane: Lane, envelope: Envelope, event: Event) -> None:
        """Tell the service of an outcome; it settles the effect, or puts it behind others.

        The effect does not count as waiting meanwhile: the service knows it from the report.
        """
        person = envelope.person
        if person is None:
            await self.drop(lane, envelope)
            return
        await self.insist(lambda: self._report(person, event, envelope.id))
        lane.waiting.pop(envelope.id, None)

    async def mention(self, envelope: Envelope, event: Event) -> None:
        """Tell the service of something that leaves the effect where it is."""
        person = envelope.person
        if person is not None:
            await self.insist(lambda: self._report(person, event, envelope.id))

    async def insist(self, action: Callable[[], Awaitable[T]]) -> T:
        """Do this until it succeeds; return what it returns."""
        tries = 0
        while True:
            longest = LONGEST
            try:
                return await action()
            except StoreAwayError as error:
                self._complaints.store(error, self._clock.now())
                longest = LONGEST_FOR_STORE
            except Exception as error:  # noqa: BLE001  a bug must not lose what Telegram did
                log.error("Recording an outcome failed with %s", type(error).__name__)  # noqa: TRY400  a traceback can hold texts
            tries += 1
            await self._clock.sleep(self._backoff.pause(tries, longest))
