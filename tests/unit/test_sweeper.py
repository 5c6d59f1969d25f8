"""Sweeper: what it looks for each day."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from bot.declared import Retention
from bot.handoff.ids import PersonId
from bot.ports import Outcome
from bot.sweeper import EVERY, SUBJECT, Sweeper, border

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.handoff.effects import Effect
    from bot.handoff.ids import UpdateId

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC).timestamp()
GONE = PersonId("somebody who was erased")


class Store:
    """What the sweeper asks of the store, noted down."""

    def __init__(self) -> None:
        self.notes: dict[str, str] = {}
        self.looks: list[bool] = []
        self.borders: list[str] = []
        self.left: list[PersonId] = []
        self.latest: list[float] = []

    async def told(self, subject: str) -> str:
        """What was noted."""
        return self.notes.get(subject, "")

    async def emit(
        self,
        update: UpdateId | None,
        effects: Sequence[Effect],
        now: float,
        *,
        told: tuple[str, str] | None = None,
    ) -> Outcome:
        """Note it."""
        assert (update, tuple(effects), now) == (None, (), NOW)
        assert told is not None
        self.notes[told[0]] = told[1]
        return Outcome("done")

    async def look_at_all(self, now: float, latest: float, *, again: bool) -> int:
        """Note which ones are looked at."""
        assert now == NOW
        self.latest.append(latest)
        self.looks.append(again)
        return 0

    async def remnants(self) -> Sequence[PersonId]:
        """Somebody to whom something leads still."""
        return (GONE,)

    async def look_at(self, persons: Sequence[PersonId], now: float) -> None:
        """Note who is looked at now."""
        assert now == NOW
        self.left.extend(persons)

    async def end_blocks(self, now: float) -> int:
        """None is there."""
        assert now == NOW
        return 0

    async def expire(self, before: str, lines_before: float) -> int:
        """Note what is too old."""
        assert f"{datetime.fromtimestamp(lines_before, UTC):%Y-%m-%d %H:%M}" == f"{before}-01 00:00"
        self.borders.append(before)
        return 0


class Clock:
    """A clock that stands."""

    def now(self) -> float:
        """The time."""
        return NOW

    async def sleep(self, seconds: float) -> None:
        """Nobody sleeps here."""
        raise AssertionError(seconds)

    async def sleep_until(self, at: float) -> None:
        """Nobody sleeps here."""
        raise AssertionError(at)


@pytest.mark.parametrize(
    ("months", "first"), [(0, "2026-11"), (1, "2026-10"), (11, "2025-12"), (24, "2024-11")]
)
def test_the_first_month_that_is_kept(months: int, first: str) -> None:
    """Whole months are counted back, over the turn of the year too."""
    assert border(NOW, months)[0] == first


async def test_everybody_is_looked_at_when_terms_change() -> None:
    """The first time and with other terms all timers are brought forward; else only those that are missing are set."""
    store = Store()
    due: list[float] = []
    await Sweeper(store, Retention(), Clock(), due.append).sweep()
    await Sweeper(store, Retention(), Clock(), due.append).sweep()
    await Sweeper(store, Retention(message_map_days=7), Clock(), due.append).sweep()
    assert store.looks == [True, False, True]
    assert due == [NOW, NOW, NOW]
    assert store.notes[SUBJECT] == "7 3"
    assert store.left == [GONE] * 3
    assert [(one - NOW) / EVERY for one in store.latest] == [31, 31, 8]
    assert store.borders == ["2024-11"] * 3
