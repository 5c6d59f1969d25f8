"""Spelled: whether a word is one of Dutch or English by how it is spelled, and whether an s makes it an owner."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.faq.matching.lexicon import lexicon
from bot.identifiers.persons.hints import ACTS, ARTICLES, LEANING
from bot.identifiers.persons.names import Sort, names

if TYPE_CHECKING:
    from bot.identifiers.persons.token import Token

_ENDING: Final = re.compile(
    r"(?:isme|isten|istisch|istische|heid|heden|ingen|tie|ties|schap|ism|ist|ists|ness|ation|tion|ment|isch|ische|land|dorp|stad|straat|wijk|aanse|anen|ers|iers)$"
)
"""Nearly no name ends like this."""
_GLUED: Final = 9
"""Letters from which a word is looked at as made of two."""


def is_word(norm: str) -> bool:
    """Whether it is a word of Dutch or English."""
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
    """Whether it is a given name with an s of owning: "Hamzas"."""
    return (
        token.norm.endswith("s")
        and not token.known & (Sort.GIVEN | Sort.LISTED | Sort.FAMILY)
        and names().get(token.norm[:-1], 0) & (Sort.GIVEN | Sort.AMBIGUOUS) == Sort.GIVEN
        and len(token.norm) > 4
        and (token.capital or token.norm not in lexicon())
    )
