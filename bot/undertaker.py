"""Undertaker: sets aside what can't be handled, and sees to it that a hundred of these make one line, not a hundred."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Final

from bot.handlers.arrival import FromHer
from bot.handoff import general
from bot.handoff.effects import ToPerson
from bot.handoff.events import Edited, Pressed, Wrote
from bot.ports import StoreAwayError

if TYPE_CHECKING:
    from bot.clock import Clock
    from bot.handlers.arrival import Arrival
    from bot.handoff.desk import Desk
    from bot.handoff.effects import Effect
    from bot.handoff.ids import UpdateId, UserId
    from bot.outbox.outbox import Outbox
    from bot.store.valkey_store import ValkeyStore

LINE_FOR: Final = 600.0
"""Seconds in which what is set aside is counted in one line in General; after that a new one is begun."""
GATHER: Final = 3.0
"""Seconds for which more is waited for, after the first, before the line is changed."""
CHANGE_EVERY: Final = 30.0
"""Seconds between two changes of the line."""
TELL_HER_EVERY: Final = 600.0
"""Seconds in which somebody is told only once that something of hers could not be handled."""
AWAY_PAUSE: Final = 2.0

log = logging.getLogger(__name__)


class Undertaker:
    """Buries updates, and counts them in a line in General. What it counts lives in memory only.

    The first of a burst is told in the commit that sets it aside, so it can't be missed; a process that dies right
    after may leave a line that counts too few.
    """

    def __init__(self, store: ValkeyStore, outbox: Outbox, desk: Desk, clock: Clock) -> None:
        self._store = store
        self._outbox = outbox
        self._desk = desk
        self._clock = clock
        self._begun = float("-inf")
        self._count = 0
        self._line = False
        """The line was written, or is about to be."""
        self._more = asyncio.Event()
        self._told: dict[UserId, float] = {}

    async def bury(
        self, update_id: UpdateId, body: bytes, reason: str, arrival: Arrival | None
    ) -> None:
        """Set an update aside, tell the experts, and her whose it is. Raises StoreAwayError: it was not set aside."""
        now = self._clock.now()
        if not 0 <= now - self._begun < LINE_FOR:
            self._begun, self._count, self._line = now, 0, False
            self._told = {who: at for who, at in self._told.items() if now - at < TELL_HER_EVERY}
        # Many are buried at one time: who finds nothing said, says it, and takes that back if it comes to nothing.
        effects: list[Effect] = []
        first, self._line = not self._line, True
        if first:
            effects.append(general.dead_letters(1, self._desk))
        her = self._to_be_told(arrival, now)
        if her is not None:
            self._told[her.user] = now
            effects.append(self._word_to(her))
        buried = False
        try:
            outcome = await self._store.bury(update_id, body, reason, now, effects)
            buried = outcome.status != "seen"
        finally:
            if not buried:
                self._line = self._line and not first
                if her is not None:
                    self._told.pop(her.user, None)
        if buried:
            self._outbox.accept(outcome.envelopes)
            self._count += 1
            if self._count > 1:
                self._more.set()

    async def damaged(self) -> None:
        """Set aside the effects that could not be read at start, and tell the experts. Raises StoreAwayError."""
        now = self._clock.now()
        count = await self._store.bury_damaged(now)
        if count:
            log.error("%d effects in the store are damaged; they are set aside.", count)
            notice = general.damaged_effects(count, self._desk)
            self._outbox.accept((await self._store.emit(None, (notice,), now)).envelopes)

    async def run(self) -> None:
        """Keep the count in the line true, for ever. Raises nothing of its own; cancelling it loses nothing."""
        while True:
            await self._more.wait()
            await self._clock.sleep(GATHER)
            self._more.clear()
            change = general.dead_letters_counted(self._count, self._desk)
            try:
                outcome = await self._store.emit(None, (change,), self._clock.now())
            except Exception as error:  # noqa: BLE001  a mistake must not end it in silence
                if not isinstance(error, StoreAwayError):
                    log.error("The line in General can't be changed (%s).", type(error).__name__)  # noqa: TRY400  a traceback can hold texts
                self._more.set()
                await self._clock.sleep(AWAY_PAUSE)
                continue
            self._outbox.accept(outcome.envelopes)
            await self._clock.sleep(CHANGE_EVERY - GATHER)

    def _to_be_told(self, arrival: Arrival | None, now: float) -> FromHer | None:
        match arrival:
            case FromHer(user=user, event=Wrote() | Edited() | Pressed()) as hers:
                told = self._told.get(user)
                return hers if told is None or not 0 <= now - told < TELL_HER_EVERY else None
            case _:
                return None

    def _word_to(self, her: FromHer) -> Effect:
        # Her record may be what can't be read, so what she chose is not known here.
        language = self._desk.language if not her.language else her.language.partition("-")[0]
        place = ToPerson(self._store.person_id(her.user), her.chat)
        return general.not_handled(place, "nl" if language == "nl" else "en")
