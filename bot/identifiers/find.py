"""Find: a piece of a text that points at one person, and what it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Kind(StrEnum):
    """What was found. The values are what measuring tools write."""

    PERSON = "person"
    BSN = "bsn"
    PHONE = "phone"
    EMAIL = "email"
    IBAN = "iban"
    PLATE = "plate"
    BIRTHDATE = "birthdate"
    ADDRESS = "address"
    POSTCODE = "postcode"
    SCHOOL = "school"
    ACCOUNT = "account"


@dataclass(frozen=True, slots=True)
class Find:
    """One identifier in a text, from `start` up to `end`.

    Places are code points, as Python counts them. Telegram counts in UTF-16 units: who moves entities
    must count signs above U+FFFF twice.
    """

    kind: Kind
    start: int
    end: int

    def value(self, text: str) -> str:
        """The words themselves, from the text in which this was found."""
        return text[self.start : self.end]


def apart(finds: Iterable[Find]) -> tuple[Find, ...]:
    """Leave out what overlaps an earlier one; return the others in the order of the text.

    What comes first wins: call it with the most certain kinds in front.
    """
    kept: list[Find] = []
    for one in finds:
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return tuple(sorted(kept, key=lambda find: find.start))
