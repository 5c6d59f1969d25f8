"""Placeholder: `{phone:id}`, `{name:id}` or `{contact:id}` in a text, filled in from the contacts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.faq.problem import Rule, nearest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from bot.faq.contact import Contact

_BRACED: Final = re.compile(r"\{([^{}]*)\}")
_WELL_FORMED: Final = re.compile(r"(phone|name|contact):([a-z][a-z0-9_]*)")
# A number as people write it: 112, 113, 0800-2000, 088 20 80 080, 0900 111 3 111, +31 70 …
_NUMBER: Final = re.compile(
    r"(?<![\w-])(?:11[23]|\+?\d{2,4}[- ]\d{1,4}(?:[- ]?\d{1,4})*|0\d{7,})(?!\w)"
)
_LEAST_DIGITS = 7
_SHORT_NUMBERS = ("112", "113")


def flaws(
    text: str, contacts: Mapping[str, Contact], unread: Collection[str] = frozenset()
) -> Iterator[tuple[str, str, str, Rule]]:
    """What is wrong with the placeholders and numbers of a text: which words, a Dutch sentence, the mend, the rule.

    `unread` are ids of contacts that are there but can't be read: of those nothing is said.
    """
    for match in _BRACED.finditer(text):
        parts = _WELL_FORMED.fullmatch(match[1])
        if parts is None:
            yield (
                match[0],
                f"“{match[0]}” kent de helpline niet.",
                "Schrijf {phone:id}, {name:id} of {contact:id}, met een id uit contacts.yaml.",
                Rule.PLACEHOLDER,
            )
            continue
        if parts[2] in unread:
            continue
        contact = contacts.get(parts[2])
        if contact is None:
            meant = nearest(parts[2], contacts)
            yield (
                match[0],
                f"“{match[0]}” verwijst naar een contact dat niet in contacts.yaml staat.",
                f"Bedoel je “{meant}”?" if meant else "Kies een id dat daar staat.",
                Rule.DEAD_REFERENCE,
            )
        elif parts[1] == "phone" and contact.number("nl") is None:
            yield (
                match[0],
                f"“{match[0]}”: dit contact heeft geen (nagekeken) nummer.",
                f"Gebruik {{name:{parts[2]}}}.",
                Rule.PLACEHOLDER,
            )
    rest = _BRACED.sub(" ", text)
    if "{" in rest or "}" in rest:
        yield (
            "{" if "{" in rest else "}",
            "Er staat een losse accolade in deze tekst.",
            "Haal haar weg, of maak haar paar compleet.",
            Rule.PLACEHOLDER,
        )
    for match in _NUMBER.finditer(rest):
        digits = sum(character.isdigit() for character in match[0])
        if match[0] in _SHORT_NUMBERS or digits >= _LEAST_DIGITS:
            yield (
                match[0],
                "Hier staat een telefoonnummer in de tekst.",
                f"Een nummer staat alleen in contacts.yaml; schrijf hier {_instead(match[0], contacts)}.",
                Rule.NUMBER_IN_TEXT,
            )


def _instead(number: str, contacts: Mapping[str, Contact]) -> str:
    """The placeholder for a number that was written out."""
    digits = _digits(number)
    for contact in contacts.values():
        if digits in {_digits(contact.phone or ""), _digits(contact.phone_also or "")}:
            return f"{{phone:{contact.id}}}"
    return "{phone:id}"


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isdigit())


def fill(text: str, contacts: Mapping[str, Contact], language: str) -> str:
    """The text with its placeholders filled in; the text must have no flaws."""

    def value(match: re.Match[str]) -> str:
        kind, _, contact_id = match[1].partition(":")
        contact = contacts[contact_id]
        if kind == "phone":
            return contact.number(language) or contact.name.get(language)
        return contact.name.get(language) if kind == "name" else contact.line(language)

    return _BRACED.sub(value, text)
