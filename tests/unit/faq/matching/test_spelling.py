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
