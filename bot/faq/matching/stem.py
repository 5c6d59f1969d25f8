"""Stem: a word without its ending, so that its forms meet; rough, for Dutch and English alike."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_SHORTEST: Final = 4
_REMEMBERED: Final = 8192
_ENDINGS: Final = re.compile(
    r"(?:heden|ingen|tjes|jes|eren|eert|ende|ing|en|er|es|ed|je|e|s|t|d|n)$"
)
_DOUBLED: Final = re.compile(r"([bcdfgklmnprstz])\1$")


@lru_cache(_REMEMBERED)
def stem(word: str) -> str:
    """A word without its ending; a word with a digit in it stays as it is."""
    if len(word) <= _SHORTEST or not word.isalpha():
        return word
    for _ in range(2):
        shorter = _ENDINGS.sub("", word)
        if len(shorter) < _SHORTEST:
            break
        word = shorter
    return _DOUBLED.sub(r"\1", word)
