"""Relayed: what came of the rounds of `bench.relay`: the figures of each program, as a table and as rows."""

import statistics
from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec import Struct

from bench.crowd import Relayed, percentile
from bench.programs import (
    BARE,
    BARE_WEBHOOK,
    HELPLINE,
    HELPLINE_WEBHOOK,
    PLAIN,
    SKELETON,
    SKELETON_WEBHOOK,
)
from bench.rows import Row

FAULTS = ("lost", "repeated", "misplaced", "disordered")


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


def rows(every: Mapping[str, Figures], options: Options) -> Iterator[Row]:
    """What is worth telling of them."""
    plain = every.get(PLAIN.title)
    for one, other, least, way in (
        (HELPLINE, BARE, SKELETON, "asking"),
        (HELPLINE_WEBHOOK, BARE_WEBHOOK, SKELETON_WEBHOOK, "webhook"),
    ):
        mine, bare, skeleton = (every.get(program.title) for program in (one, other, least))
        if mine is None:
            continue
        yield from _throughput(mine, bare, plain, way)
        yield from _cost(mine, bare, way)
        if skeleton is not None:
            yield from _above(mine, skeleton, plain, way)
        if bare is not None:
            yield from _latency(mine, bare, way, options)
    mine = every.get(HELPLINE.title)
    if mine is not None:
        floor = every[BARE.title].resident_mb if BARE.title in every else None
        yield Row("memory when idle", mine.resident_mb, "MB", floor, "bare script", 130)
    for other, way in ((BARE, "asking"), (BARE_WEBHOOK, "webhook")):
        if other.title in every and every[other.title].standin_cpu:
            most = 1000 / every[other.title].standin_cpu
            yield Row(f"what the stand-in itself can do at most, {way}", most, "messages/s")
    faults = sum(
        getattr(one, name)
        for title, one in every.items()
        if title.startswith(HELPLINE.name)
        for name in FAULTS
    )
    yield Row("lost, repeated, misplaced, out of order", faults, goal=0)


def _throughput(
    mine: Figures, bare: Figures | None, plain: Figures | None, way: str
) -> Iterator[Row]:
    for floor, name, goal in ((bare, "bare script", 0.25), (plain, "plain script", 3.0)):
        if floor is not None:
            yield Row(
                f"burst, {way}",
                mine.per_second,
                "messages/s",
                floor.per_second,
                name,
                goal,
                "ratio",
                at_most=False,
            )
    if bare is not None:
        yield Row(
            f"burst with slow calls, {way}",
            mine.slow_per_second,
            "messages/s",
            bare.slow_per_second,
            "bare script",
        )


def _cost(mine: Figures, bare: Figures | None, way: str) -> Iterator[Row]:
    for what, own, stores, goal in (
        ("burst", "cpu", "store_cpu", 0.7),
        ("paced", "paced_cpu", "paced_store_cpu", 2.0),
    ):
        yield Row(
            f"CPU per 1,000, {what}, {way}, with store",
            getattr(mine, own) + getattr(mine, stores),
            "s",
            getattr(bare, own) if bare is not None else None,
            "bare script",
            goal,
        )


def _above(mine: Figures, skeleton: Figures, plain: Figures | None, way: str) -> Iterator[Row]:
    """What the product costs above what loses nothing and keeps order: as much again, and no more."""
    name = "skeleton"
    for what, own, store in (
        ("burst", "cpu", "store_cpu"),
        ("paced", "paced_cpu", "paced_store_cpu"),
    ):
        yield Row(
            f"CPU per 1,000, {what}, {way}, with store",
            getattr(mine, own) + getattr(mine, store),
            "s",
            getattr(skeleton, own) + getattr(skeleton, store),
            name,
            2.0,
            "ratio",
        )
    for what, rate in (("burst", "per_second"), ("burst with slow calls", "slow_per_second")):
        yield Row(
            f"{what}, {way}",
            getattr(mine, rate),
            "messages/s",
            getattr(skeleton, rate),
            name,
            0.5,
            "ratio",
            at_most=False,
        )
    if plain is not None:
        yield Row(
            f"burst of the skeleton itself, {way}",
            skeleton.per_second,
            "messages/s",
            plain.per_second,
            "plain script",
        )


def _latency(mine: Figures, bare: Figures, way: str, options: Options) -> Iterator[Row]:
    for pace, name, goal in (
        (options.quiet_per_second, "quiet_p50_ms", 5.0),
        (options.quiet_per_second, "quiet_p99_ms", 10.0),
        (options.per_second, "p50_ms", 8.0),
        (options.per_second, "p95_ms", None),
        (options.per_second, "p99_ms", None),
    ):
        share = name.removeprefix("quiet_").removesuffix("_ms")
        yield Row(
            f"from message to copy at {pace:g}/s, {share}, {way}",
            getattr(mine, name),
            "ms",
            getattr(bare, name),
            "bare script",
            goal,
            "difference",
        )
