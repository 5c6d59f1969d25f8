"""What is kept in memory beside the store: it saves trips, and is never believed where it may be wrong."""

import msgspec
from redis.asyncio import Redis

from bot.handoff.ids import MessageId, ThreadId
from bot.handoff.message_map import Side
from bot.ports import TopicOwner
from bot.store.memory import Memory
from bot.store.valkey_store import ValkeyStore
from tests.contract.store.material import ANNA, CODE, commit, hers, person
from tests.support.valkey import codec


async def _reads(client: Redis) -> int:
    """Return how often the server was asked for a record or an owner."""
    found = await client.info("commandstats")
    return sum(found.get(f"cmdstat_{one}", {"calls": 0})["calls"] for one in ("get", "hget"))


def test_what_was_used_longest_ago_makes_room() -> None:
    """Of three values in a memory of two the one that nobody asked for is gone."""
    memory = Memory[str, int](2)
    memory.keep("a", 1)
    memory.keep("b", 2)
    assert memory.recall("a") == 1
    memory.keep("c", 3)
    assert [memory.recall(key) for key in "abc"] == [1, None, 3]
    memory.forget("a")
    assert memory.recall("a") is None


async def test_a_person_is_read_once(store: ValkeyStore, client: Redis) -> None:
    """After a commit or a load she and the owner of her topic are known without a trip, as they are stored."""
    await store.commit(commit(codes=(CODE,), topics=((CODE, ThreadId(77)),), links=(hers(5),)))
    fresh = ValkeyStore(client, codec())
    first = await fresh.load(ANNA, ((Side.PERSON, MessageId(5)),))
    assert await fresh.owner_of_topic(ThreadId(77)) == TopicOwner(ANNA, CODE)
    before = await _reads(client)
    assert await fresh.load(ANNA, ((Side.PERSON, MessageId(5)),)) == first
    assert await fresh.owner_of_topic(ThreadId(77)) == TopicOwner(ANNA, CODE)
    assert await store.load(ANNA) == msgspec.structs.replace(first, entries={})
    assert await _reads(client) == before
    await fresh.close()


async def test_an_unknown_topic_is_asked_for_again(store: ValkeyStore) -> None:
    """That a thread belongs to nobody is not kept: it may become somebody's."""
    assert await store.owner_of_topic(ThreadId(77)) is None
    await store.commit(commit(codes=(CODE,), topics=((CODE, ThreadId(77)),)))
    assert await store.owner_of_topic(ThreadId(77)) == TopicOwner(ANNA, CODE)


async def test_what_somebody_else_wrote_is_found_after_a_conflict(
    store: ValkeyStore, client: Redis
) -> None:
    """A record that moved on behind our back costs one conflict; then what stands in the store counts."""
    await store.commit(commit())
    other = ValkeyStore(client, codec())
    theirs = msgspec.structs.replace(person(), language="en")
    assert (await other.commit(commit(1, person=theirs))).status == "done"
    assert (await store.load(ANNA)).version == 1
    assert (await store.commit(commit(1))).status == "conflict"
    found = await store.load(ANNA)
    assert (found.version, found.person) == (2, theirs)
    await other.close()
