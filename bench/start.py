"""How long the helpline takes to start and to stop, against the floor of importing what it is built on.

`make bench`, or `python -m bench.start --help`. With a store that runs already (`store.url`) and with its own, on a
stand-in in a process of its own. The floor is measured in the same run, since machines differ and are noisy.
"""

import argparse
import asyncio
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
from msgspec import Struct

from bench.processes import ROOT, Process
from bench.programs import READY, Where, helpline_environ
from bench.rows import Row
from bench.standin import standin
from bot.store.server import EmbeddedServer

FILE = ROOT / "build" / "bench-start.json"
FLOOR = "import aiohttp, click, cryptography.hazmat.primitives.ciphers.aead, msgspec, pydantic, redis.asyncio, telegram, uvloop, yaml"


class Figures(Struct):
    """Medians, in seconds."""

    libraries: float
    """To import the libraries in a process of their own."""
    ready: float
    """From the command until it listens, with the store already running."""
    ready_embedded: float
    """The same, the embedded store included."""
    stop: float
    """From SIGTERM until it has ended, with a store that runs on."""
    stop_embedded: float
    """The same, the embedded store included."""


def imported() -> float:
    """Import the libraries; seconds."""
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", FLOOR], check=True)
    return time.perf_counter() - begun


def started(environ: dict[str, str]) -> tuple[float, float]:
    """Start and stop the helpline; the seconds both took."""
    begun = time.perf_counter()
    with Process("bot", "run", environ=environ) as process:
        process.line(READY)
        ready = time.perf_counter() - begun
        begun = time.perf_counter()
    return ready, time.perf_counter() - begun


@contextmanager
def store(data: Path) -> Iterator[str]:
    """A store that runs by itself; its address."""
    server = EmbeddedServer(data)
    yield asyncio.run(server.start())
    asyncio.run(server.stop())


def run(rounds: int) -> Figures:
    """Start and stop everything so many times, in turn."""
    with (
        tempfile.TemporaryDirectory(prefix="helpline-bench-") as folder,
        standin() as (_, found),
        store(Path(folder) / "server") as url,
    ):
        where = Where(**found)
        alone = helpline_environ(where, Path(folder) / "alone")
        beside = helpline_environ(where, Path(folder) / "beside", HELPLINE_STORE__URL=url)
        # The first start makes the key, and the embedded store its files.
        started(alone)
        started(beside)
        turns = [(imported(), *started(beside), *started(alone)) for _ in range(rounds)]
    libraries, ready, stop, ready_embedded, stop_embedded = (
        statistics.median(column) for column in zip(*turns, strict=True)
    )
    return Figures(libraries, ready, ready_embedded, stop, stop_embedded)


def rows(found: Figures) -> list[Row]:
    """What is worth telling of them."""
    return [
        Row(what, seconds, "s", found.libraries, "importing the libraries", goal)
        for what, seconds, goal in (
            ("start to ready, store running", found.ready, 1.0),
            ("start to ready, embedded store", found.ready_embedded, None),
            ("stop, embedded store", found.stop_embedded, 5.0),
        )
    ]


def main() -> None:
    """Measure, print the table, write the file."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m bench.start")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--smoke", action="store_true", help="once, to see that it works")
    parser.add_argument("--json", type=Path, default=FILE, help="where the figures go")
    given = parser.parse_args()
    found = run(1 if given.smoke else given.rounds)
    for title, seconds in (
        ("libraries imported", found.libraries),
        ("ready, store running", found.ready),
        ("ready, embedded store", found.ready_embedded),
        ("stopped, store running", found.stop),
        ("stopped, embedded store", found.stop_embedded),
    ):
        print(f"{title:28}{seconds:6.2f} s{seconds / found.libraries:8.1f} × the floor")
    given.json.parent.mkdir(parents=True, exist_ok=True)
    report = {"figures": found, "rows": rows(found)}
    given.json.write_bytes(msgspec.json.format(msgspec.json.encode(report)))


if __name__ == "__main__":
    main()
