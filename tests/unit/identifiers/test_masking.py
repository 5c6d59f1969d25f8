"""Masking, and the laws that hold for what is found in any text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.identifiers import MASKS, Find, Kind, find, masked, warm

SIGNS = " .,-@0123456789aAbBvVdeNL#/():\n'_İß😀é"
PIECES = st.sampled_from(
    [
        "Daan ",
        "van ",
        "de ",
        "06-12345678 ",
        "NL91 ABNA ",
        "geb ",
        "12-3-2009 ",
        "Dorpsstraat 3 ",
        "1234 AB ",
        "@x ",
        "insta: ",
        "é😀 ",
    ]
)
HOSTILE = [
    *(
        "1",
        "1 ",
        "0 ",
        "(0",
        "06-",
        "+31",
        "1-2-",
        "NL91",
        "NL91 ABNA ",
        "12 mei ",
        "geb 12-",
        "1234 ab ",
        "12-AB-",
    ),
    *(
        "a.",
        "A.",
        "A ",
        "Aa ",
        "Aa-",
        "Aa'",
        "'",
        "-",
        "_",
        "a_",
        "/",
        "@",
        "a@",
        "a.b@c.",
        ".",
        " ",
        "\n",
        "😀",
    ),
    *(
        "Van de ",
        "van de ",
        "Laan van ",
        "Straat ",
        "Astraat 1 ",
        "laan 1",
        "insta a1b_ ",
        "x.com/",
        "t.me/a.",
        "a#1234 ",
    ),
    *(
        "School: ",
        "basisschool De ",
        "zit op De A ",
        "A een ",
        "De ",
        "Daan en ",
        "Daan ",
        "Mo ",
        "kenteken AB ",
        "plate is ",
    ),
]


def test_finds_become_words() -> None:
    """Each find is replaced by a word for its kind, in the language that is asked for."""
    text = "Daan (06-12345678) woont Dorpsstraat 3"
    assert masked(text, find(text), "nl") == "[naam] ([telefoonnummer]) woont [adres]"
    assert masked(text, find(text), "en") == "[name] ([phone number]) woont [address]"


def test_places_are_code_points() -> None:
    """A sign beyond the basic plane counts once, whatever stands before a find."""
    text = "😀 Daan"
    assert find(text) == (Find(Kind.PERSON, 2, 6),)


@pytest.mark.parametrize("language", sorted(MASKS))
def test_masks_are_no_finds(language: str) -> None:
    """What stands in the place of a find is not found again."""
    text = " ".join(f"met {mask} gepraat." for mask in MASKS[language].values())
    assert find(text) == ()


@settings(max_examples=150, deadline=None)
@given(st.text(SIGNS, max_size=300) | st.lists(PIECES, max_size=12).map("".join))
def test_finds_stand_apart_in_order(text: str) -> None:
    """Whatever is typed, finds lie within the text, hold something, stand in order and never over another."""
    at = 0
    for one in find(text):
        assert at <= one.start < one.end <= len(text)
        at = one.end


@pytest.mark.parametrize("piece", HOSTILE)
def test_no_text_is_expensive(piece: str) -> None:
    """The longest message of anything costs a fraction of a second of processor time."""
    warm()
    text = (piece * 4096)[:4096]
    began = time.process_time()
    find(text)
    assert time.process_time() - began < 0.5
