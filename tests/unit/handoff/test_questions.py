"""Questions: the FAQ answers, offers a choice, or says that it does not know."""

from __future__ import annotations

import pytest

from bot.handoff.events import Kind
from bot.handoff.person import Stage
from bot.handoff.questions import PENDING_AT_MOST
from tests.support.desks import NIGHT, OFFICE, knowledge
from tests.support.people import Player

SURE = "Een leerling doet de Hitlergroet in de klas"
NOWHERE = "Hoe bak ik een appeltaart met kaneel?"


def talking(**options: object) -> Player:
    """Return somebody who has agreed."""
    anna = Player(**options)  # type: ignore[arg-type]  # the options of Player, passed on
    anna.agrees()
    return anna


def test_a_sure_answer() -> None:
    """A question that fits is answered, with "does this help?", an expert and 112 below it."""
    anna = talking()
    anna.writes(SURE)
    anna.waits(3)
    assert "Reageer altijd" in anna.chat.last.text
    assert anna.chat.last.buttons == ["👍 Dit helpt", "👎 Helpt niet", "👤 Deskundige", "🚨 112"]


def test_never_a_guess() -> None:
    """What fits nothing is said to be unknown, with the way to an expert and the question about danger."""
    anna = talking()
    anna.writes(NOWHERE)
    anna.waits(3)
    assert "gokken doe ik niet" in anna.chat.last.text
    assert {"👤 Deskundige", "Ja, nu gevaar", "Nee, geen gevaar"} <= set(anna.chat.last.buttons)


def test_a_choice_of_two_or_three() -> None:
    """A question that fits several answers gets their labels as buttons; pressing one shows its answer there."""
    anna = talking()
    known = knowledge()
    for word in (one for entry in known.content.entries.values() for one in entry.nl.keywords):
        match = known.finder.match(word, "nl")
        several = match.decision == "choices" and len(match.candidates) > 1
        if several and known.watch.look(word) is None:
            break
    anna.writes(word)
    anna.waits(3)
    assert "Bedoel je een van deze vragen?" in anna.chat.last.text
    choices = [one for one in anna.chat.last.buttons if one not in ("👤 Deskundige", "🚨 112")]
    assert 2 <= len(choices) <= 3
    anna.presses(choices[0])
    assert "👍 Dit helpt" in anna.chat.last.buttons


def test_three_seconds_make_one_question() -> None:
    """Texts within three seconds of each other get one reply together."""
    anna = talking()
    before = anna.said
    anna.writes("Een leerling")
    anna.waits(2)
    anna.writes("doet de Hitlergroet")
    anna.waits(2)
    anna.writes("in de klas")
    anna.waits(2)
    assert anna.said == before
    anna.waits(2)
    assert anna.said == before + 1
    assert anna.chat.shows("Discriminatie") or "Discriminatie in de groep" in anna.chat.last.buttons


@pytest.mark.parametrize("greeting", ["hoi", "Goedemorgen!", "hello"])
def test_a_greeting_is_greeted_back(greeting: str) -> None:
    """A greeting alone is no question."""
    anna = talking()
    anna.writes(greeting)
    anna.waits(3)
    assert anna.chat.last.text.startswith("Hallo.")


def test_leafing_through() -> None:
    """Themes, questions and answers follow each other in one message, and back."""
    anna = talking()
    anna.presses("Thema's")
    before = len(anna.chat.messages)
    assert len(anna.chat.last.buttons) == len(knowledge().content.themes) + 2
    anna.presses("Online")
    question = anna.chat.last.buttons[0]
    anna.presses(question)
    assert "👍 Dit helpt" in anna.chat.last.buttons
    assert len(anna.chat.messages) == before


def test_back_to_the_themes() -> None:
    """Back shows the themes again in the same message."""
    anna = talking()
    anna.presses("Thema's")
    anna.presses("Online")
    anna.presses("‹ Thema's")
    assert anna.chat.last.text == "Kies een thema:"


def test_every_entry_can_be_reached() -> None:
    """Each entry of each theme opens from its button, in both languages, with an expert below it."""
    for language in ("nl", "en"):
        anna = talking(language=language)
        content = knowledge().content
        for theme in content.themes:
            anna.sends_press("themes")
            anna.presses(theme.label.get(language))
            labels = [entry.wording(language).label for entry in content.entries_of(theme.id)]
            assert labels
            for label in labels:
                anna.presses(label)
                assert len(anna.chat.last.buttons) == 4
                anna.sends_press(f"theme:{theme.id}", anna.chat.last.id)


@pytest.mark.parametrize(("yes", "word"), [(True, "Fijn"), (False, "andere woorden")])
def test_does_this_help(yes: bool, word: str) -> None:
    """Either answer is counted, and followed by the next step."""
    anna = talking()
    anna.writes(SURE)
    anna.waits(3)
    anna.presses("👍" if yes else "👎")
    assert word in anna.chat.last.text
    assert any(one.startswith("helped." if yes else "not_helped.") for one in anna.counts)


