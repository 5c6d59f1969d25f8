"""Probe: a small write that tells whether the store can still be relied on, also when nothing else is written."""

from __future__ import annotations

from typing import Final

from bot.store import keys
from bot.store.shelf import Shelf

_LIVES: Final = 60
"""Seconds."""


class Probe(Shelf):
    """The part of the store that is asked how it is."""

    async def probe(self) -> int:
        """Write something of no importance; return how many dead letters there are.

        Raises:
            StoreAwayError: the store does not answer, or would not write either.
        """
        written = ("SET", keys.PROBE, "1", "EX", _LIVES)
        _, dead = await self._pipe.ask(written, ("XLEN", keys.DEAD), writes=True)
        return int(dead)
