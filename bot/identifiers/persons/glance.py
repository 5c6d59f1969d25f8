"""Glance: a quick look that shows of most texts that they name nobody."""

from __future__ import annotations

import re
from functools import lru_cache
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
_GIVEN: Final = Sort.GIVEN | Sort.AMBIGUOUS
_LISTED: Final = Sort.LISTED | Sort.AMBIGUOUS | Sort.WORD
_REMEMBERED: Final = 4096
"""Words that were looked at last."""
_SHOUTED: Final = 2
"""Letters from which a word in capitals is an abbreviation."""


def nobody(seen: Seen) -> bool:
    """Whether it is certain that no name would be found: then nobody need look at each word."""
    text, words = seen.text, seen.words
    if any(map(_is_small, words)):
        return False
    if any(word[-1] == "s" and _is_small(word[:-1]) for word in words):
        return False
    if not text.isascii() and any(not word.isascii() and _is_small(plain(word)) for word in words):
        return False
    if text != seen.low:
        if _INITIAL.search(text):
            return False
        if not all(_harmless(text, match) for match in _CAPITAL.finditer(text)):
            return False
    return not any(word not in FUNCTION and mistyped(word) for word in _NEAR.findall(f" {text}"))


@lru_cache(_REMEMBERED)
def _is_small(word: str) -> bool:
    """Whether a word in small letters is a name, or announces one."""
    if word in _NO_NAMES:
        return False
    if word in CALLING or word in HONORIFICS:
        return True
    sort = names().sort_of(word)
    return sort & _GIVEN == Sort.GIVEN or (sort & _LISTED == Sort.LISTED and len(word) >= SURE)


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
    if norm[-1] == "s" and _is_small(norm[:-1]):
        return False
    return bool(sort & Sort.WORD or norm in lexicon()) and opens(text, match.start())
