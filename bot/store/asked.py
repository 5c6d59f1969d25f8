"""Asked: what was counted of questions and answers, day by day. Only ids of content and numbers, never a text."""

from collections.abc import Mapping

from bot.store import keys
from bot.store.shelf import Shelf


class Asked(Shelf):
    """The part of the store that keeps what was asked. Written by commits; a day goes by itself after 400 days."""

    async def asked(self, now: float, days: int) -> Mapping[int, Mapping[str, int]]:
        """Return the counts of the last so many days, the one of `now` (epoch seconds) included.

        By day (from 1970-01-01, in UTC), oldest first; days on which nothing was counted are left out.

        Raises:
            StoreAwayError: when the store is away.
        """
        last = int(now // keys.DAY)
        wanted = range(last - days + 1, last + 1)
        found = await self._pipe.ask(*(("HGETALL", keys.asked(day)) for day in wanted))
        return {
            day: {
                name.decode(): int(count)
                for name, count in zip(counts[::2], counts[1::2], strict=True)
            }
            for day, counts in zip(wanted, found, strict=True)
            if counts
        }
