"""Checking: what is flagged is marked and stays, until somebody changed or confirmed it; 112 never is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest

from bot.faq import checking
from bot.faq.named import contacts_called, contacts_in, entries_in
from bot.faq.reply import reply_html, reply_text, screen_text
from tests.support.desks import knowledge

if TYPE_CHECKING:
    from bot.faq.content import Content

ENTRY = "f06_gesprek_beginnen"


def content() -> Content:
    """The content of the project."""
    return knowledge().content


def changed(item: str, **fields: object) -> Content:
    """The content with one entry or contact changed."""
    found = content()
    entries, contacts = dict(found.entries), dict(found.contacts)
    if item in entries:
        entries[item] = entries[item].model_copy(update=fields)
    else:
        contacts[item] = contacts[item].model_copy(update=fields)
    return replace(found, entries=MappingProxyType(entries), contacts=MappingProxyType(contacts))


def standing(of: Content, item: str) -> bool:
    """Whether a flag of today's content still stands in another."""
    digest = checking.digest(content(), item)
    assert digest is not None
    return item in checking.standing(of, {item: digest})


@pytest.mark.parametrize("item", ["ess", ENTRY])
def test_a_flag_ends_when_somebody_looked(item: str) -> None:
    """A new date is a confirmation, and ends the flag; so does taking the thing out."""
    assert standing(content(), item)
    assert not standing(changed(item, last_verified=date(2026, 11, 23)), item)
    without = replace(content(), entries=MappingProxyType({}), contacts=MappingProxyType({}))
    assert not standing(without, item)


def test_what_nobody_reads_mends_nothing() -> None:
    """New phrasings, a related entry, or a note leave the flag; a changed answer or number ends it."""
    nl = content().entries[ENTRY].nl
    more = nl.model_copy(update={"paraphrases": (*nl.paraphrases, "nog een manier")})
    assert standing(changed(ENTRY, nl=more), ENTRY)
    assert standing(changed(ENTRY, related=()), ENTRY)
    assert standing(changed("ess", note="gebeld"), "ess")
    assert not standing(changed(ENTRY, nl=nl.model_copy(update={"answer": "Anders."})), ENTRY)
    assert not standing(changed("ess", phone="070 000 0000"), "ess")


def test_the_emergency_number_is_never_flagged() -> None:
    """112 can't be flagged, and a flag that stands in the store all the same counts for nothing."""
    assert not checking.may_be_flagged(content(), "noodnummer_112")
    assert not standing(content(), "noodnummer_112")
    assert not checking.may_be_flagged(content(), "unknown")


def test_marks_in_an_answer() -> None:
    """A flagged entry says so on top, a flagged contact on its line; without flags nothing is added."""
    plain = reply_text(content(), ENTRY, "nl")
    flagged = reply_text(content(), ENTRY, "nl", {ENTRY, "ess"})
    assert flagged.startswith("⚠ Dit antwoord wordt nagekeken")
    assert f"{content().contacts['ess'].line('nl')} (wordt nagekeken)" in flagged
    assert "wordt nagekeken" not in plain
    assert "being checked" in reply_html(content(), ENTRY, "en", {"ess"})


def test_a_number_inside_a_text() -> None:
    """When the text of an answer gives the number of a flagged contact, it says so above the answer."""
    phone = content().contacts["ess"].phone
    nl = content().entries[ENTRY].nl.model_copy(update={"answer": f"Bel {phone}."})
    of = changed(ENTRY, nl=nl, contacts=())
    assert "Wordt nagekeken: Expertise-unit" in reply_text(of, ENTRY, "nl", {"ess"})
    assert "nagekeken" not in reply_text(of, ENTRY, "nl", {"veilig_thuis"})


def test_marks_on_a_danger_screen() -> None:
    """A flagged contact on a danger screen is marked, and its number stays."""
    screen = next(one for one in content().screens.values() if len(one.contacts) > 1)
    item = next(one for one in screen.contacts if checking.may_be_flagged(content(), one))
    line = content().contacts[item].line("nl")
    assert f"{line} (wordt nagekeken)" in screen_text(content(), screen, "nl", {item})


def test_what_a_text_names() -> None:
    """Entries are found by their id, contacts by a number or a whole name; words of a name call a contact."""
    found = content()
    assert entries_in(found, f"1. Vraag {ENTRY} en f99_weg") == (ENTRY,)
    question = found.entries[ENTRY].wording("en").question
    assert entries_in(found, f"{question}\n\nAnswer") == (ENTRY,)
    assert entries_in(found, f"He asks: {question}") == ()
    named = contacts_in(found, "Bel 070 333 4558 of Veilig Thuis.")
    assert set(named) == {"veilig_thuis", "ess"}
    assert contacts_called(found, "thuis veilig") == ("veilig_thuis",)
    assert contacts_called(found, "3334558") == ("ess",)
    assert contacts_called(found, "de") == ()


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Bel 0800 2000, dag en nacht", ["veilig_thuis"]),
        ("Bel (0800)-2000.", ["veilig_thuis"]),
        ("+31 70 333 45 58", ["ess"]),
        ("0703334558/113", ["zelfmoordpreventie_113", "ess"]),
        ("Bel 113 of 0800-0113", ["zelfmoordpreventie_113"]),
        ("Bel 0113 20 00 00 of 020-1121130", []),
        ("om 11:30, kamer 1.12, in 2026", []),
    ],
)
def test_numbers_as_people_type_them(text: str, ids: list[str]) -> None:
    """A number is known however it is written, and a short one is not seen inside another."""
    assert sorted(contacts_in(content(), text)) == sorted(ids)


def test_112_is_called_in_pieces() -> None:
    """Somebody who spells the emergency number is understood."""
    assert contacts_called(content(), "1 1 2") == ("noodnummer_112",)
