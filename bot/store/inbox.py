"""Inbox: updates on their way from the process that received them to the owner of the desk."""

from collections.abc import Collection, Sequence
from importlib.resources import files
from typing import Final

from bot.handoff.ids import UpdateId
from bot.ports import Handed
from bot.store import keys
from bot.store.codec import SealError
from bot.store.shelf import Shelf

ENFORCES: Final = "handed"
"""The term of the data map that is kept here."""
_SCRIPTS: Final = files("bot.store").joinpath("scripts")
_HAND_OVER: Final = _SCRIPTS.joinpath("hand_over.lua").read_text("utf-8")
_SETTLE: Final = _SCRIPTS.joinpath("settle.lua").read_text("utf-8")

_PAGE: Final = 100
_LATE: Final = 5.0
"""Seconds an answer may take longer than the server was asked to hold it."""


class Inbox(Shelf):
    """The part of the store that carries updates between processes. Fills the port `Inbox`."""

    async def hand_over(self, update: UpdateId, body: bytes, now: float) -> bool:
        """Give an update, as it came, to the owner; False when it was settled before. `now` in epoch seconds.

        What is on its way already is not given twice. Raises StoreAwayError: then it may be on its way.
        """
        sealed = self._records.seal_handed(update, body)
        places = (keys.INBOX, keys.ON_THE_WAY, *keys.seen(now))
        (given,) = await self._pipe.ask(("EVAL", _HAND_OVER, len(places), *places, update, sealed))
        return bool(given)

    async def on_the_way(self, updates: Collection[UpdateId]) -> frozenset[UpdateId]:
        """Return which of these updates are not settled yet. Raises StoreAwayError."""
        asked = list(updates)
        if not asked:
            return frozenset()
        (found,) = await self._pipe.ask(("SMISMEMBER", keys.ON_THE_WAY, *asked))
        return frozenset(one for one, waits in zip(asked, found, strict=True) if waits)

    async def handed(self, after: str, seconds: float) -> Sequence[Handed]:
        """Return updates that were handed over behind `after` ("0": all), oldest first.

        Waits up to so many seconds for the first, on a connection of its own. Raises StoreAwayError.
        """
        held = round(seconds * 1000)
        command = ("XREAD", "COUNT", _PAGE, "BLOCK", held, "STREAMS", keys.INBOX, after)
        found = await self._pipe.ask_alone(command, seconds + _LATE)
        return [self._unsealed(*one) for one in found[0][1]] if found else []

    async def settled(self, done: Sequence[Handed]) -> None:
        """Take updates out of the inbox that are settled. Raises StoreAwayError."""
        if done:
            named = [each for one in done for each in (one.entry, one.update)]
            await self._pipe.ask(("EVAL", _SETTLE, 2, keys.INBOX, keys.ON_THE_WAY, *named))

    def _unsealed(self, entry: bytes, fields: Sequence[bytes]) -> Handed:
        _, update, _, sealed = fields
        number = UpdateId(int(update))
        try:
            body = self._records.open_handed(number, sealed)
        except SealError:
            body = None
        return Handed(entry.decode(), number, body)
