"""Delivered effects leave together: in one call, each by itself at once or not at all."""

import asyncio

import pytest
from redis.asyncio import Redis

from bot.handoff.effects import Effect
from bot.handoff.ids import EffectId, MessageId, PersonId, UpdateId
from bot.handoff.message_map import Side
from bot.ports import FencedError, Finished, StoreAwayError
from bot.store.valkey_store import ValkeyStore
from tests.contract.store.lossy import LossyLine, line
from tests.contract.store.material import ANNA, BERT, commit, hers, person, relay, waiting_effects
from tests.contract.store.test_lost_answers import lossy

__all__ = ["line", "lossy"]


async def _sent(store: ValkeyStore, who: PersonId, *effects: Effect) -> list[EffectId]:
    outcome = await store.commit(commit(person=person(who), effects=effects))
    return [one.id for one in outcome.envelopes]


async def _calls(client: Redis) -> int:
    """Return how many scripts the server has run."""
    return int((await client.info("commandstats"))["cmdstat_evalsha"]["calls"])


async def test_those_of_one_moment_leave_in_one_call(store: ValkeyStore, client: Redis) -> None:
    """Twenty deliveries of two people that end together take two calls, and each leaves its link with its owner."""
    annas = await _sent(store, ANNA, *(relay(n) for n in range(10)))
    berts = await _sent(store, BERT, *(relay(n) for n in range(10)))
    before = await _calls(client)
    await asyncio.gather(
        *(
            store.finish(Finished(one, who, (hers(n, 100 * at + n),)))
            for at, (who, sent) in enumerate(((ANNA, annas), (BERT, berts)), 1)
            for n, one in enumerate(sent)
        )
    )
    assert await _calls(client) - before == 2
    assert await waiting_effects(store) == []
    assert await store.counterpart(ANNA, Side.PERSON, MessageId(7)) == 107
    assert await store.counterpart(BERT, Side.PERSON, MessageId(7)) == 207


async def test_one_that_is_gone_writes_nothing_beside_others(store: ValkeyStore) -> None:
    """An effect that left before writes nothing, also in the company of others that do."""
    first, second, third = await _sent(store, ANNA, relay(1), relay(2), relay(3))
    await store.finish(Finished(second, ANNA, (hers(2, 102),)))
    await asyncio.gather(
        store.finish(Finished(first, ANNA, (hers(1, 101),))),
        store.finish(Finished(second, ANNA, (hers(2, 999),), named=(("card", MessageId(999)),))),
        store.finish(Finished(third, ANNA, (hers(3, 103),))),
    )
    assert await store.counterpart(ANNA, Side.PERSON, MessageId(2)) == 102
    assert await store.named(ANNA, "card") is None
    assert await store.counterpart(ANNA, Side.PERSON, MessageId(3)) == 103


async def test_a_lost_answer_is_asked_for_again(lossy: ValkeyStore, line: LossyLine) -> None:
    """Deliveries whose recording got no answer are recorded once, and everybody hears of it."""
    sent = await _sent(lossy, ANNA, *(relay(n) for n in range(5)))
    line.lose = 2
    await asyncio.gather(
        *(lossy.finish(Finished(one, ANNA, (hers(n, 50 + n),))) for n, one in enumerate(sent))
    )
    assert line.lost == 2
    assert await waiting_effects(lossy) == []
    assert await lossy.counterpart(ANNA, Side.PERSON, MessageId(4)) == 54


async def test_nobody_is_forgotten_when_the_store_refuses(
    store: ValkeyStore, client: Redis
) -> None:
    """When the server is read-only each hears so, and once it writes again what waited can leave."""
    sent = await _sent(store, ANNA, relay(1), relay(2), relay(3))
    await client.replicaof("127.0.0.1", "1")
    try:
        ended = await asyncio.gather(
            *(store.finish(Finished(one, ANNA)) for one in sent), return_exceptions=True
        )
        assert [isinstance(one, StoreAwayError) for one in ended] == [True] * 3
    finally:
        await client.replicaof("NO", "ONE")
    await asyncio.gather(*(store.finish(Finished(one, ANNA)) for one in sent))
    assert await waiting_effects(store) == []


async def test_who_gives_up_disturbs_nobody(store: ValkeyStore) -> None:
    """The first of three deliveries gives up waiting; the others leave all the same."""
    sent = await _sent(store, ANNA, relay(1), relay(2), relay(3))
    leaving = [asyncio.create_task(store.finish(Finished(one, ANNA))) for one in sent]
    await asyncio.sleep(0)
    leaving[0].cancel()
    async with asyncio.timeout(5):
        await asyncio.gather(*leaving, return_exceptions=True)
    assert not set(sent[1:]) & {one.id for one in await store.waiting()}


async def test_a_former_owner_records_nothing(store: ValkeyStore) -> None:
    """When a later epoch has begun a delivery is not recorded, and the former owner is told."""
    (sent,) = await _sent(store, ANNA, relay(1))
    told: list[int] = []
    former = await store.acquire("former", 5.0)
    assert former is not None
    mine = store.under(former, lambda: told.append(1))
    assert await store.acquire("later", 5.0, at_once=True) is not None
    with pytest.raises(FencedError):
        await mine.finish(Finished(sent, ANNA, (hers(1, 101),)))
    assert told
    assert await waiting_effects(store) == [relay(1)]
    assert await store.counterpart(ANNA, Side.PERSON, MessageId(1)) is None


async def test_updates_of_one_go_are_marked_together(store: ValkeyStore) -> None:
    """A commit of several updates marks them all; one that holds a marked update writes nothing."""
    row = commit(update=1, also=(UpdateId(2), UpdateId(3)), effects=(relay(1),))
    assert (await store.commit(row)).status == "done"
    for update in (1, 2, 3):
        assert await store.seen(UpdateId(update), row.now)
    again = commit(1, update=4, also=(UpdateId(3),), effects=(relay(2),))
    assert (await store.commit(again)).status == "seen"
    assert not await store.seen(UpdateId(4), row.now)
    assert await waiting_effects(store) == [relay(1)]
