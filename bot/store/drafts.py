"""Drafts in the store: entries that experts proposed and whose files are not written yet, sealed."""

import logging
from collections.abc import Sequence
from typing import Final

from bot.handoff.decision import Draft
from bot.store import keys
from bot.store.codec import SealError
from bot.store.shelf import Shelf

ENFORCES: Final = "written"
"""The term of the data map that is kept here."""
_LOG: Final = logging.getLogger(__name__)


class Drafts(Shelf):
    """The part of the store that keeps drafts until they are files. They come in with commits."""

    async def drafts(self) -> Sequence[Draft]:
        """Return the drafts whose files have to be written; one that can't be opened stays and is left out.

        Raises:
            StoreAwayError: when the store is away.
        """
        (found,) = await self._pipe.ask(("HGETALL", keys.DRAFTS))
        drafts: list[Draft] = []
        for name, sealed in zip(found[::2], found[1::2], strict=True):
            try:
                drafts.append(self._records.open_draft(name.decode(), sealed))
            except SealError:
                _LOG.error("A draft in the store can't be read.")
        return drafts

    async def draft_written(self, name: str) -> None:
        """Let a draft go whose file is written. Raises StoreAwayError."""
        await self._pipe.ask(("HDEL", keys.DRAFTS, name), writes=True)
