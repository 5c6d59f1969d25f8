"""Put what is seen now into `docs/what-arrives.md`."""

import asyncio
import sys
import tempfile
from pathlib import Path

from tests.support.arrivals.table import PAGE, everything, filled, made, ours
from tests.support.helpline import helpline


async def _write() -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        async with helpline(Path(folder) / "data") as line:
            seen = await everything(line)
    PAGE.write_text(filled(PAGE.read_text("utf-8"), made(seen)), "utf-8")
    return ours(seen)


if __name__ == "__main__":
    for line in asyncio.run(_write()):
        sys.stdout.write(f"{line}\n")
