"""Timers in the store: when which one of whom is due, across all persons."""

from collections.abc import Sequence

from bot.handoff.events import Timer
from bot.handoff.ids import PersonId
from bot.store import keys
from bot.store.shelf import Shelf


class Timers(Shelf):
    """The part of the store that knows what is due. Timers are set and taken away by commits."""

    async def due(self, now: float, limit: int) -> Sequence[tuple[PersonId, Timer, float]]:
        """Return at most `limit` timers that are due at `now` (epoch seconds), oldest first.

        A timer stays due until a commit that names it as `fired`, moves it or cancels it. Raises StoreAwayError.
        """
        (found,) = await self._pipe.ask(
            ("ZRANGE", keys.TIMERS, "-inf", repr(now), "BYSCORE", "LIMIT", 0, limit, "WITHSCORES")
        )
        return [_timer(member, at) for member, at in zip(found[::2], found[1::2], strict=True)]

    async def next_due(self) -> float | None:
        """Return when the next timer is due (epoch seconds), None when none is set. Raises StoreAwayError."""
        (found,) = await self._pipe.ask(("ZRANGE", keys.TIMERS, 0, 0, "WITHSCORES"))
        return float(found[1]) if found else None


def _timer(member: bytes, at: bytes) -> tuple[PersonId, Timer, float]:
    person, _, timer = member.decode().partition(":")
    return PersonId(person), Timer(timer), float(at)
