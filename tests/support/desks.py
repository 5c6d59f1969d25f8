"""Desks and moments for tests: the real content folder, a few opening hours, and times to be at."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from bot.content import Shelf
from bot.faq.matcher import build
from bot.handoff.desk import Desk

if TYPE_CHECKING:
    from bot.handoff.knowledge import Knowledge

ROOT: Final = Path(__file__).parents[2]
LEARNED: Final = ROOT / "build" / "learned"
"""What was learned from the content, so that not each process of a test run learns it again."""

_OFFICE: Final = (time(9), time(17))
OFFICE: Final = Desk(name="Hulplijn", hours=(*(_OFFICE,) * 5, None, None))
"""On working days from nine to five."""
ALWAYS: Final = Desk(name="Hulplijn", always=True)
NEVER: Final = Desk(name="Hulplijn")
"""No hours at all."""
ENGLISH: Final = Desk(name="Helpline", language="en", always=True)
"""Experts who read English."""


def at(day: int, hour: int, minute: int = 0) -> float:
    """Return a local time in November 2026 in epoch seconds; the 23rd is a Monday."""
    zone = ZoneInfo("Europe/Amsterdam")
    return datetime(2026, 11, day, hour, minute, tzinfo=zone).timestamp()


MONDAY: Final = at(23, 10)
NIGHT: Final = at(23, 22)


@cache
def knowledge() -> Knowledge:
    """Return the content folder of the project, ready for use, learned by words."""
    found = Shelf(ROOT / "faq").knowledge
    return replace(found, finder=build(found.content, None, LEARNED))
