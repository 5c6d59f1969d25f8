"""Trouble: whatever is wrong with the server, nothing is half done and the caller hears that it is away."""

import asyncio
import os
import signal

import pytest
from redis.asyncio import Redis

from bot.ports import StoreAwayError
from bot.store.client import StoreAddressError, connect
from bot.store.fitness import Fitness, inspect_server
from bot.store.valkey_store import ValkeyStore
from tests.contract.store.material import ANNA, BERT, NOW, commit, person, say, waiting_effects
from tests.support.valkey import codec


async def test_a_full_store_refuses_whole_commits(store: ValkeyStore, client: Redis) -> None:
    """When memory is full a commit is refused before its first write, and goes through afterwards."""
    await store.commit(commit())
    await client.config_set("maxmemory", "1")
    try:
        with pytest.raises(StoreAwayError, match="full"):
            await store.commit(commit(1, update=3, effects=(say("x"),)))
        assert (await store.load(ANNA)).version == 1
    finally:
        await client.config_set("maxmemory", "0")
    assert (await store.commit(commit(1, update=3, effects=(say("x"),)))).status == "done"


async def test_a_read_only_store_refuses_whole_commits(store: ValkeyStore, client: Redis) -> None:
    """A server that was made a replica takes no commit, and does again when it is on its own."""
    await store.commit(commit())
    await client.replicaof("127.0.0.1", "1")
    try:
        with pytest.raises(StoreAwayError, match="read-only"):
            await store.commit(commit(1, effects=(say("x"),)))
    finally:
        await client.replicaof("NO", "ONE")
    assert (await store.commit(commit(1))).status == "done"


async def test_a_right_taken_away_makes_it_away(store: ValkeyStore, client: Redis) -> None:
    """A server that takes a right from us while we run counts as away until it is given back: nothing is dropped."""
    await store.commit(commit())
    await client.execute_command("ACL", "SETUSER", "default", "-evalsha")
    try:
        with pytest.raises(StoreAwayError, match="right"):
            await store.commit(commit(1, effects=(say("x"),)))
    finally:
        await client.execute_command("ACL", "SETUSER", "default", "+evalsha")
    assert (await store.commit(commit(1))).status == "done"


async def test_a_forgotten_script_is_told_again(store: ValkeyStore, client: Redis) -> None:
    """A server that lost its scripts gets ours again within the same commit."""
    await client.script_flush()
    assert (await store.commit(commit())).status == "done"


async def test_an_unreachable_store_is_away(tmp_path: object) -> None:
    """Without a server every method says that the store is away."""
    store = ValkeyStore(connect(f"unix://{tmp_path}/none.sock"), codec())
    for call in (
        store.open(),
        store.load(ANNA),
        store.commit(commit()),
        store.emit(None, [say("x")], NOW),
        store.due(NOW, 1),
        store.waiting(),
        store.dead_letters(),
    ):
        with pytest.raises(StoreAwayError, match="can't be reached"):
            await call
    with pytest.raises(StoreAwayError):
        await inspect_server(connect(f"unix://{tmp_path}/none.sock"))


async def test_a_silent_server_is_not_waited_for(client: Redis) -> None:
    """A server that takes a connection and never answers counts as away after a while, also at the first look."""
    pid = (await client.info("server"))["process_id"]
    os.kill(pid, signal.SIGSTOP)
    try:
        with pytest.raises(StoreAwayError):
            await inspect_server(client, within=0.1)
    finally:
        os.kill(pid, signal.SIGCONT)


async def test_a_hanging_store_finishes_what_it_was_told(client: Redis) -> None:
    """While the server hangs reads say that it is away; a commit on its way is done once it goes on."""
    store = ValkeyStore(client, codec(), timeout=0.1)
    await store.open()
    pid = (await client.info("server"))["process_id"]
    os.kill(pid, signal.SIGSTOP)
    try:
        commits = asyncio.create_task(store.commit(commit(effects=(say("x"),))))
        with pytest.raises(StoreAwayError):
            await store.load(ANNA)
        assert not commits.done()
    finally:
        os.kill(pid, signal.SIGCONT)
    assert (await commits).status == "done"
    assert await waiting_effects(store) == [say("x")]


async def test_a_given_up_caller_disturbs_nobody(client: Redis, store: ValkeyStore) -> None:
    """Of two commits on their way together one is given up; the other is done and told so."""
    pid = (await client.info("server"))["process_id"]
    os.kill(pid, signal.SIGSTOP)
    lost = asyncio.create_task(store.commit(commit(effects=(say("x"),))))
    kept = asyncio.create_task(store.commit(commit(person=person(BERT), effects=(say("y"),))))
    await asyncio.sleep(0.05)
    lost.cancel()
    os.kill(pid, signal.SIGCONT)
    assert (await kept).status == "done"
    assert lost.cancelled()
    assert await waiting_effects(store) == [say("x"), say("y")]


async def test_a_caller_gone_before_sending_writes_nothing(store: ValkeyStore) -> None:
    """A commit given up before it was sent is not sent any more."""
    lost = asyncio.create_task(store.commit(commit(effects=(say("x"),))))
    await asyncio.sleep(0)
    lost.cancel()
    assert (await store.load(ANNA)).version == 0
    assert await waiting_effects(store) == []


async def test_a_careless_server_is_named(client: Redis) -> None:
    """A server that may evict or keeps no log of its writes is unfit, and each reason is a sentence."""
    assert await inspect_server(client) == Fitness()
    await client.config_set("maxmemory-policy", "allkeys-lru")
    await client.config_set("appendonly", "no")
    try:
        log, policy = (await inspect_server(client)).problems
        assert "appendonly yes" in log
        assert "noeviction" in policy
    finally:
        await client.config_set("maxmemory-policy", "noeviction")
        await client.config_set("appendonly", "yes")


@pytest.mark.parametrize("url", ["http://localhost", "localhost:6379", "redis://host:port"])
def test_a_wrong_address_is_refused(url: str) -> None:
    """An address that is not one of a store is refused in a sentence that does not repeat it."""
    with pytest.raises(StoreAddressError, match=r"store\.url") as caught:
        _ = connect(url)
    assert url not in str(caught.value)
