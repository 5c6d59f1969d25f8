"""Phones: telephone numbers of people; service and emergency numbers are none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberType

from bot.identifiers.find import Find, Kind
from bot.identifiers.known import national

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.identifiers.known import Known

_START: Final = re.compile(
    r"(?<![\w+@#/.,:-])(?:\(?\+|\(?0)[\d(]|(?<=[/:.,-])(?<!\d[/:.,-])(?:\+|0)[\d(]"
)
_BEHIND: Final = re.compile(r"(?<=\d)[/;,] ?(?=[+0(])")
_TYPED: Final = re.compile(r"\(?\+?\d(?:[ .()/\u2010-\u2015\u00a0-]{0,3}\d){6,16}")
_LEAST: Final = 8
"""Digits of the shortest number that is looked at."""
_DUTCH: Final = 10
"""Digits of every Dutch number of a person, as it is dialled at home."""
_SERVICES: Final = frozenset(
    {
        PhoneNumberType.TOLL_FREE,
        PhoneNumberType.PREMIUM_RATE,
        PhoneNumberType.SHARED_COST,
        PhoneNumberType.UAN,
    }
)
"""Numbers of organisations: 0800, 0900, 088, 14 with an area code."""


def phones(text: str, known: Known) -> Iterator[Find]:
    """Dutch numbers that can exist, and numbers of other countries of the right length."""
    at = 0
    while (start := _next(text, at)) is not None:
        at = start + 1
        typed = _TYPED.match(text, start)
        if typed is None:
            continue
        end = _end(typed[0], text[typed.end() : typed.end() + 1], known)
        if end:
            at = start + end
            opened = typed[0].startswith("(") and ")" not in typed[0][:end]
            yield Find(Kind.PHONE, start + opened, at)
        elif end is None:
            at = typed.end()


def _next(text: str, at: int) -> int | None:
    """Where the next number may begin: right behind the last one too, "0612345678/0612345679"."""
    behind = _BEHIND.match(text, at) if at else None
    if behind is not None:
        return behind.end()
    found = _START.search(text, at)
    return found.start() if found else None


def _end(typed: str, after: str, known: Known) -> int | None:
    """How much of it is a number of somebody; 0: none; None: it is a number of a service."""
    abroad = typed.lstrip("(").startswith(("+", "00"))
    places = [at for at, sign in enumerate(typed, 1) if sign.isdigit()]
    counts = range(len(places), _LEAST - 1, -1) if abroad else (_DUTCH,)
    for count in counts:
        if count > len(places):
            return 0
        end = places[count - 1]
        behind = typed[end : end + 1] or after
        if behind and (behind.isalnum() or behind == "_"):
            continue
        part = typed[:end]
        if national(part) in known.numbers:
            return None
        try:
            number = phonenumbers.parse(part, "NL")
        except NumberParseException:
            continue
        if phonenumbers.number_type(number) in _SERVICES:
            return None
        if phonenumbers.is_valid_number(number):
            return end
        if abroad and phonenumbers.is_possible_number(number):
            return end
    return 0
