"""What a relayed message costs, against two floors of the same run: a bare script, and a plain one.

`make bench`, or `python -m bench.relay --help`. Everything runs as a process of its own on one stand-in: the helpline
(polling, embedded store that syncs every write), the bare floor (`bench.bare`) and the plain one (`bench.plain`). Machines
differ and are noisy, so each figure is the median of some rounds and the ratios are what counts. Linux only (`/proc`).
"""

import argparse
import asyncio
import json
import os
import platform
import statistics
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec
from msgspec import Struct

from bench.crowd import Crowd, Relayed, percentile
from bench.processes import ROOT, Process, cpu_seconds, resident_mb, wait_for_file
from bot.emulator.actors.control import Control

READY = "De helpline draait."
HELPLINE = "helpline"
PROGRAMS = (HELPLINE, "bare", "plain")
"""In this order in each round: the cases that the helpline makes are where the others copy to."""
FILE = ROOT / "build" / "bench-relay.json"
WARM_UP = 4
"""Messages of each person before anything is measured."""
REST_SECONDS = 0.4
"""For what is recorded after the last copy; its CPU time belongs to the messages."""


class Options(Struct):
    """How much is measured."""

    people: int = 50
    messages: int = 40
    """Of each person in a burst."""
    rounds: int = 3
    slow_ms: int = 50
    """How long each call takes in the second burst, which is a quarter of the first."""
    per_second: float = 30.0
    """The pace at which latency is measured."""
    paced_seconds: float = 8.0


class Round(Struct):
    """What one program did in one round. CPU in seconds per 1,000 messages: its own, and its store's."""

    fast: Relayed
    slow: Relayed
    paced: Relayed
    cpu: tuple[float, ...]
    paced_cpu: tuple[float, ...]
    resident: tuple[float, ...]
    """MB when idle, before the first message of this round."""


class Figures(Struct):
    """The medians of one program."""

    per_second: float
    slow_per_second: float
    cpu: float
    store_cpu: float
    paced_cpu: float
    paced_store_cpu: float
    p50_ms: float
    p95_ms: float
    p99_ms: float
    resident_mb: float
    store_resident_mb: float
    calls_per_message: float
    lost: int
    repeated: int
    misplaced: int
    disordered: int


