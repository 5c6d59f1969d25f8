"""Tally: plain numbers are counted where they belong."""

from bot.tally import Histogram, Tally


def test_each_kind_is_counted_for_itself() -> None:
    """A kind is all of its words, and starts at nothing."""
    tally = Tally()
    tally.add("Relay", "sent")
    tally.add("Relay", "sent")
    tally.add("Relay", "gone", by=3)
    assert tally.counts == {("Relay", "sent"): 2, ("Relay", "gone"): 3}


def test_durations_fall_below_their_bound() -> None:
    """A duration counts at the first bound that is not below it, or above all of them."""
    histogram = Histogram((0.1, 1.0))
    for seconds in (0.05, 0.1, 0.2, 5.0):
        histogram.note(seconds)
    assert histogram.counts == [2, 1, 1]
    assert histogram.total == 5.35
