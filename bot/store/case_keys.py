"""The case keys: a file with the key of each case, without history. Erasing a key there deletes what it sealed.

The file has a head and slots of 128 bytes, so that none lies across two sectors of a disk. A slot holds one random key
of 32 bytes, wrapped by AES-256-GCM under a key that comes from the newest sealing key; an erased one holds zeros. A
key is named by its reference: the number of its slot and a random check, so that a slot which is used again is no
mistake for the one before. Keys are made ahead and are on disk before anything is sealed with them.

Processes share the file: making and erasing take a lock on it (flock), and every erasure counts up a number in the
head, by which other processes know that what they keep in memory may be gone.
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import fcntl
import os
import secrets
import stat
from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from typing_extensions import override

from bot.ports import StoreAwayError
from bot.store.case_key_slots import (
    KEY,
    SLOT,
    KeyRef,
    Slots,
    fresh_ref,
    holds,
    is_used,
    number_of,
    ref_of,
    wrapped_under,
)
from bot.store.key_ring import KeyRing
from bot.store.unreadable import ErasedError, SealError
from bot.store.whole_file import place_file

SPARES: Final = 128
"""Keys that are made at once."""
FEW: Final = 64
"""When fewer are left, more are made."""

OLDER_FILE: Final = (
    "Het bestand met zaaksleutels is ouder dan de opslag: sinds deze kopie zijn er sleutels bij gekomen, en wat daaronder "
    "ligt is ermee niet te lezen. Zet een nieuwere kopie terug. Is die er niet, typ dan: helpline keys new --case-keys"
)
ANOTHER_FILE: Final = (
    "Het bestand met zaaksleutels hoort niet bij deze opslag. Zet het goede bestand terug, of wijs het aan met "
    "store.case_keys. Met meer computers staat het op een gedeelde schijf."
)

_MAGIC: Final = b"helpline-case-keys-1\n"
_ID_AT: Final = 32
_ID: Final = 16
_COUNT_AT: Final = 64
_MADE_AT: Final = 80
_COUNT: Final = 8
_SCAN: Final = 4096
"""Slots that are looked at for free ones before the file grows."""
_PART: Final = 512
"""Slots that are wrapped anew while the file is locked."""


class Age(NamedTuple):
    """How far a file of case keys has come. Both numbers only grow, so a file with a smaller one is an older copy."""

    slots: int
    """How many slots there are, the head and a last one that is not whole included."""
    made: int
    """How many keys were made in it: a slot that was erased is used again."""

    def is_older(self, than: Age) -> bool:
        """Tell whether a file that has come so far is an older copy of the one that came as far as `than`."""
        return self.slots < than.slots or self.made < than.made


class CaseKeysError(Exception):
    """The file of case keys can't be used; the sentence (Dutch) says what to do."""


