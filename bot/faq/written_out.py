"""Written out: numbers and addresses that stand in a text as they are, where contacts.yaml is the place for them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from bot.faq.contact import Contact

# Digits with what people set between them: 0800-2000, 088 20 80 080, (030) 123 45 67, +31 70 …
_BETWEEN: Final = r"(?:[ \u00a0]?[()\u2010-\u2015-]?[ \u00a0]?|\.)"
_DIGITS: Final = re.compile(rf"(?<![\w+-])[+(]?\d(?:{_BETWEEN}\d)*(?!\w)")
# 112 and 113, the European 116 numbers, and the 14 numbers of municipalities.
_SHORT: Final = re.compile(r"1[ -]?1[ -]?[23]|116[ -]?\d{3}|14[ -]?0\d{2,3}")
# A day, years, or hours: as many digits as a number, and none.
_DAY: Final = r"(?:\d{4}-\d\d-\d\d|\d\d?[-. ]\d\d?[-. ]\d{4})"
_TO: Final = r" ?[\u2010-\u2015-] ?"
_TIME: Final = re.compile(
    rf"{_DAY}(?:{_TO}{_DAY})?|(?:19|20)\d\d{_TO}(?:19|20)\d\d|\d\d?\.\d\d{_TO}\d\d?\.\d\d"
)
_AMOUNT: Final = re.compile(r"[1-9]\d{0,2}(?:[. ]\d{3})+")
SHORTEST: Final = 7
"""Digits of the shortest number that is no short one."""

_ADDRESS: Final = re.compile(
    r"(?:[\w.+-]+@)?(?:https?://)?(?:[\w-]+\.)+[a-z]{2,}(?:/[^\s)\]>]*)?", re.IGNORECASE
)


def numbers(text: str) -> Iterator[str]:
    """Return the telephone numbers that stand in a text, as they are written."""
    for match in _DIGITS.finditer(text):
        written = match[0]
        if _SHORT.fullmatch(written):
            yield written
        elif _TIME.fullmatch(written) or _AMOUNT.fullmatch(written):
            continue
        elif len(digits(written)) >= SHORTEST and (
            written[0] in "0+(" or any(sign in written for sign in " -")
        ):
            yield written


def addresses(text: str, contacts: Iterable[Contact]) -> Iterator[tuple[str, str, str]]:
    """Return mail addresses, and websites of contacts: as written, a Dutch sentence, the mend.

    A page deeper in the website of a contact is none of its addresses.
    """
    websites = {_bare(one.url): one.id for one in contacts if one.url is not None}
    for match in _ADDRESS.finditer(text):
        written = match[0].rstrip(".,;:!?")
        if "@" in written:
            yield (
                written,
                "Hier staat een mailadres in de tekst.",
                "Zet het bij “email” in contacts.yaml, en schrijf hier {name:id}.",
            )
        elif (owner := websites.get(_bare(written))) is not None:
            yield (
                written,
                f"Hier staat het adres van contact “{owner}” in de tekst.",
                f"Schrijf hier {{url:{owner}}}, of {{name:{owner}}}.",
            )


def digits(number: str) -> str:
    """Return the digits of a number, with what stands for the Netherlands left out."""
    bare = "".join(sign for sign in number if sign in "0123456789")
    if number.startswith("+31") or bare.startswith("0031"):
        return "0" + bare.removeprefix("00").removeprefix("31").removeprefix("0")
    return bare


def whose(number: str, contacts: Mapping[str, Contact]) -> str | None:
    """Return the id of the contact whose number this is."""
    wanted = digits(number)
    for contact in contacts.values():
        if wanted in {digits(one) for one in (contact.phone, contact.phone_also) if one}:
            return contact.id
    return None


def _bare(url: str) -> str:
    return url.lower().split("://")[-1].removeprefix("www.").rstrip("/")
