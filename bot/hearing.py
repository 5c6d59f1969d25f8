"""Hearing: notices when nothing was heard from Telegram for longer than it keeps messages, and has people told."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Final

from bot.handoff import missed
from bot.handoff.events import Missed
from bot.handoff.ids import UpdateId
from bot.handoff.person import OPEN
from bot.ports import DamagedError, StoreAwayError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.clock import Clock
    from bot.handlers.contact import Contact
    from bot.handoff.desk import Desk
    from bot.handoff.ids import PersonId
    from bot.outbox.outbox import Outbox
    from bot.service import Service
    from bot.store.valkey_store import ValkeyStore

KEPT: Final = 24 * 3600.0
"""Seconds for which Telegram keeps an update that was not fetched (Bot API, "Getting updates")."""
LOOK_EVERY: Final = 1.0
"""Real seconds between two looks at how contact stands."""
REMEMBER_EVERY: Final = 60.0
"""Seconds after which it is written down again that Telegram is heard. A gap may seem longer by as much."""
STALE: Final = 120.0
"""Real seconds after which "heard" is old news; an open question for updates is answered within one minute."""

log = logging.getLogger(__name__)


class Hearing:
    """Follows the contact with Telegram. Its task raises nothing of its own; cancelling it loses nothing.

    A gap is written down in the step that moves on the time until which all was heard, and forgotten only when
    everybody was told. Each is told in a commit that remembers it, so a process that dies in the middle leaves
    nobody untold and tells nobody twice.
    """

    def __init__(
        self,
        store: ValkeyStore,
        service: Service,
        outbox: Outbox,
        contact: Contact,
        clock: Clock,
        desk: Desk,
        *,
        brought: bool,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """`brought`: Telegram brings updates, so all is heard only when none waits there. `sleep` takes real seconds."""
        self._store = store
        self._service = service
        self._outbox = outbox
        self._contact = contact
        self._clock = clock
        self._desk = desk
        self._brought = brought
        self._sleep = sleep
        self._last: float | None = None
        self._written = float("-inf")
        self._deaf = True
        """Not everything was heard since `_last`. A clock that is set while Telegram is heard is no gap."""

    async def run(self) -> None:
        """Follow the contact for ever."""
        begun = False
        while True:
            try:
                if begun:
                    await self._look()
                else:
                    known = await self._store.heard()
                    self._last, begun = known.at, True
                    if known.gap is not None:
                        await self._tell(*known.gap)
            except StoreAwayError:
                log.debug("The store is away: that Telegram is heard is written down later.")
            except Exception as error:  # noqa: BLE001  a mistake must not end it in silence
                log.error("Whether Telegram is heard can't be followed (%s).", type(error).__name__)  # noqa: TRY400  a traceback can hold texts
            await self._sleep(LOOK_EVERY)

    async def _look(self) -> None:
        facts = self._contact.facts()
        if facts.trouble or facts.heard is None or facts.heard > STALE:
            self._deaf = True
            return
        if self._brought and facts.pending != 0:
            # It may be on its way, or Telegram can't reach us; once nothing waits it is known which.
            self._deaf = True
            return
        now = self._clock.now() - facts.heard
        last = self._last
        if self._deaf and last is not None and now - last > KEPT:
            gap = (last, now - KEPT)
            await self._store.hear(now, gap)
            self._last, self._written, self._deaf = now, now, False
            log.error("Nothing was heard from Telegram for more than a day; people are told.")
            await self._tell(*gap)
            return
        if abs(now - self._written) >= REMEMBER_EVERY:
            await self._store.hear(now)
            self._written = now
        self._last, self._deaf = now, False

    async def _tell(self, since: float, until: float) -> None:
        """Tell the experts, and everybody whose case was open. Raises StoreAwayError: to be done again."""
        # A mark of our own among those of updates, whose ids are positive: the line is written once.
        mark = UpdateId(-int(until))
        line = missed.line(since, until, self._desk)
        outcome = await self._store.emit(mark, (line,), self._clock.now())
        self._outbox.accept(outcome.envelopes)
        event = Missed(since, until)
        cursor = "0"
        while True:
            cursor, people = await self._store.who_had_cases(cursor)
            for person in people:
                await self._tell_her(person, event)
            if cursor == "0":
                break
        await self._store.gap_told()

    async def _tell_her(self, person: PersonId, event: Missed) -> None:
        try:
            known = (await self._store.load(person)).person
            if known is not None and known.stage in OPEN:
                await self._service.mention(person, event)
        except StoreAwayError:
            raise
        except DamagedError:
            log.error("Somebody can't be told of a gap: what is stored of her is damaged.")  # noqa: TRY400  a traceback says no more
        except Exception as error:  # noqa: BLE001  a mistake in one case must not keep it from the others
            log.error("Somebody can't be told of a gap (%s).", type(error).__name__)  # noqa: TRY400  a traceback can hold texts
