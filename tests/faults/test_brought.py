"""Brought: the same zeros when Telegram brings updates: kills, clean stops, a store that hangs."""

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.faults.laboratory import Laboratory, laboratory
from tests.support.balancer import free_ports

WITHIN = 5.0
"""Seconds a stop may take."""


@asynccontextmanager
async def brought(data_dir: Path, seed: int, people: int) -> AsyncIterator[Laboratory]:
    """A laboratory whose updates are brought."""
    (port,) = free_ports(1)
    url, listen = f"http://127.0.0.1:{port}/x", f"127.0.0.1:{port}"
    async with laboratory(
        data_dir,
        seed,
        people=people,
        telegram__webhook__url=url,
        telegram__webhook__listen=listen,
    ) as lab:
        yield lab
        assert (await lab.stage.state())["webhook"], "it was brought until the end"
        assert await lab.stage.calls("getUpdates") == []


async def test_kills_lose_nothing_that_is_brought(tmp_path: Path) -> None:
    """A delivery that breaks off comes again, and is known if it was committed."""
    async with brought(tmp_path / "data", seed=51, people=3) as lab:
        await lab.storm(3, 4, lab.kill_and_start)
        (await lab.verdict()).check()


async def test_clean_stops_repeat_nothing_that_is_brought(tmp_path: Path) -> None:
    """What is in hand is settled or comes again; a stop keeps within its time."""
    loop = asyncio.get_running_loop()
    async with brought(tmp_path / "data", seed=52, people=3) as lab:

        async def stop_and_start() -> None:
            begun = loop.time()
            await lab.program.stop()
            assert loop.time() - begun < WITHIN
            await lab.program.start()

        await lab.storm(2, 4, stop_and_start)
        (await lab.verdict()).check(repeats=False)


async def test_a_store_that_hangs_loses_nothing_that_is_brought(tmp_path: Path) -> None:
    """Telegram is asked to come again for as long as it takes, and then all of it is there, in order, once."""
    async with brought(tmp_path / "data", seed=53, people=3) as lab:
        talking = asyncio.create_task(lab.talk(6))
        await asyncio.sleep(0.3)
        lab.store(signal.SIGSTOP)
        await asyncio.sleep(12.0)
        assert (await lab.stage.control.get("queue"))["pending"] > 0
        lab.store(signal.SIGCONT)
        await talking
        (await lab.verdict()).check(repeats=False)


async def test_a_store_that_hangs_holds_up_no_stop(tmp_path: Path) -> None:
    """Deliveries in hand are given up in time, and come again to the next start."""
    loop = asyncio.get_running_loop()
    async with brought(tmp_path / "data", seed=54, people=2) as lab:
        lab.store(signal.SIGSTOP)
        await lab.talk(2, pause=0)
        await asyncio.sleep(0.3)
        begun = loop.time()
        await lab.program.stop()
        took = loop.time() - begun
        lab.ledger.deaths.append(await lab.stage.now())
        lab.store(signal.SIGCONT)
        await lab.program.start()
        (await lab.verdict()).check()
        assert took < WITHIN
