"""Dates: what should have been checked again by now, and dates that can't be right."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.faq.problem import Flaw, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from bot.faq.contact import Contact
    from bot.faq.entry import DutchEntry
    from bot.faq.marked import Path
    from bot.faq.references import Items

CONTACT_HOLDS: Final = timedelta(days=365)
"""How long a contact that was phoned or opened counts as checked."""


def of_entries(entries: Items[DutchEntry], today: date) -> Iterator[Flaw]:
    """What is wrong with the dates of the entries of one file."""
    for at, entry in entries:
        here: Path = ("entries", at)
        yield from _of_the_past(here, entry, today)
        if entry.review_by is None:
            yield Flaw(
                (*here, "owner"),
                f"Bij “{entry.id}” staat niet wanneer het weer nagekeken moet worden.",
                "Zet er een regel “review_by: …” bij, met een datum.",
                Rule.OVERDUE,
            )
        elif entry.review_by < today:
            days = (today - entry.review_by).days
            yield Flaw(
                (*here, "review_by"),
                f"“{entry.id}” had {_ago(days)} nagekeken moeten zijn.",
                f"Kijk het na, zet last_verified op {today} en review_by op een nieuwe datum.",
                Rule.OVERDUE,
            )
        if entry.review_by is not None and entry.review_by < entry.researched:
            yield Flaw(
                (*here, "review_by"),
                "review_by ligt vóór researched.",
                "Een van de twee klopt niet.",
                Rule.DATES,
            )


def of_contacts(contacts: Items[Contact], today: date) -> Iterator[Flaw]:
    """What is wrong with the dates of the contacts."""
    never = [contact for _, contact in contacts if contact.last_verified is None]
    for at, contact in contacts:
        here: Path = ("contacts", at)
        yield from _of_the_past(here, contact, today)
        last = contact.last_verified
        if last is not None and last + CONTACT_HOLDS < today:
            yield Flaw(
                (*here, "last_verified"),
                f"“{contact.id}” is voor het laatst {_ago((today - last).days)} nagekeken.",
                f"Bel of open het, en zet last_verified op {today}.",
                Rule.OVERDUE,
            )
    if never:
        yield Flaw(
            ("contacts",),
            f"{len(never)} van de {len(contacts)} contacten heeft nog niemand gebeld of geopend.",
            "Doe dat voordat de helpline opengaat, en zet de datum bij last_verified.",
            Rule.UNVERIFIED,
        )


def _of_the_past(here: Path, dated: DutchEntry | Contact, today: date) -> Iterator[Flaw]:
    for field in ("researched", "last_verified"):
        when: date | None = getattr(dated, field)
        if when is not None and when > today:
            yield Flaw(
                (*here, field),
                f"{field} ligt in de toekomst: {when}.",
                "Zet er de dag waarop het is gebeurd.",
                Rule.DATES,
            )


def _ago(days: int) -> str:
    return "een dag geleden" if days == 1 else f"{days} dagen geleden"
