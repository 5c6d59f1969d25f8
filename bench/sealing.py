"""What encryption at rest costs of a relayed message, and what the case keys add to that.

`make bench`, or `python -m bench.sealing --help`. A relayed message opens a person's record, and seals her record and one
effect. Time is processor time; the floor is the same with the sealing key alone. Packing is left out: it is done with and
without encryption.
"""

import argparse
import asyncio
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import msgspec

from bench.processes import ROOT
from bench.rows import Row
from bot.store.case_key_slots import KeyRef
from bot.store.case_keys import CaseKeys, open_case_keys
from bot.store.codec import CIPHERS, Codec
from bot.store.key_ring import KeyRing

FILE = ROOT / "build" / "bench-sealing.json"
RECORD = bytes(range(256)) * 2
"""As long as the packed record of a person with an open case, with something to spare."""
EFFECT = bytes(range(128))
GOAL = 0.1
"""Milliseconds of processor time that encryption may cost a relayed message."""


def relayed(codec: Codec, keys: Sequence[KeyRef | None]) -> Callable[[], None]:
    """Return what encryption does for one message of each of these people."""
    sealed = [codec.seal("person", "", "anna", RECORD, key) for key in keys]

    def work() -> None:
        for key, record in zip(keys, sealed, strict=True):
            codec.open("person", "", "anna", record)
            codec.seal("person", "", "anna", RECORD, key)
            codec.seal("effect", "", "anna", EFFECT, key)

    return work


def cost(work: Callable[[], None], messages: int, rounds: int) -> float:
    """Milliseconds of processor time a message; the best of some rounds."""
    spent = []
    for _ in range(rounds):
        begun = time.process_time()
        work()
        spent.append(time.process_time() - begun)
    return min(spent) / messages * 1000


async def _taken(keys: CaseKeys, count: int) -> list[KeyRef]:
    taken = [await keys.take() for _ in range(count)]
    await keys.close()
    return taken


def rows(rounds: int, people: int) -> list[Row]:
    """Measure everything."""
    ring = KeyRing.fresh(date(2026, 1, 1))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "case-keys"
        taken = asyncio.run(_taken(open_case_keys(path, ring, known=None), people))
        case_keys = open_case_keys(path, ring, known=None)
        known = taken[: CIPHERS // 2]
        alone = cost(relayed(Codec(ring), [None] * len(known)), len(known), rounds)
        codec = Codec(ring, case_keys)
        kept = cost(relayed(codec, known), len(known), rounds)
        # More people than ciphers are kept for: each message finds that of its case forgotten.
        forgotten = cost(relayed(codec, taken), len(taken), rounds)
        case_keys.let_go()
    name = "the sealing key alone"
    return [
        Row("encryption, a relayed message", kept, "ms", alone, name, goal=GOAL),
        Row("the same, of somebody long silent", forgotten, "ms", alone, name, goal=GOAL),
    ]


def main() -> None:
    """Measure, print, write the file."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m bench.sealing")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--smoke", action="store_true", help="once, to see that it works")
    parser.add_argument("--json", type=Path, default=FILE, help="where the figures go")
    given = parser.parse_args()
    found = rows(1, 300) if given.smoke else rows(given.rounds, 2 * CIPHERS)
    for row in found:
        print(f"{row.what:44}{row.value:9.3g} {row.unit}  ({row.ratio:.2g} × {row.floor_name})")
    given.json.parent.mkdir(parents=True, exist_ok=True)
    given.json.write_bytes(msgspec.json.format(msgspec.json.encode({"rows": found})))


if __name__ == "__main__":
    main()