class Bench:
    """One stand-in with its crowd, on which one program after the other is measured."""

    def __init__(self, where: dict[str, str], control: Control, crowd: Crowd, data: Path) -> None:
        self._where = where
        self._control = control
        self._crowd = crowd
        self._data = data

    @contextmanager
    def running(self, program: str) -> Iterator[tuple[int, ...]]:
        """Run a program; its process id and, of the helpline, that of its store."""
        where = self._where
        if program == HELPLINE:
            environ = {
                "HELPLINE_TELEGRAM__TOKEN": where["token"],
                "HELPLINE_TELEGRAM__BASE_URL": where["base_url"],
                "HELPLINE_TELEGRAM__EXPERT_GROUP_ID": str(where["group_id"]),
                "HELPLINE_STORE__DATA_DIR": str(self._data),
                "HELPLINE_SERVICE__HOURS": "always",
            }
            with Process("bot", "run", environ=environ) as process:
                process.line(READY)
                pid = wait_for_file(self._data / "store" / "valkey.pid")
                yield process.pid, int(pid)
            return
        environ = {
            "ROOT": f"{where['base_url']}/bot{where['token']}",
            "GROUP": str(where["group_id"]),
            "THREADS": json.dumps(self._crowd.threads),
        }
        with Process(f"bench.{program}", environ=environ) as process:
            process.line("ready")
            yield (process.pid,)

    async def measure(self, pids: Sequence[int], options: Options) -> Round:
        """Measure a running program once; its process comes first, then that of its store."""
        await asyncio.sleep(REST_SECONDS)
        resident = tuple(resident_mb(pid) for pid in pids)
        await (await self._crowd.burst(WARM_UP)).let_go()
        fast, cpu = await self._burst(pids, options.messages)
        await self._slow(options.slow_ms)
        slow, _ = await self._burst(pids, -(-options.messages // 4))
        await self._slow(0)
        before = cpu_seconds(pids)
        paced = await self._crowd.pace(options.per_second, options.paced_seconds)
        paced_cpu = await self._spent(pids, before, paced)
        await self._crowd.rest()
        return Round(fast, slow, paced, cpu, paced_cpu, resident)

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


@contextmanager
def standin() -> Iterator[dict[str, str]]:
    """A stand-in in a process of its own; where it is."""
    with Process("bench.standin") as process:
        yield json.loads(process.line("base_url"))


async def run(options: Options, programs: Sequence[str]) -> dict[str, Figures]:
    """Measure these programs; their medians."""
    rounds: dict[str, list[Round]] = {program: [] for program in programs}
    with tempfile.TemporaryDirectory(prefix="helpline-bench-") as folder, standin() as where:
        async with Control(where["base_url"]) as control:
            state = await control.get("state")
            group = int(where["group_id"])
            crowd = Crowd(control, state["bot"]["id"], group, options.people)
            for number in range(options.rounds):
                # A store of its own: what an earlier round left must not slow a later one.
                bench = Bench(where, control, crowd, Path(folder) / f"data-{number}")
                with bench.running(HELPLINE) as pids:
                    await crowd.place(f"ronde {number + 1}")
                    if HELPLINE in programs:
                        rounds[HELPLINE].append(await bench.measure(pids, options))
                for program in programs:
                    if program != HELPLINE:
                        with bench.running(program) as pids:
                            rounds[program].append(await bench.measure(pids, options))
                rates = (f"{name} {found[-1].fast.rate:.0f}/s" for name, found in rounds.items())
                print(f"  round {number + 1}: {', '.join(rates)}", flush=True)
    return {program: figures(found) for program, found in rounds.items()}


def figures(rounds: Sequence[Round]) -> Figures:
    """The medians of some rounds of one program; delays of all rounds together, faults added up."""
    delays = [delay * 1000 for one in rounds for delay in one.paced.delays]
    every = [relayed for one in rounds for relayed in (one.fast, one.slow, one.paced)]
    median = statistics.median
    return Figures(
        per_second=median(one.fast.rate for one in rounds),
        slow_per_second=median(one.slow.rate for one in rounds),
        cpu=median(one.cpu[0] for one in rounds),
        store_cpu=median(sum(one.cpu[1:]) for one in rounds),
        paced_cpu=median(one.paced_cpu[0] for one in rounds),
        paced_store_cpu=median(sum(one.paced_cpu[1:]) for one in rounds),
        p50_ms=percentile(delays, 50),
        p95_ms=percentile(delays, 95),
        p99_ms=percentile(delays, 99),
        resident_mb=median(one.resident[0] for one in rounds),
        store_resident_mb=median(sum(one.resident[1:]) for one in rounds),
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
        ("CPU s per 1,000, paced", lambda one: f"{one.paced_cpu:.2f} + {one.paced_store_cpu:.2f}"),
        (
            f"ms at {options.per_second:g}/s, p50 p95 p99",
            lambda one: f"{one.p50_ms:.1f} {one.p95_ms:.1f} {one.p99_ms:.1f}",
        ),
        ("MB resident, idle", lambda one: f"{one.resident_mb:.0f} + {one.store_resident_mb:.0f}"),
        ("calls per message", lambda one: f"{one.calls_per_message:.2f}"),
        (
            "lost repeated misplaced disordered",
            lambda one: f"{one.lost} {one.repeated} {one.misplaced} {one.disordered}",
        ),
    )
    lines = [f"{'':36}" + "".join(f"{program:>18}" for program in found)]
    lines += [
        f"{title:36}" + "".join(f"{show(one):>18}" for one in found.values())
        for title, show in rows
    ]
    mine = found.get(HELPLINE)
    for name, floor in found.items():
        if mine is not None and name != HELPLINE and floor.per_second and floor.slow_per_second:
            lines.append(
                f"helpline / {name}: {mine.per_second / floor.per_second:.2f} × its throughput, "
                f"{mine.slow_per_second / floor.slow_per_second:.2f} × with slow calls, "
                f"{mine.p50_ms - floor.p50_ms:+.1f} ms at p50"
            )
    lines.append("(“a + b”: the program and its store)")
    return "\n".join(lines)


def main() -> None:
    """Measure, print the table, write the file; exit code 1 when the helpline lost or mixed up a message."""
    defaults = Options()
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m bench.relay")
    for name in Options.__struct_fields__:
        default = getattr(defaults, name)
        parser.add_argument(f"--{name.replace('_', '-')}", type=type(default), default=default)
    parser.add_argument("--only", choices=PROGRAMS, help="measure one program")
    parser.add_argument("--smoke", action="store_true", help="a few messages, to see that it works")
    parser.add_argument("--json", type=Path, default=FILE, help="where the figures go")
    given = parser.parse_args()
    options = Options(**{name: getattr(given, name) for name in Options.__struct_fields__})
    if given.smoke:
        options = Options(people=3, messages=5, rounds=1, slow_ms=5, paced_seconds=0.5)
    load_before = os.getloadavg()[0]
    found = asyncio.run(run(options, (given.only,) if given.only else PROGRAMS))
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
    mine = found.get(HELPLINE)
    if mine is not None and mine.lost + mine.misplaced + mine.disordered:
        raise SystemExit("The helpline lost or mixed up messages.")


if __name__ == "__main__":
    main()
