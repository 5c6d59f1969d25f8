"""Glance: a quick look that shows of most texts that they name nobody."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from bot.faq.matching.lexicon import lexicon
from bot.identifiers.persons.bare import SURE
from bot.identifiers.persons.hints import CALLING, HONORIFICS, TITLES, TOWARDS
from bot.identifiers.persons.names import Sort, names, plain
from bot.identifiers.persons.public import ALONE, FUNCTION, OTHERS
from bot.identifiers.persons.spelled import mistyped
from bot.identifiers.persons.token import opens

if TYPE_CHECKING:
    from bot.identifiers.seen import Seen

_CAPITAL: Final = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-ɏḀ-ỿ][^\W\d_]*")
"""Some of these signs are small: it is looked at once more."""
_INITIAL: Final = re.compile(r"[A-Z]\.(?<!\w..)")
_NEAR: Final = re.compile(rf" (?:{'|'.join(sorted(TOWARDS))}) ([a-z]{{5,}})(?![\w'’-])")
"""What may be a name with a typing error."""
_NO_NAMES: Final = ALONE | FUNCTION | TITLES
_SHOUTED: Final = 2
"""Letters from which a word in capitals is an abbreviation."""


def nobody(seen: Seen) -> bool:
    """Whether it is certain that no name would be found: then nobody need look at each word."""
    text, words, small = seen.text, seen.words, _small()
    if not small.isdisjoint(words):
        return False
    if any(word[-1] == "s" and word[:-1] in small for word in words):
        return False
    if not text.isascii() and any(not word.isascii() and plain(word) in small for word in words):
        return False
    if text != seen.low:
        if _INITIAL.search(text):
            return False
        if not all(_harmless(text, match) for match in _CAPITAL.finditer(text)):
            return False
    return not any(word not in FUNCTION and mistyped(word) for word in _NEAR.findall(f" {text}"))


@cache
def _small() -> frozenset[str]:
    """What in small letters is a name, or announces one."""
    given, listed = Sort.GIVEN | Sort.AMBIGUOUS, Sort.LISTED | Sort.AMBIGUOUS | Sort.WORD
    return (
        CALLING
        | HONORIFICS
        | {
            one
            for one, sort in names().each()
            if sort & given == Sort.GIVEN or (sort & listed == Sort.LISTED and len(one) >= SURE)
        }
    ) - _NO_NAMES


def _harmless(text: str, match: re.Match[str]) -> bool:
    """Whether a word with a capital is one that never begins a name where it stands."""
    word = match[0]
    norm = plain(word)
    if norm in _NO_NAMES or not word[0].isupper():
        return True
    sort = names().sort_of(norm)
    if norm in OTHERS:
        return not sort & Sort.GIVEN
    if word.isupper() and len(word) >= _SHOUTED:
        return not sort & Sort.GIVEN
    if sort & Sort.PLACE and sort & Sort.PROPER:
        return not sort & Sort.GIVEN
    if sort and (sort & Sort.GIVEN or not sort & Sort.WORD):
        return False
    if norm[-1] == "s" and norm[:-1] in _small():
        return False
    return bool(sort & Sort.WORD or norm in lexicon()) and opens(text, match.start())
