"""The clock, by the stand-in's movable one and by the computer's."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

from bot.clock import ServerClock, SystemClock

if TYPE_CHECKING:
    from bot.emulator.actors import Stage
    from bot.emulator.server import Emulator


def url(emulator: Emulator) -> str:
    """Where the stand-in tells its time."""
    return f"{emulator.base_url}/control/clock"


async def test_it_shows_the_time_of_the_stand_in(emulator: Emulator, stage: Stage) -> None:
    """From the first moment on, also when the clock was moved before."""
    await stage.advance(86_400)
    async with ServerClock(url(emulator)) as clock:
        assert abs(clock.now() - await stage.now()) < 1
        assert clock.now() - time.time() > 86_000  # noqa: TID251  what the clock is compared with


async def test_moving_the_clock_wakes_who_sleeps_until_then(
    emulator: Emulator, stage: Stage
) -> None:
    """Moving it past somebody's time wakes him, and nobody else."""
    async with ServerClock(url(emulator)) as clock:
        began = clock.now()
        soon = asyncio.create_task(clock.sleep_until(began + 600))
        also = asyncio.create_task(clock.sleep(1_200))
        late = asyncio.create_task(clock.sleep(7_200))
        await asyncio.sleep(0.05)
        await stage.advance(1_800)
        async with asyncio.timeout(5):
            await asyncio.gather(soon, also)
        assert clock.now() >= began + 1_800
        assert not late.done()
        late.cancel()


async def test_the_time_passes_by_itself_too(emulator: Emulator) -> None:
    """A short sleep ends without anybody moving the clock."""
    async with ServerClock(url(emulator)) as clock:
        began = clock.now()
        await clock.sleep(0.1)
        assert 0.1 <= clock.now() - began < 2


async def test_without_the_stand_in_the_last_offset_holds(emulator: Emulator, stage: Stage) -> None:
    """A stand-in that goes away takes nothing with it."""
    await stage.advance(3_600)
    async with ServerClock(url(emulator)) as clock:
        before = clock.now()
        await emulator.stop()
        await asyncio.sleep(0.1)
        assert before <= clock.now() < before + 5


async def test_the_computers_clock() -> None:
    """It shows the computer's time, and sleeps until a moment of it."""
    clock = SystemClock()
    assert abs(clock.now() - time.time()) < 1  # noqa: TID251  what the clock is compared with
    began = clock.now()
    await clock.sleep_until(began + 0.05)
    await clock.sleep(0.01)
    await clock.sleep_until(began - 10)
    assert 0.05 < clock.now() - began < 2
