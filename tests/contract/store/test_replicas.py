"""Replicas: a write waits a moment for its copy on a real replica, and never for ever."""

import asyncio
import signal
import socket
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.store.fitness import inspect_server
from bot.store.valkey_store import ValkeyStore
from tests.contract.store.material import commit
from tests.support.own_server import OwnServer
from tests.support.valkey import codec

Pair = tuple[OwnServer, OwnServer]


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture
async def pair(tmp_path: Path) -> AsyncIterator[Pair]:
    """Return a server and its replica, in step."""
    port = _free_port()
    async with (
        OwnServer(tmp_path / "primary", port=port, repl_diskless_sync_delay="0") as primary,
        OwnServer(tmp_path / "replica", replicaof=f"127.0.0.1 {port}") as replica,
        primary.client() as client,
    ):
        async with asyncio.timeout(20):
            while (await client.waitaof(1, 1, 500))[1] < 1:  # noqa: ASYNC110  nothing tells when it is
                await asyncio.sleep(0.05)
        yield primary, replica


async def _store(server: OwnServer, replicas: int = 0) -> ValkeyStore:
    client = server.client()
    fitness = await inspect_server(client, replicas=replicas)
    assert fitness.problems == ()
    store = ValkeyStore(client, codec())
    await store.open()
    assert fitness.replicas == 1
    store.wait_for_replicas(fitness.replicas, own_log=fitness.own_log)
    return store


async def test_a_write_is_on_the_replica_when_it_is_told(pair: Pair) -> None:
    """Once a commit is answered, the replica holds it too; one WAITAOF follows the commit."""
    primary, replica = pair
    store = await _store(primary)
    async with primary.client() as client:
        before = (await client.info("commandstats")).get("cmdstat_waitaof", {}).get("calls", 0)
        assert (await store.commit(commit(update=7))).status == "done"
        after = (await client.info("commandstats"))["cmdstat_waitaof"]["calls"]
    assert after == before + 1
    assert not store.replicas_behind()
    copy = ValkeyStore(replica.client(), codec())
    assert (await copy.load(commit().person.id)).version == 1
    await copy.close()
    await store.close()


async def test_a_replica_that_hangs_holds_up_nothing_for_long(pair: Pair) -> None:
    """The first write waits some seconds, the next ones hardly; it is told, and forgotten when the replica is back."""
    primary, replica = pair
    store = await _store(primary)
    loop = asyncio.get_running_loop()
    replica.signal(signal.SIGSTOP)
    assert (await store.commit(commit())).status == "done"
    assert store.replicas_behind()
    began = loop.time()
    for version in range(1, 4):
        assert (await store.commit(commit(version))).status == "done"
    assert loop.time() - began < 4.0, "each would have waited for two seconds"
    replica.signal(signal.SIGCONT)
    version = 4
    async with asyncio.timeout(20):
        while store.replicas_behind():
            await store.commit(commit(version))
            version += 1
            await asyncio.sleep(0.05)
    await store.close()


async def test_a_replica_is_not_the_store(pair: Pair) -> None:
    """A replica is refused with a sentence, and one that is expected but not there is a warning."""
    primary, replica = pair
    async with replica.client() as client:
        (problem,) = (await inspect_server(client)).problems
        assert "replica" in problem
    async with primary.client() as client:
        (warning,) = (await inspect_server(client, replicas=2)).warnings
        assert "store.replicas" in warning
