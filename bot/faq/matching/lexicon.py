"""Lexicon: the words that Dutch and English know, to tell a typing error from a word.

A Bloom filter in a file of its own: asking simplemma itself would cost every start half a second and 55 MB. One word in
a hundred that does not exist is taken for known; then a typing error stays what it is.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.faq.plain import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FILE: Final = Path(__file__).with_name("lexicon.bin")
LANGUAGES: Final = ("nl", "en")

_BITS_A_WORD: Final = 10
_LOOKS: Final = 7
"""Bits looked at for each word; the best number for ten bits a word."""
_SHORTEST: Final = 3
_LONGEST: Final = 20
"""Letters. Other words are not asked for."""


class Lexicon:
    """A set of words; what it says no to is certain, what it says yes to nearly so."""

    def __init__(self, bits: bytes) -> None:
        """`bits` is what `lexicon_bits` made."""
        self._bits = bits

    def __contains__(self, word: object) -> bool:
        """Tell whether a word, in small bare letters, is known."""
        if not isinstance(word, str):
            return False
        return all(self._bits[at >> 3] >> (at & 7) & 1 for at in _places(word, len(self._bits) * 8))


@cache
def lexicon() -> Lexicon:
    """The lexicon that comes with the program; read once."""
    return Lexicon(FILE.read_bytes())


def lexicon_bits(known: Iterable[str]) -> bytes:
    """A lexicon of these words."""
    kept = sorted(
        {
            plain
            for word in known
            if len(typed := words(word)) == 1
            and _SHORTEST <= len(plain := typed[0]) <= _LONGEST
            and plain.isalpha()
        }
    )
    bits = bytearray(len(kept) * _BITS_A_WORD // 8 + 1)
    for word in kept:
        for at in _places(word, len(bits) * 8):
            bits[at >> 3] |= 1 << (at & 7)
    return bytes(bits)


def write() -> None:
    """Make the file anew from the dictionaries of simplemma; takes seconds (`make lexicon`)."""
    from simplemma.strategies.dictionaries import DefaultDictionaryFactory

    dictionaries = DefaultDictionaryFactory()
    FILE.write_bytes(
        lexicon_bits(str(word) for one in LANGUAGES for word in dictionaries.get_dictionary(one))
    )


def _places(word: str, size: int) -> Iterator[int]:
    digest = hashlib.blake2b(word.encode(), digest_size=16).digest()
    first = int.from_bytes(digest[:8], "little")
    step = int.from_bytes(digest[8:], "little") | 1
    return ((first + turn * step) % size for turn in range(_LOOKS))
