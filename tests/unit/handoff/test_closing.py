"""Closing: the end of a case, how she found it, and what a message after it means."""

from __future__ import annotations

import pytest

from bot.handoff.events import Kind, Timer
from bot.handoff.person import Stage
from tests.support.people import Player


def talking() -> Player:
    """Return somebody whose case an expert has answered."""
    anna = Player()
    anna.places()
    anna.expert("Hallo", anna.card)
    return anna


def closed() -> Player:
    """Return somebody whose case is closed."""
    anna = talking()
    anna.expert_presses("Sluit")
    return anna


@pytest.mark.parametrize(
    "way", ["button", "/sluit", "/close", "/sluit@hulplijn_bot", "/sluit dank", "she", "/klaar"]
)
def test_closing(way: str) -> None:
    """A case is closed by button or command from the topic, or by her; the topic closes and shows it."""
    anna = talking()
    assert anna.person.case is not None
    code = anna.person.case.code
    match way:
        case "button":
            anna.expert_presses("Sluit")
        case "she":
            anna.presses("Ik ben geholpen")
        case "/klaar":
            anna.writes("/klaar")
        case _:
            anna.expert(way, anna.card)
    assert anna.person.stage is Stage.CLOSED
    assert anna.closed[code]
    assert anna.titles[code].startswith("✅")
    assert "Heropen de zaak" in anna.topic.messages[anna.card].keyboard[0][0].text
    assert "Heeft dit je geholpen?" in anna.chat.last.text
    assert anna.chat.by("expert") == ["Hallo"]


def test_rating() -> None:
    """One to five, and a sentence only after pressing for it; both for the coordinator, not in the topic."""
    anna = closed()
    anna.presses("4")
    assert "coördinator" in anna.chat.last.text
    before = list(anna.topic.messages)
    anna.presses("Voeg een zin toe")
    anna.writes("Snel en duidelijk")
    assert [(one.kind, one.value) for one in anna.records] == [
        ("rating", "4"),
        ("sentence", "Snel en duidelijk"),
    ]
    assert list(anna.topic.messages) == before
    assert anna.person.stage is Stage.CLOSED
    assert anna.person.kept == ()


def test_rated_once() -> None:
    """A second mark is refused, and an old button says so."""
    anna = closed()
    code = anna.person.case.code  # type: ignore[union-attr]  # she has one
    anna.presses("4")
    assert "al een cijfer" in anna.sends_press(f"rate:{code}:2")
    assert "werkt niet meer" in anna.sends_press("rate:AAAA-BBBB:2")
    assert len(anna.records) == 1


def test_a_sentence_is_not_waited_for_for_ever() -> None:
    """A text long after "add a sentence" is a message again, and reaches the experts."""
    anna = closed()
    anna.presses("4")
    anna.presses("Voeg een zin toe")
    anna.waits(3600)
    anna.writes("Het gaat weer mis in de groep")
    anna.waits(130)
    assert anna.topic.by("her") == ["Het gaat weer mis in de groep"]
    assert [one.kind for one in anna.records] == ["rating"]


def test_without_pressing_it_is_a_message() -> None:
    """A sentence typed without pressing the button is a message, not a part of the rating."""
    anna = closed()
    anna.presses("4")
    anna.writes("En nog een vraag")
    assert "dezelfde vraag, over iets nieuws" in anna.chat.last.text


@pytest.mark.parametrize("way", ["button", "zelfde", "1", "nothing"])
def test_the_same_question(way: str) -> None:
    """The same question, or no choice in two minutes, reopens the case with what she wrote."""
    anna = closed()
    anna.writes("Nog een vraag")
    anna.writes("over hetzelfde")
    match way:
        case "button":
            anna.presses("Dezelfde vraag")
        case "nothing":
            anna.waits(119)
            assert anna.person.stage is Stage.CLOSED
            anna.waits(2)
        case _:
            anna.writes(way)
    assert anna.person.stage is Stage.WAITING
    assert anna.topic.by("her") == ["Nog een vraag", "over hetzelfde"]
    assert anna.titles[anna.person.case.code].startswith("⏳")  # type: ignore[union-attr]  # waits, so has one
    assert "weer open" in anna.chat.last.text
    assert Timer.PROMISE in anna.timers
    assert Timer.AFTER not in anna.timers


@pytest.mark.parametrize("way", ["button", "nieuw", "2"])
def test_a_new_question(way: str) -> None:
    """A new question is answered by the bot, and is the first message of the next case; the choice itself is not."""
    anna = closed()
    anna.writes("Een leerling doet de Hitlergroet in de klas")
    if way == "button":
        anna.presses("Een nieuwe vraag")
    else:
        anna.writes(way)
    assert anna.person.stage is Stage.TALKING
    assert "Reageer altijd" in anna.chat.last.text
    anna.places()
    assert anna.topic.by("her") == ["Een leerling doet de Hitlergroet in de klas"]


