"""Spelling: errors are mended towards words of ours, words that are right stay."""

from __future__ import annotations

import pytest

from bot.faq.matching.lexicon import lexicon
from bot.faq.matching.spelling import Spelling

OURS = ("meldcode", "radicalisering", "leerling", "bank", "wapen", "moord", "vertrouwenspersoon")


@pytest.fixture(scope="module")
def spelling() -> Spelling:
    """The words of a small FAQ; “wapen” is never what was meant."""
    return Spelling(OURS, lexicon(), ("wapen",))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("medlcode", "meldcode"),
        ("meldkode", "meldcode"),
        ("radicalsiering", "radicalisering"),
        ("radiclisernig", "radicalisering"),
        ("leerlng", "leerling"),
        ("vertrouwnspersoom", "vertrouwenspersoon"),
        ("bnak", "bank"),
    ],
)
def test_errors_are_mended(spelling: Spelling, typed: str, meant: str) -> None:
    """A letter left out, added, replaced or swapped; two of them in a long word."""
    assert spelling.corrected(typed) == meant


@pytest.mark.parametrize(
    "typed", ["woord", "wagen", "wapne", "meerling", "bak", "meldcode", "b4nk", "vertrouwelijk"]
)
def test_words_stay(spelling: Spelling, typed: str) -> None:
    """What is a word of its own, too short, no word at all, or only near a word that is never meant."""
    assert spelling.corrected(typed) == typed


@pytest.mark.parametrize(
    ("typed", "meant"), [("wht", "what"), ("limi", "limit"), ("shwo", "show"), ("mcy", "my")]
)
def test_the_likeliest_error_was_made(typed: str, meant: str) -> None:
    """Of words that are one error away the one is meant whose letter was left out or swapped, before one of which a letter was
    replaced: the first happens in one way, the other in many."""
    ours = ("who", "lime", "shop", "may", "what", "limit", "show", "my")
    assert Spelling(ours, frozenset()).corrected(typed) == meant


def test_the_commoner_word_was_meant() -> None:
    """Of words from which the same error leads to what was typed, the one is meant that we use more."""
    few = tuple(f"{sign}{other}xxxxxxxx" for sign in "abcdefgh" for other in "abcdefgh")
    assert Spelling(("want", *few, "wait"), frozenset()).corrected("wanit") == "want"
    assert Spelling(("wait", *few, "want"), frozenset()).corrected("wanit") == "wait"
