"""Spelled: whether a word is one of Dutch or English by how it is spelled, and whether an s makes it an owner."""

from __future__ import annotations

import re
from string import ascii_lowercase
from typing import TYPE_CHECKING, Final

from bot.faq.matching.lexicon import lexicon
from bot.identifiers.persons.hints import ACTS, ARTICLES, LEANING
from bot.identifiers.persons.names import Sort, names

if TYPE_CHECKING:
    from bot.identifiers.persons.token import Token

_ENDING: Final = re.compile(
    r"(?:^(?:daar|hier|waar)[a-z]{2,7}|isme|isten|istisch|istische|heid|heden|ingen|tie|ties|schap|ism|ist|ists|ness|ation|tion|ment|isch|ische|land|dorp|stad|straat|wijk|aans|aanse|anen|iers|ers|iers|wet|werk|zorg|raad|team|club|loket|fonds|krant|bond|lijn|centrum)$"
)
"""Nearly no name ends like this."""
_NAMES: Final = Sort.GIVEN | Sort.LISTED | Sort.FAMILY
_SHORTEST: Final = 4
"""Letters that a name with an s has more of."""
_LEAST: Final = 5
_MOST: Final = 12
"""Letters of a word that is tried as a name with a typing error."""
_GLUED: Final = 9
"""Letters from which a word is looked at as made of two."""


def is_word(norm: str) -> bool:
    """Whether it is a word of Dutch or English."""
    return names().sort_of(norm) & Sort.WORD != 0 or spelled(norm)


def spelled(norm: str) -> bool:
    """Whether it is one by what is known without the names: the lexicon, how it ends, what it is made of."""
    return (
        norm in lexicon()
        or norm in ACTS
        or norm in ARTICLES
        or norm in LEANING
        or _ENDING.search(norm) is not None
        or _glued(norm)
    )


def _glued(norm: str) -> bool:
    """Whether two words make it, as Dutch glues them: "veiligheidshuis"."""
    known = lexicon()
    return len(norm) >= _GLUED and any(
        norm[at:] in known
        and (norm[:at] in known or (norm[at - 1] == "s" and norm[: at - 1] in known))
        for at in range(4, len(norm) - 3)
    )


def genitive(token: Token) -> bool:
    """Whether it is a name with an s of owning, or of many: "Hamzas", "de Özdemirs"."""
    norm = token.norm
    if norm[-1] != "s" or len(norm) <= _SHORTEST or token.known & _NAMES:
        return False
    stem = names().sort_of(norm[:-1])
    if stem & (Sort.GIVEN | Sort.AMBIGUOUS) == Sort.GIVEN:
        return token.capital or norm not in lexicon()
    return (
        token.capital
        and not token.opens
        and stem & (Sort.FAMILY | Sort.WORD | Sort.PLACE) == Sort.FAMILY
        and norm not in lexicon()
    )


def mistyped(norm: str) -> bool:
    """Whether one slip of the finger makes a given name of a word that nobody knows: "moahmmed"."""
    if not _LEAST <= len(norm) <= _MOST or not norm.isascii() or is_word(norm):
        return False
    parts = [(norm[:at], norm[at:]) for at in range(len(norm) + 1)]
    nearest = [
        slip
        for head, tail in parts[:-1]
        for slip in (head + tail[1:], head + tail[1:2] + tail[:1] + tail[2:])
    ]
    known = names()
    if any(
        known.sort_of(one) == Sort.WORD or (one not in known and one in lexicon())
        for one in nearest
    ):
        # It is more likely that word.
        return False
    return any(_given(one) for one in nearest) or any(
        _given(head + letter + tail) or _given(head + letter + tail[1:])
        for head, tail in parts
        for letter in ascii_lowercase
    )


def _given(norm: str) -> bool:
    """Whether it is a given name, and no word."""
    return names().sort_of(norm) & (Sort.GIVEN | Sort.AMBIGUOUS) == Sort.GIVEN
