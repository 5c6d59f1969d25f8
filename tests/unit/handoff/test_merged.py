"""Merged messages: every part whole, in order, under its time, and found again by its place."""

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.handoff.ids import MessageId
from bot.handoff.merged import ENTITIES, LONGEST, Merged, Part, headed, units
from bot.handoff.message_map import Entry, EntryKind

SIGNS = "ab \n😀é👩‍👩‍👧"


def entities(merged: Merged) -> list[dict[str, Any]]:
    """Read the entities of a merged message."""
    found: list[dict[str, Any]] = msgspec.json.decode(merged.entities)
    return found


def cut(text: str, offset: int, length: int) -> str:
    """Return what stands at a place that is told in UTF-16 units."""
    return text.encode("utf-16-le")[2 * offset : 2 * (offset + length)].decode("utf-16-le")


@st.composite
def parts(draw: st.DrawFn) -> Part:
    """A text of hers with a bold passage in it."""
    before, bold, after = (draw(st.text(SIGNS, min_size=1, max_size=20)) for _ in range(3))
    entity = {"type": "bold", "offset": units(before), "length": units(bold)}
    return Part(
        MessageId(draw(st.integers(1, 2**40))),
        draw(st.sampled_from(["9:05", "14:03"])),
        before + bold + after,
        msgspec.json.encode([entity]).decode(),
    )


@given(st.lists(parts(), min_size=1, max_size=6))
def test_entities_stay_on_their_words(found: list[Part]) -> None:
    """Whatever signs stand before it, each entity marks the words that she marked, and each time is bold."""
    merged = Merged(tuple(found))
    shown = [cut(merged.text, one["offset"], one["length"]) for one in entities(merged)]
    wanted = []
    for part in found:
        (own,) = msgspec.json.decode(part.entities)
        wanted += [part.clock, cut(part.text, own["offset"], own["length"])]
    assert shown == wanted


@given(st.lists(parts(), min_size=1, max_size=6))
def test_the_layout_tells_where_each_part_begins(found: list[Part]) -> None:
    """From where a part begins, its time and its whole text follow; what is quoted there is that part."""
    merged = Merged(tuple(found))
    entry = Entry(EntryKind.MERGED, other=found[-1].source, parts=merged.layout)
    for part, (source, start) in zip(found, merged.layout, strict=True):
        whole = f"{part.clock}\n{part.text}"
        assert source == part.source
        assert cut(merged.text, start, units(whole)) == whole
        assert entry.part_at(start) == part.source
        assert entry.part_at(start + units(whole) - 1) == part.source
    assert entry.part_at(None) == found[-1].source


def test_a_message_reads_as_an_expert_reads_it() -> None:
    """Times stand above the texts, with a free line between the parts."""
    merged = Merged(
        (Part(MessageId(1), "14:03", "Hij zegt"), Part(MessageId(2), "14:04", "vreemde"))
    )
    assert merged.text == "14:03\nHij zegt\n\n14:04\nvreemde"


def test_it_fits_up_to_the_last_sign() -> None:
    """Telegram's length is not exceeded, and is used in full; signs outside the first plane count double."""
    head = Part(MessageId(1), "14:03", "x")
    room = LONGEST - units(Merged((head, Part(MessageId(2), "14:04", ""))).text)
    full = Merged((head, Part(MessageId(2), "14:04", "y" * room)))
    assert full.fits()
    assert units(full.text) == LONGEST
    assert not Merged((head, Part(MessageId(2), "14:04", "y" * (room + 1)))).fits()
    assert not Merged((head, Part(MessageId(2), "14:04", "😀" * (room // 2 + 1)))).fits()


@pytest.mark.parametrize(("own", "fits"), [(ENTITIES - 2, True), (ENTITIES - 1, False)])
def test_no_entity_is_lost(own: int, fits: bool) -> None:
    """More entities than Telegram keeps do not fit, the times counted in."""
    marks = [{"type": "bold", "offset": place, "length": 1} for place in range(own)]
    first = Part(MessageId(1), "14:03", "x" * own, msgspec.json.encode(marks).decode())
    merged = Merged((first, Part(MessageId(2), "14:04", "y")))
    assert merged.fits() is fits
    assert len(entities(merged)) == own + 2


def test_a_part_can_be_changed() -> None:
    """Another text takes the place of a part; the others stay, and what follows moves."""
    one, two = Part(MessageId(1), "14:03", "Hij"), Part(MessageId(2), "14:04", "zegt")
    merged = Merged((one, two))
    changed = merged.changed(MessageId(1), "Hij of zij", "[]")
    assert changed.text == "14:03\nHij of zij\n\n14:04\nzegt"
    assert changed.layout[1][1] == merged.layout[1][1] + len(" of zij")
    assert merged.changed(MessageId(9), "x", "[]") == merged
    assert merged.holds(MessageId(2))
    assert not merged.holds(MessageId(9))


def test_a_heading_is_bold_and_moves_the_rest() -> None:
    """A correction has a bold line above it, and its own entities stay on their words."""
    own = '[{"type":"italic","offset":0,"length":4}]'
    assert headed("Nieuw:", own) == [
        {"type": "bold", "offset": 0, "length": 6},
        {"type": "italic", "offset": 7, "length": 4},
    ]
