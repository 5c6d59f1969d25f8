"""Known: numbers and addresses that everybody may know, such as those of the emergency services."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_NO_DIGIT: Final = re.compile(r"\D")
_ABROAD: Final = re.compile(r"^(?:0031|31(?=\d{9}$))0?")


def national(number: str) -> str:
    """A Dutch number as digits, the way it is dialled at home; other numbers as digits."""
    digits = _NO_DIGIT.sub("", number)
    return _ABROAD.sub("0", digits) if number.strip().startswith(("+", "00")) else digits


@dataclass(frozen=True, slots=True)
class Known:
    """What is never a find, whatever it looks like."""

    numbers: frozenset[str] = frozenset()
    """As `national` writes them."""
    emails: frozenset[str] = frozenset()
    """In small letters."""

    @classmethod
    def of(cls, numbers: Iterable[str] = (), emails: Iterable[str] = ()) -> Known:
        """Make it from numbers and e-mail addresses as people write them."""
        return cls(
            frozenset(national(one) for one in numbers), frozenset(one.lower() for one in emails)
        )


NOTHING: Final = Known()
