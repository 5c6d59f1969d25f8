"""Lease: one owner of the desk at a time, and nothing is written for who no longer is."""

import asyncio

import pytest
from redis.asyncio import Redis

from bot.handoff.ids import MessageId, UpdateId
from bot.handoff.merged import Merged
from bot.ports import Epoch, FencedError, Finished
from bot.store import keys
from bot.store.valkey_store import ValkeyStore
from tests.contract.store.material import (
    ANNA,
    NOW,
    aloud,
    commit,
    everything,
    relay,
    waiting_effects,
)


async def _owner(store: ValkeyStore, token: str = "a") -> Epoch:
    epoch = await store.acquire(token, 10.0)
    assert epoch is not None
    return epoch


async def _taken_over(store: ValkeyStore) -> Epoch:
    epoch = await store.acquire("another", 10.0, at_once=True)
    assert epoch is not None
    await store.release(epoch)
    return epoch


async def test_one_at_a_time(store: ValkeyStore) -> None:
    """Who asks while somebody owns the desk gets nothing; of twenty at once one becomes the owner."""
    found = await asyncio.gather(*(store.acquire(f"t{each}", 10.0) for each in range(20)))
    assert len([epoch for epoch in found if epoch is not None]) == 1
    assert await store.acquire("late", 10.0) is None


async def test_a_lost_answer_is_asked_for_again(store: ValkeyStore) -> None:
    """The same token gets the same epoch, and the lease is as long as it would be now."""
    first = await store.acquire("a", 0.1)
    assert await store.acquire("a", 10.0) == first
    await asyncio.sleep(0.15)
    assert await store.acquire("b", 10.0) is None


async def test_a_silent_owner_loses_the_desk(store: ValkeyStore) -> None:
    """After its time the lease goes to the next, with a later epoch; the former can't renew it."""
    first = await store.acquire("a", 0.05)
    assert first is not None
    await asyncio.sleep(0.1)
    second = await _owner(store, "b")
    assert int(second.split()[0]) == int(first.split()[0]) + 1
    assert not await store.renew(first, 10.0)
    assert await store.renew(second, 10.0)


async def test_a_lease_that_nobody_wanted_goes_on(store: ValkeyStore) -> None:
    """An owner whose lease expired while the store was away goes on when nobody took over."""
    epoch = await store.acquire("a", 0.05)
    assert epoch is not None
    await asyncio.sleep(0.1)
    assert await store.renew(epoch, 10.0)
    assert await store.acquire("b", 10.0) is None


async def test_given_back_it_is_free_at_once(store: ValkeyStore) -> None:
    """A released lease is the next one's at once; releasing does nothing to a lease of another."""
    first = await _owner(store, "a")
    await store.release(first)
    second = await _owner(store, "b")
    await store.release(first)
    assert await store.renew(second, 10.0)
    assert await store.acquire("c", 10.0) is None


async def test_who_knows_the_owner_is_dead_need_not_wait(store: ValkeyStore) -> None:
    """The lease is taken from the very owner that has ended, and from no other."""
    dead = await _owner(store, "a")
    assert await store.acquire("b", 10.0, dead=Epoch("7 somebody")) is None
    taken = await store.acquire("b", 10.0, dead=dead)
    assert taken is not None
    assert not await store.renew(dead, 10.0)


async def test_the_holder_is_known(store: ValkeyStore) -> None:
    """Who waits can see whose turn it is."""
    assert await store.holder() is None
    epoch = await _owner(store)
    assert await store.holder() == epoch


async def test_every_write_of_a_former_owner_is_refused(store: ValkeyStore, client: Redis) -> None:
    """Commit, line in General, dead letter, begun, finished and merged effect: none of them leaves a trace."""
    told: list[int] = []
    first = await _owner(store, "a")
    former = store.under(first, lambda: told.append(1))
    (waits,) = (await former.commit(commit(effects=(relay(1),)))).envelopes
    await store.acquire("b", 10.0, dead=first)
    before = await everything(client)
    writes = (
        former.commit(commit(1, update=5, effects=(relay(2),))),
        former.emit(UpdateId(6), (aloud("x"),), NOW),
        former.bury(UpdateId(7), b"{}", "reason", NOW),
        former.begin(waits.id, 5.0),
        former.finish(Finished(waits.id, ANNA)),
        former.finish(Finished(waits.id, ANNA, follow=(relay(3),))),
        former.finish(Finished(waits.id, ANNA, merged=(MessageId(90), Merged()))),
    )
    for write in writes:
        with pytest.raises(FencedError):
            await write
    assert len(told) == len(writes)
    assert await everything(client) == before


async def test_the_owner_writes_as_before(store: ValkeyStore) -> None:
    """Under its epoch an owner commits, begins and finishes; what follows stands in the outbox."""
    mine = store.under(await _owner(store), lambda: None)
    (waits,) = (await mine.commit(commit(update=5, effects=(relay(1),)))).envelopes
    await mine.begin(waits.id, 5.0)
    (again,) = await mine.waiting()
    assert again.attempted
    await mine.finish(Finished(waits.id, ANNA, follow=(relay(2),)))
    assert await waiting_effects(mine) == [relay(2)]
    assert await mine.seen(UpdateId(5), NOW)


async def test_a_new_tenure_begins_with_nothing_in_memory(store: ValkeyStore) -> None:
    """What another owner wrote meanwhile is seen by who becomes the owner again."""
    first = store.under(await _taken_over(store), lambda: None)
    await first.commit(commit())
    second = store.under(await _taken_over(store), lambda: None)
    await second.commit(commit(1))
    third = store.under(await _taken_over(store), lambda: None)
    assert (await third.load(ANNA)).version == 2


async def test_the_lease_holds_nothing_of_anybody(store: ValkeyStore, client: Redis) -> None:
    """Lease and epoch are the same text, of a number and the token."""
    await _owner(store, "token")
    assert await client.get(keys.LEASE) == await client.get(keys.EPOCH) == b"1 token"
