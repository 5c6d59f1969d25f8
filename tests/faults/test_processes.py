"""Processes: several of them on one store; whoever is in charge may end, pause or be stopped at any moment."""

import asyncio
import signal
from pathlib import Path

import pytest

from bot.tenure import CALL_SECONDS, LEASE_SECONDS
from tests.faults.fleet import LOST, fleet
from tests.faults.laboratory import laboratory
from tests.support.helpline import READY

pytestmark = pytest.mark.timeout(240)

TAKEOVER = 15.0
LATE = 10.0
"""Seconds that a machine with much other work may add."""


@pytest.mark.parametrize(("webhook", "each"), [(True, 12), (False, 4)])
async def test_whoever_is_in_charge_is_killed_again_and_again(
    tmp_path: Path, *, webhook: bool, each: int
) -> None:
    """Of three processes one is killed every few seconds: nothing is lost, leaks or changes places, and each
    newcomer has one topic. Updates are brought to all three, or the owner asks for them."""
    async with fleet(tmp_path / "data", seed=31, people=2, webhook=webhook) as ships:
        lab = ships.lab
        async with asyncio.TaskGroup() as group:
            writing = [
                group.create_task(lab.talk(each, pause=0.5)),
                *(group.create_task(lab.comes(2 + number, before=3)) for number in range(2)),
            ]
            while lab.kills < 3 or not all(one.done() for one in writing):
                await asyncio.sleep(lab.chance.uniform(0.2, 1.5))
                await ships.blow()
        (await lab.verdict()).check()
        assert ships.takeovers
        assert max(ships.takeovers) < TAKEOVER + LATE
        assert len(await lab.experts[0].topics()) == 4
        assert ships.balancer is None or len(ships.balancer.served) == 3


async def test_an_owner_that_stood_still_does_no_harm(tmp_path: Path) -> None:
    """An owner that is paused for longer than its lease, and wakes, finds somebody else in charge and yields."""
    async with fleet(tmp_path / "data", seed=32, size=2, people=2, experts=1) as ships:
        lab = ships.lab
        paused = ships.owner()
        assert paused is not None
        talking = asyncio.create_task(lab.talk(14, pause=1.0))
        await asyncio.sleep(2.0)
        await ships.pause(paused)
        await ships.taken_over(paused)
        await asyncio.sleep(3.0)
        await ships.wake(paused)
        await paused.said.says(LOST)
        await talking
        (await lab.verdict()).check()
        (took,) = ships.takeovers
        # Not before the lease ran out, of which a renewal that was late has left less.
        assert 4.0 < took < TAKEOVER + LATE


async def test_a_stopped_process_is_followed_at_once(tmp_path: Path) -> None:
    """SIGTERM gives the desk to the next process within moments, and nothing is repeated by that."""
    async with fleet(tmp_path / "data", seed=33, size=2, people=2) as ships:
        lab = ships.lab
        for _ in range(2):
            before = ships.owner()
            assert before is not None
            async with asyncio.TaskGroup() as group:
                group.create_task(lab.talk(3))
                await asyncio.sleep(lab.chance.uniform(0.0, 0.5))
                await before.stop()
                await ships.taken_over(before)
                await ships.start(before)
        (await lab.verdict()).check(repeats=False)
        assert max(ships.takeovers) < 1.0 + LATE


async def test_a_process_alone_comes_back_at_once(tmp_path: Path) -> None:
    """Killed and started again on the same machine, a process does not wait for its own former lease."""
    async with fleet(tmp_path / "data", seed=34, size=1, people=1) as ships:
        (one,) = ships.programs
        for _ in range(2):
            await ships.kill(one)
            await one.start(READY)
            assert not ships.reserves()
        await ships.lab.talk(2)
        (await ships.lab.verdict()).check()


async def test_no_call_starts_that_could_outlast_the_lease(tmp_path: Path) -> None:
    """While the lease can't be renewed, a call whose time has come waits; it is made when the store is back."""
    async with laboratory(tmp_path / "data", seed=35, people=1, experts=1) as lab:
        (case,) = lab.cases
        await lab.stage.fault(chat_id=case.person.id, retry_after=600)
        await lab.answers(lab.experts[0], case, 1)
        await lab.stage.settle()
        lab.store(signal.SIGSTOP)
        # A renewal has just been, at the earliest; some seconds later less is left than a call may take.
        await asyncio.sleep(LEASE_SECONDS - CALL_SECONDS + 0.5)
        before = len(await lab.stage.calls())
        await lab.stage.advance(601)
        await asyncio.sleep(1.0)
        made = (await lab.stage.calls())[before:]
        assert [each["method"] for each in made if each["method"] != "getUpdates"] == []
        lab.store(signal.SIGCONT)
        (await lab.verdict()).check(repeats=False)
