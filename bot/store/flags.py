"""Flags in the store: which answers and contacts are being checked. They are about content, so they are not sealed."""

from collections.abc import Mapping, Sequence
from typing import Final

from bot.handoff.flag import Flag, FlagChange, Lift
from bot.handoff.ids import ExpertId
from bot.store import keys
from bot.store.pipe import Pipe
from bot.store.shelf import Shelf

ENFORCES: Final = "lifted"
"""The term of the data map that is kept here."""
_PARTS: Final = 3


class Flags(Shelf):
    """The part of the store that keeps flags. They are set by commits."""

    async def flags(self) -> Mapping[str, Flag]:
        """Return every flag, by the id of its entry or contact. Raises StoreAwayError."""
        return await flags_in(self._pipe)

    async def lift(self, ids: Sequence[str]) -> int:
        """Take flags away; return how many there were. Raises StoreAwayError."""
        if not ids:
            return 0
        (gone,) = await self._pipe.ask(("HDEL", keys.FLAGS, *ids), writes=True)
        return int(gone)


async def flags_in(pipe: Pipe) -> Mapping[str, Flag]:
    """Return every flag of a store, by id; one in a form that this helpline does not know is left out.

    Raises:
        StoreAwayError: when the store is away.
    """
    (found,) = await pipe.ask(("HGETALL", keys.FLAGS))
    flags: dict[str, Flag] = {}
    for name, value in zip(found[::2], found[1::2], strict=True):
        parts = value.decode().split(" ")
        if len(parts) == _PARTS:
            flags[name.decode()] = Flag(
                name.decode(), parts[0], float(parts[1]), ExpertId(parts[2])
            )
    return flags


def packed(change: FlagChange) -> tuple[str, str]:
    """Return a flag as the script takes it: its id and its value; a lifted one after a "-", or that alone for any."""
    match change:
        case Flag():
            return change.id, _value(change)
        case Lift(flag=Flag() as flag):
            return change.id, f"-{_value(flag)}"
        case Lift():
            return change.id, "-"


def _value(flag: Flag) -> str:
    return f"{flag.digest} {flag.at!r} {flag.by}"
