"""Pace: how often something may be done by all together."""

from __future__ import annotations

from bot.web.knowledge.pace import Pace


def test_turns_come_back_evenly() -> None:
    """So many at once, then as many as time has brought, and never more than at first."""
    now = 100.0
    pace = Pace(2.0, 3, lambda: now)
    assert [pace.turn() for _ in range(4)] == [True, True, True, False]
    now += 1.0
    assert [pace.turn() for _ in range(3)] == [True, True, False]
    now += 1000.0
    assert [pace.turn() for _ in range(4)] == [True, True, True, False]
