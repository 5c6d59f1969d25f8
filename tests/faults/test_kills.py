"""Kills: the bot, its store, or both end without a warning while everybody writes."""

import asyncio
from pathlib import Path

import pytest

from tests.faults.laboratory import laboratory

pytestmark = pytest.mark.timeout(240)


async def test_the_bot_is_killed_again_and_again(tmp_path: Path) -> None:
    """Nothing is lost, leaks or changes places when the bot is killed at random moments."""
    async with laboratory(tmp_path / "data", seed=1) as lab:
        await lab.storm(8, 3, lab.kill_and_start)
        found = await lab.verdict()
        assert lab.kills >= 8
        found.check()


async def test_the_store_is_killed_again_and_again(tmp_path: Path) -> None:
    """A store that dies is started again; the bot goes on and repeats nothing, since it lives."""
    async with laboratory(tmp_path / "data", seed=2) as lab:
        await lab.storm(3, 4, lab.kill_store)
        found = await lab.verdict()
        found.check(repeats=False)


async def test_both_are_killed_at_once(tmp_path: Path) -> None:
    """A bot that dies together with its store finds everything where it was."""
    async with laboratory(tmp_path / "data", seed=3, people=2) as lab:
        await lab.storm(3, 4, lab.kill_both)
        found = await lab.verdict()
        found.check()


async def test_newcomers_find_their_way_through_kills(tmp_path: Path) -> None:
    """Each person gets one case and one topic, with her questions in order, however often the bot dies."""
    async with laboratory(tmp_path / "data", seed=4, people=0, experts=1) as lab:
        await lab.stage.control.post("latency", {"min_ms": 30, "max_ms": 120})
        async with asyncio.TaskGroup() as group:
            people = [group.create_task(lab.comes(number, before=6)) for number in range(4)]
            loop, start = asyncio.get_running_loop(), 1.0
            while not all(each.done() for each in people):
                # On a machine that takes long to start it, it also takes long to do anything.
                await asyncio.sleep(lab.chance.uniform(0.1, 0.8) * max(1.0, start))
                begun = loop.time()
                await lab.kill_and_start()
                start = loop.time() - begun
        await lab.talk(2)
        found = await lab.verdict()
        found.check()
        assert len(await lab.experts[0].topics()) == 4
