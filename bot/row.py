"""Row: the commits of one person that follow one another become one, which writes the same at once or not at all."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.handoff.events import Timer
    from bot.ports import Commit


def joined(row: Sequence[Commit]) -> Commit | None:
    """Return one commit that writes what these write one after the other; None when that can't be.

    Each was decided on the person whom the one before it left. One commit archives at most one case, and what
    settles effects, fires a timer or erases something is no part of a row. Neither is an update that Telegram brought twice in one answer:
    only the store tells that it is known.
    """
    first, last = row[0], row[-1]
    archives = [one.archive for one in row if one.archive is not None]
    if len(archives) > 1 or any(one.settled or one.requeue or one.fired for one in row):
        return None
    if any(one.erase_keys or one.erasure is not None for one in row):
        return None
    if len({one.update for one in row}) < len(row):
        return None
    cancel, timers = _timers(row)
    return msgspec.structs.replace(
        last,
        version=first.version,
        update=first.update,
        also=tuple(one.update for one in row[1:] if one.update is not None),
        effects=_all(one.effects for one in row),
        set_timers=timers,
        cancel=cancel,
        links=_all(one.links for one in row),
        topics=_all(one.topics for one in row),
        codes=_all(one.codes for one in row),
        archive=archives[0] if archives else None,
        records=_all(one.records for one in row),
        count=_all(one.count for one in row),
        tally=_all(one.tally for one in row),
        flags=_all(one.flags for one in row),
        drafts=_all(one.drafts for one in row),
        audit=_all(one.audit for one in row),
    )


def _all(parts: Iterable[tuple[Any, ...]]) -> tuple[Any, ...]:
    return tuple(chain.from_iterable(parts))


def _timers(row: Sequence[Commit]) -> tuple[tuple[Timer, ...], tuple[tuple[Timer, float], ...]]:
    """Return which timers end up cancelled, and which set: of each the last word counts."""
    last: dict[Timer, float | None] = {}
    for one in row:
        # Within a commit what is set counts, also when it is cancelled as well.
        last.update(dict.fromkeys(one.cancel))
        last.update(one.set_timers)
    return (
        tuple(timer for timer, at in last.items() if at is None),
        tuple((timer, at) for timer, at in last.items() if at is not None),
    )
