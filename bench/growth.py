"""What a message costs with ever more open cases, what a case takes, and how long a start takes with many of them.

`make bench`, or `python -m bench.growth --help`. Cases are in a real embedded store that syncs every write, each with ten
relayed messages. A message is decided, committed, counted as delivered and recorded; no Telegram takes part, so nothing
hides what grows. The floor of each figure is the same with the fewest cases. Linux only (`/proc`).
"""

import argparse
import asyncio
import os
import random
import statistics
import tempfile
import time
from datetime import date
from pathlib import Path

import msgspec
import uvloop
from msgspec import Struct

from bench.cases import Cases
from bench.crowd import percentile
from bench.processes import ROOT, Process, cpu_seconds, resident_mb, wait_for_file
from bench.programs import READY, Where, helpline_environ
from bench.rows import Row
from bench.standin import standin
from bot.content import Shelf
from bot.store.case_keys import open_case_keys
from bot.store.client import connect
from bot.store.codec import Codec
from bot.store.keyfile import load_keys
from bot.store.server import EmbeddedServer
from bot.store.valkey_store import ValkeyStore

FILE = ROOT / "build" / "bench-growth.json"
SIZES = (10, 100, 1_000, 10_000, 100_000)
TOGETHER = 50
"""Messages at a time, for what they cost; then a fifth as many one by one, for latency."""


class Options(Struct):
    """How much is measured."""

    sizes: tuple[int, ...] = SIZES
    messages: int = 1_000
    """At each size, of people chosen by chance."""
    starts: int = 5
    """With each of two stores, in turn."""


class Size(Struct):
    """What was measured with so many cases."""

    cases: int
    cpu_ms: float
    """CPU of a message, in this process: the rules, the service and the store's side of ours."""
    store_cpu_ms: float
    p50_ms: float
    """From the event to its delivery being recorded, one message at a time."""
    p99_ms: float
    store_mb: float
    """What the server says its data takes."""
    store_resident_mb: float
    resident_mb: float
    """Of this process."""


class Figures(Struct):
    """All that was measured."""

    sizes: list[Size]
    bytes_per_case: float
    """Of the server's memory, between the fewest and the most cases."""
    start_fewest: float
    """Seconds from the command until the helpline listens, with an empty store that runs already."""
    start_most: float
    """The same, with the most cases."""


async def grow(options: Options, data: Path) -> list[Size]:
    """Fill a store step by step, and measure at each."""
    server = EmbeddedServer(data)
    client = connect(await server.start())
    try:
        pid = int(wait_for_file(data / "store" / "valkey.pid"))
        ring = load_keys(data / "helpline.key", sealed=False, today=date(2026, 1, 1)).ring
        case_keys = open_case_keys(data / "case-keys", ring, known=None)
        store = ValkeyStore(client, Codec(ring, case_keys))
        await store.open()
        cases = Cases(store, client, Shelf(ROOT / "faq"))
        found = []
        for size in options.sizes:
            await cases.grow(size)
            memory = (await client.info("memory"))["used_memory"] / 1e6
            resident = resident_mb(pid)
            found.append(await measure(cases, pid, memory, resident, options.messages))
            print(f"  {size:>7} cases: {found[-1].cpu_ms:.2f} ms of CPU a message", flush=True)
        await store.close()
        await case_keys.close()
    finally:
        await client.aclose()
        await server.stop()
    return found


