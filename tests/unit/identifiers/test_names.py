"""The list of names that comes with the program."""

from __future__ import annotations

from bot.identifiers.persons.making import HERE
from bot.identifiers.persons.names import Sort, names, packed, plain, unpacked


def by_hand(name: str) -> set[str]:
    """The words of a list that was written down by hand."""
    lines = (HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return {plain(word) for line in lines if not line.startswith("#") for word in line.split()}


def test_the_file_is_made_of_the_lists() -> None:
    """Whatever was written down by hand is in the file as what it was written down for (else: `make names`)."""
    known = names()
    assert all(known[one] & Sort.GIVEN for one in by_hand("given"))
    assert all(known[one] & Sort.AMBIGUOUS for one in by_hand("ambiguous"))
    assert all(known[one] & Sort.FAMILY for one in by_hand("family"))
    assert all(known[one] & Sort.PLACE for one in by_hand("places"))


def test_accents_are_no_matter() -> None:
    """A name is known with and without its accents, in any alphabet that is written with Latin letters."""
    assert [plain(one) for one in ("Kılıç", "Łukasz", "Zoë", "Jørgen", "İrem")] == [
        "kilic",
        "lukasz",
        "zoe",
        "jorgen",
        "irem",
    ]


def test_packing_loses_nothing() -> None:
    """What was packed comes out again."""
    known = {"daan": Sort.GIVEN, "storm": Sort.GIVEN | Sort.AMBIGUOUS, "utrecht": Sort.PLACE}
    found = unpacked(packed(known))
    assert found == known
    assert dict(found.each()) == known
    assert "dan" not in found
    assert "daan " not in found
    assert found.sort_of("storms") == 0
