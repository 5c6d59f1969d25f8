"""Placeholder: `{phone:id}`, `{name:id}`, `{contact:id}`, `{url:id}` or `{email:id}` in a text, filled in from the contacts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.faq.problem import Rule, nearest
from bot.faq.written_out import addresses, numbers, whose

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from bot.faq.contact import Contact

_BRACED: Final = re.compile(r"\{([^{}]*)\}")
_WELL_FORMED: Final = re.compile(r"(phone|name|contact|url|email):([a-z][a-z0-9_]*)")


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
                "Schrijf {phone:id}, {name:id}, {contact:id}, {url:id} of {email:id}, met een id uit contacts.yaml.",
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
        elif parts[1] in {"url", "email"} and getattr(contact, parts[1]) is None:
            yield (
                match[0],
                f"“{match[0]}”: bij dit contact staat geen “{parts[1]}”.",
                f"Zet het erbij in contacts.yaml, of gebruik {{name:{parts[2]}}}.",
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
    yield from written_out(rest, contacts)


def written_out(text: str, contacts: Mapping[str, Contact]) -> Iterator[tuple[str, str, str, Rule]]:
    """What stands in a text without placeholders and has its place in the contacts, told as by `flaws`."""
    for number in numbers(text):
        yield (
            number,
            "Hier staat een telefoonnummer in de tekst.",
            f"Een nummer staat alleen in contacts.yaml; schrijf hier {{phone:{whose(number, contacts) or 'id'}}}.",
            Rule.NUMBER_IN_TEXT,
        )
    for written, sentence, mend in addresses(text, contacts.values()):
        yield written, sentence, mend, Rule.NUMBER_IN_TEXT


def fill(text: str, contacts: Mapping[str, Contact], language: str) -> str:
    """The text with its placeholders filled in; the text must have no flaws."""

    def value(match: re.Match[str]) -> str:
        kind, _, contact_id = match[1].partition(":")
        contact = contacts[contact_id]
        if kind == "phone":
            return contact.number(language) or contact.name.get(language)
        if kind in {"url", "email"}:
            return str(getattr(contact, kind))
        return contact.name.get(language) if kind == "name" else contact.line(language)

    return _BRACED.sub(value, text)
