"""Names: what is known of a word that may be somebody's name.

A file of its own (`names.bin`), read when the first text comes: 70,000 words with what each is.
"""

from __future__ import annotations

import unicodedata
import zlib
from array import array
from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import accumulate
from pathlib import Path
from sys import byteorder
from typing import TYPE_CHECKING, Final
from zlib import crc32

from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Iterator

FILE: Final = Path(__file__).with_name("names.bin")

_SHELVES: Final = 1 << 14
"""A handful of words on each."""
_REMEMBERED: Final = 2048
"""Words that were asked for last: most of what people write is the same few."""
_HIGHEST: Final = 128
"""A bit that no sort has. It is set in the file, so that no sort looks like a space or an end of line."""

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


class Names(Mapping[str, int]):
    """What each known word is, as `Sort`; in small letters without accents.

    One row of bytes, in which the checksum of a word tells where to look: a dictionary of as many texts takes 6 MB,
    this less than 1. A look takes a microsecond, at a word that was looked at lately a tenth of one.
    """

    def __init__(self, row: bytes) -> None:
        """`row`: where each shelf ends (`_SHELVES` numbers of four bytes), then what is on the shelves."""
        self._ends = array("I", [0])
        self._ends.frombytes(row[: _SHELVES * self._ends.itemsize])
        if byteorder == "big":
            self._ends.byteswap()
        self._words = row[_SHELVES * self._ends.itemsize :]

        self.sort_of = lru_cache(_REMEMBERED)(self._sort_of)
        """Returns what a word is known as; 0 for one that is not."""

    def _sort_of(self, word: str) -> int:
        key = word.encode("utf-8", "replace")
        shelf = crc32(key) % _SHELVES
        wanted = b"\n" + key + b" "
        at = self._words.find(wanted, self._ends[shelf], self._ends[shelf + 1])
        return self._words[at + len(wanted)] & ~_HIGHEST if at >= 0 else 0

    @override
    def __getitem__(self, word: str) -> int:
        if not (sort := self.sort_of(word)):
            raise KeyError(word)
        return sort

    @override
    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and self.sort_of(word) != 0

    @override
    def __iter__(self) -> Iterator[str]:
        return (word for word, _ in self.each())

    def each(self) -> Iterator[tuple[str, int]]:
        """All words, with what they are known as."""
        return ((line[:-2].decode(), line[-1] & ~_HIGHEST) for line in self._words.split(b"\n")[1:])

    @override
    def __len__(self) -> int:
        return self._words.count(b"\n")


@cache
def names() -> Names:
    """The list that comes with the program; read once."""
    return unpacked(FILE.read_bytes())


def packed(known: Mapping[str, int]) -> bytes:
    """The words with what they are, in a form that `unpacked` reads."""
    shelves: list[list[bytes]] = [[] for _ in range(_SHELVES)]
    for word, sort in sorted(known.items()):
        # So that what a word is can be told from the marks around it.
        if not word or " " in word or "\n" in word or not 0 < sort < _HIGHEST:
            raise ValueError("a name of other signs than letters, or of no sort")
        key = word.encode()
        shelves[crc32(key) % _SHELVES].append(b"\n%b %c" % (key, sort | _HIGHEST))
    rows = [b"".join(shelf) for shelf in shelves]
    ends = b"".join(end.to_bytes(4, "little") for end in accumulate(map(len, rows)))
    return zlib.compress(ends + b"".join(rows), 9)


def unpacked(file: bytes) -> Names:
    """What `packed` was given."""
    return Names(zlib.decompress(file))
