"""How finds are counted against marks."""

from __future__ import annotations

from bot.identifiers import Find, Kind
from bot.identifiers.measure import compared, formal, summed


def test_a_find_is_right_where_it_overlaps() -> None:
    """Right is the same kind over the same words; exact is to the letter; each find answers for one mark."""
    text = "Daan Smit en Daan, 06-12345678"
    marked = [(Kind.PERSON, "Daan Smit"), (Kind.PERSON, "Daan"), (Kind.PHONE, "06-12345678")]
    found = [Find(Kind.PERSON, 0, 4), Find(Kind.PERSON, 13, 17), Find(Kind.BSN, 19, 30)]
    tallies = compared(text, marked, found)
    names = tallies[Kind.PERSON]
    # "Daan" is marked at its first place too: there it stands in "Daan Smit", which is answered for.
    assert (names.marked, names.found, names.right) == (2, 2, 1)
    assert (tallies[Kind.PHONE].recall, tallies[Kind.BSN].precision) == (0.0, 0.0)


def test_counts_add_up() -> None:
    """Many texts are counted together, names apart from the rest; nothing marked and found is no fault."""
    text = "Daan, 06-12345678"
    marked = [(Kind.PERSON, "Daan"), (Kind.PHONE, "06-12345678")]
    found = [Find(Kind.PHONE, 6, 17)]
    total = summed(compared(text, marked, found) for _ in range(3))
    assert (formal(total).right, formal(total).exact, formal(total).precision) == (3, 3, 1.0)
    assert (total[Kind.PERSON].recall, total[Kind.PERSON].precision) == (0.0, 1.0)
