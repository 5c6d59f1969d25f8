"""The shelf: what every part of the store works with, the pipe, the writer and the records."""

from collections.abc import Sequence
from typing import Protocol

from bot.handoff.effects import Effect
from bot.handoff.ids import EffectId, PersonId, ThreadId
from bot.ports import Envelope, Outcome, TopicOwner
from bot.store.codec import Codec
from bot.store.memory import Memory
from bot.store.pipe import Pipe
from bot.store.records import Records
from bot.store.writer import Row, Writer, Written


class Shelf(Protocol):
    """What a part of the store finds in `self`."""

    _pipe: Pipe
    _writer: Writer
    _records: Records
    _codec: Codec
    _persons: Memory[PersonId, bytes]
    """Records as they stand in the store."""
    _topics: Memory[ThreadId, TopicOwner]


def envelope(records: Records, row: Row) -> Envelope:
    """Return a stored entry of the outbox as an envelope. Raises SealError when it can't be opened."""
    owner = PersonId(row.owner) if row.owner else None
    return Envelope(EffectId(row.id), records.open_effect(owner, row.sealed), owner, row.begun)


def outcome(
    records: Records, written: Written, owner: PersonId | None, effects: Sequence[Effect]
) -> Outcome:
    """Return how a write of these effects ended, with the envelopes it appended, in order."""
    rows = tuple(envelope(records, row) for row in written.rows)
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
