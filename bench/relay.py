"""What a relayed message costs, against two floors of the same run: a bare script, and a plain one.

`make bench`, or `python -m bench.relay --help`. Everything runs as a process of its own on one stand-in: the helpline
(asking for updates, or brought them by webhook; embedded store that syncs every write; no budgets), the bare floor
(`bench.bare`) and the plain one (`bench.plain`). Machines differ and are noisy, so each figure is the median of some
rounds and the ratios are what counts. Linux only (`/proc`).
"""

import argparse
import asyncio
import os
import platform
import statistics
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from bench.crowd import Crowd, Relayed, percentile
from bench.people import People
from bench.processes import ROOT, cpu_seconds, resident_mb
from bench.programs import BARE, HELPLINE, PLAIN, PROGRAMS, Program, Where, helpline, running
from bench.standin import standin
from bot.emulator.actors.control import Control

FILE = ROOT / "build" / "bench-relay.json"
WARM_UP = 2
"""Messages of each person before anything is measured."""
REST_SECONDS = 0.4
"""For what is recorded after the last copy; its CPU time belongs to the messages."""
SLOW_PART = 4
"""The burst with slow calls has so many times fewer messages."""


class Options(Struct):
    """How much is measured."""

    people: int = 200
    messages: int = 20
    """Of each person in a burst."""
    rounds: int = 2
    slow_ms: int = 50
    """How long each call takes in the second burst."""
    quiet_per_second: float = 10.0
    """A pace at which latency is measured."""
    per_second: float = 50.0
    """Another one, at which CPU time is measured as well."""
    paced_seconds: float = 6.0


class Round(Struct):
    """What one program did in one round. CPU in seconds per 1,000 messages: its own, and its store's."""

    fast: Relayed
    slow: Relayed
    quiet: Relayed
    paced: Relayed
    cpu: tuple[float, ...]
    paced_cpu: tuple[float, ...]
    resident: tuple[float, ...]
    """MB when idle, before the first message of this round."""
    standin_cpu: float
    """Seconds of CPU that the stand-in took for 1,000 messages of the fast burst."""


class Figures(Struct):
    """The medians of one program."""

    per_second: float
    slow_per_second: float
    cpu: float
    store_cpu: float
    paced_cpu: float
    paced_store_cpu: float
    quiet_p50_ms: float
    quiet_p95_ms: float
    quiet_p99_ms: float
    p50_ms: float
    p95_ms: float
    p99_ms: float
    resident_mb: float
    store_resident_mb: float
    standin_cpu: float
    calls_per_message: float
    lost: int
    repeated: int
    misplaced: int
    disordered: int