async def measure(cases: Cases, pid: int, memory: float, resident: float, messages: int) -> Size:
    """Let people write who are chosen by chance, always the same ones in the same order."""
    chance = random.Random(1)
    chosen = [chance.randrange(cases.count) for _ in range(messages)]
    for number in chosen[:TOGETHER]:
        await cases.message(number)
    pids = (os.getpid(), pid)
    before = cpu_seconds(pids)
    for start in range(0, messages, TOGETHER):
        await asyncio.gather(*(cases.message(one) for one in chosen[start : start + TOGETHER]))
    spent = [late - early for early, late in zip(before, cpu_seconds(pids), strict=True)]
    delays = []
    for number in chosen[: messages // 5]:
        begun = time.perf_counter()
        await cases.message(number)
        delays.append((time.perf_counter() - begun) * 1000)
    return Size(
        cases=cases.count,
        cpu_ms=spent[0] * 1000 / messages,
        store_cpu_ms=spent[1] * 1000 / messages,
        p50_ms=percentile(delays, 50),
        p99_ms=percentile(delays, 99),
        store_mb=memory,
        store_resident_mb=resident,
        resident_mb=resident_mb(os.getpid()),
    )


async def starts(stores: tuple[Path, ...], where: Where, times: int) -> list[float]:
    """Start the helpline in turn with the stores of these directories, which run already; medians, in seconds."""
    servers = [EmbeddedServer(data) for data in stores]
    try:
        environs = [
            helpline_environ(where, data, HELPLINE_STORE__URL=await server.start())
            for data, server in zip(stores, servers, strict=True)
        ]
        turns = [
            [await asyncio.to_thread(started, environ) for environ in environs]
            for _ in range(times)
        ]
    finally:
        for server in servers:
            await server.stop()
    return [statistics.median(column) for column in zip(*turns, strict=True)]


def started(environ: dict[str, str]) -> float:
    """Start and stop the helpline; the seconds until it listened."""
    begun = time.perf_counter()
    with Process("bot", "run", environ=environ) as process:
        process.line(READY)
        return time.perf_counter() - begun


async def run(options: Options) -> Figures:
    """Measure everything."""
    with tempfile.TemporaryDirectory(prefix="helpline-bench-") as folder, standin() as (_, found):
        where = Where(**found)
        many, none = Path(folder) / "many", Path(folder) / "none"
        grown = await grow(options, many)
        start_fewest, start_most = await starts((none, many), where, options.starts)
        return Figures(
            grown,
            (grown[-1].store_mb - grown[0].store_mb) * 1e6 / (grown[-1].cases - grown[0].cases),
            start_fewest,
            start_most,
        )


def rows(found: Figures) -> list[Row]:
    """What is worth telling of them."""
    few, many = found.sizes[0], found.sizes[-1]
    fewest, most = f"{few.cases:,} cases", f"{many.cases:,} cases"
    return [
        Row(f"CPU of a message, {most}", many.cpu_ms, "ms", few.cpu_ms, fewest),
        Row(f"the same, the store's, {most}", many.store_cpu_ms, "ms", few.store_cpu_ms, fewest),
        Row(f"latency of a message, p50, {most}", many.p50_ms, "ms", few.p50_ms, fewest),
        Row("store bytes of a case", found.bytes_per_case, "B", goal=3_000),
        Row(f"resident, {most}", many.resident_mb, "MB", few.resident_mb, fewest),
        Row(f"start to ready, {most}", found.start_most, "s", found.start_fewest, "none", 1.0),
    ]


def table(found: Figures) -> str:
    """The figures as a table, one line per size."""
    lines = ["  cases   CPU ms + store   p50 ms   p99 ms   store MB (resident)   MB resident"]
    lines += [
        f"{one.cases:>7}   {one.cpu_ms:6.2f} + {one.store_cpu_ms:5.2f}   {one.p50_ms:6.1f}   {one.p99_ms:6.1f}"
        f"   {one.store_mb:8.1f} ({one.store_resident_mb:8.1f})   {one.resident_mb:11.0f}"
        for one in found.sizes
    ]
    lines.append(f"{found.bytes_per_case:.0f} bytes of the store's memory per case")
    lines.append(
        f"start to ready, store running: {found.start_fewest:.2f} s empty, {found.start_most:.2f} s with all cases"
    )
    return "\n".join(lines)


def main() -> None:
    """Measure, print the table, write the file."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m bench.growth")
    parser.add_argument("--most", type=int, default=SIZES[-1], help="cases at most")
    parser.add_argument("--smoke", action="store_true", help="few cases, to see that it works")
    parser.add_argument("--json", type=Path, default=FILE, help="where the figures go")
    given = parser.parse_args()
    options = Options(tuple(one for one in SIZES if one <= given.most))
    if given.smoke:
        options = Options(SIZES[:2], messages=100, starts=1)
    found = uvloop.run(run(options))
    print(table(found))
    given.json.parent.mkdir(parents=True, exist_ok=True)
    report = {"options": options, "figures": found, "rows": rows(found)}
    given.json.write_bytes(msgspec.json.format(msgspec.json.encode(report)))


if __name__ == "__main__":
    main()
