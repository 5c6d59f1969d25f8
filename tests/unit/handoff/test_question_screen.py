"""The screens of the questionnaire."""

from __future__ import annotations

import pytest

from bot.handoff.ids import MessageId
from tests.support.desks import knowledge
from tests.support.people import Player


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_question_fits(language: str) -> None:
    """Each question shows its options in its columns, its reason, and the ways on."""
    anna = Player(language=language)
    anna.agrees()
    anna.presses("Expert" if language == "en" else "Deskundige")
    anna.presses("No" if language == "en" else "Nee")
    seen = set()
    while anna.person.intake is not None and anna.person.intake.question is not None:
        question = knowledge().form.question(anna.person.intake.question)
        assert question is not None
        seen.add(question.id)
        assert question.question.get(language) in anna.chat.last.text
        assert question.why.get(language) in anna.chat.last.text
        labels = anna.chat.last.buttons
        assert labels[: len(question.options)] == [one.label(language) for one in question.options]
        if question.options:
            assert len(anna.chat.last.keyboard[0]) == question.columns
        anna.presses("Skip" if language == "en" else "Sla over")
    assert {"rol", "regio", "thema", "vraag"} <= seen


def test_nothing_left_to_ask() -> None:
    """When everything is answered while she waits, the message says so, with 112 below it."""
    anna = Player()
    anna.places()
    anna.presses("Beantwoord nog een paar vragen")
    while anna.person.intake is not None:
        anna.presses("Sla over")
    assert anna.chat.last.text == "Dank je, dit is genoeg."
    assert anna.chat.last.buttons == ["🚨 112"]
    assert "werkt niet meer" in anna.sends_press("in:g", MessageId(3))
