"""Safety: "yes" and "no" to the question whether there is danger now, by a button or in words."""

from __future__ import annotations

import pytest

from bot.handoff.person import Stage, Urgency
from tests.support.people import Player


def asked(stage: str = "talking") -> Player:
    """Return somebody who is asked whether there is danger now."""
    anna = Player()
    anna.agrees()
    if stage == "intake":
        anna.presses("Deskundige")
        anna.presses("Nee")
        anna.writes("een leerling wordt thuis geslagen")
    else:
        anna.writes("Hoe bak ik een appeltaart met kaneel?")
        anna.waits(4)
    return anna


@pytest.mark.parametrize("stage", ["talking", "intake"])
def test_a_typed_no(stage: str) -> None:
    """No danger: she goes on where she was, and the word is no message for the experts."""
    anna = asked(stage)
    kept = anna.person.kept
    anna.writes("nee")
    assert anna.person.stage is (Stage.INTAKE if stage == "intake" else Stage.TALKING)
    assert anna.person.kept == kept


def test_a_typed_yes() -> None:
    """Danger: the numbers at once, and the case that follows is urgent."""
    anna = asked()
    anna.writes("ja")
    assert "112" in anna.chat.last.text
    assert anna.person.urgent is Urgency.RED


def test_not_knowing_is_urgent() -> None:
    """ "I don't know" counts as urgent."""
    anna = asked()
    anna.writes("weet ik niet")
    assert anna.person.urgent is Urgency.AMBER
    assert "112" in anna.chat.last.text


def test_only_the_next_word_counts() -> None:
    """After anything else a "yes" is a text like any other."""
    anna = asked()
    anna.presses("Thema's")
    anna.writes("ja")
    assert anna.person.urgent is Urgency.NORMAL


def test_nor_long_after() -> None:
    """A "yes" long after the question says nothing about danger."""
    anna = asked()
    anna.waits(3600)
    anna.writes("ja")
    assert anna.person.urgent is Urgency.NORMAL
