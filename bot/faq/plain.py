"""Plain: a text as it was typed, brought to small letters, bare words and clause ends."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

CLAUSE_END: Final = "."
"""Stands as a word of its own between two clauses."""

_APOSTROPHES: Final = str.maketrans("", "", "'’‘`´")
_REPEATED: Final = re.compile(r"([a-z])\1{2,}")
_DISGUISED: Final = re.compile(
    r"(?<![\w@$])[a-z@$][a-z@$]*[013457@$][a-z0-9@$]*(?<=[a-z])(?![\w@$])"
)
_UNMASK: Final = str.maketrans("013457@$", "oieastas")
_HESITATION: Final = re.compile(r"\.{2,}|…")
_CLAUSE: Final = re.compile(r"[.!?;\n]+")
_OTHER: Final = re.compile(r"[^a-z0-9.]+")


def bare(text: str) -> str:
    """Small letters without accents, apostrophes and invisible characters."""
    text = text.lower()
    if not text.isascii():
        text = "".join(
            character
            for character in unicodedata.normalize("NFKD", text)
            if not unicodedata.combining(character) and unicodedata.category(character) != "Cf"
        )
    return text.translate(_APOSTROPHES)


def words(text: str) -> list[str]:
    """The words of a text, without punctuation."""
    return _OTHER.sub(" ", bare(text).replace(".", " ")).split()


def clauses(text: str, expand: Mapping[str, str]) -> str:
    """The text as words and clause ends, each followed by one space, one space before the first.

    Disguised letters are undone ("m3s" is "mes", "wapennnn" is "wapen"); a form in `expand` becomes
    what it stands for. Pure numbers stay: 112, 113 and 764 mean something.
    """
    plain = _REPEATED.sub(r"\1", bare(text))
    if not plain.isalpha():
        plain = _DISGUISED.sub(lambda match: match[0].translate(_UNMASK), plain)
        plain = _CLAUSE.sub(" . ", _HESITATION.sub(" ", plain))
        plain = _OTHER.sub(" ", plain)
    return f" {' '.join(expand.get(word, word) for word in plain.split())} "
