"""Seen: what a quick look at a text shows, for all who look at it more closely."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_WORD: Final = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Seen:
    """A text with its words."""

    text: str
    low: str
    """The text in small letters."""
    words: frozenset[str]
    """Its runs of letters, in small letters."""

    @classmethod
    def of(cls, text: str) -> Seen:
        """Look at a text."""
        low = text.lower()
        return cls(text, low, frozenset(_WORD.findall(low)))
