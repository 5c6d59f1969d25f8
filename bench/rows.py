"""Rows: the figures of which each part tells what is worth telling, beside the floor of the same run and the goal.

A part writes them in its JSON file as `rows`.
"""

from typing import Literal

from msgspec import Struct


class Row(Struct):
    """One figure. A goal is for it, for its `ratio` (how often the floor goes into it) or for what it is above the floor."""

    what: str
    value: float
    unit: str = ""
    floor: float | None = None
    floor_name: str = ""
    goal: float | None = None
    goal_for: Literal["value", "ratio", "difference"] = "value"
    at_most: bool = True
    """The goal is a most, not a least."""

    @property
    def ratio(self) -> float | None:
        """How often the floor goes into the figure."""
        return self.value / self.floor if self.floor else None

    @property
    def judged(self) -> float | None:
        """What the goal is compared with."""
        if self.goal_for == "difference":
            return self.value - (self.floor or 0.0)
        return self.ratio if self.goal_for == "ratio" else self.value

    @property
    def reached(self) -> bool | None:
        """Whether the goal is reached; None without one."""
        if self.goal is None or self.judged is None:
            return None
        # What is as much as the goal may be off by what floating point makes of it.
        judged = round(self.judged, 9)
        return judged <= self.goal if self.at_most else judged >= self.goal

    @property
    def used(self) -> float | None:
        """How much of what the goal allows is taken: 1 is the goal, less is better, whichever way it goes."""
        if not self.goal or self.judged is None:
            return None
        if self.at_most:
            return self.judged / self.goal
        return self.goal / self.judged if self.judged else None

    @property
    def shown(self) -> str:
        """What the goal is compared with, to be read."""
        if self.goal_for == "ratio":
            return f"{number(self.ratio)} ×"
        sign = "+" if self.goal_for == "difference" and (self.judged or 0) >= 0 else ""
        return f"{sign}{number(self.judged)} {self.unit}".strip()

    @property
    def goal_shown(self) -> str:
        """The goal, to be read; empty without one."""
        if self.goal is None:
            return ""
        sign = "+" if self.goal_for == "difference" else ""
        unit = " ×" if self.goal_for == "ratio" else ""
        return f"{'≤' if self.at_most else '≥'} {sign}{self.goal:g}{unit}"


def number(value: float | None) -> str:
    """A number with as many places as say something; a dash for none."""
    if value is None:
        return "–"
    return f"{value:,.0f}" if abs(value) >= 100 or value == 0 else f"{value:.3g}"
