"""Masking: other words in place of passages, with the entities where they belong."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.handoff.masking import SHORTEST, mask
from bot.handoff.merged import units
from bot.handoff.unsent import Spot

LONG = 4096


def word(kind: str) -> str:
    """What stands in place of a passage."""
    return f"[{kind}]"


def masked(text: str, entities: list[dict[str, Any]], *spots: Spot) -> tuple[str, Any]:
    """The text and its entities afterwards."""
    found = mask(text, json.dumps(entities) if entities else "[]", spots, word, LONG)
    return found.text, json.loads(found.entities)


def test_each_passage_is_replaced_and_the_rest_stays() -> None:
    """What stands around and between the passages is untouched."""
    text, _ = masked("Youssef belt 0612345678.", [], Spot("naam", 0, 7), Spot("tel", 13, 23))
    assert text == "[naam] belt [tel]."


def test_entities_behind_a_passage_move_along() -> None:
    """What was bold is bold, also behind signs that take two units."""
    text = "👍 Youssef komt vanavond"
    entities = [{"type": "bold", "offset": units("👍 Youssef komt "), "length": 8}]
    new, moved = masked(text, entities, Spot("naam", 2, 9))
    assert new == "👍 [naam] komt vanavond"
    assert moved == [{"type": "bold", "offset": units("👍 [naam] komt "), "length": 8}]


def test_a_style_around_a_passage_stays_around_its_mask() -> None:
    """A bold sentence with a name in it stays bold from begin to end."""
    new, moved = masked(
        "Dit is Youssef zelf", [{"type": "bold", "offset": 0, "length": 19}], Spot("naam", 7, 14)
    )
    assert moved == [{"type": "bold", "offset": 0, "length": len(new)}]


@pytest.mark.parametrize(("offset", "length"), [(7, 7), (9, 3), (7, 3), (11, 3)])
def test_a_style_within_a_passage_is_on_its_mask(offset: int, length: int) -> None:
    """Where only a part of a name was bold, it can't be seen how long the name was."""
    _, moved = masked(
        "Dit is Youssef zelf",
        [{"type": "bold", "offset": offset, "length": length}],
        Spot("naam", 7, 14),
    )
    assert moved == [{"type": "bold", "offset": 7, "length": 6}]


@pytest.mark.parametrize("kind", ["text_link", "text_mention", "mention", "phone_number", "url"])
def test_what_may_hold_the_passage_itself_is_left_out(kind: str) -> None:
    """A link under a name leads to its bearer, so it goes with the name."""
    entity = {"type": kind, "offset": 7, "length": 7, "url": "https://example.org"}
    _, moved = masked("Dit is Youssef zelf", [entity], Spot("naam", 7, 14))
    assert moved == []


def test_a_link_elsewhere_stays() -> None:
    """What has nothing to do with the passage is as it was."""
    entity = {"type": "text_link", "offset": 0, "length": 3, "url": "https://example.org"}
    _, moved = masked("Dit is Youssef zelf", [entity], Spot("naam", 7, 14))
    assert moved == [entity]


def test_what_would_be_too_long_gets_shorter_signs() -> None:
    """A text that just fits still fits, and none of it is cut off."""
    text = "Bo, " * 10
    spots = [Spot("telefoonnummer", at, at + 2) for at in range(0, 40, 4)]
    found = mask(text, "[]", spots, word, len(text))
    assert found.text == f"{SHORTEST}, " * 10


@given(
    parts=st.lists(st.tuples(st.text(max_size=6), st.text(min_size=1, max_size=6)), max_size=5),
    rest=st.text(max_size=6),
    begin=st.integers(0, 80),
    length=st.integers(1, 80),
)
def test_entities_always_stay_within_the_text(
    parts: list[tuple[str, str]], rest: str, begin: int, length: int
) -> None:
    """Whatever stands where, an entity has a length and ends where the text does at the latest."""
    text, spots = "", []
    for before, passage in parts:
        spots.append(Spot("x", len(text + before), len(text + before + passage)))
        text += before + passage
    text += rest
    total = units(text)
    if begin >= total:
        return
    entity = {"type": "italic", "offset": begin, "length": min(length, total - begin)}
    new, moved = masked(text, [entity], *spots)
    assert new == "".join(f"{before}[x]" for before, _ in parts) + rest
    assert moved[0]["length"] > 0
    assert moved[0]["offset"] + moved[0]["length"] <= units(new)
