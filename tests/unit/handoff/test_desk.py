"""The desk: hours, promises and role names."""

from __future__ import annotations

from datetime import date, time

import msgspec
import pytest

from bot.handoff.desk import Desk
from tests.support.desks import ALWAYS, NEVER, OFFICE, at


@pytest.mark.parametrize(
    ("now", "on_duty"),
    [
        (at(23, 8, 59), False),
        (at(23, 9), True),
        (at(23, 16, 59), True),
        (at(23, 17), False),
        (at(28, 12), False),
    ],
)
def test_on_duty(now: float, on_duty: bool) -> None:
    """Somebody is on duty from the opening up to, not including, the closing."""
    assert OFFICE.on_duty(now) is on_duty
    assert ALWAYS.on_duty(now)
    assert not NEVER.on_duty(now)


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        (at(23, 8), at(23, 9)),
        (at(23, 12), at(23, 12)),
        (at(23, 18), at(24, 9)),
        (at(27, 18), at(30, 9)),
    ],
)
def test_opens(now: float, opens: float) -> None:
    """The next opening is now, later today, tomorrow, or after the weekend."""
    found = OFFICE.opens(now)
    assert found is not None
    assert found.timestamp() == opens


def test_closed_days() -> None:
    """On a closed day nobody is there."""
    desk = msgspec.structs.replace(OFFICE, closed_days=frozenset({date(2026, 11, 24)}))
    assert not desk.on_duty(at(24, 12))
    found = desk.opens(at(23, 18))
    assert found is not None
    assert found.timestamp() == at(25, 9)


@pytest.mark.parametrize(
    ("now", "promise"),
    [
        (at(23, 10), at(23, 10, 30)),
        (at(23, 16, 30), at(23, 17)),
        (at(23, 16, 45), at(24, 9, 15)),
        (at(27, 16, 45), at(30, 9, 15)),
        (at(28, 3), at(30, 9, 30)),
    ],
)
def test_the_promise_counts_opening_time(now: float, promise: float) -> None:
    """What is left of the promised time at closing goes on at the next opening."""
    assert OFFICE.promise(now) == promise


def test_a_long_promise() -> None:
    """A promise longer than a day of opening goes over several days."""
    desk = msgspec.structs.replace(OFFICE, answer_within=20 * 3600)
    assert desk.promise(at(23, 9)) == at(25, 13)


def test_no_hours() -> None:
    """Without hours there is no opening, and nothing sooner than a day."""
    assert NEVER.opens(at(23, 10)) is None
    assert NEVER.closes(at(23, 10)) is None
    assert NEVER.promise(at(23, 10)) == at(24, 10)


def test_around_midnight() -> None:
    """A night shift written as two windows is one: the promise goes on after midnight."""
    evening = (time(20), time.max)
    desk = Desk(hours=(evening,) + ((time(0), time(2)),) * 6)
    assert desk.on_duty(at(23, 23, 59))
    assert desk.on_duty(at(24, 1))
    assert abs(desk.promise(at(23, 23, 45)) - at(24, 0, 15)) < 1


def test_roles() -> None:
    """She knows an expert under a role and a letter."""
    assert OFFICE.role("nl", "B") == "Deskundige B"
    assert OFFICE.role("en", "B") == "Expert B"
