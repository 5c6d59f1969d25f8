"""The journal: what the coordinator reads, ratings with their sentences, closed cases, and counters."""

from collections.abc import Mapping, Sequence
from contextlib import suppress

from bot.handoff.case import Case
from bot.handoff.decision import Record
from bot.handoff.ids import CaseCode
from bot.store import keys
from bot.store.shelf import Shelf
from bot.store.unreadable import ErasedError


class Journal(Shelf):
    """The part of the store that keeps what is told about cases. Written by commits."""

    async def records(self) -> Sequence[Record]:
        """Return every line for the coordinator, oldest first, that was not erased. Raises StoreAwayError, SealError."""
        (found,) = await self._pipe.ask(("XRANGE", keys.JOURNAL, "-", "+"))
        records: list[Record] = []
        for _, (_, code, _, sealed) in found:
            with suppress(ErasedError):
                records.append(self._records.open_record(code.decode(), sealed))
        return records

    async def archived(self, code: CaseCode) -> Case | None:
        """Return a closed case that made room for a new one, unless it was erased. Raises StoreAwayError, SealError."""
        (sealed,) = await self._pipe.ask(("GET", keys.archive(code)))
        try:
            return None if sealed is None else self._records.open_case(code, sealed)
        except ErasedError:
            return None

    async def counts(self) -> Mapping[str, int]:
        """Return the counters. Raises StoreAwayError."""
        (found,) = await self._pipe.ask(("HGETALL", keys.COUNTS))
        return {
            name.decode(): int(count) for name, count in zip(found[::2], found[1::2], strict=True)
        }
