"""Storm: everything that can go wrong at once, at random moments, while everybody writes."""

import asyncio
import os
import secrets
from pathlib import Path

import pytest

from tests.faults.blows import Blows
from tests.faults.laboratory import laboratory

pytestmark = pytest.mark.timeout(240)

BLOWS = 15
PER_WINDOW, WINDOW = 20, 4


async def test_everything_goes_wrong_at_once(tmp_path: Path) -> None:
    """Deaths, failing and hanging calls, pauses, cuts and a store that stands still: nothing is lost or mixed up.

    Another storm each time; a failure tells its seed, with which `FAULTS_SEED` brings it back.
    """
    seed = int(os.environ.get("FAULTS_SEED") or secrets.randbelow(1_000_000))
    async with laboratory(
        tmp_path / "data",
        seed,
        people=3,
        cables=True,
        # A call that hangs is soon given up, but not one that a busy machine holds up; an open poll soon ends.
        telegram__read_timeout="1.5",
        telegram__poll_timeout="1",
    ) as lab:
        blows = Blows(lab)
        await lab.storm(BLOWS, 2, *blows.kills, *blows.weather)
        await blows.over()
        found = await lab.verdict()
        assert sum(blows.struck.values()) == BLOWS
        found.check()


async def test_messages_that_wait_are_merged_through_kills(tmp_path: Path) -> None:
    """More is written than Telegram takes, and the bot dies meanwhile: what waits is merged, in order, and all arrives.

    The window of the group's budget is compressed, for the bot and for the stand-in that enforces it.
    """
    async with laboratory(
        tmp_path / "data",
        seed=21,
        people=3,
        experts=1,
        telegram__budgets__group_per_minute=str(PER_WINDOW),
        telegram__budgets__group_window_seconds=str(WINDOW),
    ) as lab:
        await lab.stage.control.post(
            "budgets",
            {
                "enforced": True,
                "group_per_minute": PER_WINDOW,
                "group_window": WINDOW,
                "private_per_second": 0,
                "total_per_second": 0,
            },
        )
        talking = asyncio.create_task(lab.talk(9, pause=0.1))
        for _ in range(3):
            await asyncio.sleep(lab.chance.uniform(0.5, 1.5))
            await lab.kill_and_start()
        await talking
        found = await lab.verdict()
        found.check()
        assert found.merged > 0
        assert not [call for call in await lab.stage.calls() if call["code"] == 429]
