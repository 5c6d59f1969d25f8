"""The shelf: what every part of the store works with, the pipe, the writer and the records."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Final, Protocol

from bot.handoff.effects import Effect
from bot.handoff.ids import EffectId, PersonId, ThreadId
from bot.ports import Envelope, Outcome, TopicOwner
from bot.store.codec import Codec, ErasedError, SealError
from bot.store.leaving import Leaving
from bot.store.memory import Memory
from bot.store.pipe import Pipe
from bot.store.records import Records
from bot.store.writer import Row, Writer, Written

_LOG: Final = logging.getLogger(__name__)


class Shelf(Protocol):
    """What a part of the store finds in `self`."""

    _pipe: Pipe
    _writer: Writer
    _leaving: Leaving
    _records: Records
    _codec: Codec
    _persons: Memory[PersonId, bytes]
    """Records as they stand in the store."""
    _topics: Memory[ThreadId, TopicOwner]


def envelope(records: Records, row: Row) -> Envelope:
    """Return a stored entry of the outbox as an envelope. Raises SealError when it can't be opened."""
    owner = PersonId(row.owner) if row.owner else None
    return Envelope(EffectId(row.id), records.open_effect(owner, row.sealed), owner, row.begun)


def readable(records: Records, row: Row) -> Envelope | None:
    """Return a stored entry of the outbox as an envelope; None when it can't be opened. It stays where it is, then.

    Raises:
        ErasedError: when its key was erased.
    """
    try:
        return envelope(records, row)
    except ErasedError:
        raise
    except SealError:
        _LOG.error("An effect in the store can't be read; it is set aside at the next start.")
        return None


def _envelopes(records: Records, rows: Sequence[Row]) -> Iterator[Envelope]:
    for row in rows:
        with suppress(ErasedError):
            if (one := readable(records, row)) is not None:
                yield one


def outcome(
    records: Records, written: Written, owner: PersonId | None, effects: Sequence[Effect]
) -> Outcome:
    """Return how a write of these effects ended, with the envelopes it appended, in order."""
    rows = tuple(_envelopes(records, written.rows))
    match written.status:
        case "done":
            ids = written.ids[: len(effects)]
            new = (
                Envelope(EffectId(one), effect, owner)
                for one, effect in zip(ids, effects, strict=True)
            )
            return Outcome("done", (*new, *rows))
        case "replayed":
            return Outcome("done", rows)
        case "gone":
            return Outcome("conflict")
        case status:
            return Outcome(status)
