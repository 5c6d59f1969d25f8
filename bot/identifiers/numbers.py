"""Numbers: citizen service numbers (BSN) and bank accounts (IBAN), by their check digits."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from stdnum import iban as bank
from stdnum.nl import bsn as citizen

from bot.identifiers.find import Find, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

_NINE: Final = re.compile(r"(?<![\d.,+-])(?<![A-Z]\d)\d(?:[ .-]?\d){8}(?![\d]|[.,-]\d)")
_EIGHT: Final = re.compile(r"(?<![\d.,+-])\d(?:[ .-]?\d){7}(?![\d]|[.,-]\d)")
_SAID: Final = re.compile(r"\b(?:bsn|sofi|burgerservice|citizen service)", re.IGNORECASE)
_NEAR: Final = 40
"""Signs before a number of eight digits within which somebody must have said what it is."""
_IBAN: Final = re.compile(
    r"(?<![^\W_])[A-Z]{2}[ -]?\d{2}(?:[ .-]?[A-Z0-9]){11,30}(?![^\W_])", re.IGNORECASE
)
_SPACES: Final = str.maketrans("", "", " .-")
_SHORTEST: Final = 15
"""Signs of the shortest IBAN (Norway)."""
_ABROAD: Final = re.compile(r"[ .-]")


def bsns(text: str) -> Iterator[Find]:
    """Numbers of nine digits that pass the check; of eight when it is said what they are."""
    for match in _NINE.finditer(text):
        if citizen.is_valid(match[0]):
            yield Find(Kind.BSN, *match.span())
    if _SAID.search(text):
        for match in _EIGHT.finditer(text):
            before = text[max(0, match.start() - _NEAR) : match.start()]
            if _SAID.search(before) and citizen.is_valid(match[0].translate(_SPACES)):
                yield Find(Kind.BSN, *match.span())


def ibans(text: str) -> Iterator[Find]:
    """Account numbers of any country that pass the check, with or without spaces."""
    for match in _IBAN.finditer(text):
        end = _iban_end(match[0])
        if end:
            yield Find(Kind.IBAN, match.start(), match.start() + end)


def _iban_end(typed: str) -> int:
    """How much of what was typed is an account: words that follow it look like a part of it."""
    ends = [len(typed), *sorted((gap.start() for gap in _ABROAD.finditer(typed)), reverse=True)]
    for end in ends:
        plain = typed[:end].translate(_SPACES)
        if len(plain) < _SHORTEST:
            return 0
        if bank.is_valid(plain, check_country=False):
            return end
    return 0
