"""Consent: no change of what she agrees to goes live without a decision on whether she is asked again."""

from __future__ import annotations

import hashlib
import json

import pytest

from bot.declared.parts import PARTS
from bot.handoff import consent
from bot.handoff.person import Stage
from bot.text import TEXTS
from tests.support.people import Player

WHAT_TO_DO = (
    "The text that people agree to has changed. Does it mean something else than before? Then raise VERSION in "
    "bot/handoff/consent.py and say in the text consent.changed, in both languages, what is new: everybody is asked "
    "again. Is it only said better? Then VERSION stays. In either case put the new digest at DIGEST there."
)


def digest() -> str:
    """The digest of all that she agrees to, in both languages: the texts, and what is kept about her."""
    texts = [[words[key] for key in consent.SAID] for words in TEXTS.values()]
    kept = [[one.her_nl, one.her_en, one.term.nl, one.term.en] for one in PARTS if one.her_nl]
    return hashlib.sha256(json.dumps([texts, kept]).encode()).hexdigest()[:16]


def test_a_new_text_takes_a_decision() -> None:
    """The digest kept beside the version is that of the texts of now."""
    assert digest() == consent.DIGEST, WHAT_TO_DO


def test_the_digest_sees_every_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another word in any of the texts, in either language, makes another digest."""
    before = digest()
    for words in TEXTS.values():
        for key in consent.SAID:
            with monkeypatch.context() as patch:
                patch.setitem(words, key, f"{words[key]} ")
                assert digest() != before


def test_who_agreed_to_an_older_text_is_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The question comes with what she does next, once for each version, and agreeing ends it."""
    anna = Player()
    anna.agrees()
    monkeypatch.setattr(consent, "VERSION", "2031-01")
    anna.writes("/menu")
    assert "Onze tekst is veranderd" in anna.chat.last.text
    said = anna.said
    anna.writes("/menu")
    assert anna.said == said + 1
    anna.presses("Akkoord")
    assert anna.person.consent is not None
    assert anna.person.consent.version == "2031-01"
    monkeypatch.setattr(consent, "VERSION", "2032-01")
    anna.writes("/menu")
    assert "Onze tekst is veranderd" in anna.chat.last.text


def test_a_started_intake_waits_before_it_is_placed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A version that changes while she answers questions is asked about when she places, and the case follows at once."""
    anna = Player()
    anna.agrees()
    anna.presses("Deskundige")
    anna.presses("Nee")
    monkeypatch.setattr(consent, "VERSION", "2031-01")
    anna.presses("Plaats nu")
    assert anna.topics == {}
    assert "opnieuw je akkoord" in anna.chat.last.text
    anna.presses("Akkoord")
    assert anna.person.stage is Stage.WAITING


def test_declining_then_leaves_the_intake(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who says no there is back at her questions, and nothing was placed."""
    anna = Player()
    anna.agrees()
    anna.presses("Deskundige")
    anna.presses("Nee")
    monkeypatch.setattr(consent, "VERSION", "2031-01")
    anna.presses("Plaats nu")
    anna.presses("Niet akkoord")
    assert anna.person.stage is Stage.TALKING
    assert anna.person.case is None
    assert anna.person.consent is None
    assert anna.topics == {}


def test_nothing_is_asked_beside_danger(monkeypatch: pytest.MonkeyPatch) -> None:
    """A danger screen comes alone; the question waits for what she does after it."""
    anna = Player()
    anna.agrees()
    monkeypatch.setattr(consent, "VERSION", "2031-01")
    said = anna.said
    anna.writes("Er staat hier nu een jongen met een mes")
    assert anna.said == said + 1
    assert "112" in anna.chat.last.text
    anna.presses("Geen direct gevaar")
    assert anna.chat.shows("Onze tekst is veranderd")


def test_a_danger_press_agrees_to_the_text_of_now(monkeypatch: pytest.MonkeyPatch) -> None:
    """The button that says it is an agreement is one to the newest text, and places without a further question."""
    anna = Player()
    anna.agrees()
    monkeypatch.setattr(consent, "VERSION", "2031-01")
    anna.writes("hij heeft een mes bij zich")
    anna.presses("met voorrang")
    assert anna.person.stage is Stage.WAITING
    assert anna.person.consent is not None
    assert anna.person.consent.version == "2031-01"


def test_danger_in_the_intake_does_not_wait_for_a_new_text(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Who agreed to an older text and does not know about safety is placed first, and asked beside the open case."""
    anna = Player()
    anna.agrees()
    anna.presses("Deskundige")
    anna.presses("Weet ik niet")
    monkeypatch.setattr(consent, "VERSION", "2031-01")
    anna.presses("Plaats nu")
    assert anna.person.stage is Stage.WAITING
    anna.writes("Ik hoor het graag")
    assert "Je zaak loopt gewoon door" in anna.chat.last.text


def test_a_request_ends_with_the_agreement() -> None:
    """Old buttons of an agreement mean nothing once she has said what she wants."""
    anna = Player()
    anna.writes("/start")
    start = anna.chat.last.id
    anna.presses("Niet akkoord")
    assert anna.person.declined == consent.VERSION
    assert "werkt niet meer" in anna.sends_press("decline", start)
    anna.sends_press("agree", start)
    assert anna.person.consent is not None
    assert "werkt niet meer" in anna.sends_press("agree", start)
