"""Likeness in a conversation: a guess at danger is shown before a case is open, and never more than it may."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.faq.danger import Level, Sign
from bot.faq.guess import Guess
from bot.handoff.events import Suspected
from bot.handoff.person import Urgency
from tests.support import people
from tests.support.desks import knowledge
from tests.support.people import Player
from tests.unit.handoff.test_watch import at_stage, screens

LIKE = "Hij telt steeds de treden naar de zolder"
PERHAPS = "Hij kijkt steeds zo naar de zolder"
STORY = "Op de zolder stond hij weer te tellen"
KITCHEN = "We koken samen en hij heeft een mes nodig"
"""The patterns see a weapon in it, beside words of harmless talk."""


class Known:
    """Knows three sentences; notes all that it is asked about."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def look(self, text: str) -> Guess:
        """Guess at a text."""
        self.asked.append(text)
        for like, level in ((LIKE, Level.AMBER), (STORY, Level.AMBER), (PERHAPS, Level.ASK)):
            if like in text:
                return Guess(Sign(level, "suicidaal"), calm=False)
        return Guess(None, calm=True)


@pytest.fixture(autouse=True)
def known(monkeypatch: pytest.MonkeyPatch) -> Known:
    """Likeness that knows the sentences of these tests."""
    stand_in = Known()
    found = replace(knowledge(), likeness=stand_in)
    monkeypatch.setattr(people, "knowledge", lambda: found)
    return stand_in


@pytest.mark.parametrize("stage", ["first", "new", "talking", "intake", "closed"])
def test_a_guess_brings_the_screen_before_a_case(stage: str) -> None:
    """What is like danger gets an amber screen of its kind while no case is open, and makes what follows urgent."""
    anna = at_stage(stage)
    anna.writes(LIKE)
    (screen,) = screens(anna)
    line = knowledge().content.contacts["zelfmoordpreventie_113"]
    assert line.phone is not None
    assert line.phone in screen
    assert anna.person.urgent == Urgency.AMBER or stage == "closed"


@pytest.mark.parametrize("stage", ["waiting", "conversation"])
def test_nothing_is_guessed_in_an_open_case(stage: str, known: Known) -> None:
    """In an open case a human reads it, and relaying waits for nothing."""
    anna = at_stage(stage)
    known.asked.clear()
    anna.writes(LIKE)
    assert not screens(anna)
    assert not known.asked


@pytest.mark.parametrize("stage", ["waiting", "conversation"])
def test_a_guess_afterwards_is_marked_for_the_experts(stage: str) -> None:
    """In an open case what turns out to be like danger is marked on its message in the topic, once; she sees nothing."""
    anna = at_stage(stage)
    first, second = anna.writes(LIKE), anna.writes(STORY)
    before = list(anna.chat.messages)
    anna.happens(Suspected(first, "suicidaal"))
    mark = anna.topic.last
    assert "Misschien gevaar" in mark.text
    assert mark.reply_to == anna.in_topic(first)
    anna.happens(Suspected(second, "suicidaal"))
    assert anna.topic.last is mark
    assert list(anna.chat.messages) == before
    anna.waits(31 * 60)
    anna.happens(Suspected(second, "suicidaal"))
    assert anna.topic.last.reply_to == anna.in_topic(second)
    assert anna.person.case is not None
    assert anna.person.case.urgency == Urgency.NORMAL


def test_a_guess_says_nothing_new_after_danger() -> None:
    """Where danger was seen a moment ago, or the case has ended, nobody is told of a guess."""
    anna = at_stage("conversation")
    hers = anna.writes("Hij heeft een mes en wil haar steken")
    told = anna.topic.last
    anna.happens(Suspected(hers, "suicidaal"))
    assert anna.topic.last is told
    closed = at_stage("closed")
    told = closed.topic.last
    closed.happens(Suspected(hers, "suicidaal"))
    assert closed.topic.last is told


def test_a_story_brings_one_screen() -> None:
    """Who goes on about what brought a screen gets no second one for a guess; half an hour later she does."""
    anna = at_stage("talking")
    anna.writes(LIKE)
    assert screens(anna)
    anna.writes(STORY)
    assert not screens(anna)
    anna.waits(31 * 60)
    anna.writes(LIKE)
    assert screens(anna)


def test_a_weak_guess_asks() -> None:
    """What may be danger is answered, with the question whether there is danger now."""
    anna = at_stage("talking")
    anna.writes(PERHAPS)
    assert not screens(anna)
    anna.waits(4)
    assert any("gevaar" in label.lower() for label in anna.chat.last.buttons)


def test_what_is_doubtful_and_like_harmless_talk_is_asked_about(known: Known) -> None:
    """A knife in the kitchen brings the question, not the screen; the same sentence without likeness brings it."""
    anna = at_stage("talking")
    anna.writes(KITCHEN)
    assert known.asked
    assert not screens(anna)
    anna.waits(4)
    assert any("gevaar" in label.lower() for label in anna.chat.last.buttons)


def test_a_plain_sign_is_never_lowered(known: Known) -> None:
    """What the patterns see in plain words is shown, however harmless it sounds to likeness."""
    anna = at_stage("talking")
    known.asked.clear()
    anna.writes("Hij zwaait met een mes")
    assert screens(anna)
    assert not known.asked


def test_what_was_denied_is_asked_about() -> None:
    """A guess at something that the patterns saw denied ends in the question at most."""
    anna = Player()
    anna.agrees()
    anna.writes(f"Hij heeft geen mes bij zich. {LIKE}")
    assert not screens(anna)
