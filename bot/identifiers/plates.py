"""Plates: registration numbers of Dutch vehicles, in all the series that were given out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.identifiers.find import Find, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

_SERIES: Final = (
    *("XX-99-99", "99-99-XX", "99-XX-99", "XX-99-XX", "XX-XX-99", "99-XX-XX", "99-XXX-9"),
    *("9-XXX-99", "XX-999-X", "X-999-XX", "XXX-99-X", "X-99-XXX", "9-XX-999", "999-XX-9"),
)
"""Side codes 1 to 14 of the vehicle authority (RDW)."""


def _pattern(between: str) -> re.Pattern[str]:
    parts = (
        series.replace("-", between).replace("X", "[A-Z]").replace("9", r"\d") for series in _SERIES
    )
    return re.compile(rf"(?<![\w-])(?:{'|'.join(parts)})(?![\w]|-\w)", re.IGNORECASE)


_WITH: Final = _pattern("[-\u2010\u2011]")
_WITHOUT: Final = _pattern("[ ]?")
_SIGNS: Final = (
    *(
        "kenteken",
        "nummer",
        "plate",
        "registr",
        "licen",
        "auto",
        "bus",
        "wagen",
        "scooter",
        "brommer",
        "motor",
        "bmw",
        "audi",
        "golf",
    ),
    *(
        "merc",
        "volks",
        "vw",
        "opel",
        "ford",
        "peug",
        "renault",
        "toyota",
        "polo",
        "seat",
        "fiat",
        "car",
        "van",
        "vehic",
    ),
)
"""Pieces of the words for vehicles below: a quick look before a slow one."""
_SAID: Final = re.compile(
    r"\b(?:kenteken|nummerbord|nummerplaat|plates?|registration|licen[cs]e|auto|busje|bus|wagen|scooter|brommer|motor|"
    r"bmw|audi|golf|mercedes|volkswagen|vw|opel|ford|peugeot|renault|toyota|polo|seat|fiat|car|van|vehicle)\w*",
    re.IGNORECASE,
)
_MIXED: Final = re.compile(r"\d[- \u2010\u2011]?[A-Za-z]|[A-Za-z][- \u2010\u2011]?\d")
_NAMED: Final = re.compile(
    r"\b(?:kentekens?|nummerbord|nummerplaat|(?:licen[cs]e |number )?plates?)(?: (?:is|was|nr|nummer|number|van .{1,20}? is))?[:]? ?"
    r"([A-Z0-9]{1,3}(?:[ -]?[A-Z0-9]{1,5}){1,3})\b"
)
"""A plate of another country, where it is said that it is one."""
_NEAR: Final = 40
"""Signs around a plate without hyphens within which a vehicle must be spoken of."""
_WORDS: Final = frozenset(
    {"op", "en", "of", "in", "is", "de", "om", "te", "tm", "to", "at", "on", "or", "jr"}
)
_NEW: Final = re.compile(r"[0-9bcdfghjklmnprstvwxyz]+", re.IGNORECASE)
"""Without a space, and without vowels, which new plates do not have."""
_POSTCODE: Final = re.compile(r"\d{4} ?[A-Z]{2}", re.IGNORECASE)
_LETTERS: Final = re.compile(r"[a-z]+")


def plates(text: str) -> Iterator[Find]:
    """Plates with hyphens; without them where a vehicle is spoken of."""
    if not _MIXED.search(text):
        return
    if "-" in text or "\u2010" in text or "\u2011" in text:
        for match in _WITH.finditer(text):
            if not _WORDS.intersection(_LETTERS.findall(match[0])):
                yield Find(Kind.PLATE, *match.span())
    low = text.lower()
    if not any(sign in low for sign in _SIGNS):
        return
    for match in _WITHOUT.finditer(text):
        near = text[max(0, match.start() - _NEAR) : match.end() + _NEAR]
        typed = match[0]
        if _POSTCODE.fullmatch(typed) or not (typed.isupper() or _NEW.fullmatch(typed)):
            continue
        if _SAID.search(near) and not _WORDS.intersection(_LETTERS.findall(match[0])):
            yield Find(Kind.PLATE, *match.span())
    for match in _NAMED.finditer(text):
        if any(sign.isdigit() for sign in match[1]) and any(sign.isalpha() for sign in match[1]):
            yield Find(Kind.PLATE, *match.span(1))
