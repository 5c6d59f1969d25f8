"""Store away: Valkey stands still for some seconds while everybody writes."""

import asyncio
import signal
from pathlib import Path

import pytest

from tests.faults.laboratory import laboratory


@pytest.mark.parametrize("seconds", [2.0, 12.0])
async def test_the_store_stands_still(tmp_path: Path, seconds: float) -> None:
    """Nothing is acknowledged meanwhile; afterwards all goes on where it was, and nothing is repeated.

    The longer time is more than the bot waits for one answer of the store.
    """
    async with laboratory(tmp_path / "data", seed=14, people=3) as lab:
        talking = asyncio.create_task(lab.talk(8))
        await asyncio.sleep(0.5)
        lab.store(signal.SIGSTOP)
        await asyncio.sleep(seconds)
        assert (await lab.stage.control.get("queue"))["pending"] > 0
        lab.store(signal.SIGCONT)
        await talking
        (await lab.verdict()).check(repeats=False)
