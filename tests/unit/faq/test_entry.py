"""An entry: its short form, its older ids, whether it may be the answer, and how it reads as a message."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest

from bot.emulator.entities.html import parse
from bot.faq.entry import PHRASINGS_TO_ANSWER
from bot.faq.reply import reply_html, reply_text

if TYPE_CHECKING:
    from bot.faq.content import Content
    from bot.faq.entry import Entry

NAME = "f06_gesprek_beginnen"


def changed(entry: Entry, **fields: object) -> Entry:
    """The entry with another Dutch wording."""
    return entry.model_copy(update={"nl": entry.nl.model_copy(update=fields)})


def test_the_short_form_is_a_field_or_the_first_sentence(content: Content) -> None:
    """Where there is room for one line the short form is shown, without marks."""
    entry = content.entries[NAME]
    said = changed(entry, short=None, answer="Ja, **dat** mag. Vraag het eerst.")
    assert said.nl.gist == "Ja, dat mag."
    assert changed(entry, short="Nee, [niet](https://www.nji.nl) zo.").nl.gist == "Nee, niet zo."


def test_an_entry_waits_for_enough_phrasings(content: Content) -> None:
    """With fewer than twelve phrasings, both languages together, an entry is not given as the answer."""
    entry = content.entries[NAME].model_copy(update={"en": None})
    few = tuple(f"zin {at}" for at in range(PHRASINGS_TO_ANSWER - 1))
    assert not changed(entry, paraphrases=few).may_answer
    assert changed(entry, paraphrases=(*few, "nog een")).may_answer
    english = content.entries[NAME].en
    assert english is not None
    both = changed(entry, paraphrases=few).model_copy(update={"en": english})
    assert both.may_answer
    assert all(one.may_answer for one in content.entries.values() if one.action is None)


def test_an_older_id_still_names_the_entry(content: Content) -> None:
    """An entry that was renamed is found under the id it had, and an unknown one is nobody's."""
    entry = content.entries[NAME].model_copy(update={"aliases": ("f06_oud",)})
    renamed = replace(content, entries=MappingProxyType({NAME: entry}))
    assert renamed.entry_named("f06_oud") is entry
    assert renamed.entry_named(NAME) is entry
    assert renamed.entry_named("f06_nooit") is None


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_reply_holds_short_form_answer_steps_and_contacts(
    content: Content, language: str
) -> None:
    """A whole reply: the short form first, marks as formatting, steps and contacts as lists, signs of HTML as signs."""
    entry = content.entries[NAME]
    wording = entry.wording(language).model_copy(
        update={
            "short": "Ja, *rustig*.",
            "answer": "Kies een plek & vraag < **open**.",
            "next_steps": ("Lees [dit](https://www.nji.nl).",),
        }
    )
    entry = entry.model_copy(update={language: wording, "contacts": ("noodnummer_112",)})
    changed_content = replace(content, entries=MappingProxyType({NAME: entry}))
    shown, entities = parse(reply_html(changed_content, NAME, language))
    assert shown == reply_text(changed_content, NAME, language)
    lines = shown.split("\n")
    assert lines[0] == "Ja, rustig."
    assert lines[2] == "Kies een plek & vraag < open."
    assert "• Lees dit." in lines
    assert lines[-1].startswith("• ")
    assert "112" in lines[-1]
    assert [one["type"] for one in entities] == ["italic", "bold", "text_link"]
