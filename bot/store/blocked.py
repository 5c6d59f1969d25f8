"""Blocked in the store: who was blocked and is erased otherwise, each until a time, under a hash made for this alone.

While somebody is kept, her record says whether she is blocked; nothing stands here of her then.
"""

from __future__ import annotations

from typing import Final

from bot.handoff.ids import UserId
from bot.store import keys
from bot.store.shelf import Shelf
from bot.store.write import Wipe

ENFORCES: Final = "blocked"
"""The term of the data map that is kept here."""


class Blocked(Shelf):
    """The part of the store that remembers a block when all else is erased."""

    async def blocked_until(self, user: UserId, now: float) -> float:
        """Return until when somebody of whom nothing else is kept is blocked (epoch seconds); 0 when she isn't.

        Raises StoreAwayError.
        """
        (until,) = await self._pipe.ask(("ZSCORE", keys.BLOCKED, self._codec.ring.blocked(user)))
        return float(until) if until is not None and float(until) > now else 0.0

    async def end_blocks(self, now: float) -> int:
        """Forget the blocks that are over at `now` (epoch seconds); return how many. Raises StoreAwayError."""
        over = ("ZREMRANGEBYSCORE", keys.BLOCKED, "-inf", repr(now))
        (gone,) = await self._pipe.ask(over, writes=True)
        return int(gone)

    def _stays_blocked(self, user: UserId, until: float) -> list[Wipe]:
        """Return what is to be written with the erasure of all else."""
        if not until:
            return []
        return [Wipe("zadd", keys.BLOCKED, self._codec.ring.blocked(user), repr(until))]

    def _is_kept_again(self, user: UserId) -> Wipe:
        """Return what is to be written once her record says that she is blocked."""
        return Wipe("zrem", keys.BLOCKED, self._codec.ring.blocked(user))
