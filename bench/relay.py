"""What a relayed message costs, against three floors of the same run: a bare script, a plain one, and a skeleton.

`make bench`, or `python -m bench.relay --help`. Everything runs as a process of its own on one stand-in: the helpline
(asking for updates, or brought them by webhook; embedded store that syncs every write; no budgets), the bare floor
(`bench.bare`), the plain one (`bench.plain`), and the skeleton (`bench.skeleton`), which loses nothing and keeps order as the
helpline does, and does nothing else. Machines differ and are noisy, so each figure is the median of some rounds and the
ratios are what counts. Linux only (`/proc`).
"""

import argparse
import asyncio
import os
import platform
import tempfile
from collections.abc import Sequence
from pathlib import Path

import msgspec

from bench.crowd import Crowd, Relayed
from bench.people import People
from bench.processes import ROOT, cpu_seconds, resident_mb
from bench.programs import HELPLINE, PLAIN, PROGRAMS, Program, Where, helpline, running
from bench.relayed import Figures, Options, Round, figures, rows, table
from bench.standin import standin
from bot.emulator.actors.control import Control

FILE = ROOT / "build" / "bench-relay.json"
WARM_UP = 2
"""Messages of each person before anything is measured."""
REST_SECONDS = 0.4
"""For what is recorded after the last copy; its CPU time belongs to the messages."""
SLOW_PART = 2
"""The burst with slow calls has so many times fewer messages."""


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
        "rows": list(rows(found, options)),
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