class CaseKeys:
    """The case keys in one file. `ring` wraps them. Made by `open_case_keys`."""

    def __init__(self, path: Path, ring: KeyRing) -> None:
        self._path = path
        self._ring = ring
        self._handle = os.open(path, os.O_RDWR | os.O_CLOEXEC)
        head = os.pread(self._handle, SLOT, 0)
        if len(head) < SLOT or not head.startswith(_MAGIC):
            os.close(self._handle)
            raise CaseKeysError(f"Het bestand {path} is beschadigd of bevat geen zaaksleutels.")
        self.id: Final = head[_ID_AT : _ID_AT + _ID].hex()
        """Names this file; made at random with it."""
        self._wrapping = Slots(ring, bytes.fromhex(self.id))
        self._spares: dict[KeyRef, bytes] = {}
        self._filling: asyncio.Task[None] | None = None
        self._cursor = secrets.randbelow(max(1, self._slots()))

    @override
    def __repr__(self) -> str:
        return f"<CaseKeys {self.id}>"

    # --- use ------------------------------------------------------------------------------

    def erasures(self) -> int:
        """Return a number that changes whenever keys were erased, by whatever process.

        Raises:
            StoreAwayError: when the file can't be read.
        """
        return int.from_bytes(self._read(_COUNT, _COUNT_AT))

    def age(self) -> Age:
        """Return how far the file has come, by which an older copy is told from it.

        Raises:
            StoreAwayError: when the file can't be read.
        """
        try:
            return _age_of(self._handle)
        except OSError:
            raise StoreAwayError("The file of case keys can't be read.") from None

    async def age_on_disk(self) -> Age:
        """Return how far the file has come, all of it being on disk.

        Raises:
            StoreAwayError: when the file can't be read.
        """
        try:
            return await asyncio.to_thread(self._age_on_disk)
        except CaseKeysError:
            raise StoreAwayError("The file of case keys can't be read.") from None

    def key(self, ref: KeyRef) -> bytes:
        """Return a key.

        Raises:
            ErasedError: when it was erased.
            SealError: when its slot is damaged, or wrapped under a sealing key that is not there.
            StoreAwayError: when the file can't be read.
        """
        if (spare := self._spares.get(ref)) is not None:
            return spare
        number = number_of(ref)
        slot = self._read(SLOT, SLOT * number) if number else b""
        if not holds(slot, ref):
            slot = self._looked_up(number)
        if not holds(slot, ref):
            raise ErasedError("The key of something stored was erased.")
        return self._wrapping.unwrapped(ref, slot)

    async def take(self) -> KeyRef:
        """Return a key of its own for somebody; one that is made already, as a rule.

        Raises:
            CaseKeysError: when none can be made.
        """
        filling = self._filling
        if filling is None and len(self._spares) < FEW:
            filling = self._begin()
        while not self._spares:
            await asyncio.shield(filling or self._begin())
            filling = self._filling
        ref, _ = self._spares.popitem()
        return ref

    def give_back(self, ref: KeyRef) -> None:
        """Take a key back with which nothing was stored."""
        with contextlib.suppress(SealError):
            self._spares[ref] = self.key(ref)

    async def ahead(self) -> None:
        """Make keys ahead, so that nobody has to wait for one. Raises CaseKeysError."""
        if len(self._spares) < FEW:
            await self._fill()

    async def erase(self, refs: Collection[KeyRef]) -> int:
        """Erase keys for good; return how many there still were. On disk when it returns, and harmless to repeat.

        Raises:
            CaseKeysError: when the file can't be written.
        """
        return await asyncio.to_thread(self._erase, tuple(refs)) if refs else 0

    async def wrap_anew(self) -> int:
        """Wrap every key under the newest sealing key; return how many were not. Harmless to repeat.

        Raises:
            CaseKeysError: when the file can't be written.
        """
        return await asyncio.to_thread(self._wrap_anew)

    def wrapped(self) -> Counter[bytes]:
        """Count the keys by the id of the sealing key under which they are wrapped. Raises StoreAwayError."""
        counts: Counter[bytes] = Counter()
        at = SLOT
        while found := self._read(SLOT * _SCAN, at):
            at += len(found)
            for start in range(0, len(found), SLOT):
                slot = found[start : start + SLOT]
                if is_used(slot):
                    counts[wrapped_under(slot)] += 1
        return counts

    async def close(self) -> None:
        """Give the keys back that were made ahead."""
        if self._filling is not None:
            await asyncio.gather(self._filling, return_exceptions=True)
        spares, self._spares = self._spares, {}
        if self._handle >= 0:
            with contextlib.suppress(CaseKeysError):
                await self.erase(tuple(spares))
            self.let_go()

    def let_go(self) -> None:
        """Close the file."""
        os.close(self._handle)
        self._handle = -1

    # --- inside ---------------------------------------------------------------------------

    def _read(self, length: int, at: int) -> bytes:
        try:
            return os.pread(self._handle, length, at)
        except OSError:
            raise StoreAwayError("The case keys can't be read.") from None

    def _looked_up(self, number: int) -> bytes:
        """Read a slot once more, with the lock: a shared disk may show what was there before."""
        try:
            with self._locked() as fresh:
                return os.pread(fresh, SLOT, SLOT * number) if number else b""
        except CaseKeysError:
            raise StoreAwayError("The case keys can't be read.") from None

    def _begin(self) -> asyncio.Task[None]:
        filling = self._filling = asyncio.create_task(self._fill(), name="case keys")
        # Who waits hears of a failure; when nobody does, the next one who takes a key begins again.
        filling.add_done_callback(lambda done: done.cancelled() or done.exception())
        return filling

    async def _fill(self) -> None:
        try:
            self._spares.update(await asyncio.to_thread(self._make, SPARES))
        finally:
            self._filling = None

    def _make(self, count: int) -> dict[KeyRef, bytes]:
        """Write new keys into free slots, then behind the last one; return them once they are on disk."""
        made: dict[KeyRef, bytes] = {}
        with self._locked():
            for number in self._free(count):
                ref = fresh_ref(number)
                key = secrets.token_bytes(KEY)
                self._put(self._wrapping.wrapped(ref, key), SLOT * number)
                made[ref] = key
            before = int.from_bytes(os.pread(self._handle, _COUNT, _MADE_AT))
            self._put((before + len(made)).to_bytes(_COUNT), _MADE_AT)
            os.fsync(self._handle)
        return made

    def _free(self, count: int) -> list[int]:
        """Return the numbers of slots that can be used, the lock being held. The head is slot 0.

        A part of the file is looked at, another one each time; what is missing comes behind the end.
        """
        end = self._slots()
        start = self._cursor if 0 < self._cursor < end else 1
        stop = min(end, start + _SCAN)
        self._cursor = stop
        ranges = ((start, stop), (1, min(start, 1 + _SCAN - (stop - start))))
        free: list[int] = []
        for first, last in ranges:
            found = os.pread(self._handle, SLOT * max(0, last - first), SLOT * first)
            free += [
                first + at // SLOT
                for at in range(0, len(found), SLOT)
                if not is_used(found[at : at + SLOT])
            ]
        return [*free[:count], *range(end, end + count - len(free))]

    def _erase(self, refs: Collection[KeyRef]) -> int:
        gone = 0
        with self._locked():
            for ref in refs:
                number = number_of(ref)
                if number and holds(os.pread(self._handle, SLOT, SLOT * number), ref):
                    self._put(bytes(SLOT), SLOT * number)
                    gone += 1
            if gone:
                self._count_up()
            os.fsync(self._handle)
        return gone

    def _wrap_anew(self) -> int:
        newest = self._ring.newest.id
        number, count = 1, 0
        while number < self._slots():
            with self._locked():
                found = os.pread(self._handle, SLOT * _PART, SLOT * number)
                for at in range(0, len(found) - SLOT + 1, SLOT):
                    slot = found[at : at + SLOT]
                    if is_used(slot) and wrapped_under(slot) != newest:
                        count += self._turn(number + at // SLOT, slot)
                os.fsync(self._handle)
            number += _PART
        return count

    def _turn(self, number: int, slot: bytes) -> int:
        """Wrap one key anew; one that can't be opened stays as it is."""
        ref = ref_of(number, slot)
        try:
            key = self._wrapping.unwrapped(ref, slot)
        except SealError:
            return 0
        self._put(self._wrapping.wrapped(ref, key), SLOT * number)
        return 1

    def _count_up(self) -> None:
        self._put((self.erasures() + 1).to_bytes(_COUNT), _COUNT_AT)

    def _put(self, what: bytes, at: int) -> None:
        """Write all of it, or raise: a limit on the size of files may let only a part through."""
        if os.pwrite(self._handle, what, at) < len(what):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def _age_on_disk(self) -> Age:
        """Look while nobody is writing: whoever makes keys has them on disk before he lets go of the file."""
        with self._locked() as fresh:
            return _age_of(fresh)

    def _slots(self) -> int:
        return _age_of(self._handle).slots

    @contextlib.contextmanager
    def _locked(self) -> Iterator[int]:
        """Have the file to ourselves, among processes and threads; gives the file as it is at this moment."""
        try:
            # A lock belongs to an open file: one of our own keeps threads of this process apart, too.
            lock = os.open(self._path, os.O_RDWR | os.O_CLOEXEC)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX)
                yield lock
            finally:
                os.close(lock)
        except OSError as error:
            raise CaseKeysError(
                f"In het bestand met zaaksleutels {self._path} kan niet worden geschreven ({error.strerror})."
            ) from None


