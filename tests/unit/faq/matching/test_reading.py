"""Reading: what is left of a text when it is read for matching."""

from __future__ import annotations

import pytest

from bot.faq.matching.reading import Reader
from tests.unit.faq.matching.conftest import WORDS


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (
            "Hallo, goede morgen! Wanneer zijn jullie open? Alvast bedankt!",
            "wanneer zijn jullie open",
        ),
        ("hallo", "hallo"),
        ("hallootjes wat kost een pas", "hallootjes wat kost een pas"),
        ("wnr open", "wanneer open"),
        ("Eén café, 's avonds", "een cafe s avonds"),
    ],
)
def test_words(typed: str, kept: str) -> None:
    """Pleasantries at both ends go unless nothing else is there, short forms are written out, accents go."""
    reader = Reader(WORDS)
    assert " ".join(reader.read(reader.parts(typed)[0]).words) == kept


def test_sentences_are_parts_too() -> None:
    """A question behind a story is a part of its own; a cry of two words is none."""
    parts = Reader(WORDS).parts(
        "Ik kom hier al jaren met mijn zus. Help mij! Mag zij mijn pas gebruiken?"
    )
    assert parts[1:] == ["Ik kom hier al jaren met mijn zus.", "Mag zij mijn pas gebruiken?"]


def test_corrections_are_told() -> None:
    """What was mended is known, for who asks why; the encoder gets the mended text, its marks kept."""
    reading = Reader(WORDS).read("Wat kost een PSA?", lambda word: {"psa": "pas"}.get(word, word))
    assert reading.corrections == (("psa", "pas"),)


def test_the_plain_text_keeps_its_marks() -> None:
    """The encoder reads accents and question marks; only short forms and errors are changed in it."""
    reading = Reader(WORDS).read("Wnr is 't café open?", lambda word: word)
    assert reading.plain == "wanneer is 't café open?"
