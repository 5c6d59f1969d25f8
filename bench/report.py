"""Report: the rows of all parts as one table for the terminal, one page for the docs, and the machine they come from."""

import os
import platform
from collections.abc import Mapping, Sequence
from typing import Any

from bench.rows import Row, number

PAGE = "benchmarks.md"
PICTURE = "pictures/benchmarks.svg"
"""Where the page finds the picture."""
BUSY = 0.5
"""A load above which the machine had other work; what is measured is only started after this look."""
_MARKS = {True: "✓", False: "✗", None: ""}

_INTRODUCTION = """# Benchmarks

Made by `make bench-docs`, which measures (some minutes, Linux) and writes this page; `make bench` only measures. Everything
runs on one machine: the stand-in Telegram, those who write, the helpline and its store, each as a process of its own. So
the figures say little by themselves; each is set beside a *floor* that was measured in the same run:

- the *bare script*: aiohttp, up to 256 connections; it copies each message into its topic, stores nothing and keeps no order;
- the *plain script*: python-telegram-bot as its documentation shows it, with its own client;
- for the start, importing the libraries that the helpline is built on.

The helpline runs as it is delivered, with a store that syncs every write before anything is acknowledged; where throughput is
measured its budgets are off, since Telegram's limits are what would be measured.
What was lost, repeated, out of order or in a wrong topic is counted in every run and has to be none.

![How much of each goal was taken](pictures/benchmarks.svg)
"""


def machine() -> dict[str, Any]:
    """What it was measured on, and how busy that was."""
    return {
        "cores": os.cpu_count(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "load": round(os.getloadavg()[0], 2),
    }


def table(parts: Mapping[str, Sequence[Row]]) -> str:
    """All rows as one table for the terminal."""
    lines = [_line("", "measured", "floor", "ratio", "goal", "")]
    for name, rows in parts.items():
        lines.append(f"{name}")
        lines += [_line(f"  {row.what}", *_cells(row), _MARKS[row.reached]) for row in rows]
    missed = sum(row.reached is False for rows in parts.values() for row in rows)
    wanted = sum(row.goal is not None for rows in parts.values() for row in rows)
    lines.append(f"{wanted - missed} of {wanted} goals reached")
    return "\n".join(lines)


def page(parts: Mapping[str, Sequence[Row]], where: Mapping[str, Any]) -> str:
    """The page for the docs."""
    lines = [_INTRODUCTION]
    lines.append(
        f"Measured on {where['cores']} cores ({where['system']}), Python {where['python']}; "
        f"load before: {where['load']}."
    )
    if where["load"] > BUSY:
        lines.append("The machine had other work: what is in seconds is worse than it need be.")
    lines.append("")
    for name, rows in parts.items():
        lines += [
            f"## {name.capitalize()}\n",
            "| | measured | floor | ratio | goal | |",
            "| --- | ---: | ---: | ---: | ---: | --- |",
        ]
        lines += [
            f"| {row.what} | {' | '.join(_cells(row))} | {_MARKS[row.reached]} |" for row in rows
        ]
        lines.append("")
    return "\n".join(lines)


def storms(report: Mapping[str, Any]) -> str:
    """The section of the page about the last large storm of `bench/faults.py`, from what that wrote."""
    lines = [
        "## Under faults\n",
        "Made by `make faults`: everything goes wrong at random moments while everybody writes, and a ledger at the stand-in "
        "counts what became of each message. A repeat is allowed only where an answer was lost or a process died before it "
        f"could record one. Seed {report['seed']}, {report['seconds']} seconds.\n",
    ]
    for title, part in report["parts"].items():
        blows = ", ".join(f"{name} {count}" for name, count in part["blows"].items())
        ways = {name: counts for name, counts in part.items() if isinstance(counts, dict)}
        del ways["blows"]
        names = list(next(iter(ways.values())))
        lines += [
            f"*{title.capitalize()}*: {blows}.\n",
            "| | " + " | ".join(name.replace("_", " ") for name in names) + " |",
            "| --- |" + " ---: |" * len(names),
        ]
        lines += [
            f"| {way} | " + " | ".join(str(counts[name]) for name in names) + " |"
            for way, counts in ways.items()
        ]
        lines.append("")
    return "\n".join(lines)


def _cells(row: Row) -> tuple[str, str, str, str]:
    floor = f"{number(row.floor)} {row.unit}, {row.floor_name}" if row.floor else ""
    ratio = f"{number(row.ratio)} ×" if row.floor else ""
    return f"{number(row.value)} {row.unit}".strip(), floor, ratio, row.goal_shown


def _line(what: str, value: str, floor: str, ratio: str, goal: str, mark: str) -> str:
    return f"{what:50}{value:>18}{floor:>36}{ratio:>10}{goal:>10} {mark}".rstrip()
