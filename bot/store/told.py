"""Told in the store: what the experts were told of the helpline itself, so that no start and no other owner repeats it."""

from bot.store import keys
from bot.store.shelf import Shelf


class Told(Shelf):
    """The part of the store that remembers what was told. It is written with what is told, in one write (`emit`)."""

    async def told(self, subject: str) -> str:
        """Return what was told of a subject; empty when nothing was. Raises StoreAwayError."""
        (found,) = await self._pipe.ask(("HGET", keys.TOLD, subject))
        return found.decode() if found is not None else ""
