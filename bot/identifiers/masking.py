"""Masking: a text with words for what was found in it."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from bot.identifiers.find import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.identifiers.find import Find

MASKS: Final[Mapping[str, Mapping[Kind, str]]] = MappingProxyType(
    {
        "nl": MappingProxyType(
            {
                Kind.PERSON: "[naam]",
                Kind.BSN: "[bsn]",
                Kind.PHONE: "[telefoonnummer]",
                Kind.EMAIL: "[e-mailadres]",
                Kind.IBAN: "[rekeningnummer]",
                Kind.PLATE: "[kenteken]",
                Kind.BIRTHDATE: "[geboortedatum]",
                Kind.ADDRESS: "[adres]",
                Kind.POSTCODE: "[postcode]",
                Kind.SCHOOL: "[school]",
                Kind.ACCOUNT: "[account]",
            }
        ),
        "en": MappingProxyType(
            {
                Kind.PERSON: "[name]",
                Kind.BSN: "[bsn]",
                Kind.PHONE: "[phone number]",
                Kind.EMAIL: "[e-mail address]",
                Kind.IBAN: "[account number]",
                Kind.PLATE: "[number plate]",
                Kind.BIRTHDATE: "[date of birth]",
                Kind.ADDRESS: "[address]",
                Kind.POSTCODE: "[postcode]",
                Kind.SCHOOL: "[school]",
                Kind.ACCOUNT: "[account]",
            }
        ),
    }
)
"""By language. None of them is itself a find."""


def masked(text: str, finds: Iterable[Find], language: str) -> str:
    """The text with `MASKS` in the places of the finds, which stand in order and apart.

    Raises:
        KeyError: there are no masks in this language.
    """
    words = MASKS[language]
    parts: list[str] = []
    at = 0
    for one in finds:
        parts += (text[at : one.start], words[one.kind])
        at = one.end
    return "".join((*parts, text[at:]))
