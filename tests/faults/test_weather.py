"""Weather: Telegram fails in every way it can while everybody writes, and the bot goes on living."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from tests.faults.laboratory import Laboratory, laboratory

pytestmark = pytest.mark.timeout(240)

SENDING = ["copyMessage", "sendMessage", "setMessageReaction"]

STORM: tuple[dict[str, Any], ...] = (
    {"kind": "error", "code": 500},
    {"kind": "http502html"},
    {"kind": "reset"},
    {"kind": "garbage"},
)


async def _struck(lab: Laboratory) -> int:
    """How many calls failed so far."""
    return sum(each["hits"] for each in await lab.stage.faults())


@pytest.mark.parametrize("when", ["before", "after"])
async def test_calls_fail(tmp_path: Path, when: str) -> None:
    """Many calls fail, in every way, before or after their effect; what is repeated was in doubt."""
    async with laboratory(tmp_path / "data", seed=5, people=3, telegram__poll_timeout="1") as lab:
        talking = asyncio.create_task(lab.talk(10))
        while not talking.done() or await _struck(lab) < 5:
            fault = lab.chance.choice(STORM)
            await lab.stage.fault("*", **fault, when=when, skip=lab.chance.randrange(8))
            await asyncio.sleep(0.05)
        await talking
        await lab.stage.no_faults()
        await lab.stage.advance(31)
        (await lab.verdict()).check(repeats=when == "after")


@pytest.mark.parametrize("when", ["before", "after"])
async def test_calls_hang(tmp_path: Path, when: str) -> None:
    """Calls that hang for longer than every timeout are given up and tried again."""
    async with laboratory(
        tmp_path / "data",
        seed=6,
        people=2,
        telegram__poll_timeout="1",
        telegram__read_timeout="1.5",
    ) as lab:
        talking = asyncio.create_task(lab.talk(6))
        for _ in range(12):
            await lab.stage.fault(SENDING, "hang", when=when, skip=lab.chance.randrange(6))
            await asyncio.sleep(0.1)
        await lab.stage.fault("getUpdates", "hang", when=when, seconds=3)
        await talking
        await lab.stage.no_faults()
        await lab.stage.advance(31)
        (await lab.verdict()).check(repeats=when == "after")


async def test_one_chat_is_paused(tmp_path: Path) -> None:
    """A 429 for one person delays her alone: everybody else is served meanwhile, she afterwards."""
    async with laboratory(tmp_path / "data", seed=7, people=3) as lab:
        paused = lab.cases[0].person
        await lab.stage.fault(chat_id=paused.id, retry_after=600)
        await lab.talk(4)
        await lab.stage.settle()
        meanwhile = await lab.count()
        assert meanwhile.lost
        assert {token[:3] for token in meanwhile.lost} == {"a00"}
        await lab.stage.advance(601)
        (await lab.verdict()).check(repeats=False)


async def test_everything_is_paused(tmp_path: Path) -> None:
    """A 429 for every call is waited out as long as it asks, and nothing is called meanwhile."""
    async with laboratory(tmp_path / "data", seed=8, people=2, telegram__poll_timeout="1") as lab:
        for _ in range(3):
            await lab.stage.fault("*", retry_after=5, times=6)
            await lab.talk(3)
            await lab.stage.advance(6)
        await lab.stage.no_faults()
        await lab.stage.advance(31)
        (await lab.verdict()).check(repeats=False)


async def test_the_network_is_gone_for_a_minute(tmp_path: Path) -> None:
    """While no connection can be made everything is kept, here or at Telegram, and sent when it is back."""
    async with laboratory(
        tmp_path / "data", seed=9, people=2, cables=True, telegram__poll_timeout="1"
    ) as lab:
        assert lab.network is not None
        await lab.talk(2)
        await lab.stage.settle()
        calls = len(await lab.stage.calls())
        await lab.cut_network()
        await _a_minute(lab)
        assert len(await lab.stage.calls()) == calls
        await lab.network.mend()
        await lab.stage.advance(31)
        await lab.talk(2)
        (await lab.verdict()).check(repeats=False)


async def _a_minute(lab: Laboratory) -> None:
    for _ in range(6):
        await lab.talk(1, pause=0.05)
        await lab.stage.advance(10)
