"""Rights: the way out of erasing everything, and of what is shown."""

from __future__ import annotations

import pytest

from bot.handoff.rights import TYPE_WITHIN
from tests.support.people import Player, talking


def test_nothing_is_erased_by_a_button() -> None:
    """The button says so under the question, in an open case too; the word means nothing from then on."""
    anna = talking()
    anna.writes("/vergeetmij")
    anna.presses("Niet wissen")
    assert anna.chat.shows("Er is niets gewist")
    anna.writes("vergeet")
    assert anna.topic.by("her") == ["vergeet"]


@pytest.mark.parametrize("word", ["Nee, toch niet", "nee.", "laat maar"])
def test_nothing_is_erased_by_a_word(word: str) -> None:
    """A plain no is answered, and is neither a question nor a reason to open a closed case again."""
    anna = talking()
    anna.writes("/klaar")
    anna.writes("/vergeetmij")
    anna.writes(word)
    assert "Er is niets gewist" in anna.chat.last.text
    assert not anna.person.asked_after
    assert not anna.person.kept


def test_a_no_to_another_question_is_an_answer_to_that() -> None:
    """In the questions before a case it is taken as an answer there."""
    anna = Player()
    anna.agrees()
    anna.writes("/deskundige")
    anna.writes("/vergeetmij")
    anna.writes("nee")
    assert not anna.chat.shows("Er is niets gewist")
    assert anna.chat.shows("Wat is je werk?")


def test_a_no_in_an_open_case_goes_to_the_experts() -> None:
    """There it may be the answer to a question of theirs."""
    anna = talking()
    anna.writes("/vergeetmij")
    anna.writes("Nee")
    assert anna.topic.by("her") == ["Nee"]
    anna.waits(TYPE_WITHIN + 1)
    anna.writes("vergeet")
    assert anna.person.forgetting_at == 0


def test_an_old_button_that_keeps_everything_means_nothing() -> None:
    """Where nothing was to be erased it says that it does not work any more."""
    anna = Player()
    anna.writes("/start")
    anna.sends_press("keep")
    assert "niet meer" in anna.toasts[-1]
