"""Spending: when operations of the expert group's budget were spent lately, so that a restart does not forget them.

Written before each call to the group, some twenty times a minute. What is written twice only counts twice.
"""

from collections.abc import Sequence
from math import ceil
from typing import Final

from bot.store import keys
from bot.store.shelf import Shelf

ENFORCES: Final = "minutes"
"""The term of the data map that is kept here."""
_SLACK: Final = 60.0
"""Seconds for which an entry is kept beyond its window."""
_MOST: Final = 1_000
"""Entries that are kept: far more than Telegram allows in a window."""


class Spending(Shelf):
    """The part of the store that keeps what was spent of the group's budget."""

    async def spend(self, at: float, cost: int, window: float) -> None:
        """Note `cost` operations at `at` (epoch seconds), for at least `window` seconds and a minute more.

        Raises:
            StoreAwayError: when the store is away.
        """
        keep = window + _SLACK
        await self._pipe.ask(
            ("RPUSH", keys.SPENT, f"{at!r} {cost}"),
            ("LTRIM", keys.SPENT, -_MOST, -1),
            ("EXPIRE", keys.SPENT, ceil(keep)),
        )

    async def spent(self, since: float) -> Sequence[tuple[float, int]]:
        """Return when how many operations were spent since then, in the order in which they were noted.

        Raises:
            StoreAwayError: when the store is away.
        """
        (stored,) = await self._pipe.ask(("LRANGE", keys.SPENT, 0, -1))
        rows = (row.decode().split() for row in stored)
        return [(float(at), int(cost)) for at, cost in rows if float(at) >= since]
