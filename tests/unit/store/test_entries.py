"""Entries of the message map: small, and the same after the journey."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.handoff.ids import ExpertId, MessageId
from bot.handoff.message_map import Entry, EntryKind, Side
from bot.store import entries

shapes = st.builds(
    Entry,
    st.sampled_from(EntryKind),
    st.none() | st.text("abcdefghijklmnopqrstuvwxyz234567", min_size=26, max_size=26).map(ExpertId),
    st.none() | st.integers(0, 2**53).map(MessageId),
)
numbers = st.integers(0, 2**53)


@given(shapes)
def test_an_entry_comes_back(entry: Entry) -> None:
    """Every entry is read as it was written, in few bytes."""
    stored = entries.pack(entry).encode()
    assert entries.unpack(stored) == entry
    assert len(stored) <= 64


@given(st.lists(st.tuples(numbers.map(MessageId), st.integers(0, 4096)), min_size=1))
def test_the_parts_of_a_merged_message_come_back(parts: list[tuple[MessageId, int]]) -> None:
    """An entry of a merged message is read with its parts and where they begin."""
    entry = Entry(EntryKind.MERGED, other=parts[-1][0], parts=tuple(parts))
    assert entries.unpack(entries.pack(entry).encode()) == entry
    assert not entries.incomplete(entry)


@given(shapes, st.lists(numbers.map(MessageId), min_size=1))
def test_earlier_copies_come_back(entry: Entry, before: list[MessageId]) -> None:
    """An entry is read with the copies that still stand there, whoever wrote it."""
    known = replace(entry, before=tuple(before))
    assert entries.unpack(entries.pack(known).encode()) == known


def test_fields_tell_sides_and_names_apart() -> None:
    """The same message id on two sides, and a name, have fields of their own."""
    fields = {
        entries.field(Side.PERSON, MessageId(7)),
        entries.field(Side.TOPIC, MessageId(7)),
        entries.name_field("7"),
        entries.name_field("p7"),
    }
    assert fields == {"p7", "t7", "n:7", "n:p7"}


def test_what_an_entry_may_lack() -> None:
    """An entry without counterpart, or an answer without author, may know less than what is stored."""
    assert entries.incomplete(Entry(EntryKind.HERS))
    assert entries.incomplete(Entry(EntryKind.ANSWER, other=MessageId(1)))
    assert not entries.incomplete(Entry(EntryKind.HERS, other=MessageId(1)))
    assert not entries.incomplete(Entry(EntryKind.ANSWER, ExpertId("e"), MessageId(1)))
