"""Duty: nobody is promised who is not there."""

from __future__ import annotations

import pytest

from tests.support.desks import ALWAYS, NEVER, NIGHT, OFFICE, at
from tests.support.people import Player


@pytest.mark.parametrize(
    ("desk", "now", "words"),
    [
        (ALWAYS, NIGHT, "dag en nacht"),
        (OFFICE, at(23, 10), "nu een deskundige bereikbaar, tot 17:00"),
        (OFFICE, NIGHT, "Nu leest er niemand mee. Weer bereikbaar: morgen 9:00"),
        (OFFICE, at(27, 22), "Weer bereikbaar: maandag 9:00"),
        (NEVER, NIGHT, "leest er geen deskundige mee"),
    ],
)
def test_the_line(desk: object, now: float, words: str) -> None:
    """Whether somebody is there now, and when again; with numbers to call when nobody is."""
    anna = Player(desk, now)  # type: ignore[arg-type]  # a desk of the table
    anna.agrees()
    text = anna.chat.last.text
    assert words in text
    assert ("0900-8844" in text) is not anna.desk.on_duty(now)


def test_an_expert_who_stays_on() -> None:
    """After hours she is not told that nobody reads while an expert is answering her; later she is."""
    anna = Player(OFFICE, at(23, 16, 55))
    anna.places()
    anna.expert("Hallo", anna.card)
    anna.waits(10 * 60)
    anna.writes("/start")
    assert "praat hier nu een deskundige" in anna.chat.last.text
    anna.waits(3600)
    anna.writes("/start")
    assert "Nu leest er niemand mee" in anna.chat.last.text
