"""Names: what is known of a word that may be somebody's name.

A file of its own (`names.bin`), read when the first text comes: 70,000 words with what each is.
"""

from __future__ import annotations

import unicodedata
import zlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE: Final = Path(__file__).with_name("names.bin")

_UNLIKE: Final = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ı": "i", "ł": "l"}
)


class Sort:
    """What a word is known as: bits of a number, since flags of `enum` cost more than all the rest."""

    GIVEN: Final = 1
    """A given name that was written down by hand."""
    AMBIGUOUS: Final = 2
    """It is a word too."""
    LISTED: Final = 4
    """A given name of some country; nobody looked at it."""
    FAMILY: Final = 8
    PLACE: Final = 16
    PROPER: Final = 32
    """Written with a capital in Dutch: peoples, languages, brands, some names. With PLACE: a place of which everybody speaks."""
    WORD: Final = 64
    """In small letters it is a word of Dutch or English."""


def plain(word: str) -> str:
    """A word in small letters without accents."""
    word = word.lower()
    if word.isascii():
        return word
    return "".join(
        sign
        for sign in unicodedata.normalize("NFKD", word.translate(_UNLIKE))
        if not unicodedata.combining(sign)
    )


@cache
def names() -> Mapping[str, int]:
    """What each known word is, as `Sort`; in small letters without accents."""
    return unpacked(FILE.read_bytes())


def packed(known: Mapping[str, int]) -> bytes:
    """The words by what they are, in a form that `unpacked` reads."""
    groups: dict[int, list[str]] = {}
    for word, sort in sorted(known.items()):
        groups.setdefault(sort, []).append(word)
    lines = (f"{sort} {' '.join(words)}" for sort, words in sorted(groups.items()))
    return zlib.compress("\n".join(lines).encode(), 9)


def unpacked(file: bytes) -> Mapping[str, int]:
    """What `packed` was given."""
    known: dict[str, int] = {}
    for line in zlib.decompress(file).decode().splitlines():
        sort, *words = line.split(" ")
        known.update(dict.fromkeys(words, int(sort)))
    return known
