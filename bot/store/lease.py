"""Lease: who owns the desk now. It lives in the store, ends by the server's clock, and each owner has an epoch.

An epoch is `number token`: the number counts owners, the token makes it unlike any other, also when a replica took
over that had not heard of the last one. Every write of an owner names its epoch; once a later one has begun the
server refuses it (`fenced`), however late it arrives.
"""

from importlib.resources import files
from typing import Final

from bot.ports import Epoch
from bot.store import keys
from bot.store.shelf import Shelf

_SCRIPTS: Final = files("bot.store").joinpath("scripts")
_ACQUIRE: Final = _SCRIPTS.joinpath("acquire.lua").read_text("utf-8")
_RENEW: Final = _SCRIPTS.joinpath("renew.lua").read_text("utf-8")
_RELEASE: Final = _SCRIPTS.joinpath("release.lua").read_text("utf-8")


class Lease(Shelf):
    """The part of the store that tells who owns the desk. Fills the port `Lease`."""

    async def acquire(
        self, token: str, seconds: float, *, dead: Epoch | None = None, at_once: bool = False
    ) -> Epoch | None:
        """Become the owner for so many seconds; None while somebody else is.

        Asking again with the same `token`, after an answer that was lost, gives the same epoch. `dead` is an owner
        that has ended for certain: the lease is taken from it; with `at_once` from whoever holds it.

        Raises:
            StoreAwayError: when the store is away; then the lease may have been taken.
        """
        given = (token, _milliseconds(seconds), "*" if at_once else dead or "")
        (epoch,) = await self._pipe.ask(("EVAL", _ACQUIRE, 2, keys.LEASE, keys.EPOCH, *given))
        return None if epoch is None else Epoch(epoch.decode())

    async def holder(self) -> Epoch | None:
        """Return the epoch of who owns the desk, None when nobody does. Raises StoreAwayError."""
        (epoch,) = await self._pipe.ask(("GET", keys.LEASE))
        return None if epoch is None else Epoch(epoch.decode())

    async def renew(self, epoch: Epoch, seconds: float) -> bool:
        """Own the desk for so many seconds from now; False when a later epoch has begun. Raises StoreAwayError."""
        given = (epoch, _milliseconds(seconds))
        (renewed,) = await self._pipe.ask(("EVAL", _RENEW, 2, keys.LEASE, keys.EPOCH, *given))
        return bool(renewed)

    async def release(self, epoch: Epoch) -> None:
        """Let somebody else take over at once. Raises StoreAwayError."""
        await self._pipe.ask(("EVAL", _RELEASE, 1, keys.LEASE, epoch))


def _milliseconds(seconds: float) -> int:
    return round(seconds * 1000)
