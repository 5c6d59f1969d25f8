"""Plain: a text as it was typed, brought to small letters, bare words and clause ends."""

from __future__ import annotations

import re
import unicodedata
from string import ascii_lowercase, digits
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

CLAUSE_END: Final = "."
"""Stands as a word of its own between two clauses."""

_APOSTROPHES: Final = str.maketrans("", "", "'’‘`´")
_REPEATED: Final = re.compile(r"([a-z])\1{2,}")
_MASKED: Final = re.compile(r"[a-z@$][013457@$]")
_DISGUISED: Final = re.compile(
    r"(?<![\w@$])[a-z@$][a-z@$]*[013457@$][a-z0-9@$]*(?<=[a-z])(?![\w@$])"
)
_UNMASK: Final = str.maketrans("013457@$", "oieastas")
_HESITATION: Final = re.compile(r"\.{2,}|…")
_CLAUSE: Final = re.compile(r"[.!?;\n]+")
_OTHER: Final = re.compile(r"[^a-z0-9.]+")
_KEPT: Final = frozenset(ascii_lowercase + digits + ".")
_SPACED: Final = {code: " " for code in range(128) if chr(code) not in _KEPT}


def bare(text: str) -> str:
    """Small letters without accents, apostrophes and invisible characters."""
    text = text.lower()
    if text.isascii():
        return text.translate(_APOSTROPHES) if "'" in text or "`" in text else text
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
        # Where it takes a fraction of the time it is asked first whether there is anything to do.
        if _MASKED.search(plain):
            plain = _DISGUISED.sub(lambda match: match[0].translate(_UNMASK), plain)
        if ".." in plain or "…" in plain:
            plain = _HESITATION.sub(" ", plain)
        plain = _CLAUSE.sub(" . ", plain)
        plain = plain.translate(_SPACED) if plain.isascii() else _OTHER.sub(" ", plain)
    typed = plain.split()
    return f" {' '.join(map(expand.get, typed, typed))} "
