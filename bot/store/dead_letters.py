"""Dead letters in the store: what could not be handled, sealed, until somebody looks at it.

Two kinds: an update as it came from Telegram, and an effect that can't be read any more.
"""

import re
from collections.abc import Sequence
from importlib.resources import files
from typing import Final

from msgspec import Struct

from bot.handoff.effects import Effect
from bot.handoff.ids import EffectId, PersonId, UpdateId
from bot.ports import Outcome
from bot.store import keys
from bot.store.codec import SealError
from bot.store.records import Buried
from bot.store.shelf import Shelf, outcome
from bot.store.write import Write
from bot.store.writer import Row

ENFORCES: Final = "looked-at"
"""The term of the data map that is kept here."""
_RETRY: Final = files("bot.store").joinpath("scripts/retry.lua").read_text("utf-8")
_PAGE: Final = 50
_ID: Final = re.compile(r"[0-9]{1,19}-[0-9]{1,19}")
_EFFECT: Final = "effect:"
"""What stands before the id of an effect where else that of an update stands."""

DAMAGED: Final = "damaged: effect"
"""The reason of an effect that can't be opened."""


class DeadLetter(Struct, frozen=True):
    """What was set aside: `at` in epoch seconds. Without `buried` it can't be opened."""

    id: str
    about: str
    """The id of the update, or of the effect with a word before it."""
    at: float
    buried: Buried | None

    @property
    def update(self) -> UpdateId | None:
        """The update; None when it is an effect."""
        return None if self.about.startswith(_EFFECT) else UpdateId(int(self.about))


class DeadLetters(Shelf):
    """The part of the store that keeps what was set aside."""

    _damaged: list[Row]

    async def bury(
        self, update: UpdateId, body: bytes, reason: str, now: float, effects: Sequence[Effect] = ()
    ) -> Outcome:
        """Set an update aside, mark it as seen and write effects (a notice), all at once.

        `body` is the update as it came; `now` in epoch seconds. `seen` answers an update that was committed or set
        aside before.

        Raises:
            StoreAwayError: when nothing was written because the store is away.
        """
        sealed = self._records.seal_dead(str(update), Buried(reason, body))
        written = await self._writer.write(
            Write(
                owner=None,
                now=now,
                update=update,
                effects=[self._records.seal_effect(None, one) for one in effects],
                dead=(str(update), now, sealed),
            )
        )
        return outcome(self._records, written, None, effects)

    async def bury_damaged(self, now: float) -> int:
        """Set aside the effects that `waiting` could not open; return how many. `now` in epoch seconds.

        Raises:
            StoreAwayError: when the store is away; what was not set aside yet still is to be.
        """
        count = 0
        while self._damaged:
            row = self._damaged[-1]
            about = f"{_EFFECT}{row.id}"
            buried = Buried(DAMAGED, row.sealed, row.owner)
            await self._writer.write(
                Write(
                    owner=PersonId(row.owner) if row.owner else None,
                    now=now,
                    settled=(EffectId(row.id),),
                    dead=(about, now, self._records.seal_dead(about, buried)),
                )
            )
            self._damaged.pop()
            count += 1
        return count

    async def count_dead_letters(self) -> int:
        """Return how many there are. Raises StoreAwayError."""
        (count,) = await self._pipe.ask(("XLEN", keys.DEAD))
        return int(count)

    async def dead_letters(self) -> Sequence[DeadLetter]:
        """Return what was set aside, oldest first. Raises StoreAwayError."""
        found: list[DeadLetter] = []
        start = "-"
        while True:
            (page,) = await self._pipe.ask(("XRANGE", keys.DEAD, start, "+", "COUNT", _PAGE))
            found += [self._letter(*entry) for entry in page]
            if len(page) < _PAGE:
                return found
            start = f"({page[-1][0].decode()}"

    async def dead_letter(self, letter: str) -> DeadLetter | None:
        """Return one of them; None when there is no such letter. Raises StoreAwayError."""
        if _ID.fullmatch(letter) is None:
            return None
        (found,) = await self._pipe.ask(("XRANGE", keys.DEAD, letter, letter))
        return self._letter(*found[0]) if found else None

    async def retry(self, letter: DeadLetter, now: float) -> bool:
        """Give a letter back: an update to the owner of the desk, an effect to the outbox; False when it is gone.

        An update is taken up by the helpline that runs, or by the next one; an effect at the next start. `now` in
        epoch seconds.

        Raises:
            SealError: it can't be opened.
            StoreAwayError: then it may have been given back.
        """
        if letter.buried is None:
            raise SealError("A stored dead letter can't be opened.")
        update, buried = letter.update, letter.buried
        sealed = buried.body if update is None else self._records.seal_handed(update, buried.body)
        seen = dict.fromkeys((*keys.seen(now), *keys.seen(letter.at)))
        places = (keys.DEAD, keys.INBOX, keys.ON_THE_WAY, keys.EFFECTS, *seen)
        given = (letter.id, "" if update is None else update, buried.owner, sealed)
        (moved,) = await self._pipe.ask(("EVAL", _RETRY, len(places), *places, *given), writes=True)
        return bool(moved)

    async def drop(self, letter: str) -> bool:
        """Take a letter away for good; False when it is gone already. Raises StoreAwayError."""
        (dropped,) = await self._pipe.ask(("XDEL", keys.DEAD, letter), writes=True)
        return bool(dropped)

    def _letter(self, letter: bytes, fields: Sequence[bytes]) -> DeadLetter:
        _, about, _, at, _, sealed = fields
        try:
            buried = self._records.open_dead(about.decode(), sealed)
        except SealError:
            buried = None
        return DeadLetter(letter.decode(), about.decode(), float(at), buried)
