"""Sealing anew: after a new sealing key came, all that was sealed under an older one, at a calm pace while all goes on.

It can end anywhere and begin again. `keys.KEY_MARK` names the newest key only once nothing is left under another one.
"""

from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Final, NamedTuple

from bot.handoff.ids import PersonId
from bot.store import keys
from bot.store.codec import SealError, case_key_of, key_id_of
from bot.store.keyed import Keyed
from bot.store.script import REBUILD, SWAP
from bot.store.sealed_places import Spot, sealed_places
from bot.store.write import Argument

PAUSE: Final = 0.05
"""Seconds after each page, so that messages go first."""
PASSES: Final = 20
"""How often all is gone through at most; the second time nothing is left, as a rule."""
_AT_ONCE: Final = 5_000
"""Entries of a stream that are put in place in one go."""

Sleep = Callable[[float], Awaitable[None]]


class Share(NamedTuple):
    """What is sealed under which sealing key, by its id."""

    values: Mapping[bytes, int]
    """In the store."""
    case_keys: Mapping[bytes, int]
    """In the file of case keys."""
    lost: int
    """Values in the store that can't be opened with any key; they hold up nothing."""

    def under_others(self, newest: bytes) -> int:
        """Return how much is sealed under another key than the newest one."""
        found = (*self.values.items(), *self.case_keys.items())
        return sum(count for key_id, count in found if key_id != newest)


class SealingAnew(Keyed):
    """The part of the store that seals anew."""

    def refresh_keys(self) -> bool:
        """Look whether the key ring changed; from then on the newest key seals. Tells whether it did."""
        return self._codec.ring.refresh()

    async def is_sealed_anew(self) -> bool:
        """Tell whether nothing is sealed under another key than the newest one, as far as noted. Raises StoreAwayError."""
        (mark,) = await self._pipe.ask(("GET", keys.KEY_MARK))
        return mark is None or bytes.fromhex(mark.decode()) == self._codec.key_id

    async def seal_anew(
        self, sleep: Sleep, told: Callable[[int], None] = lambda _count: None
    ) -> bool:
        """Seal all anew that is not sealed under the newest key; `told` hears of each page how much it held.

        False when it did not come to an end, because what is written goes on being sealed under an older key.

        Raises:
            CaseKeysError: when the file of case keys can't be written.
            FencedError: when another process owns the desk.
            StoreAwayError: when the store is away.
        """
        newest = self._codec.key_id
        if self._codec.case_keys is not None:
            await self._codec.case_keys.wrap_anew()
        for _ in range(PASSES):
            if not await self._pass(sleep, told):
                break
        else:
            return False
        if newest != self._codec.key_id:
            return False
        await self._pipe.ask(("SET", keys.KEY_MARK, newest.hex()), writes=True)
        return True

    async def share(self) -> Share:
        """Count what is sealed under which key. Raises StoreAwayError."""
        values: Counter[bytes] = Counter()
        lost = 0

        def count(record: str, field: str, owner: str, sealed: bytes) -> bytes:
            nonlocal lost
            try:
                self._codec.open(record, field, owner, sealed)
                values[key_id_of(sealed)] += 1
            except SealError:
                lost += 1
            return sealed

        async for page in sealed_places(self._pipe):
            for spot in page:
                spot.turned(count)
        file = self._codec.case_keys
        return Share(values, file.wrapped() if file is not None else {}, lost)

    async def begin_anew(self, oldest: bytes) -> None:
        """Note that something is still sealed under an older key, so that it is sealed anew. Raises StoreAwayError."""
        await self._pipe.ask(("SET", keys.KEY_MARK, oldest.hex()), writes=True)

    async def _pass(self, sleep: Sleep, told: Callable[[int], None]) -> int:
        """Go through all once; return how much was sealed under an older key."""
        streams: dict[str, list[tuple[Spot, bytes]]] = {}
        count = 0
        async for page in sealed_places(self._pipe):
            changed = [(one, new) for one in page if (new := one.turned(self._anew)) != one.stored]
            count += len(changed)
            swaps = [one for one in changed if not one[0].beside]
            for one in changed:
                if one[0].beside:
                    streams.setdefault(one[0].key, []).append(one)
            await self._swap(swaps)
            told(len(page))
            await sleep(PAUSE)
        for key, entries in streams.items():
            for at in range(0, len(entries), _AT_ONCE):
                await self._rebuild(key, entries[at : at + _AT_ONCE])
        return count

    def _anew(self, record: str, field: str, owner: str, sealed: bytes) -> bytes:
        """Return a value sealed under the newest key; as it is when it is that already, or can't be opened."""
        if key_id_of(sealed) == self._codec.key_id:
            return sealed
        try:
            plain = self._codec.open(record, field, owner, sealed)
            return self._codec.seal(record, field, owner, plain, case_key_of(sealed))
        except SealError:
            return sealed

    async def _swap(self, changed: Sequence[tuple[Spot, bytes]]) -> None:
        if not changed:
            return
        given: list[Argument] = []
        for spot, new in changed:
            given += (spot.field, spot.stored, new)
        names = (keys.EPOCH, *(spot.key for spot, _ in changed))
        if await self._writer.repeat(SWAP, names, *given) < 0:
            raise self._writer.fence()
        for spot, _ in changed:
            if spot.kind == keys.kind(keys.person(PersonId(""))):
                self._persons.forget(PersonId(spot.key.removeprefix(keys.person(PersonId("")))))

    async def _rebuild(self, key: str, entries: Sequence[tuple[Spot, bytes]]) -> None:
        given: list[Argument] = []
        for spot, new in entries:
            given += (spot.field, spot.stored, new)
        if await self._writer.repeat(REBUILD, (keys.EPOCH, key, keys.ANEW), *given) < 0:
            raise self._writer.fence()
