"""What a message is besides a question: a greeting, a wish for a human, a word on who writes."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest

from bot.faq.talk import Talk

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.faq.content import Content


@pytest.fixture(scope="module")
def talk(content: Content) -> Talk:
    """The cues of the project's content."""
    return Talk(content)


@pytest.mark.parametrize(
    "text",
    [
        "hallo",
        "Hoi!",
        "goedemorgen",
        "Hey hallo",
        "dag",
        "good morning",
        "hoi, mag ik wat vragen?",
        "Ik heb nog een vraag",
        "can I ask something?",
    ],
)
def test_a_greeting_alone_is_a_greeting(talk: Talk, text: str) -> None:
    """One greeting or several, in either language, with any punctuation."""
    assert talk.is_greeting(text)


@pytest.mark.parametrize(
    "text",
    [
        "hallo hoe herken ik signalen",
        "",
        "👋",
        "halloween",
        "ja",
        "ik heb een vraag over een jongen",
    ],
)
def test_more_than_a_greeting_is_none(talk: Talk, text: str) -> None:
    """A greeting before a question is no greeting alone."""
    assert not talk.is_greeting(text)


@pytest.mark.parametrize(
    "text",
    [
        "mens",
        "ik wil een mens spreken",
        "medewerker aub",
        "bel me terug",
        "Graag een expert!",
        "human",
        "kan ik met een echt persoon praten",
        "I want to talk to a person",
    ],
)
def test_a_wish_for_a_human_is_heard(talk: Talk, text: str) -> None:
    """Asking for a human in few words is understood as that."""
    assert talk.wants_human(text)


@pytest.mark.parametrize(
    "text",
    [
        "hij heeft een mens aangevallen",
        "hoe praat ik met iemand",
        "mensen",
        "",
        "ik ben een mens van de praktijk",
        "kan ik met iemand praten over een jongere",
        "een deskundige zei dat ik de meldcode moet volgen",
        "wat mag een deskundige vragen",
    ],
)
def test_a_human_in_a_story_is_no_wish(talk: Talk, text: str) -> None:
    """A sentence in which humans occur is a question like any other."""
    assert not talk.wants_human(text)


def test_questions_are_not_taken_for_wishes_or_greetings(
    talk: Talk, content: Content, examples: Callable[[str], Any]
) -> None:
    """None of the ways of asking for an answer is taken for something else."""
    for entry in content.entries.values():
        if entry.action is None:
            for text in (entry.nl.question, *entry.nl.paraphrases):
                assert not talk.wants_human(text), text
                assert not talk.is_greeting(text), text
                assert talk.self_identifies(text) is None, text
    for texts in examples("questions.yaml")["nl"].values():
        assert not any(talk.self_identifies(text) for text in texts)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("ik ben 15", "young_person"),
        ("ik ben zelf 15 en word gepest", "young_person"),
        ("Ik ben een leerling", "young_person"),
        ("I'm 14", "young_person"),
        ("het gaat over mezelf", "young_person"),
        ("ik ben moeder", "parent"),
        ("mijn zoon radicaliseert", "parent"),
        ("ik ben een bezorgde buurvrouw", "parent"),
        ("my daughter is in danger", "parent"),
        ("mijn leerling is 15", None),
        ("ik ben jongerenwerker", None),
        ("ik ben jongerenwerker en mijn zoon zit op school", None),
        ("een moeder zegt mijn zoon is veranderd", None),
        ("ik ben 16 jaar werkzaam als docent", None),
        ("wat als ouders alles ontkennen", None),
        ("ik ben leerlingbegeleider", None),
        ("ik ben 35", None),
        ("", None),
    ],
)
def test_who_writes_is_heard(talk: Talk, text: str, who: str | None) -> None:
    """A young person or a parent is recognised by saying so; a professional who tells of one is not."""
    assert talk.self_identifies(text) == who


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Hallo, hoe herken ik signalen?", " hoe herken ik signalen?"),
        ("Good morning!\nHow do I see signs?", "How do I see signs?"),
        ("Hallo", "Hallo"),
        ("hoi, " * 3 + "hoe dan", " hoe dan"),
        ("!" * 1400 + "\nhoe dan", "hoe dan"),
        ("Hoe herken ik signalen, en dan?", "Hoe herken ik signalen, en dan?"),
    ],
)
def test_a_greeting_goes_before_a_question(talk: Talk, text: str, rest: str) -> None:
    """What follows a greeting is the question; a greeting alone stays, and so does a question's own comma."""
    assert talk.after_greeting(text) == rest


@pytest.mark.parametrize("text", ["bedankt", "ok, dank je wel!", "thanks, bye", "👍", " 🙏 "])
def test_thanks(talk: Talk, text: str) -> None:
    """Thanks and goodbyes, in words or by a sign, are no question."""
    assert talk.is_thanks(text)
    assert not talk.is_nod(text)


@pytest.mark.parametrize("text", ["ok", "Ja.", "?!", "prima, duidelijk", "got it"])
def test_nods(talk: Talk, text: str) -> None:
    """A nod or mere marks say nothing that could be answered."""
    assert talk.is_nod(text)
    assert not talk.is_thanks(text)


@pytest.mark.parametrize(
    "text", ["ik snap het niet", "Nee, dat bedoel ik niet.", "Huh?", "none of these"]
)
def test_what_was_misunderstood(talk: Talk, text: str) -> None:
    """That the bot did not understand is said of the answer, and is no question of its own."""
    assert talk.is_misunderstood(text)
    assert not talk.is_nod(text)


@pytest.mark.parametrize("text", ["", "nee", "ok", "hij snapt het niet", "ik snap het niet meer"])
def test_not_misunderstood(talk: Talk, text: str) -> None:
    """A nod is one, and a sentence that tells more may be about anything."""
    assert not talk.is_misunderstood(text)


def test_the_same_word_again_and_again(talk: Talk) -> None:
    """A message full of one word is what that word is, and holds nobody up: it cost half a second once."""
    started = time.process_time()
    assert talk.is_nod("ok " * 500)
    assert talk.is_thanks("bedankt " * 180)
    assert talk.is_greeting("hoi " * 370)
    assert time.process_time() - started < 0.1


@pytest.mark.parametrize("text", ["🔪", "🔫👍", "", "dank voor niets", "ok maar hoe dan"])
def test_neither_thanks_nor_nod(talk: Talk, text: str) -> None:
    """Signs that may mean danger, nothing at all, and sentences are neither."""
    assert not talk.is_thanks(text)
    assert not talk.is_nod(text)
