"""Tenure: what a process may believe of its lease, and what it does when it loses it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

import pytest

from bot import tenure
from bot.ports import Epoch, FencedError, StoreAwayError
from bot.tenure import CALL_SECONDS, LEASE_SECONDS, START_SECONDS, Permission, Tenure, tenure_of


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look and renew often enough for a test; how long a lease is stays as it is."""
    monkeypatch.setattr(tenure, "RENEW_EVERY", 0.01)
    monkeypatch.setattr(tenure, "LOOK_EVERY", 0.005)


@dataclass
class Watch:
    """Steady time that a test moves."""

    shows: float = 1000.0

    def __call__(self) -> float:
        return self.shows


@dataclass
class OneLease:
    """Fills the port `Lease`: who holds it, and whether it can be reached."""

    watch: Watch
    held: Epoch | None = None
    away: bool = False
    slow: float = 0.0
    """Steady seconds that each answer takes."""
    asked: list[str] = field(default_factory=list)
    dead: list[Epoch | None] = field(default_factory=list)

    async def acquire(
        self,
        token: str,
        seconds: float,  # noqa: ARG002  the port says so
        *,
        dead: Epoch | None = None,
        at_once: bool = False,
    ) -> Epoch | None:
        self._look("acquire")
        self.dead.append(dead)
        if self.held is not None and self.held != dead and not at_once:
            return None
        self.held = Epoch(f"1 {token}")
        return self.held

    async def holder(self) -> Epoch | None:
        self._look("holder")
        return self.held

    async def renew(self, epoch: Epoch, seconds: float) -> bool:  # noqa: ARG002  the port says so
        self._look("renew")
        return self.held == epoch

    async def release(self, epoch: Epoch) -> None:
        self._look("release")
        if self.held == epoch:
            self.held = None

    def _look(self, what: str) -> None:
        self.asked.append(what)
        self.watch.shows += self.slow
        if self.away:
            raise StoreAwayError("away")


async def _begun(lease: OneLease) -> Tenure:
    return await tenure_of(lease, lease.watch, at_once=False, waits=lambda: None)


async def _until(told: list[str], what: str) -> None:
    while what not in told:  # noqa: ASYNC110  a list of what was asked tells nobody
        await asyncio.sleep(0.001)


async def test_a_free_desk_is_owned_at_once() -> None:
    """Nobody waits for a lease that nobody holds."""
    lease = OneLease(Watch())
    owned = await _begun(lease)
    assert owned.epoch == lease.held
    assert owned.left() == LEASE_SECONDS
    assert lease.asked == ["acquire"]


async def test_it_is_believed_shorter_than_it_is() -> None:
    """The time an answer took counts as spent: the server may have begun to count when it was asked."""
    lease = OneLease(Watch(), slow=1.5)
    assert (await _begun(lease)).left() == LEASE_SECONDS - 1.5


async def test_a_reserve_waits_and_says_so_once() -> None:
    """While another owns the desk a process looks again and again, and tells that it stands by."""
    lease, told = OneLease(Watch(), held=Epoch("1 other")), list[int]()
    waiting = asyncio.create_task(
        tenure_of(lease, lease.watch, at_once=False, waits=lambda: told.append(1))
    )
    await asyncio.sleep(0.05)
    assert not waiting.done()
    assert told == [1]
    lease.held = None
    assert (await waiting).epoch == lease.held


async def test_a_dead_owner_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """The lease is taken from an owner that has ended for certain, and nobody is told of a reserve."""
    monkeypatch.setattr(tenure, "has_ended", lambda name: name == "dead")
    lease, told = OneLease(Watch(), held=Epoch("4 dead")), list[int]()
    await tenure_of(lease, lease.watch, at_once=False, waits=lambda: told.append(1))
    assert lease.dead == [None, "4 dead"]
    assert told == []


async def test_a_store_that_is_away_is_waited_for() -> None:
    """Who can't ask goes on asking, and claims to be no reserve."""
    lease, told = OneLease(Watch(), away=True), list[int]()
    waiting = asyncio.create_task(
        tenure_of(lease, lease.watch, at_once=False, waits=lambda: told.append(1))
    )
    await asyncio.sleep(0.03)
    lease.away = False
    await waiting
    assert told == []


async def test_a_call_needs_all_of_its_time() -> None:
    """While a whole call fits into the lease there is room; after that it waits for a renewal."""
    lease = OneLease(Watch())
    owned = await _begun(lease)
    lease.watch.shows += LEASE_SECONDS - CALL_SECONDS
    await owned.room()
    lease.watch.shows += 0.001
    waiting = asyncio.create_task(owned.room())
    await asyncio.sleep(0.01)
    assert not waiting.done()
    holding = asyncio.create_task(owned.hold())
    await waiting
    assert owned.left() == LEASE_SECONDS
    holding.cancel()
    await asyncio.gather(holding, return_exceptions=True)
    assert not owned.over


async def test_a_call_that_was_held_up_may_not_leave() -> None:
    """Between the look and the first byte a moment may pass; after a pause the call stays here."""
    lease, permission = OneLease(Watch()), Permission()
    assert permission.holds()
    permission.tenure = await _begun(lease)
    lease.watch.shows += LEASE_SECONDS - CALL_SECONDS
    await permission.room()
    lease.watch.shows += START_SECONDS
    assert permission.holds()
    lease.watch.shows += 0.001
    assert not permission.holds()


async def test_renewals_that_fail_lengthen_nothing() -> None:
    """While the store is away the time runs out; when it is back and nobody took over, work goes on."""
    lease = OneLease(Watch())
    owned = await _begun(lease)
    lease.away = True
    holding = asyncio.create_task(owned.hold())
    lease.watch.shows += LEASE_SECONDS + 1
    lease.asked.clear()
    await _until(lease.asked, "renew")
    assert owned.left() == 0
    waiting = asyncio.create_task(owned.room())
    await asyncio.sleep(0.02)
    assert not waiting.done()
    lease.away = False
    await waiting
    assert not owned.over
    holding.cancel()
    await asyncio.gather(holding, return_exceptions=True)


async def test_a_lost_lease_ends_the_tenure() -> None:
    """When a renewal finds another owner, no call starts any more and who waits for room hears so."""
    lease = OneLease(Watch())
    owned = await _begun(lease)
    lease.watch.shows += LEASE_SECONDS
    waiting = asyncio.create_task(owned.room())
    lease.held = Epoch("2 other")
    await owned.hold()
    assert owned.over
    assert owned.left() == 0
    with pytest.raises(FencedError):
        await waiting
    await owned.end()
    assert lease.held == "2 other"


async def test_a_refused_write_ends_the_tenure_at_once() -> None:
    """Whoever hears first that another owns the desk ends it, however long the lease seems to be."""
    lease = OneLease(Watch())
    owned = await _begun(lease)
    holding = asyncio.create_task(owned.hold())
    await asyncio.sleep(0)
    owned.fenced()
    await holding
    with pytest.raises(FencedError):
        await owned.room()


@pytest.mark.parametrize("away", [False, True])
async def test_the_end_gives_the_lease_back(*, away: bool) -> None:
    """At the end the lease is free, if the store can be told so."""
    lease = OneLease(Watch())
    owned = await _begun(lease)
    lease.away = away
    await owned.end()
    assert (lease.held is None) is not away
    with pytest.raises(FencedError):
        await owned.room()