def test_helped_while_a_case_is_open() -> None:
    """While a case is open nothing she presses under an answer promises that typing is answered by the bot."""
    anna = talking()
    anna.writes(SURE)
    anna.waits(3)
    anna.places()
    anna.presses("👎")
    assert "Wat je typt gaat naar de deskundigen" in anna.chat.last.text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ik ben 15 en mijn broer doet raar", "jong"),
        ("Ik ben de moeder van een jongen van 14", "ouder"),
    ],
)
def test_not_a_professional(text: str, words: str) -> None:
    """A young person or a parent gets lines of their own instead of the intake; the way to a human stays."""
    anna = talking()
    anna.writes(text)
    anna.waits(3)
    assert words in anna.chat.last.text.lower()
    assert anna.person.stage is Stage.TALKING
    assert "👤 Deskundige" in anna.chat.last.buttons

    later = talking()
    later.presses("Deskundige")
    later.writes(text)
    assert words in later.chat.last.text.lower()
    assert later.person.stage is Stage.TALKING
    assert later.person.intake is None


@pytest.mark.parametrize("text", ["Ik wil een mens spreken", "can I talk to a person"])
def test_a_human_by_words(text: str) -> None:
    """Who asks for a human in words gets the intake."""
    anna = talking()
    anna.writes(text)
    anna.waits(3)
    assert anna.person.stage is Stage.INTAKE


def test_a_human_asked_for_behind_a_question() -> None:
    """The wish for a human is heard too when it comes right behind a question, which is kept for the case."""
    anna = talking()
    anna.writes("Een leerling doet raar sinds de vakantie")
    anna.writes("mens")
    anna.waits(3)
    assert anna.person.stage is Stage.INTAKE
    assert len(anna.person.kept) == 2


def test_off_duty_says_whom_to_call() -> None:
    """Off duty, what speaks of an expert says that nobody reads now, when again, and whom to call."""
    anna = talking(desk=OFFICE, now=NIGHT)
    anna.writes(NOWHERE)
    anna.waits(3)
    text = anna.chat.last.text
    assert "Nu leest er niemand mee. Weer bereikbaar: morgen 9:00" in text
    assert "0900-8844" in text


def test_a_removed_entry_is_no_dead_end() -> None:
    """A button of an entry or theme that is gone says that it no longer works."""
    anna = talking()
    for data in (
        "entry:gone",
        "theme:gone",
        "helped:gone:y",
        "nonsense",
        "",
        "in",
        "in:c",
        "held:x:y",
    ):
        assert "werkt niet meer" in anna.sends_press(data)


def test_an_answer_that_waits_is_not_lost_to_a_command() -> None:
    """A question typed just before /menu is answered all the same."""
    anna = talking()
    anna.writes(SURE)
    anna.writes("/menu")
    anna.waits(3)
    assert anna.chat.shows("Reageer altijd")


def test_a_picture_with_a_question() -> None:
    """The caption is answered, and what the picture shows is said to be unread."""
    anna = talking()
    anna.writes(SURE, Kind.PHOTO)
    anna.waits(3)
    assert anna.chat.shows("niet lezen")
    assert "Reageer altijd" in anna.chat.last.text


def test_a_flood_is_bounded() -> None:
    """However much she types before agreeing, what waits for an answer stays small; all of it is kept for a case."""
    anna = Player()
    for _ in range(30):
        anna.writes("Er is veel aan de hand in de klas. " * 100)
    assert len(anna.person.pending) == PENDING_AT_MOST
    assert len(anna.person.kept) == 30
    anna.presses("Akkoord")
    assert anna.person.pending == ()


def test_a_foreign_text_gets_one_answer() -> None:
    """What can't be read is said once, also when it comes back as a new question after a closed case."""
    anna = talking()
    anna.places()
    anna.expert_presses("Sluit")
    anna.writes("Мне нужна помощь с учеником")
    before = anna.said
    anna.presses("Een nieuwe vraag")
    assert anna.said == before + 1
    assert "niet lezen" in anna.chat.last.text


def test_nobody_is_thrown_out_while_telling_her_story() -> None:
    """Who goes through the intake all the same can say in her own words who she is."""
    anna = talking()
    anna.presses("Deskundige")
    anna.presses("Nee")
    while anna.person.intake is not None and anna.person.intake.question != "vraag":
        anna.presses("Sla over")
    anna.writes("Ik ben de moeder van een jongen van 14")
    assert anna.person.stage is Stage.INTAKE
    anna.presses("Plaats nu")
    assert anna.topic.by("her") == ["Ik ben de moeder van een jongen van 14"]
