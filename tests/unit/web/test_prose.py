"""Prose: texts of the content as HTML, with numbers that a phone can dial."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from bot.web.knowledge.prose import Dialling, dialled, line, paragraphs, source
from tests.support.desks import knowledge

CONTACTS = knowledge().content.contacts
DIALLING = Dialling(CONTACTS.values())


def test_a_number_is_dialled_as_a_phone_wants_it() -> None:
    """With the country's code where it is known, else its digits; a second number by its own."""
    for name, number, dial in (
        ("noodnummer_112", "112", "112"),
        ("ess", "070 333 4558", "+31703334558"),
        ("politie_geen_spoed", "0900-8844", "09008844"),
        ("zelfmoordpreventie_113", "0800-0113", "08000113"),
    ):
        assert dialled(CONTACTS[name], number) == dial
        assert DIALLING.link(number) == f'<a href="tel:{dial}">{number}</a>'


def test_a_number_nobody_may_be_sent_to_is_no_link() -> None:
    """One that was never checked stays text."""
    hidden = CONTACTS["slachtofferhulp"]
    assert hidden.phone is not None
    assert not hidden.checked
    assert DIALLING.link(hidden.phone) == hidden.phone


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("Bel 112.", 1),
        ("Bel 112, of 0900-8844 (dag en nacht).", 2),
        ("Gebruik de app 112NL.", 0),
        ("In 1120 jaar, 0900-88445, x112 en 112-jarig.", 0),
        ("113 of 0800-0113", 2),
        ("**112**", 1),
        ("[112](https://www.politie.nl)", 0),
    ],
)
def test_only_whole_numbers_become_links(text: str, links: int) -> None:
    """Digits inside others stay, and a link holds no other link."""
    assert DIALLING.links(paragraphs(text)).count('href="tel:') == links


def test_addresses_of_contacts_become_links() -> None:
    """The website and the mail address of a contact can be opened; a page deeper in it is not taken for it."""
    lse = CONTACTS["lse"]
    assert lse.url is not None
    assert lse.email is not None
    html = DIALLING.links(paragraphs(f"Kijk op {lse.url}. Of mail ({lse.email}), of bel 112."))
    assert f'<a href="{lse.url}" rel="noreferrer">{lse.url}</a>.' in html
    assert f'(<a href="mailto:{lse.email}">{lse.email}</a>)' in html
    assert 'href="tel:112"' in html
    for text in (f"{lse.url}/agenda", f"[site]({lse.url})", f"x{lse.email}", f"{lse.email}.org"):
        assert DIALLING.links(paragraphs(text)).count(f">{lse.url}<") == 0
        assert "mailto:" not in DIALLING.links(paragraphs(text))


@given(st.text(max_size=200))
def test_whatever_is_written_is_no_markup(text: str) -> None:
    """What looks like a tag is shown as it was typed."""
    html = DIALLING.links(paragraphs(f"<script>{text}</script>"))
    assert "<script" not in html
    assert "</script" not in html


def test_a_number_is_not_broken_over_rows() -> None:
    """In a heading it is kept together, and anything else is text."""
    assert DIALLING.whole("Bel 112 & <b>") == 'Bel <span class="nr">112</span> &amp; &lt;b&gt;'


def test_one_line_has_no_paragraph() -> None:
    """A step of a list brings none of its own."""
    assert line("**Bel** & wacht") == "<strong>Bel</strong> &amp; wacht"
    assert line("een\n\ntwee").count("<p>") == 2


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (
            "nji.nl/radicalisering",
            '<a href="https://nji.nl/radicalisering" rel="noreferrer">nji.nl/radicalisering</a>',
        ),
        ("platformjep.nl/…/ik-maak-me-zorgen", "platformjep.nl/…/ik-maak-me-zorgen"),
        (
            "politie.nl 2 Jan <2024>; een boek",
            '<a href="https://politie.nl" rel="noreferrer">politie.nl</a> 2 Jan &lt;2024&gt;; een boek',
        ),
    ],
)
def test_sources_are_links_where_they_are_whole(text: str, html: str) -> None:
    """What was cut short leads nowhere, and is told as it stands."""
    assert source(text) == Markup(html)


def test_every_source_is_told_whole() -> None:
    """Nothing of a source is lost on its way to the page."""
    for text in knowledge().content.sources.values():
        told = unescape(source(text).striptags())
        assert re.sub(r"\s*;\s*", ";", told) == re.sub(r"\s*;\s*", ";", text)
