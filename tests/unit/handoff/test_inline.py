"""Inline: what is offered to whoever types behind the bot's name."""

from __future__ import annotations

import pytest

from bot.emulator.entities import formatted
from bot.faq.content import RED_SCREEN
from bot.handoff.inline import LONGEST_TEXT, MOST, Offer, Seeking, offer
from bot.text import Html
from tests.support.desks import ALWAYS, ENGLISH, knowledge

_DEFAULT = ALWAYS


def seek(words: str, language: str = "nl", flags: frozenset[str] = frozenset()) -> Offer:
    """What is offered by the project's own content."""
    return offer(Seeking("7", words, language), knowledge(), _DEFAULT, flags)


def test_an_answer_comes_whole() -> None:
    """The message holds question, answer and numbers; the list shows the question and how the answer begins."""
    first = seek("kan ik anoniem melden").choices[0]
    entry = knowledge().content.entries[first.id]
    number = knowledge().content.contacts["meld_misdaad_anoniem"].phone
    assert first.title == entry.nl.question
    assert entry.nl.question in first.html
    assert number is not None
    assert number in first.html
    assert 0 < len(first.description) <= 120


def test_the_language_is_that_of_her_phone() -> None:
    """English for an English client, Dutch for a Dutch one, and the helpline's own for any other."""
    content = knowledge().content
    for tag, language in (("en-GB", "en"), ("nl", "nl"), ("tr", "nl"), ("", "nl")):
        found = seek("meldcode", tag)
        entry = content.entries[found.choices[0].id]
        assert found.choices[0].title == entry.wording(language).question, tag
    theirs = offer(Seeking("7", "meldcode", "tr"), knowledge(), ENGLISH)
    entry = content.entries[theirs.choices[0].id]
    assert theirs.choices[0].title == entry.wording("en").question


def test_danger_comes_first() -> None:
    """Words of danger are answered with 112 before anything else; calm ones are not."""
    danger = seek("hij heeft een mes bij zich en staat hier")
    assert danger.choices[0].id == "112"
    assert "112" in danger.choices[0].html
    assert all(one.id != "112" for one in seek("kan ik anoniem melden").choices)


def test_without_words_there_are_112_and_the_themes() -> None:
    """Who only types the name sees what there is, and can share the list of a theme."""
    found = seek("  ")
    content = knowledge().content
    assert [one.id for one in found.choices] == ["112", *(f"theme.{t.id}" for t in content.themes)]
    assert content.screens[RED_SCREEN].short.nl == found.choices[0].description
    for one in content.entries_of(content.themes[0].id):
        assert Html(one.nl.question) in found.choices[1].html


def test_nothing_fits_nothing_is_offered() -> None:
    """A wrong answer is worse than none; the way into the chat is always there."""
    found = seek("hoeveel kinderen passen er in een bakfiets")
    assert found.choices == ()
    assert found.way_out


def test_what_is_being_checked_says_so() -> None:
    """A flagged answer or number is shared with that mark."""
    first = seek("kan ik anoniem melden").choices[0]
    marked = seek("kan ik anoniem melden", flags=frozenset({first.id, "meld_misdaad_anoniem"}))
    assert "nagekeken" not in first.html
    assert marked.choices[0].html.count("nagekeken") >= 2


@pytest.mark.parametrize("language", ["nl", "en"])
def test_telegram_takes_everything(language: str) -> None:
    """Whatever can be shared is sound HTML of a length that Telegram takes, under an id of its own."""
    content = knowledge().content
    asked = ["", *(one.wording(language).question for one in content.entries.values())]
    for words in asked:
        found = seek(words, language).choices
        assert len({one.id for one in found}) == len(found)
        assert len(found) <= max(MOST + 1, len(content.themes) + 1) <= 50
        for one in found:
            assert 1 <= len(one.id.encode()) <= 64
            assert one.title
            assert 1 <= len(one.html) <= LONGEST_TEXT
            text, _ = formatted(one.html, "HTML", None, lambda _: False)
            assert text


def test_a_flood_of_words_is_cut() -> None:
    """What comes is bounded before it is looked at: the end of a book has no say."""
    assert seek("meldcode " + "x" * 300).choices == seek(("meldcode " + "x" * 300)[:256]).choices
