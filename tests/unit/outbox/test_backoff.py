"""Back-off: pauses grow, stay below their limit, and each cause is logged now and then."""

import logging

import pytest

from bot.outbox.backoff import LONGEST, SAID_EVERY, SHORTEST, Backoff, Complaints
from bot.outbox.verdict import Cause


def test_pauses_double_up_to_the_longest() -> None:
    """With full chance the pauses are 0.5, 1, 2 … seconds, never more than 30."""
    backoff = Backoff(lambda: 1.0)
    pauses = [backoff.pause(tries) for tries in (1, 2, 3, 7, 10_000)]
    assert pauses == [SHORTEST, 1.0, 2.0, LONGEST, LONGEST]


def test_chance_halves_a_pause_at_most() -> None:
    """Without any luck a pause is half as long, so that lanes do not come back all at once."""
    assert Backoff(lambda: 0.0).pause(4) == 2.0


def test_a_cause_is_logged_once_in_a_while(caplog: pytest.LogCaptureFixture) -> None:
    """The same cause is logged at once, not at each attempt, and again after ten minutes."""
    complaints = Complaints(logging.getLogger("test"))
    for now in (1000.0, 1001.0, 1000.0 + SAID_EVERY):
        complaints.say(Cause.TOKEN, now)
    complaints.say(Cause.RIGHT, 1001.0)
    assert [record.getMessage() for record in caplog.records] == [
        f"Sending waits: {Cause.TOKEN}",
        f"Sending waits: {Cause.TOKEN}",
        f"Sending waits: {Cause.RIGHT}",
    ]
