"""Leavers in the store: which experts are no longer in the group, by their keyed ids, so that a restart remembers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.handoff.ids import ExpertId
from bot.store import keys
from bot.store.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Mapping

ENFORCES: Final = "member"
"""The term of the data map that is kept here."""
KEPT_FOR: Final = 365 * keys.DAY
"""Seconds after which who left is forgotten: no button is that old."""


class Leavers(Shelf):
    """The part of the store that remembers who left the expert group."""

    async def leavers(self, now: float) -> Mapping[ExpertId, float]:
        """Return who is out of the group, and since when (epoch seconds). Raises StoreAwayError."""
        since = now - KEPT_FOR
        _, found = await self._pipe.ask(
            ("ZREMRANGEBYSCORE", keys.LEAVERS, "-inf", repr(since)),
            ("ZRANGE", keys.LEAVERS, 0, -1, "WITHSCORES"),
            writes=True,
        )
        return {
            ExpertId(one.decode()): float(at)
            for one, at in zip(found[::2], found[1::2], strict=True)
        }

    async def left(self, expert: ExpertId, at: float) -> None:
        """Remember that somebody is out of the group since `at` (epoch seconds). Raises StoreAwayError."""
        await self._pipe.ask(("ZADD", keys.LEAVERS, repr(at), expert), writes=True)

    async def is_back(self, expert: ExpertId) -> None:
        """Forget that somebody was out of the group. Raises StoreAwayError."""
        await self._pipe.ask(("ZREM", keys.LEAVERS, expert), writes=True)
