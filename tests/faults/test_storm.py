"""Storm: everything that can go wrong at once, at random moments, while everybody writes."""

import os
import secrets
from pathlib import Path

import pytest

from tests.faults.blows import Blows
from tests.faults.laboratory import laboratory

pytestmark = pytest.mark.timeout(240)

BLOWS = 20


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
        # A call that hangs is soon given up, and an open poll soon ended.
        telegram__read_timeout="0.5",
        telegram__poll_timeout="1",
    ) as lab:
        blows = Blows(lab)
        await lab.storm(BLOWS, 2, *blows.kills, *blows.weather)
        await blows.over()
        found = await lab.verdict()
        assert sum(blows.struck.values()) == BLOWS
        found.check()
