"""Merged messages in the store: what each of them holds, sealed, for two days."""

from typing import Final

from bot.handoff.ids import MessageId, PersonId
from bot.handoff.merged import Merged
from bot.store import keys
from bot.store.keyed import Keyed
from bot.store.script import KEEP
from bot.store.unreadable import ErasedError

ENFORCES: Final = "merged"
"""The term of the data map that is kept here."""
KEPT_FOR: Final = 48 * 3600
"""Seconds for which the texts of a merged message are kept, so that a change of a part can follow."""


class MergedMessages(Keyed):
    """The part of the store that keeps the texts of merged messages for a while."""

    async def keep_merged(
        self, person: PersonId, message: MessageId, merged: Merged, *, anew: bool
    ) -> None:
        """Keep what a merged message holds; the two days are counted from the first time (`anew`).

        What has expired stays gone.

        Raises:
            FencedError: when nothing was kept because another process owns the desk.
            StoreAwayError: when nothing was kept because the store is away.
        """
        try:
            key = await self._key_of(person)
            sealed = self._records.seal_merged(person, message, merged, key)
        except ErasedError:
            return  # nothing of hers is kept any more
        places = (keys.merged(person, message), keys.EPOCH)
        if not await self._writer.repeat(KEEP, places, sealed, KEPT_FOR if anew else ""):
            raise self._writer.fence()

    async def merged(self, person: PersonId, message: MessageId) -> Merged | None:
        """Return what a merged message holds; None when that is no longer kept.

        Raises:
            StoreAwayError: when the store is away.
            SealError: when it can't be opened.
        """
        (stored,) = await self._pipe.ask(("GET", keys.merged(person, message)))
        try:
            return None if stored is None else self._records.open_merged(person, message, stored)
        except ErasedError:
            return None
