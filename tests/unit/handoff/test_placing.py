"""Placing: six taps at most, a code, a topic, and what she is told."""

from __future__ import annotations

import pytest

from bot.handoff.effects import OpenTopic, Relay
from bot.handoff.events import Kind, Timer
from bot.handoff.ids import find_code
from bot.handoff.person import Stage
from tests.support.desks import ALWAYS, NEVER, NIGHT, OFFICE, at
from tests.support.people import Player


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_measure(language: str) -> None:
    """From /start to a placed case: at most six taps, one typed message and six messages of the bot."""
    anna = Player(language=language)
    taps = 0

    def press(label: str) -> None:
        nonlocal taps
        taps += 1
        anna.presses(label)

    english = language == "en"
    anna.writes("/start")
    press("I agree" if english else "Akkoord")
    anna.writes("Een leerling zegt rare dingen over een groep online")
    anna.waits(4)
    press("Expert" if english else "Deskundige")
    press("No" if english else "Nee")
    press("Place it now" if english else "Plaats nu")
    assert anna.person.stage is Stage.WAITING
    assert taps <= 6
    assert anna.said <= 6


def test_what_she_hears() -> None:
    """The code, when a human answers, and what a tick means."""
    anna = Player(OFFICE, at(23, 10))
    anna.places()
    assert anna.person.case is not None
    text = anna.chat.last.text
    assert anna.person.case.code in text
    assert "uiterlijk 10:30" in text
    assert "niet dat een deskundige het al las" in text


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (NIGHT, "Nu leest er niemand mee. Je krijgt antwoord uiterlijk morgen 9:30"),
        (at(23, 16, 50), "uiterlijk morgen 9:20"),
        (at(28, 12), "uiterlijk maandag 9:30"),
    ],
)
def test_the_promise_counts_opening_hours(now: float, words: str) -> None:
    """Only opening time counts; off duty she hears whom to call meanwhile."""
    anna = Player(OFFICE, now)
    anna.places()
    assert words in anna.chat.last.text
    assert ("0900-8844" in anna.chat.last.text) is not OFFICE.on_duty(now)


def test_no_hours_no_promise() -> None:
    """Without any opening hours no time is promised."""
    anna = Player(NEVER, NIGHT)
    anna.places()
    assert "uiterlijk" not in anna.chat.last.text
    assert "0900-8844" in anna.chat.last.text


def test_the_topic_and_its_first_messages() -> None:
    """First the topic, then the card, pinned, then what she typed, in order."""
    anna = Player()
    anna.writes("eerste vraag over een groep")
    anna.agrees()
    anna.presses("Deskundige")
    anna.presses("Nee")
    anna.presses("Plaats nu")
    assert anna.decision is not None
    kinds = [
        type(one).__name__ for one in anna.decision.effects if type(one.to).__name__ == "ToTopic"
    ]
    assert kinds == ["OpenTopic", "Say", "Relay"]
    assert anna.person.case is not None
    assert find_code(anna.titles[anna.person.case.code]) == anna.person.case.code


def test_one_case_however_often_pressed() -> None:
    """Pressing twice places one case; the second press says that there is one."""
    anna = Player()
    anna.writes("hij heeft een mes bij zich")
    anna.presses("met voorrang")
    assert "al een open vraag" in anna.sends_press("now")
    assert "al een open vraag" in anna.sends_press("expert")
    assert len(anna.topics) == 1


def test_twenty_messages_at_once() -> None:
    """Twenty messages of a new person become one case with twenty messages, in order."""
    anna = Player()
    for number in range(20):
        anna.writes(f"bericht {number} over de klas")
    anna.agrees()
    anna.places()
    assert anna.topic.by("her") == [f"bericht {number} over de klas" for number in range(20)]


def test_what_is_kept_is_bounded() -> None:
    """At most a hundred messages of the last seven days are kept; the older go first."""
    anna = Player(ALWAYS)
    anna.agrees()
    anna.writes("oud bericht over de klas")
    anna.waits(8 * 24 * 3600)
    for number in range(105):
        anna.writes(f"bericht {number}")
    assert len(anna.person.kept) == 100
    anna.places()
    assert anna.topic.by("her")[0] == "bericht 5"


def test_a_second_case_gets_a_topic_of_its_own() -> None:
    """A new question after a closed case is a new case: other code, other topic, the old one put away."""
    anna = Player()
    anna.places()
    anna.expert_presses("Sluit")
    anna.presses("Deskundige")
    anna.presses("Nee")
    anna.presses("Plaats nu")
    assert len(anna.topics) == 2
    assert len(anna.archive) == 1
    assert anna.person.case is not None
    assert anna.person.case.code not in anna.archive


def test_the_promise_is_watched() -> None:
    """A timer stands at the promised time until somebody answers; taking the case up is no answer yet."""
    anna = Player(OFFICE, at(23, 10))
    anna.places()
    assert anna.timers[Timer.PROMISE] == at(23, 10, 30)
    anna.expert_presses("Ik pak dit op")
    assert Timer.PROMISE in anna.timers
    anna.expert("Hallo", anna.card)
    assert Timer.PROMISE not in anna.timers


def test_urgent_cases_go_first() -> None:
    """The topic of an urgent case and its first messages have precedence."""
    anna = Player()
    anna.writes("hij heeft een mes bij zich")
    anna.presses("met voorrang")
    assert anna.decision is not None
    opened = next(one for one in anna.decision.effects if isinstance(one, OpenTopic))
    assert opened.priority == 0


def test_cards_never_become_first_messages() -> None:
    """A contact card sent before placing is not among the first messages."""
    anna = Player()
    anna.agrees()
    anna.writes("", Kind.CONTACT, card="Een naam, +31 00")
    anna.places()
    assert not [one for one in anna.decision.effects if isinstance(one, Relay)]  # type: ignore[union-attr]  # places() decides
