"""One whole case, played in the browser on the page that `helpline run` opens."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium import webdriver

from bot.text import bare
from tests.browser.hand import Hand
from tests.browser.process import HelplineProcess

QUESTION = "Hoe begin ik het gesprek met een jongere met extreme ideeën?"


def label(key: str) -> str:
    """The Dutch label of a button."""
    return bare("nl", key)


@pytest.fixture
def helpline(chromium: webdriver.Chrome, tmp_path: Path) -> Iterator[Hand]:
    """The page of the real helpline, in a wide window."""
    with (
        HelplineProcess(tmp_path) as process,
        Hand(chromium, process.base_url) as hand,
    ):
        hand.opens()
        yield hand
        assert hand.console_errors() == []


def test_a_whole_case(helpline: Hand) -> None:
    """From Start on the phone to the rating: question, FAQ, intake, handoff, note, answer, close."""
    hand = helpline
    hand.clicks("start")
    hand.presses("phone", label("button.agree"))
    hand.key("phone", label("button.themes"))
    hand.writes("phone", QUESTION)
    hand.clicks("clock-minute")
    hand.key("phone", label("button.helped"))
    hand.presses("phone", label("button.expert"))
    hand.presses("phone", "Nee")
    hand.presses("phone", label("button.place"))
    hand.key("phone", label("button.i_am_helped"))

    hand.until(lambda: len(hand.topics()) == 2, why="No topic was made.")
    hand.opens_topic(hand.topics()[1])
    hand.key("group", label("button.take"))
    hand.sees("group", QUESTION)
    hand.writes("group", "Wie van ons heeft tijd?")
    hand.until(lambda: "✍" in hand.sees("group", "Wie van ons heeft tijd?").text)
    hand.chooses("group", QUESTION, "menu-reply")
    hand.writes("group", "Goed dat je het vraagt. Wat heb je al besproken?")
    hand.sees("phone", "Wat heb je al besproken?")
    hand.until(lambda: "👌" in hand.sees("group", "Wat heb je al besproken?").text)
    hand.writes("phone", "Nog niets, dat doe ik donderdag.")
    hand.sees("group", "dat doe ik donderdag")
    assert "Wie van ons heeft tijd?" not in "".join(hand.texts("phone"))

    hand.presses("group", label("button.close"))
    hand.presses("phone", "5")
    hand.sees("phone", bare("nl", "rated"))
    # So much happened in this minute that the group's budget makes it wait a little.
    hand.until(lambda: hand.all("topic-closed"), within=60, why="The topic is not closed.")
