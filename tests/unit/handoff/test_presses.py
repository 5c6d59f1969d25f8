"""Presses: what a button means, and what one says that means nothing any more."""

from __future__ import annotations

import pytest

from bot.handoff.ids import MessageId
from bot.handoff.person import Stage, Urgency
from tests.support.people import Player, waiting


def test_no_old_button_closes_or_opens_anything() -> None:
    """Every button of hers, pressed in a stage where it means nothing, says so or does nothing harmful."""
    for data in (
        "agree",
        "done:AAAA-BBBB",
        "rate:AAAA-BBBB:3",
        "sentence:AAAA-BBBB",
        "after:same",
    ):
        anna = waiting()
        assert "werkt niet meer" in anna.sends_press(data, MessageId(3))
        assert anna.person.stage is Stage.WAITING


def test_every_press_is_answered_once() -> None:
    """Each press gets one answer, an empty one when the screen says enough."""
    anna = Player()
    anna.writes("/start")
    anna.presses("Lees meer")
    anna.presses("Akkoord")
    anna.presses("Thema's")
    assert anna.toasts == ["", "", ""]


@pytest.mark.parametrize("stage", ["new", "talking", "closed"])
def test_placing_with_priority(stage: str) -> None:
    """The button under a danger screen places a case, or lets a closed one go on, and it is urgent."""
    anna = Player()
    if stage == "talking":
        anna.agrees()
    elif stage == "closed":
        anna.places()
        anna.expert_presses("Sluit")
    anna.sends_press("danger")
    anna.presses("met voorrang")
    assert anna.person.stage is Stage.WAITING
    assert anna.person.case is not None
    assert anna.person.case.urgency == Urgency.RED
    assert anna.person.consent is not None


def test_no_danger_leaves_a_way() -> None:
    """Pressed late, "no danger" does no harm and leaves 112 below the old screen."""
    anna = waiting()
    screen = anna.chat.last.id
    assert anna.sends_press("safe", screen) == ""
    assert anna.person.stage is Stage.WAITING
    assert anna.chat.messages[screen].buttons == ["🚨 112"]


@pytest.mark.parametrize(
    "data", ["take", "close", "reopen", "note:5", "answer:5:y", "nonsense", ""]
)
def test_experts_buttons_of_no_use(data: str) -> None:
    """In a closed case only reopening means something; every other press says so."""
    anna = waiting()
    anna.expert_presses("Sluit")
    said = anna.expert_sends_press(data)
    assert said == (
        "De zaak is weer open."
        if data == "reopen"
        else "Deze knop werkt niet meer. Er is niets veranderd."
    )
