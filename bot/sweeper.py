"""Sweeper: sees to it, day by day, that nobody is kept for longer than was said, whatever became of timers and settings."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, Protocol

from bot.ports import StoreAwayError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.clock import Clock
    from bot.declared import Retention
    from bot.handoff.effects import Effect
    from bot.handoff.ids import PersonId, UpdateId
    from bot.ports import Outcome

ENFORCES: Final = "record"
"""The term of the data map that is kept here."""
DAY: Final = 24 * 3600.0
EVERY: Final = DAY
AWAY_PAUSE: Final = 60.0
SUBJECT: Final = "retention"
"""The subject under which the store remembers by which terms everybody was looked at last."""
_MONTHS: Final = 12

log = logging.getLogger(__name__)


class Swept(Protocol):
    """What is needed of the store of the owner. Every method raises StoreAwayError."""

    async def told(self, subject: str) -> str:
        """Return what was noted of a subject."""
        ...

    async def emit(
        self,
        update: UpdateId | None,
        effects: Sequence[Effect],
        now: float,
        *,
        told: tuple[str, str] | None = None,
    ) -> Outcome:
        """Note something of a subject."""
        ...

    async def look_at_all(self, now: float, latest: float, *, again: bool) -> int:
        """Let the time of everybody be looked at for whom no timer up to `latest` does; with `again` of everybody."""
        ...

    async def remnants(self) -> Sequence[PersonId]:
        """Return to whom something leads though her record is gone."""
        ...

    async def look_at(self, persons: Sequence[PersonId], now: float) -> None:
        """Let the time of these persons be looked at."""
        ...

    async def end_blocks(self, now: float) -> int:
        """Forget the blocks that are over."""
        ...

    async def expire(self, before: str, lines_before: float) -> int:
        """Erase what remains of cases that began before a month, and ratings from before a time."""
        ...


class Sweeper:
    """For the owner of the desk. `run` is awaited by the task that owns it; cancelling it loses nothing."""

    def __init__(
        self, store: Swept, retention: Retention, clock: Clock, timer_set: Callable[[float], None]
    ) -> None:
        """`timer_set` is told when timers are due (epoch seconds)."""
        self._store = store
        self._retention = retention
        self._clock = clock
        self._timer_set = timer_set

    async def run(self) -> None:
        """Sweep every day, for ever. Raises nothing of its own."""
        while True:
            pause = EVERY
            try:
                await self.sweep()
            except StoreAwayError:
                pause = AWAY_PAUSE
            except Exception as error:  # noqa: BLE001  a mistake must not end it in silence
                log.error("What is over can't be looked for (%s).", type(error).__name__)  # noqa: TRY400  a traceback can hold texts
            await self._clock.sleep(pause)

    async def sweep(self) -> None:
        """Look once. Other terms than the last time are looked at for everybody. Raises StoreAwayError."""
        now, terms = self._clock.now(), self._retention
        said = f"{terms.message_map_days} {terms.warn_days}"
        changed = await self._store.told(SUBJECT) != said
        await self._store.look_at_all(
            now, now + terms.message_map_days * DAY + EVERY, again=changed
        )
        await self._store.look_at(await self._store.remnants(), now)
        self._timer_set(now)
        if changed:
            await self._store.emit(None, (), now, told=(SUBJECT, said))
        await self._store.end_blocks(now)
        gone = await self._store.expire(*border(now, terms.case_record_months))
        if gone:
            log.info("%d records of cases without persons were old and are erased.", gone)


def border(now: float, months: int) -> tuple[str, float]:
    """Return the first month of which something is kept ("2026-11"), and its beginning (epoch seconds)."""
    today = datetime.fromtimestamp(now, UTC)
    year, month = divmod(today.year * _MONTHS + today.month - 1 - months, _MONTHS)
    first = datetime(year, month + 1, 1, tzinfo=UTC)
    return f"{first:%Y-%m}", first.timestamp()