def age_of(path: Path) -> Age:
    """Return how far the file at a path has come. Raises OSError."""
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        return _age_of(handle)
    finally:
        os.close(handle)


def _age_of(handle: int) -> Age:
    made = int.from_bytes(os.pread(handle, _COUNT, _MADE_AT))
    return Age(-(-os.fstat(handle).st_size // SLOT), made)


def open_case_keys(path: Path, ring: KeyRing, *, known: str | None) -> CaseKeys:
    """Open the file of case keys; make it where none is `known`: that is the id of the one that the store names.

    Raises:
        CaseKeysError: when it is missing though the store names one, is another one, readable by others, or no such
            file.
    """
    try:
        if not path.exists():
            if known is not None:
                raise CaseKeysError(
                    f"Het bestand met zaaksleutels {path} ontbreekt. Zonder dat bestand is niets van de zaken te lezen. "
                    "Zet het terug, of wijs het aan met store.case_keys. Is het voorgoed weg, typ dan: "
                    "helpline keys new --case-keys"
                )
            _make_file(path)
        if path.stat().st_mode & 0o077:
            raise CaseKeysError(
                f"Het bestand {path} is ook voor anderen te lezen. Sluit het af met: chmod 600 {path}"
            )
        if not stat.S_ISREG(path.stat().st_mode):
            raise CaseKeysError(
                f"{path} is geen gewoon bestand; daar horen de zaaksleutels te staan."
            )
        found = CaseKeys(path, ring)
    except OSError as error:
        raise CaseKeysError(
            f"Het bestand met zaaksleutels {path} is niet te lezen of te maken ({error.strerror}). "
            "Controleer van wie de map is en of er ruimte is."
        ) from None
    if known is not None and found.id != known:
        found.let_go()
        raise CaseKeysError(ANOTHER_FILE)
    return found


def _make_file(path: Path) -> None:
    """Write a file without keys, so that a crash leaves a whole one or none, and two starts never make two."""
    head = _MAGIC.ljust(_ID_AT, b"\0") + secrets.token_bytes(_ID)
    place_file(path, head.ljust(SLOT, b"\0"))
