"""Bare words: what a word says by itself, in points, before anybody looks at what stands around it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.identifiers.persons.names import Sort
from bot.identifiers.persons.spelled import genitive, is_word

if TYPE_CHECKING:
    from bot.identifiers.persons.token import Token

UNKNOWN: Final = 2.0
"""What a capital amid a sentence says of a word that nobody knows; the most that any unknown word begins with."""
NEVER: Final = -9.0
SURE: Final = 4
"""Letters from which a name of some country is one in small letters too, and an unknown word may be a name."""
_MOST: Final = 13
"""Letters of nearly every name of which nothing is known."""


def capital(token: Token) -> float:
    """With a capital, as names are written."""
    sort, first = token.known, token.opens
    if sort & Sort.GIVEN:
        if not sort & Sort.AMBIGUOUS:
            return 3.0
        if not sort & Sort.WORD:
            return 1.4 if first else 2.2
        return 0.6 if first else 2.0
    if sort & Sort.PLACE:
        # Of a place that few know by name, a person may have it too.
        return -3.0 if sort & Sort.PROPER else -1.2 if first else -0.2
    if sort & Sort.WORD and sort & (Sort.LISTED | Sort.FAMILY):
        return -2.5 if first else -0.4
    if sort & Sort.LISTED:
        return 1.8 if first else 2.2
    if sort & Sort.FAMILY:
        return 1.0 if first else 2.0
    if genitive(token):
        return 2.2
    if is_word(token.norm):
        return -3.5 if first else -1.3
    if sort & Sort.PROPER:
        return -0.4 if first else 0.6
    if not _MOST >= len(token.norm) >= SURE or not token.text[1:].islower():
        # Abbreviations, and words that Dutch glues.
        return 0.2 if first else 1.2
    return 0.8 if first else UNKNOWN


def shouted(token: Token) -> float:
    """In capitals: an abbreviation, unless it is a long name."""
    return (
        2.0
        if token.known & Sort.GIVEN and not token.known & Sort.AMBIGUOUS and len(token.norm) > 3
        else NEVER
    )


def small(token: Token) -> float:
    """In small letters, as people chat."""
    sort = token.known
    if sort & Sort.GIVEN:
        if sort & Sort.AMBIGUOUS:
            return -0.3
        return 2.2 if len(token.norm) > 2 else 1.3
    if sort & Sort.LISTED:
        return 0.4
    if genitive(token):
        return 1.4
    return NEVER if sort or len(token.norm) < 3 or is_word(token.norm) else -0.4
