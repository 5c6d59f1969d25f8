"""The journal: what the coordinator reads, ratings with their sentences, closed cases, and counters."""

from collections.abc import Mapping, Sequence

from bot.handoff.case import Case
from bot.handoff.decision import Record
from bot.handoff.ids import CaseCode
from bot.store import keys
from bot.store.shelf import Shelf


class Journal(Shelf):
    """The part of the store that keeps what is told about cases. Written by commits."""

    async def records(self) -> Sequence[Record]:
        """Return every line for the coordinator, oldest first. Raises StoreAwayError, SealError."""
        (found,) = await self._pipe.ask(("XRANGE", keys.JOURNAL, "-", "+"))
        return [
            self._records.open_record(code.decode(), sealed) for _, (_, code, _, sealed) in found
        ]

    async def archived(self, code: CaseCode) -> Case | None:
        """Return a closed case that made room for a new one. Raises StoreAwayError, SealError."""
        (sealed,) = await self._pipe.ask(("GET", keys.archive(code)))
        return None if sealed is None else self._records.open_case(code, sealed)

    async def counts(self) -> Mapping[str, int]:
        """Return the counters. Raises StoreAwayError."""
        (found,) = await self._pipe.ask(("HGETALL", keys.COUNTS))
        return {
            name.decode(): int(count) for name, count in zip(found[::2], found[1::2], strict=True)
        }
