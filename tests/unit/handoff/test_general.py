"""General: help, answers that are for nobody, and buttons without a case."""

from __future__ import annotations

import pytest

from bot.handoff import general
from bot.handoff.desk import Desk
from bot.handoff.effects import Say
from bot.handoff.events import Author, ExpertPressed, ExpertWrote, Incoming, Kind
from bot.handoff.ids import ExpertId, MessageId, ThreadId
from tests.support.desks import ALWAYS, ENGLISH

BO = Author(ExpertId("bo"))


def said(text: str, thread: ThreadId | None = None) -> list[str]:
    """Return what the bot answers to a text in General, or in a topic that is no case."""
    event = ExpertWrote(thread, BO, Incoming(MessageId(3), Kind.TEXT, text))
    effects = general.answer(event, ALWAYS)
    return [one.html for one in effects if isinstance(one, Say)]


@pytest.mark.parametrize("text", ["/help", "/start", "/hulp", "/help@hulplijn_bot"])
def test_help(text: str) -> None:
    """Help is given in General only."""
    assert "Elke zaak is een onderwerp" in said(text)[0]
    assert said(text, ThreadId(3)) == []


def test_colleagues_are_left_alone() -> None:
    """What colleagues say to each other is not answered."""
    assert said("Wie is er morgen?") == []


@pytest.mark.parametrize("text", ["/a Dat mag", "/a"])
def test_an_answer_to_nobody(text: str) -> None:
    """An answer in General goes to nobody, and says so."""
    assert "hier is geen zaak" in said(text)[0]


def test_a_button_of_no_case() -> None:
    """A button that belongs to no case says that it no longer works."""
    event = ExpertPressed(None, BO, "take", MessageId(3), "callback")
    assert "werkt niet meer" in general.stale(event, ALWAYS).text
    assert "no longer works" in general.stale(event, ENGLISH).text


@pytest.mark.parametrize("desk", [ALWAYS, ENGLISH])
def test_a_dead_letter_is_told_without_its_reason(desk: Desk) -> None:
    """Experts can do nothing with the name of an error: the notice says what they can do, and who sees the reason."""
    for count in (1, 2):
        html = general.dead_letters(count, desk).html
        assert "helpline deadletter list" in html
        assert "{" not in html
    assert "2 " in general.dead_letters(2, desk).html
