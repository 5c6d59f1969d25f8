"""Keyed: which case key is whose, and erasing them. What is to be erased is noted in the store first, then done.

So a crash in between leaves the erasure to be repeated, and never a key that nobody knows of.
"""

import logging
from collections.abc import Collection
from typing import Final

from bot.handoff.events import Timer
from bot.handoff.ids import CaseCode, EffectId, PersonId
from bot.ports import StoreAwayError
from bot.store import keys
from bot.store.case_key_slots import KeyRef
from bot.store.case_keys import CaseKeysError
from bot.store.codec import HEAD, case_key_of
from bot.store.records import VERSION_DIGITS
from bot.store.shelf import Shelf
from bot.store.unreadable import ErasedError
from bot.store.write import Write

_LOG: Final = logging.getLogger(__name__)

NO_KEYS: Final = "No case keys can be made."


class Keyed(Shelf):
    """The part of the store that knows the case keys."""

    async def erase_keys(self, person: PersonId, which: str = "older") -> int:
        """Erase case keys of a person: nothing sealed under them can be read any more, in logs and backups too.

        `which`: `older` (all but the newest, which seals her living record), `all`, or a case code: those up to that
        case, but never the newest. Returns how many there were. Harmless to repeat; `Commit.erase_keys` does the same
        together with a commit.

        Raises:
            StoreAwayError: when nothing was noted because the store is away.
            CaseKeysError: when the file can't be written; the erasure is repeated at the next start.
        """
        await self._writer.write(Write(owner=person, erase=which), receipt=False)
        self._persons.forget(person)
        return await self.erase_doomed()

    async def let_go(
        self,
        person: PersonId,
        *,
        effect: EffectId | None = None,
        fired: tuple[Timer, float] | None = None,
    ) -> None:
        """Take away an effect or a timer of somebody who is no longer kept. Raises StoreAwayError."""
        settled = () if effect is None else (effect,)
        await self._writer.write(Write(owner=person, settled=settled, fired=fired), receipt=False)

    async def erase_doomed(self) -> int:
        """Erase the keys that are noted for it; return how many there were. Raises StoreAwayError, CaseKeysError."""
        if self._codec.case_keys is None:
            return 0
        (doomed,) = await self._pipe.ask(("SMEMBERS", keys.DOOMED))
        gone = await self._codec.case_keys.erase([_ref(one) for one in doomed])
        if doomed:
            await self._pipe.ask(("SREM", keys.DOOMED, *doomed), writes=True)
        return gone

    async def doomed(self) -> int:
        """Return how many keys are noted to be erased and still there. Raises StoreAwayError."""
        (count,) = await self._pipe.ask(("SCARD", keys.DOOMED))
        return int(count)

    async def case_keys_lost_at(self) -> float:
        """Return when an operator last said that case keys were lost for good (epoch seconds); 0 for never.

        Raises StoreAwayError.
        """
        (at,) = await self._pipe.ask(("HGET", keys.KEY_FILES, "lost"))
        return 0.0 if at is None else float(at)

    async def _erase_soon(self) -> None:
        """Erase what a commit noted. When that can't be done now, it is repeated: the commit is a fact."""
        try:
            await self.erase_doomed()
        except (StoreAwayError, CaseKeysError):
            _LOG.exception("Keys that are to be erased are still there; that is tried again.")

    async def _key_of(self, person: PersonId | None) -> KeyRef | None:
        """Return the key that seals what belongs to a person now; None when an earlier release stored her.

        Raises:
            ErasedError: when nothing of her is kept any more.
            StoreAwayError: when the store is away.
        """
        if person is None or self._codec.case_keys is None:
            return None
        sealed = (self._persons.recall(person) or b"")[VERSION_DIGITS:]
        if not sealed:
            place = (keys.person(person), VERSION_DIGITS, VERSION_DIGITS + HEAD - 1)
            (sealed,) = await self._pipe.ask(("GETRANGE", *place))
        if not sealed:
            raise ErasedError("Somebody is no longer kept.")
        return case_key_of(sealed)

    async def _key_of_case(self, person: PersonId, code: CaseCode) -> KeyRef | None:
        """Return the key of one of a person's cases: her newest one where that case has none. Raises StoreAwayError."""
        if self._codec.case_keys is None:
            return None
        (found,) = await self._pipe.ask(("LRANGE", keys.case_keys(person), 0, -1))
        of_case = [one for one in found if one.endswith(b" " + code.encode())]
        return _ref((of_case or found)[-1]) if found else None

    async def _fresh(self) -> KeyRef | None:
        """Return a key that was never used. Raises StoreAwayError when none can be made."""
        try:
            return None if self._codec.case_keys is None else await self._codec.case_keys.take()
        except CaseKeysError:
            raise StoreAwayError(NO_KEYS) from None

    def _unused(self, refs: Collection[KeyRef]) -> None:
        """Give keys back with which nothing was stored."""
        for one in refs:
            if self._codec.case_keys is not None:
                self._codec.case_keys.give_back(one)


def noted(ref: KeyRef, code: str = "") -> str:
    """Return a key as it stands among those of its owner; `code` is the case that began with it."""
    return f"{ref.hex()} {code}"


def _ref(noted_one: bytes) -> KeyRef:
    return KeyRef(bytes.fromhex(noted_one.decode().partition(" ")[0]))
