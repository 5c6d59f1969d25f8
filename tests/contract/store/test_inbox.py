"""Inbox: updates reach the owner once and in order, sealed, and are gone when he has settled them."""

import asyncio

from redis.asyncio import Redis

from bot.handoff.ids import UpdateId
from bot.store import keys
from bot.store.valkey_store import ValkeyStore
from tests.contract.store.material import NOW, commit, everything, raw


async def test_what_is_handed_over_arrives(store: ValkeyStore) -> None:
    """Updates arrive as they came, oldest first, and each is asked for from where one stopped."""
    for number in (9, 7, 8):
        assert await store.hand_over(UpdateId(number), b"body %d" % number, NOW)
    found = await store.handed("0", 1.0)
    assert [(one.update, one.body) for one in found] == [
        (9, b"body 9"),
        (7, b"body 7"),
        (8, b"body 8"),
    ]
    assert [one.update for one in await store.handed(found[0].entry, 1.0)] == [7, 8]


async def test_the_owner_waits_for_news(store: ValkeyStore) -> None:
    """A question is held until there is something, and other commands pass it meanwhile."""
    waiting = asyncio.create_task(store.handed("0", 5.0))
    await asyncio.sleep(0.05)
    assert not waiting.done()
    await store.hand_over(UpdateId(1), b"news", NOW)
    (one,) = await waiting
    assert one.body == b"news"


async def test_no_news_is_an_answer_too(store: ValkeyStore) -> None:
    """After its time an empty answer comes."""
    assert await store.handed("0", 0.05) == []


async def test_a_question_that_is_dropped_leaves_nothing_behind(store: ValkeyStore) -> None:
    """When the owner stops waiting, no answer of his question is taken for that of another."""
    for _ in range(5):
        waiting = asyncio.create_task(store.handed("0", 5.0))
        await asyncio.sleep(0.02)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        assert await store.on_the_way([UpdateId(1)]) == frozenset()


async def test_the_same_update_stands_there_once(store: ValkeyStore) -> None:
    """Telegram brings an update again and again while nobody owns the desk; the inbox does not grow by that."""
    for _ in range(3):
        assert await store.hand_over(UpdateId(1), b"body", NOW)
    assert len(await store.handed("0", 0.05)) == 1


async def test_settled_it_is_gone(store: ValkeyStore, client: Redis) -> None:
    """Until it is settled an update is on its way; then it is not, and nothing is left of it."""
    await store.hand_over(UpdateId(1), b"one", NOW)
    await store.hand_over(UpdateId(2), b"two", NOW)
    first, second = await store.handed("0", 1.0)
    await store.settled([first])
    assert await store.on_the_way([UpdateId(1), UpdateId(2), UpdateId(3)]) == {2}
    await store.settled([second])
    assert await store.on_the_way([UpdateId(1), UpdateId(2)]) == frozenset()
    assert raw(await everything(client)).find(b"two") < 0
    assert await client.xlen(keys.INBOX) == 0
    assert await store.hand_over(UpdateId(1), b"one", NOW)


async def test_a_seen_update_is_not_handed_over(store: ValkeyStore) -> None:
    """What was committed before goes nowhere, and its bringer hears so."""
    await store.commit(commit(update=5))
    assert not await store.hand_over(UpdateId(5), b"body", NOW)
    assert await store.handed("0", 0.05) == []


async def test_it_is_sealed(store: ValkeyStore, client: Redis) -> None:
    """What people wrote can't be read in the store; what can't be opened is told as such."""
    await store.hand_over(UpdateId(1), b'{"text": "canary"}', NOW)
    assert b"canary" not in raw(await everything(client))
    await client.xadd(keys.INBOX, {"u": "2", "e": b"no seal at all"})
    _, damaged = await store.handed("0", 1.0)
    assert (damaged.update, damaged.body) == (2, None)
