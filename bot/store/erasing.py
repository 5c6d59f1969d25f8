"""Erasing in the store: what is over or was asked for goes, in one write, for good."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from bot.handoff import forgetting
from bot.handoff.events import Timer
from bot.handoff.ids import PersonId
from bot.store import entries, keys
from bot.store.codec import HEAD, case_key_of
from bot.store.flags import flags_in
from bot.store.gathering import Gathering, case_in, names_expert
from bot.store.records import VERSION_DIGITS
from bot.store.unreadable import ErasedError, SealError
from bot.store.write import Wipe, Write

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from bot.handoff.erasure import Erasure, Remains
    from bot.handoff.ids import ExpertId
    from bot.store.records import Records

_PAGE: Final = 1000
"""What is written at once."""


class Erasing(Gathering):
    """The part of the store that erases, and keeps what remains of cases."""

    async def remains(self) -> Sequence[Remains]:
        """Return what remains of erased cases, by month. Raises StoreAwayError, SealError."""
        found: list[Remains] = []
        for month, key in await self._months():
            (sealed,) = await self._pipe.ask(("LRANGE", key, 0, -1))
            found += [self._records.open_remains(month, one) for one in sealed]
        return found

    async def expire(self, before: str, lines_before: float) -> int:
        """Erase what remains of cases that began before a month ("2026-11"), and ratings from before a time.

        Returns how many cases there were. `lines_before` in epoch seconds. Raises StoreAwayError.
        """
        gone = 0
        for month, key in await self._months():
            if month < before:
                count, _ = await self._pipe.ask(("LLEN", key), ("DEL", key), writes=True)
                gone += int(count)
        old = [place for place, line in await self._lines(None) if line.at < lines_before]
        if old:
            await self._pipe.ask(("XDEL", keys.JOURNAL, *old), writes=True)
        return gone

    async def forget_expert(self, expert: ExpertId) -> None:
        """Take an expert out of everything but the records of persons: maps, archives, flags, audit.

        What he did stays, without who he was. That he left the group is still known for a while: his buttons must
        not work again. Harmless to repeat. Raises StoreAwayError.
        """
        wipes = [
            Wipe(
                "hset",
                key,
                field.decode(),
                entries.pack(replace(entry, author=None)),
            )
            async for key in self._keys("m:*")
            async for field, value in self._hash(key)
            if not field.startswith(b"n:") and (entry := entries.unpack(value)).author == expert
        ]
        wipes += [
            Wipe("hset", keys.FLAGS, one.id, f"{one.digest} {one.at!r} ")
            for one in (await flags_in(self._pipe)).values()
            if one.by == expert
        ]
        async for key in self._keys("a:*"):
            (sealed,) = await self._pipe.ask(("GET", key))
            case = case_in(self._records, key, sealed)
            if case is not None and names_expert(case, expert):
                anew = forgetting.case_without(case, expert)
                sealed = self._records.seal_case(anew, case_key_of(sealed))
                wipes.append(Wipe("set", key, value=sealed))
        for at in range(0, len(wipes), _PAGE):
            await self._writer.write(Write(owner=None, wipes=wipes[at : at + _PAGE]), receipt=False)
        await self.forget_expert_in_audit(expert)

    async def persons_with(self, expert: ExpertId) -> Sequence[PersonId]:
        """Return whose records name an expert. Raises StoreAwayError."""
        return [who async for who, cases, bars in self._experts_in(expert) if cases or bars]

    async def persons(self) -> Sequence[PersonId]:
        """Return everybody who is kept. Raises StoreAwayError."""
        return [PersonId(key.rpartition(":")[2]) async for key in self._keys("p:*")]

    async def remnants(self) -> Sequence[PersonId]:
        """Return to whom something leads though her record is gone: her key was erased, or there is no record at all.

        That is so once a backup was put back. Raises StoreAwayError.
        """
        found: dict[PersonId, None] = {}
        everybody = await self.persons()
        for at in range(0, len(everybody), _PAGE):
            page = everybody[at : at + _PAGE]
            head = (VERSION_DIGITS, VERSION_DIGITS + HEAD - 1)
            heads = await self._pipe.ask(*(("GETRANGE", keys.person(one), *head) for one in page))
            found |= {
                one: None for one, begins in zip(page, heads, strict=True) if self._is_gone(begins)
            }
        known = set(everybody)
        return [*found, *[one async for one in self._led_to() if one not in known]]

    def _is_gone(self, begins: bytes) -> bool:
        """Tell whether the case key of a record that begins so was erased."""
        key, case_keys = case_key_of(begins), self._codec.case_keys
        if key is None or case_keys is None:
            return False
        try:
            case_keys.key(key)
        except ErasedError:
            return True
        except SealError:
            return False
        return False

    async def _led_to(self) -> AsyncIterator[PersonId]:
        """Go through everybody to whom something leads; each may come more than once."""
        for pattern in ("m:?*", "k:*"):
            async for key in self._keys(pattern):
                yield PersonId(key.rpartition(":")[2])
        async for _, who in self._hash(keys.CODES):
            yield PersonId(who.decode())
        async for _, owner in self._hash(keys.TOPICS):
            yield PersonId(owner.decode().partition(":")[0])

    async def look_at_all(self, now: float, latest: float, *, again: bool) -> int:
        """Let the time of everybody be looked at for whom no timer does that; with `again` of everybody.

        Nobody's timer is later than `latest`, unless a clock that was ahead has set it: then it counts as missing.
        Returns how many there are. Times in epoch seconds; a timer that is due sooner stays. Raises StoreAwayError.
        """
        everybody = await self.persons()
        for at in range(0, len(everybody), _PAGE):
            page = everybody[at : at + _PAGE]
            members = [f"{one}:{Timer.ERASE}" for one in page]
            (scores,) = await self._pipe.ask(("ZMSCORE", keys.TIMERS, *members))
            unseen = [
                one
                for one, due in zip(page, scores, strict=True)
                if again or due is None or float(due) > latest
            ]
            await self.look_at(unseen, now)
        return len(everybody)

    async def look_at(self, persons: Sequence[PersonId], now: float) -> None:
        """Let the time of these persons be looked at; a timer that is due sooner stays. Raises StoreAwayError."""
        for at in range(0, len(persons), _PAGE):
            due = [(repr(now), f"{one}:{Timer.ERASE}") for one in persons[at : at + _PAGE]]
            flat = [part for pair in due for part in pair]
            await self._pipe.ask(("ZADD", keys.TIMERS, "LT", *flat), writes=True)

    async def still_due(self, persons: Sequence[PersonId], now: float) -> int:
        """Return for how many of these persons that is still to be done. Raises StoreAwayError."""
        if not persons:
            return 0
        members = [f"{one}:{Timer.ERASE}" for one in persons]
        (scores,) = await self._pipe.ask(("ZMSCORE", keys.TIMERS, *members))
        return sum(at is not None and float(at) <= now for at in scores)

    async def expiring(self, before: str, lines_before: float) -> tuple[int, int]:
        """Return how many remains and lines of the journal `expire` would erase. Raises StoreAwayError."""
        months = [key for month, key in await self._months() if month < before]
        counts = await self._pipe.ask(*(("LLEN", key) for key in months)) if months else ()
        lines = sum(line.at < lines_before for _, line in await self._lines(None))
        return sum(map(int, counts)), lines

    # --- inside ---------------------------------------------------------------------------

    async def _months(self) -> list[tuple[str, str]]:
        found = [key async for key in self._keys("r:*")]
        return sorted((key.rpartition(":")[2], key) for key in found)


def wipes_of(erasure: Erasure, person: PersonId, records: Records) -> list[Wipe]:
    """Return what leaves the store with an erasure."""
    wipes = [Wipe("hdel", keys.TOPICS, thread) for thread in erasure.threads]
    for code in erasure.codes:
        wipes += [
            Wipe("hdel", keys.THREADS, code),
            Wipe("hdel", keys.CODES, code),
            Wipe("del", keys.archive(code)),
        ]
    wipes += [Wipe("xdel", keys.JOURNAL, place) for place in erasure.lines]
    wipes += [Wipe("xdel", keys.DEAD, place) for place in erasure.letters]
    wipes += [Wipe("del", keys.merged(person, message)) for message in erasure.merged]
    wipes += [Wipe("hdel", keys.whereabouts(copy), str(copy)) for copy in erasure.copies]
    if erasure.whole:
        wipes += [Wipe("zrem", keys.TIMERS, f"{person}:{timer}") for timer in Timer]
        wipes += [
            Wipe("del", keys.person(person)),
            Wipe("del", keys.message_map(person)),
            Wipe("owned", keys.EFFECTS, person),
        ]
    else:
        mapped = keys.message_map(person)
        wipes += [Wipe("hdel", mapped, entries.field(*one)) for one in erasure.entries]
        wipes += [Wipe("hdel", mapped, entries.name_field(name)) for name in erasure.names]
    wipes += [
        Wipe("rpush", keys.remains(one.month), value=records.seal_remains(one))
        for one in erasure.remains
    ]
    return wipes
