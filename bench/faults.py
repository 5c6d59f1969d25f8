"""What becomes of the messages when everything goes wrong again and again: counted, by hand.

`python bench/faults.py` (`--help`): 80 deaths of the bot, its store, or both, among calls that fail, hang and are
refused, a network and a store that are gone for a moment and once for a minute, then three processes of which one after
the other is killed, stopped or paused; more than 2,000 messages both ways.
Prints what the ledger counts and writes it as JSON; ends with 1 when a promise was broken.
"""

import argparse
import asyncio
import json
import logging
import random
import secrets
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

# The checkout has to be found before what it holds is imported.
sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.faults.blows import Blow, Blows
from tests.faults.fleet import fleet
from tests.faults.laboratory import Laboratory, laboratory
from tests.support.ledger import Verdict

PEOPLE, EXPERTS = 6, 2
PER_BLOW = 2
"""Messages of each writer around a blow: 36 of them all."""
FILE = Path(__file__).parents[1] / "build" / "bench-faults.json"
STORE_DIES_EVERY = 8
SHOWN_EVERY = 10
MINUTE = 60.0


@dataclass
class Part:
    """A storm in one laboratory, and what it left."""

    title: str
    verdict: Verdict
    struck: Counter[str] = field(default_factory=Counter)


async def own_store(seed: int, kills: int) -> Part:
    """Kill the bot, the store it started itself, and both."""
    with tempfile.TemporaryDirectory(prefix="helpline-faults-") as data_dir:
        async with laboratory(Path(data_dir), seed, people=PEOPLE, experts=EXPERTS) as lab:
            blows = Blows(lab)
            # The more often this store dies the longer the bot waits with starting it: it does so seldom.
            row: list[Blow] = [
                lab.chance.choice((blows.bot_dies, blows.both_die)) for _ in range(kills)
            ]
            row[::STORE_DIES_EVERY] = [blows.store_dies] * len(row[::STORE_DIES_EVERY])
            await _strike(lab, row, "embedded store")
            return Part("embedded store", await lab.verdict(), blows.struck)


async def everything(seed: int, kills: int, seconds: float) -> Part:
    """All kinds of blows in one row, and twice a way that is gone for so many seconds."""
    with tempfile.TemporaryDirectory(prefix="helpline-faults-") as data_dir:
        async with laboratory(
            Path(data_dir),
            seed,
            people=PEOPLE,
            experts=EXPERTS,
            cables=True,
            telegram__read_timeout="1.5",
            telegram__poll_timeout="1",
        ) as lab:
            blows = Blows(lab)
            deaths = (*blows.kills, blows.bot_dies)
            row: list[Blow] = [*deaths * (-(-kills // len(deaths)))][:kills]
            row += [*blows.weather * (-(-kills // len(blows.weather)))][: kills // 2]
            lab.chance.shuffle(row)
            await _strike(lab, row, "everything")
            for gone in (blows.the_network_goes, blows.the_way_to_the_store_goes):
                print(f"  gone for {seconds:g} s: {gone.__name__}", flush=True)
                async with asyncio.TaskGroup() as group:
                    group.create_task(lab.talk(PER_BLOW, seconds / (2 * PER_BLOW)))
                    group.create_task(gone(seconds))
            await blows.over()
            return Part("everything at once", await lab.verdict(), blows.struck)


async def several(seed: int, blows: int) -> Part:
    """Three processes on one store, to which updates are brought: kill, stop and pause whoever is in charge, or all."""
    with tempfile.TemporaryDirectory(prefix="helpline-faults-") as data_dir:
        async with fleet(
            Path(data_dir), seed, people=PEOPLE, experts=EXPERTS, webhook=True
        ) as ships:
            struck: Counter[str] = Counter()

            def counted(name: str, blow: Blow) -> Blow:
                async def strike() -> None:
                    struck[name] += 1
                    await blow()

                return strike

            each = [
                counted("owner killed", ships.owner_dies),
                counted("reserve killed", ships.reserve_dies),
                counted("all killed", ships.all_die),
                counted("owner stopped", ships.owner_stops),
                counted("owner paused", ships.owner_stands_still),
            ]
            row = [*each * (-(-blows // len(each)))][:blows]
            await _strike(ships.lab, row, "three processes")
            print(f"  longest takeover: {max(ships.takeovers, default=0.0):.1f} s", flush=True)
            return Part("three processes", await ships.lab.verdict(), struck)


async def _strike(lab: Laboratory, row: Sequence[Blow], title: str) -> None:
    for number, blow in enumerate(row, 1):
        await lab.storm(1, PER_BLOW, blow)
        if number % SHOWN_EVERY == 0 or number == len(row):
            print(f"  {title}: blow {number} of {len(row)}", flush=True)


def report(parts: Sequence[Part], seed: int, seconds: float) -> dict[str, object]:
    """Return all counts, to be written as JSON."""
    return {
        "seed": seed,
        "seconds": round(seconds),
        "parts": {
            part.title: {"blows": dict(part.struck), **part.verdict.figures()} for part in parts
        },
    }


def main() -> None:
    """Run, and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python bench/faults.py")
    parser.add_argument("--kills", type=int, default=80, help="how many deaths, of any kind")
    parser.add_argument("--processes", type=int, default=10, help="blows to three processes")
    parser.add_argument("--seed", type=int, default=None, help="brings a storm back")
    parser.add_argument("--gone", type=float, default=MINUTE, help="seconds of the two long cuts")
    parser.add_argument("--json", type=Path, default=FILE, help="where the counts go")
    given = parser.parse_args()
    seed = given.seed if given.seed is not None else secrets.randbelow(1_000_000)
    print(f"Seed {seed}")
    # That a store which was killed is started again is no news here.
    logging.getLogger("bot").setLevel(logging.ERROR)
    begun = time.perf_counter()
    third = given.kills // 3
    chance = random.Random(seed)

    async def storms() -> list[Part]:
        return [
            await own_store(chance.randrange(1_000_000), third),
            await everything(chance.randrange(1_000_000), given.kills - third, given.gone),
            await several(chance.randrange(1_000_000), given.processes),
        ]

    parts = asyncio.run(storms())
    for part in parts:
        print(f"\n{part.title}: {', '.join(f'{name} {n}' for name, n in part.struck.items())}")
        print(part.verdict.table())
        print(f"copies in doubt {part.verdict.doubtful}")
    seconds = time.perf_counter() - begun
    print(f"\n{sum(part.verdict.total('sent') for part in parts)} messages in {seconds:.0f} s")
    given.json.parent.mkdir(parents=True, exist_ok=True)
    given.json.write_text(json.dumps(report(parts, seed, seconds), indent=2))
    try:
        for part in parts:
            part.verdict.check()
    except AssertionError:
        raise SystemExit(f"A promise was broken. Seed {seed} brings it back.") from None


if __name__ == "__main__":
    main()
