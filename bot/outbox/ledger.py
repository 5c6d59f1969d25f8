"""Ledger: records what became of an effect, in the store or through the service, until that is done."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace

from bot.handoff.events import Undelivered
from bot.outbox.backoff import LONGEST, LONGEST_FOR_STORE
from bot.ports import Finished, StoreAwayError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from bot.handoff.events import Event
    from bot.outbox.alarms import Clock
    from bot.outbox.backoff import Backoff, Complaints
    from bot.outbox.lanes import Lane
    from bot.outbox.signs import Signs
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
        signs: Signs,
    ) -> None:
        self._waiting = waiting
        self._report = report
        self._accept = accept
        self._clock = clock
        self._backoff = backoff
        self._complaints = complaints
        self._signs = signs

    async def finish(self, lane: Lane, done: Finished) -> None:
        """Record that an effect took effect, and take over what follows from it."""
        receipts = self._signs.receipts(map(lane.waiting.get, (done.id, *done.also)))
        await self._finish(
            lane, replace(done, follow=(*done.follow, *receipts)) if receipts else done
        )

    async def _finish(self, lane: Lane, done: Finished) -> None:
        ids = (done.id, *done.also)
        self._signs.ends(ids)
        follow = await self.insist(lambda: self._waiting.finish(done))
        for one in ids:
            lane.waiting.pop(one, None)
        self._signs.ended(ids)
        self._accept(follow)

    async def close(self, lane: Lane, envelope: Envelope) -> None:
        """Record that an effect needs no call, or no further one."""
        self._signs.forget(envelope)
        await self._finish(lane, Finished(envelope.id, envelope.person))

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
        if isinstance(event, Undelivered):
            self._signs.forget(envelope)
        self._signs.ends((envelope.id,))
        await self.insist(lambda: self._report(person, event, envelope.id))
        lane.waiting.pop(envelope.id, None)
        self._signs.ended((envelope.id,))

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
