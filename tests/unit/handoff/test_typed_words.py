"""Typed words: they do what buttons do, and there is no dead end."""

from __future__ import annotations

import pytest

from bot.handoff.person import Stage, Urgency
from tests.support.people import Player


def asked() -> Player:
    """Return somebody who sees the safety question."""
    anna = Player()
    anna.agrees()
    anna.presses("Deskundige")
    return anna


def started() -> Player:
    """Return somebody past the safety question."""
    anna = asked()
    anna.presses("Nee")
    return anna


@pytest.mark.parametrize(
    ("words", "then"),
    [
        (["nee", "docent"], "regio"),
        (["4", "2"], "regio"),
        (["nee", "terug"], "veiligheid"),
        (["nee", "docent", "Zwolle"], "thema"),
        (["nee", "sla over", "weet niet"], "thema"),
        (["nee", "overslaan", "overslaan", "online", "een jongere"], "leeftijd"),
    ],
)
def test_typed_words_do_what_buttons_do(words: list[str], then: str) -> None:
    """Answers, numbers, "terug" and "sla over" can be typed."""
    anna = asked()
    for word in words:
        anna.writes(word)
    assert anna.person.intake is not None
    assert anna.person.intake.question == then


@pytest.mark.parametrize("word", ["mens", "deskundige", "plaats maar"])
def test_a_human_by_words(word: str) -> None:
    """After the safety question a word places the case; before it, the question is shown again with a reason."""
    anna = started()
    anna.writes(word)
    assert anna.person.stage is Stage.WAITING

    early = asked()
    early.writes(word)
    assert early.person.stage is Stage.INTAKE
    assert "Eerst alleen nog dit" in early.chat.last.text
    early.writes(word)
    assert early.person.urgent == Urgency.AMBER
    assert "▶ Plaats nu" in early.chat.last.buttons


def test_not_understood() -> None:
    """One friendly second try, then the way to a human: at the safety question not knowing counts as urgent."""
    anna = asked()
    anna.writes("gisteren was het warm")
    assert "Dat begreep ik niet" in anna.chat.last.text
    anna.writes("gisteren was het koud")
    assert anna.person.urgent == Urgency.AMBER
    assert "▶ Plaats nu" in anna.chat.last.buttons
    assert "naar een deskundige" in anna.chat.last.text


@pytest.mark.parametrize("word", ["terug", "back"])
def test_back_at_the_first_question(word: str) -> None:
    """There is nothing before it; the question is shown again, so that the word is not dropped in silence."""
    anna = asked()
    before = anna.said
    anna.writes(word)
    assert anna.said == before + 1


def test_a_long_text_is_an_answer() -> None:
    """The text question takes any length: the message itself goes to the experts."""
    anna = started()
    while anna.person.intake is not None and anna.person.intake.question != "vraag":
        anna.presses("Sla over")
    long = "Er is veel spanning in de groep. " * 20
    anna.writes(long)
    assert "Klopt dit?" in anna.chat.last.text or anna.chat.shows("Klopt dit?")
    anna.presses("Plaats nu")
    assert long in anna.topic.by("her")
    assert "zie je bericht" in anna.topic.messages[anna.card].text


@pytest.mark.parametrize(
    ("word", "stage"),
    [
        ("stop", Stage.TALKING),
        ("mens", Stage.WAITING),
        ("terug", Stage.INTAKE),
        ("anders", Stage.INTAKE),
    ],
)
def test_words_at_the_confirmation(word: str, stage: Stage) -> None:
    """Also where she confirms what is known, words do what buttons do."""
    anna = started()
    anna.presses("Voortgezet onderwijs")
    anna.presses("Plaats nu")
    anna.expert_presses("Sluit")
    anna.presses("Deskundige")
    anna.presses("Nee")
    anna.writes(word)
    assert anna.person.stage is stage
    assert anna.person.intake is None or not anna.person.intake.confirming


@pytest.mark.parametrize(
    "word", ["stop", "terug", "klopt", "nee", "werk", "zomaar iets", "plaats maar"]
)
def test_words_at_the_summary(word: str) -> None:
    """At the summary too every word leads somewhere, and 112 stays in sight."""
    anna = started()
    anna.presses("Voortgezet onderwijs")
    while anna.person.intake is not None and anna.person.intake.question is not None:
        anna.presses("Sla over")
    before = anna.chat.last
    shown = (before.text, len(anna.chat.messages))
    anna.writes(word)
    moved = anna.person.stage is not Stage.INTAKE
    assert moved or (before.text, len(anna.chat.messages)) != (shown[0], shown[1] + 1)
    assert (anna.person.stage is Stage.WAITING) == (word in ("klopt", "plaats maar"))
