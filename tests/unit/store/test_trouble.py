"""Trouble: what the store is said to suffer from, since when, and what ends it."""

from bot.store.trouble import SILENT, SILENT_AFTER, StoreTrouble, Trouble


class Watch:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        """Return the seconds it shows."""
        return self.now


def _trouble() -> tuple[Trouble, Watch]:
    watch = Watch()
    return Trouble(watch), watch


def test_nothing_is_wrong_at_first() -> None:
    """Before anything was asked there is no trouble."""
    assert _trouble()[0].now() is None


def test_an_unreachable_store_counts_from_its_first_failure() -> None:
    """The first question that failed tells since when; the newest one why; any answer ends it."""
    trouble, watch = _trouble()
    trouble.began(1)
    watch.now += 5
    trouble.ended(1, "first")
    trouble.began(2)
    watch.now += 5
    trouble.ended(2, "second")
    assert trouble.now() == StoreTrouble("second", 10.0)
    trouble.began(3)
    trouble.ended(3, None)
    assert trouble.now() is None


def test_a_silent_store_is_noticed_before_it_is_given_up() -> None:
    """A question that is open for some seconds is trouble already, and no more once it is answered."""
    trouble, watch = _trouble()
    trouble.began(1)
    watch.now += SILENT_AFTER
    assert trouble.now() is None
    watch.now += 1
    assert trouble.now() == StoreTrouble(SILENT, SILENT_AFTER + 1)
    trouble.ended(1, None)
    assert trouble.now() is None


def test_a_refused_write_is_ended_by_a_write_only() -> None:
    """A full store answers questions all the time; only a write that goes through tells that it has room."""
    trouble, watch = _trouble()
    trouble.refused("full")
    watch.now += 3
    trouble.refused("still full")
    trouble.began(1)
    trouble.ended(1, None)
    assert trouble.now() == StoreTrouble("still full", 3.0)
    trouble.wrote()
    assert trouble.now() is None