class Bench:
    """One stand-in with its crowd, on which one program after the other is measured."""

    def __init__(self, control: Control, crowd: Crowd, standin_pid: int, options: Options) -> None:
        self._control = control
        self._crowd = crowd
        self._standin = standin_pid
        self._options = options

    async def measure(self, program: Program, pids: Sequence[int]) -> Round:
        """Measure a running program once; its process comes first, then that of its store."""
        options = self._options
        await asyncio.sleep(REST_SECONDS)
        resident = tuple(resident_mb(pid) for pid in pids)
        await (await self._crowd.burst(WARM_UP)).let_go()
        fast, (standin_cpu, *cpu) = await self._burst((self._standin, *pids), options.messages)
        await self._slow(options.slow_ms)
        # The plain one makes one call at a time: with more it would take minutes, and be no faster.
        each = 1 if program == PLAIN else -(-options.messages // SLOW_PART)
        slow, _ = await self._burst(pids, each)
        await self._slow(0)
        quiet = await self._crowd.pace(options.quiet_per_second, options.paced_seconds)
        before = cpu_seconds(pids)
        paced = await self._crowd.pace(options.per_second, options.paced_seconds)
        paced_cpu = await self._spent(pids, before, paced)
        await self._crowd.rest()
        return Round(fast, slow, quiet, paced, tuple(cpu), paced_cpu, resident, standin_cpu)

    async def _burst(self, pids: Sequence[int], each: int) -> tuple[Relayed, tuple[float, ...]]:
        burst = await self._crowd.burst(each)
        before = cpu_seconds(pids)
        relayed = await burst.let_go()
        return relayed, await self._spent(pids, before, relayed)

    async def _spent(
        self, pids: Sequence[int], before: tuple[float, ...], relayed: Relayed
    ) -> tuple[float, ...]:
        await asyncio.sleep(REST_SECONDS)
        after = cpu_seconds(pids)
        return tuple(
            (late - early) * 1000 / relayed.wanted
            for early, late in zip(before, after, strict=True)
        )

    async def _slow(self, ms: int) -> None:
        await self._control.post("latency", {"min_ms": ms, "max_ms": ms})


async def run(options: Options, programs: Sequence[Program]) -> dict[str, Figures]:
    """Measure these programs; their medians, by title."""
    rounds: dict[str, list[Round]] = {program.title: [] for program in programs}
    with tempfile.TemporaryDirectory(prefix="helpline-bench-") as folder, standin() as (pid, found):
        where = Where(**found)
        async with Control(where.base_url) as control:
            bot_id = (await control.get("state"))["bot"]["id"]
            placed = Path(folder) / "placed"
            with helpline(where, placed):
                people = People(control, bot_id, where.group_id)
                threads = await people.place(options.people)
            print(f"  {len(threads)} cases are open", flush=True)
            bench = Bench(control, Crowd(control, bot_id, where.group_id, threads), pid, options)
            for number in range(options.rounds):
                for program in programs:
                    data = Path(folder) / "data"
                    with running(program, where, placed, data, threads) as pids:
                        rounds[program.title].append(await bench.measure(program, pids))
                rates = (f"{name} {found[-1].fast.rate:.0f}/s" for name, found in rounds.items())
                print(f"  round {number + 1}: {', '.join(rates)}", flush=True)
    return {title: figures(found) for title, found in rounds.items()}


def figures(rounds: Sequence[Round]) -> Figures:
    """The medians of some rounds of one program; delays of all rounds together, faults added up."""
    delays = [delay * 1000 for one in rounds for delay in one.paced.delays]
    quiet = [delay * 1000 for one in rounds for delay in one.quiet.delays]
    every = [one_row for one in rounds for one_row in (one.fast, one.slow, one.quiet, one.paced)]
    median = statistics.median
    return Figures(
        per_second=median(one.fast.rate for one in rounds),
        slow_per_second=median(one.slow.rate for one in rounds),
        cpu=median(one.cpu[0] for one in rounds),
        store_cpu=median(sum(one.cpu[1:]) for one in rounds),
        paced_cpu=median(one.paced_cpu[0] for one in rounds),
        paced_store_cpu=median(sum(one.paced_cpu[1:]) for one in rounds),
        quiet_p50_ms=percentile(quiet, 50),
        quiet_p95_ms=percentile(quiet, 95),
        quiet_p99_ms=percentile(quiet, 99),
        p50_ms=percentile(delays, 50),
        p95_ms=percentile(delays, 95),
        p99_ms=percentile(delays, 99),
        resident_mb=median(one.resident[0] for one in rounds),
        store_resident_mb=median(sum(one.resident[1:]) for one in rounds),
        standin_cpu=median(one.standin_cpu for one in rounds),
        calls_per_message=median(one.fast.calls / one.fast.wanted for one in rounds),
        lost=sum(one.lost for one in every),
        repeated=sum(one.repeated for one in every),
        misplaced=sum(one.misplaced for one in every),
        disordered=sum(one.disordered for one in every),
    )


def table(found: dict[str, Figures], options: Options) -> str:
    """The figures as a table, one column per program."""
    rows: tuple[tuple[str, Callable[[Figures], str]], ...] = (
        ("messages/s in a burst", lambda one: f"{one.per_second:.0f}"),
        (f"the same, calls of {options.slow_ms} ms", lambda one: f"{one.slow_per_second:.0f}"),
        ("CPU s per 1,000, burst", lambda one: f"{one.cpu:.2f} + {one.store_cpu:.2f}"),
        (
            f"CPU s per 1,000, {options.per_second:g}/s",
            lambda one: f"{one.paced_cpu:.2f} + {one.paced_store_cpu:.2f}",
        ),
        (
            f"ms at {options.quiet_per_second:g}/s, p50 p95 p99",
            lambda one: f"{one.quiet_p50_ms:.1f} {one.quiet_p95_ms:.1f} {one.quiet_p99_ms:.1f}",
        ),
        (
            f"ms at {options.per_second:g}/s, p50 p95 p99",
            lambda one: f"{one.p50_ms:.1f} {one.p95_ms:.1f} {one.p99_ms:.1f}",
        ),
        ("MB resident, idle", lambda one: f"{one.resident_mb:.0f} + {one.store_resident_mb:.0f}"),
        (
            "stand-in: CPU s, share of a core",
            lambda one: f"{one.standin_cpu:.2f}, {one.standin_cpu * one.per_second / 1000:.2f}",
        ),
        ("calls per message", lambda one: f"{one.calls_per_message:.2f}"),
        (
            "lost repeated misplaced disordered",
            lambda one: f"{one.lost} {one.repeated} {one.misplaced} {one.disordered}",
        ),
    )
    lines = [f"{'':36}" + "".join(f"{title:>20}" for title in found)]
    lines += [
        f"{title:36}" + "".join(f"{show(one):>20}" for one in found.values())
        for title, show in rows
    ]
    lines.append("(“a + b”: the program and its store)")
    lines += [
        f"On this stand-in nothing can be faster than {1000 / one.standin_cpu:.0f} messages/s ({title}): it has one core."
        for title, one in found.items()
        if title.startswith(BARE.name) and one.standin_cpu
    ]
    return "\n".join(lines)


def main() -> None:
    """Measure, print the table, write the file; exit code 1 when the helpline lost or mixed up a message."""
    defaults = Options()
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m bench.relay")
    for name in Options.__struct_fields__:
        default = getattr(defaults, name)
        parser.add_argument(f"--{name.replace('_', '-')}", type=type(default), default=default)
    titles = [program.title for program in PROGRAMS]
    parser.add_argument("--only", nargs="+", choices=titles, help="measure some of the programs")
    parser.add_argument("--smoke", action="store_true", help="a few messages, to see that it works")
    parser.add_argument("--json", type=Path, default=FILE, help="where the figures go")
    given = parser.parse_args()
    options = Options(**{name: getattr(given, name) for name in Options.__struct_fields__})
    if given.smoke:
        options = Options(people=3, messages=5, rounds=1, slow_ms=5, paced_seconds=0.5)
    programs = [one for one in PROGRAMS if not given.only or one.title in given.only]
    load_before = os.getloadavg()[0]
    found = asyncio.run(run(options, programs))
    print(table(found, options))
    given.json.parent.mkdir(parents=True, exist_ok=True)
    report = {
        "options": options,
        "figures": found,
        "machine": {
            "cores": os.cpu_count(),
            "python": platform.python_version(),
            "load_before": load_before,
            "load_after": os.getloadavg()[0],
        },
    }
    given.json.write_bytes(msgspec.json.format(msgspec.json.encode(report)))
    mine = [one for title, one in found.items() if title.startswith(HELPLINE.name)]
    if any(one.lost + one.misplaced + one.disordered for one in mine):
        raise SystemExit("The helpline lost or mixed up messages.")


if __name__ == "__main__":
    main()
