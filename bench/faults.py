"""What becomes of the messages when the bot, its store, or both are killed again and again: counted, by hand.

`python bench/faults.py [kills] [seed]`: 60 kills by default, among more than 2,000 messages of eight people
both ways. Prints the counts of the ledger; ends with 1 when a promise was broken.
"""

import asyncio
import sys
import tempfile
import time
from pathlib import Path

# The checkout has to be found before what it holds is imported.
sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.faults.laboratory import laboratory
from tests.support.ledger import Verdict

PEOPLE, EXPERTS = 8, 2
PER_BLOW = 2
"""Messages of each writer between two kills; with 60 kills 2,880 of them all."""


async def storm(kills: int, seed: int) -> Verdict:
    """Let everybody write through so many kills; what the ledger counts."""
    with tempfile.TemporaryDirectory(prefix="helpline-faults-") as data_dir:
        async with laboratory(Path(data_dir), seed, people=PEOPLE, experts=EXPERTS) as lab:
            for _ in range(3):
                # The more a store dies the longer the bot waits with starting it: most kills are the bot's.
                await lab.storm(kills // 3, PER_BLOW, lab.kill_and_start, lab.kill_both)
                await lab.storm(1, PER_BLOW, lab.kill_store)
            found = await lab.verdict()
            print(f"bot killed {lab.kills} times, store {lab.store_kills} times")
            return found


def main() -> None:
    """Run, and print the table."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    begun = time.perf_counter()
    found = asyncio.run(storm(kills, seed))
    for way, tally in found.ways.items():
        counts = (f"{name} {getattr(tally, name)}" for name in tally.__dataclass_fields__)
        print(f"{way.name.lower():10}{', '.join(counts)}")
    print(f"{found.line()}; {time.perf_counter() - begun:.0f} s, seed {seed}")
    try:
        found.check()
    except AssertionError:
        raise SystemExit("A promise was broken.") from None


if __name__ == "__main__":
    main()
