"""Her answer to the question whether there is danger now, in words."""

from __future__ import annotations

import pytest

from bot.handoff.person import Stage, Urgency
from bot.handoff.safety import WITHIN
from tests.support.people import Player

NOWHERE = "Hoeveel kinderen passen er in een bakfiets?"
ASKED = "Is er nu direct gevaar voor iemand?"


def asked() -> Player:
    """Return somebody who was just asked whether there is danger."""
    anna = Player()
    anna.agrees()
    anna.writes(NOWHERE)
    anna.waits(3)
    assert ASKED in anna.chat.last.text
    return anna


@pytest.mark.parametrize(
    ("words", "urgency"),
    [("ja", Urgency.RED), ("ja nu", Urgency.RED), ("geen idee", Urgency.AMBER)],
)
def test_danger_in_a_word(words: str, urgency: Urgency) -> None:
    """ "Yes" is danger and "I don't know" is urgent; the word itself is not kept for the experts."""
    anna = asked()
    kept = anna.person.kept
    anna.writes(words)
    assert "Bel 112" in anna.chat.last.text
    assert anna.person.urgent is urgency
    assert anna.person.kept == kept


def test_no_danger_in_a_word() -> None:
    """ "No" goes on without another question for danger."""
    anna = asked()
    anna.writes("nee hoor")
    assert anna.person.urgent is Urgency.NORMAL
    assert ASKED not in anna.chat.last.text
    assert anna.person.stage is Stage.TALKING


def test_the_question_comes_once_in_a_part_of_the_conversation() -> None:
    """Who was asked is not asked with each question that the bot has no answer to; half an hour later she is."""
    anna = asked()
    for words in ("nee", NOWHERE[:-1] + " dan?", NOWHERE):
        anna.writes(words)
        anna.waits(3)
        assert ASKED not in anna.chat.last.text
        assert "Ja, nu gevaar" not in anna.chat.last.buttons
        assert any("112" in one for one in anna.chat.last.buttons)
    anna.waits(30 * 60)
    anna.writes(NOWHERE)
    anna.waits(3)
    assert ASKED in anna.chat.last.text
    assert "Ja, nu gevaar" in anna.chat.last.buttons


def test_a_screen_is_no_such_question() -> None:
    """Who was shown a screen is asked with the next question without an answer, until she says that there is no danger."""
    anna = Player()
    anna.agrees()
    anna.writes("Hij heeft een mes en wil haar steken")
    for asks in (True, False):
        anna.writes(NOWHERE)
        anna.waits(3)
        assert ("Ja, nu gevaar" in anna.chat.last.buttons) is asks
        anna.writes("nee")


def test_a_sign_is_asked_about_each_time() -> None:
    """What may be danger brings the question again, however lately she said that there is none."""
    anna = asked()
    anna.writes("nee")
    anna.writes("Hij is bang voor wat er straks gebeurt met zijn broer")
    anna.waits(3)
    assert "Ja, nu gevaar" in anna.chat.last.buttons


@pytest.mark.parametrize("meanwhile", ["later", "a button", "a text", "a number"])
def test_only_the_next_word_is_the_answer(meanwhile: str) -> None:
    """Much later, after a button or another text, and for a mere number, "ja" is no answer to it."""
    anna = asked()
    if meanwhile == "later":
        anna.waits(WITHIN + 1)
    elif meanwhile == "a button":
        anna.presses("Thema's")
    elif meanwhile == "a text":
        anna.writes(NOWHERE[:-1] + " dan?")
    anna.writes("1" if meanwhile == "a number" else "ja")
    assert anna.person.urgent is Urgency.NORMAL
