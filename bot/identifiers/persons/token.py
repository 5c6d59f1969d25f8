"""Token: a word of a text with what can be seen of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.identifiers.persons.names import names, plain

if TYPE_CHECKING:
    from collections.abc import Iterable

_TOKEN: Final = re.compile(
    r"[vV]\. ?d\.(?= ?[A-ZÀ-Þ])"  # "v.d."
    r"|(?<!\w)(?:[A-Z]\.){1,4}(?![^\W_]{2})(?!\w)|(?<!\w)(?:[A-Z]\.){1,4}(?=[A-Z][a-z])"  # initials
    r"|(?<!\w)['’]t(?= )"
    r"|[^\W\d_]+(?:['’`-][^\W\d_]+)*"
)
_START: Final = re.compile(r"(?:[.!?…\n:;•]|^[-*>]|\n[-*>])[\s\"'“”‘’(\[-]*$")
_BORROWED: Final = re.compile(r"(?:al|el|ben|bin|ibn|abu|ait|as|ad|ar|at|d|l|o)[-'’][A-ZÀ-Þ]")
"""A family name whose first letter is small: "al-Khatib"."""
_SIGNED: Final = re.compile(r"[A-Z]{2,}-")
"""An abbreviation with a word: "SS-tekens"."""
_OWNER: Final = re.compile(r"['’`]s$", re.IGNORECASE)
_TITLE: Final = re.compile(
    r"\b(?:[dDmM]r|[mM]rs|[mM]s|[dD]rs|[mM]evr|[mM]w|[dD]hr|[iI]r|[pP]rof|[iI]ng|[sS]t|[fF]am)\.\s*$"
)
_LEFT: Final = 6
"""Signs before a word in which the end of a sentence is looked for."""


@dataclass(slots=True)
class Token:
    """A word. `end` leaves out the 's of an owner."""

    text: str
    norm: str
    start: int
    end: int
    known: int
    """What `names` says of it."""
    capital: bool
    shouted: bool
    """All in capitals, two letters or more."""
    opens: bool
    """It begins a sentence."""
    initials: bool
    owner: bool
    """An 's was cut off."""


def tokens(text: str, taken: Iterable[tuple[int, int]]) -> list[Token]:
    """The words of a text, without those in the places that are taken; these stand in order."""
    known = names()
    found: list[Token] = []
    left = iter(taken)
    there = next(left, None)
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        while there is not None and there[1] <= start:
            there = next(left, None)
        if there is not None and there[0] < end:
            continue
        word = match[0]
        if word.islower() and word.isalpha():
            norm = word if word.isascii() else plain(word)
            found.append(
                Token(
                    word, norm, start, end, known.sort_of(norm), False, False, False, False, False
                )
            )
            continue
        owner = _OWNER.search(word)
        if owner is not None and len(word) > 2:
            word = word[: owner.start()]
            end = start + len(word)
        norm = plain(word)
        initials = word[-1] == "." and word[0].isupper() and norm != "v.d."
        sort = known.sort_of(norm)
        if not sort and "-" in norm:
            sort = known.get(norm.split("-", 1)[0], 0)
        found.append(
            Token(
                word,
                norm,
                start,
                end,
                sort,
                word[0].isupper() or _BORROWED.match(word) is not None,
                len(word) > 1
                and (word.isupper() or _SIGNED.match(word) is not None)
                and not initials,
                word[0].isupper() and opens(text, start),
                initials,
                owner is not None,
            )
        )
    return found


def opens(text: str, start: int) -> bool:
    """Whether a sentence begins here."""
    if not start:
        return True
    before = text[max(0, start - _LEFT) : start]
    return _START.search(before) is not None and _TITLE.search(before) is None
