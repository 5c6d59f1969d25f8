"""Stop: SIGTERM ends the helpline soon, with its calls ended and recorded, whatever happens around it."""

import asyncio
import signal
from pathlib import Path

from bot.emulator.actors import Stage
from tests.faults.laboratory import Laboratory, laboratory

WITHIN = 5.0
"""Seconds, as promised. The process ends itself a little sooner, whatever hangs and however busy the machine is."""


async def _stops(lab: Laboratory) -> float:
    """Stop it cleanly; the seconds that took."""
    loop = asyncio.get_running_loop()
    begun = loop.time()
    await lab.program.stop()
    return loop.time() - begun


async def _later(stage: Stage, seconds: float) -> None:
    await asyncio.sleep(seconds)
    await stage.release()


async def test_nothing_is_repeated_after_clean_stops(tmp_path: Path) -> None:
    """Stopped and started again and again while everybody writes, it loses and repeats nothing."""

    async with laboratory(tmp_path / "data", seed=10, people=3) as lab:

        async def stop_and_start() -> None:
            assert await _stops(lab) < WITHIN
            await lab.program.start()

        await lab.storm(5, 4, stop_and_start)
        (await lab.verdict()).check(repeats=False)


async def test_calls_in_flight_are_ended_and_recorded(tmp_path: Path) -> None:
    """Calls that took effect but are answered a second after SIGTERM are waited for, and not repeated."""
    async with laboratory(tmp_path / "data", seed=11, people=2) as lab:
        await lab.stage.hold("copyMessage", when="after")
        await lab.talk(2, pause=0)
        await lab.stage.held(3)
        releasing = asyncio.create_task(_later(lab.stage, 1.0))
        assert 1.0 <= await _stops(lab) < WITHIN
        await releasing
        await lab.program.start()
        (await lab.verdict()).check(repeats=False)


async def test_calls_that_do_not_end_hold_up_no_stop(tmp_path: Path) -> None:
    """Calls that are never answered are given up in time, and made again after the next start."""
    async with laboratory(tmp_path / "data", seed=12, people=2) as lab:
        await lab.stage.fault(["copyMessage", "sendMessage", "getUpdates"], "hang", times=None)
        await lab.talk(2, pause=0)
        await asyncio.sleep(0.3)
        took = await _stops(lab)
        await lab.stage.no_faults()
        await lab.program.start()
        (await lab.verdict()).check(repeats=False)
        assert took < WITHIN


async def test_a_store_that_does_not_answer_holds_up_no_stop(tmp_path: Path) -> None:
    """While the store hangs a stop takes no longer, and what was in doubt is found out at the next start."""
    async with laboratory(tmp_path / "data", seed=13, people=2) as lab:
        lab.store(signal.SIGSTOP)
        await lab.talk(2, pause=0)
        await asyncio.sleep(0.3)
        took = await _stops(lab)
        lab.ledger.deaths.append(await lab.stage.now())
        lab.store(signal.SIGCONT)
        await lab.program.start()
        (await lab.verdict()).check()
        assert took < WITHIN
