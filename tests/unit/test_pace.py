"""Pace: how many messages somebody sent within a minute."""

from bot.handoff.ids import PersonId
from bot.pace import Pace

ANNA, BEA = PersonId("anna"), PersonId("bea")


def test_counts_the_last_minute() -> None:
    """Messages older than a minute do not count, and each person has her own count."""
    pace = Pace()
    assert [pace.sent(ANNA, n, n * 10.0) for n in range(1, 10)] == [
        1, 2, 3, 4, 5, 6, 7, 7, 7,
    ]  # fmt: skip
    assert pace.sent(BEA, 1, 90.0) == 1


def test_a_message_that_is_tried_again_counts_once() -> None:
    """While the store is away a message is tried again and again: that is no flood of hers."""
    pace = Pace()
    assert [pace.sent(ANNA, 7, n * 1.0) for n in range(40)] == [1] * 40


def test_who_is_silent_is_forgotten() -> None:
    """Nothing of somebody stays in memory after a minute, once others write."""
    pace = Pace()
    for number in range(100):
        pace.sent(PersonId(f"p{number}"), 1, 0.0)
    for number in range(100):
        pace.sent(BEA, number, 100.0)
    assert pace._sent.keys() == {BEA}
