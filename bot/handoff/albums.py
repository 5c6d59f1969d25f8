"""Albums: messages that were sent as one. Each part comes and is decided by itself; this is what ties them together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from bot.declared import parts
from bot.handoff.ids import MessageId
from bot.handoff.message_map import Side

if TYPE_CHECKING:
    from bot.handoff.effects import Relay
    from bot.handoff.ids import EffectId
    from bot.handoff.turn import Turn

REMEMBERED: Final = 4
"""Albums of a case that are remembered: an expert's may come while one of hers, or of a colleague, is on its way."""


class Part(NamedTuple):
    """A message, mostly a part of an album, that has not left yet: it waits in the outbox."""

    id: EffectId
    relay: Relay


class Album(Struct, frozen=True, omit_defaults=True):
    """An album of which a part goes to the other side."""

    id: Annotated[str, parts.MAP.holds("Telegram's number of an album")]
    first: Annotated[MessageId, parts.MAP.holds("the first part of it that goes")]
    others: Annotated[tuple[MessageId, ...], parts.MAP.holds("its further parts")] = ()
    side: Annotated[Side | None, parts.MAP.holds("on which side it was sent")] = None
    """The numbers of messages on one side mean others on the other side. None: it was stored without."""


def goes(turn: Turn, album: str) -> bool:
    """Tell whether a part of this album goes, or went, to the other side."""
    return _find(turn, album) is not None


def has_begun(turn: Turn, album: str) -> bool:
    """Tell whether an earlier part of this album of hers came already, whether it went or waits."""
    if not album:
        return False
    kept = (one.found for one in turn.person.kept if one.found is not None)
    waiting = (*turn.person.screened, *turn.person.unsent, *kept)
    return any(one.album == album for one in waiting) or (
        turn.person.case is not None and goes(turn, album)
    )


def join(turn: Turn, side: Side, album: str, message: MessageId) -> MessageId | None:
    """Note that a part of an album, sent on this side, goes to the other; return the first part that did, None when this is it."""
    if not album:
        return None
    known = _find(turn, album)
    if known is None:
        newest = turn.case.albums[1 - REMEMBERED :]
        turn.change_case(albums=(*newest, Album(album, message, side=side)))
        return None
    if message not in (known.first, *known.others):
        longer = replace(known, others=(*known.others, message))
        turn.change_case(albums=tuple(longer if one is known else one for one in turn.case.albums))
    return known.first if known.first != message else None


def parts_with(turn: Turn, side: Side, message: MessageId) -> tuple[MessageId, ...]:
    """Return all parts of the album that a message of one side is a part of, as far as is remembered; else it alone."""
    if turn.person.case is not None:
        for one in turn.case.albums:
            if one.side is side and message in (one.first, *one.others):
                return (one.first, *one.others)
    return (message,)


def call_back(turn: Turn) -> tuple[Relay, ...]:
    """Take back the parts of the album of this event that have not left yet; return them, in order."""
    parts = turn.context.parts
    turn.withdraw(*(one.id for one in parts))
    return tuple(one.relay for one in parts)


def _find(turn: Turn, album: str) -> Album | None:
    if not album:
        return None
    return next((one for one in turn.case.albums if one.id == album), None)
