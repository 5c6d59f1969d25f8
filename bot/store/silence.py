"""Silence in the store: until when Telegram was heard, and a gap in that which has still to be told."""

from collections.abc import Sequence
from typing import NamedTuple

from bot.handoff.ids import PersonId
from bot.store import keys
from bot.store.shelf import Shelf

_PAGE = 200


class Heard(NamedTuple):
    """Epoch seconds. `gap`: between which times messages may have been lost, while that has to be told."""

    at: float | None
    """Until when Telegram was heard; None before the first time."""
    gap: tuple[float, float] | None


class Silence(Shelf):
    """The part of the store that remembers when Telegram was heard. Only the owner of the desk writes it."""

    async def heard(self) -> Heard:
        """Return what is remembered. Raises StoreAwayError."""
        (found,) = await self._pipe.ask(("HMGET", keys.HEARD, "at", "since", "until"))
        at, since, until = (None if one is None else float(one) for one in found)
        return Heard(at, None if since is None or until is None else (since, until))

    async def hear(self, at: float, gap: tuple[float, float] | None = None) -> None:
        """Remember that Telegram was heard until `at`, and in the same step a gap before it. Raises StoreAwayError."""
        fields = ["at", repr(at)]
        if gap is not None:
            fields += ["since", repr(gap[0]), "until", repr(gap[1])]
        await self._pipe.ask(("HSET", keys.HEARD, *fields), writes=True)

    async def gap_told(self) -> None:
        """Forget the gap: everybody concerned was told. Raises StoreAwayError."""
        await self._pipe.ask(("HDEL", keys.HEARD, "since", "until"), writes=True)

    async def who_had_cases(self, cursor: str) -> tuple[str, Sequence[PersonId]]:
        """Return some of all who ever had a case, and where to go on ("0" at first, and "0" again at the end).

        Some may come more than once. Raises StoreAwayError.
        """
        ((following, found),) = await self._pipe.ask(("HSCAN", keys.CODES, cursor, "COUNT", _PAGE))
        people = dict.fromkeys(PersonId(one.decode()) for one in found[1::2])
        return following.decode(), tuple(people)