@pytest.mark.parametrize("way", ["button", "bedankt"])
def test_only_thanks(way: str) -> None:
    """Thanks leave the case closed, and nothing is passed on."""
    anna = closed()
    anna.writes("Dank jullie wel")
    if way == "button":
        anna.presses("Alleen bedanken")
    else:
        anna.writes(way)
    assert anna.person.stage is Stage.CLOSED
    assert anna.person.kept == ()
    anna.waits(200)
    assert anna.person.stage is Stage.CLOSED
    assert anna.topic.by("her") == []


def test_no_wrong_button_loses_a_message() -> None:
    """A press that means nothing leaves the question, and the timer, as they were."""
    anna = closed()
    anna.writes("Nog een vraag")
    assert "werkt niet meer" in anna.sends_press("after:nonsense")
    anna.waits(130)
    assert anna.topic.by("her") == ["Nog een vraag"]


@pytest.mark.parametrize("command", ["/start", "/menu"])
def test_a_command_in_between(command: str) -> None:
    """Who starts over while asked gets her question answered, and it stays for the next case."""
    anna = closed()
    anna.writes("Een leerling doet de Hitlergroet in de klas")
    anna.writes(command)
    assert "Reageer altijd" in anna.chat.last.text
    anna.waits(200)
    assert anna.person.stage is Stage.TALKING


def test_an_expert_reopens() -> None:
    """An expert can reopen; she hears it, and what she had written goes along."""
    anna = closed()
    anna.writes("Nog een vraag")
    assert "weer open" in anna.expert_presses("Heropen")
    assert anna.topic.by("her") == ["Nog een vraag"]
    assert anna.chat.shows("is weer open")
    assert "werkt niet meer" in anna.expert_sends_press("reopen")


def test_the_button_of_an_older_case() -> None:
    """ "I'm helped" under an older case does not close the newer one."""
    anna = Player()
    anna.places()
    old = next(
        button.data
        for one in anna.chat.messages.values()
        for row in one.keyboard
        for button in row
        if button.text == "Ik ben geholpen"
    )
    anna.expert_presses("Sluit")
    anna.presses("Deskundige")
    anna.presses("Nee")
    anna.presses("Plaats nu")
    assert "werkt niet meer" in anna.sends_press(old)
    assert anna.person.stage is Stage.WAITING


def test_long_after() -> None:
    """After a month a message is simply a new question."""
    anna = closed()
    anna.waits(31 * 24 * 3600)
    anna.writes("Een leerling doet de Hitlergroet in de klas")
    anna.waits(4)
    assert anna.person.stage is Stage.TALKING
    assert "Reageer altijd" in anna.chat.last.text


def test_asked_again_next_time() -> None:
    """Each closing asks anew; what was held back is gone."""
    anna = closed()
    anna.writes("Nog iets")
    anna.presses("Dezelfde vraag")
    anna.presses("Ik ben geholpen")
    assert "Heeft dit je geholpen?" in anna.chat.last.text
    anna.writes("En nog iets")
    assert "dezelfde vraag, over iets nieuws" in anna.chat.last.text


def test_a_typed_mark() -> None:
    """A mark can be typed too; after it a sentence can be added, and a second number is a message."""
    anna = closed()
    anna.writes("5")
    assert [(one.kind, one.value) for one in anna.records] == [("rating", "5")]
    assert "Voeg een zin toe" in anna.chat.last.buttons
    anna.writes("5")
    assert "dezelfde vraag, over iets nieuws" in anna.chat.last.text


def test_rated_again_after_reopening() -> None:
    """A case that went on can be rated again when it is closed again."""
    anna = closed()
    anna.presses("2")
    anna.expert_presses("Heropen")
    anna.expert_presses("Sluit")
    anna.presses("5")
    assert [one.value for one in anna.records] == ["2", "5"]


@pytest.mark.parametrize("kind", [Kind.CONTACT, Kind.LOCATION])
def test_asked_after_a_card_too(kind: Kind) -> None:
    """A contact card or location after closing goes nowhere, and she is asked what it is about like after any message."""
    anna = closed()
    anna.writes("", kind, card="Een naam, een nummer")
    assert "stuur ik niet door" in anna.chat.last.text
    assert "dezelfde vraag, over iets nieuws" in anna.chat.last.text
    said = anna.said
    anna.writes("", kind, card="Een naam, een nummer")
    assert anna.said == said + 1
    assert "stuur ik niet door" in anna.chat.last.text
    anna.waits(121)
    assert anna.person.stage is Stage.WAITING
    assert anna.topic.by("her") == []


def test_a_new_question_after_a_card() -> None:
    """Who chooses "a new question" after a card, which is not kept, is asked for her question."""
    anna = closed()
    anna.writes("", Kind.LOCATION)
    anna.presses("Een nieuwe vraag")
    assert anna.person.stage is Stage.TALKING
    assert "Waar kan ik je mee helpen" in anna.chat.last.text
