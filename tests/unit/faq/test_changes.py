"""Changes: what maintainers changed, as they would say it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from bot.faq.changes import Changes, changes
from bot.faq.loader import load_content
from bot.handoff import content_news
from bot.handoff.desk import Desk
from tests.dialog.talk import form
from tests.support.desks import ROOT
from tests.support.folder import edit, file_of, rename

if TYPE_CHECKING:
    from pathlib import Path

    from bot.faq.content import Content

ENTRY = "f06_gesprek_beginnen"
CONTACT = "politie_geen_spoed"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A content folder of one's own."""
    copied: Path = shutil.copytree(ROOT / "faq", tmp_path / "inhoud")
    return copied


@pytest.fixture(scope="module")
def before() -> Content:
    """The content as it was."""
    return load_content(ROOT / "faq")


def test_nothing_changed(before: Content, folder: Path) -> None:
    """A comment is no change."""
    edit(folder / "sources.yaml", "sources:", "# een opmerking\nsources:")
    assert not changes(before, load_content(folder))


def test_a_number_is_one_change_wherever_it_stands(before: Content, folder: Path) -> None:
    """The contact is named with how often it is used; the answers that show its number are not changed themselves."""
    edit(folder / "contacts.yaml", 'phone: "0900-8844"', 'phone: "0900-8845"')
    found = changes(before, load_content(folder))
    (contact,) = found.contacts
    assert contact.contact.id == CONTACT
    assert contact.used_in > 1
    assert found == Changes(contacts=found.contacts)


def test_entries_are_new_changed_or_gone(before: Content, folder: Path) -> None:
    """Another id is one entry gone and one that is new; a word in an answer is a change."""
    question = before.entries["f01_signalen"].nl.question
    edit(file_of(folder, "f01_signalen"), question, f"{question} Vertel")
    rename(folder, ENTRY, "f06_nieuw")
    found = changes(before, load_content(folder))
    assert found.added == ("f06_nieuw",)
    assert found.removed == (ENTRY,)
    assert "f01_signalen" in found.changed


def test_the_rest_is_told_in_kind(before: Content, folder: Path) -> None:
    """Words, the questionnaire and the signs of danger."""
    edit(folder / "vocabulary.yaml", "greetings: [", "greetings: [zoef, ")
    assert changes(before, load_content(folder)) == Changes(other=True)
    edit(folder / "intake.yaml", form().questions[0].question.nl, "Is er nu gevaar, denk je?")
    screen = before.screens["red"].short.nl
    edit(folder / "danger.yaml", screen.split()[0], f"Zeg: {screen.split()[0]}")
    found = changes(before, load_content(folder))
    assert (found.intake, found.danger, found.other) == (True, True, True)


def test_the_group_reads_it_as_a_sentence(before: Content, folder: Path) -> None:
    """What is new is said in the language of the desk, with the short name of an answer."""
    edit(folder / "contacts.yaml", 'phone: "0900-8844"', 'phone: "0900-8845"')
    question = before.entries["f01_signalen"].nl.question
    edit(file_of(folder, "f01_signalen"), question, f"{question} Vertel")
    after = load_content(folder)
    found = changes(before, after)
    dutch = content_news.live(found, after, "0123456789", Desk(name="Hulplijn"))
    label = after.entries["f01_signalen"].nl.label
    assert "(0123456)" in dutch
    assert (
        f"Contact Politie, geen spoed, gebruikt in {found.contacts[0].used_in} antwoorden" in dutch
    )
    assert f"1 antwoord gewijzigd (“{label}”)." in dutch
    english = content_news.live(found, after, "0123456789", Desk(name="Helpline", language="en"))
    assert "Contact Police, not urgent, used in" in english


def test_news_of_an_entry_that_is_gone_by_then(before: Content) -> None:
    """While one version is told of, the next one may be live: an entry that it lacks goes by its id."""
    news = content_news.live(Changes(changed=("weg",)), before, "0123456", Desk(name="Hulplijn"))
    assert "“weg”" in news
