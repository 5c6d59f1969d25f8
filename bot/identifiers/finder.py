"""Finder: everything in a text that points at one person."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, Final

from bot.identifiers.accounts import accounts, emails, profiles
from bot.identifiers.addresses import addresses, postcodes
from bot.identifiers.births import births
from bot.identifiers.find import apart
from bot.identifiers.known import NOTHING
from bot.identifiers.numbers import bsns, ibans
from bot.identifiers.persons import persons
from bot.identifiers.phones import phones
from bot.identifiers.plates import plates
from bot.identifiers.schools import schools
from bot.identifiers.seen import Seen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.identifiers.find import Find
    from bot.identifiers.known import Known

LONGEST: Final = 4096
"""Code points that are looked at: the most that Telegram lets anybody send."""
_SHORTEST: Final = 8
"""Digits of the shortest telephone number, BSN or IBAN."""
_DIGIT: Final = re.compile(r"\d")


def find(text: str, known: Known = NOTHING) -> tuple[Find, ...]:
    """Return what points at one person, in the order of the text, none over another.

    `known` is what everybody may know: numbers and addresses of the services themselves.
    """
    seen = Seen.of(text[:LONGEST])
    formal = apart(_formal(seen, known))
    taken = tuple((one.start, one.end) for one in formal)
    return apart(chain(formal, persons(seen, taken)))


def _formal(seen: Seen, known: Known) -> Iterator[Find]:
    """The surest kinds first: they keep their place."""
    text = seen.text
    digits = len(_DIGIT.findall(text))
    return chain(
        emails(text, known),
        profiles(text),
        chain(ibans(text), phones(text, known), bsns(text)) if digits >= _SHORTEST else (),
        chain(plates(text), births(text), addresses(text), postcodes(text)) if digits else (),
        accounts(seen),
        schools(seen),
    )
