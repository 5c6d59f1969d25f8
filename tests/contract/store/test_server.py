"""The embedded server: one per data directory, found again, restarted, and losing nothing it acknowledged."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from redis.asyncio import Redis

from bot.handoff.effects import Say
from bot.handoff.ids import UserId
from bot.ports import StoreAwayError
from bot.store.client import connect
from bot.store.fitness import Fitness, inspect_server
from bot.store.server import DataInUseError, EmbeddedServer, ServerStartError
from bot.store.valkey_store import ValkeyStore
from tests.contract.store.material import ANNA, commit, person, say, waiting_effects
from tests.support.valkey import codec

KILLED_BOT = """
import asyncio, os, pathlib, signal, sys
from bot.store.client import connect
from bot.store.server import EmbeddedServer

async def main():
    client = connect(await EmbeddedServer(pathlib.Path(sys.argv[1])).start())
    await client.set("kept", "yes")
    os.kill(os.getpid(), signal.SIGKILL)

asyncio.run(main())
"""


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[EmbeddedServer]:
    """Return an embedded server on an empty data directory, stopped at the end."""
    made = EmbeddedServer(tmp_path / "data")
    yield made
    await made.stop()


async def _pid(url: str) -> int:
    client = connect(url)
    found: int = (await client.info("server"))["process_id"]
    await client.aclose()
    return found


async def test_it_is_fit_and_closed_to_others(server: EmbeddedServer, tmp_path: Path) -> None:
    """The server keeps every write, listens on no port, is reachable by us alone and not part of our session."""
    loop = asyncio.get_running_loop()
    began = loop.time()
    url = await server.start()
    assert loop.time() - began < 5
    async with connect(url) as client:
        assert await inspect_server(client) == Fitness()
        settings = await client.config_get("port", "appendfsync")
        assert settings == {"port": "0", "appendfsync": "always"}
    pid = await _pid(url)
    assert os.getsid(pid) == pid
    for path in (tmp_path / "data" / "store", *(tmp_path / "data" / "store").glob("*.sock")):
        assert path.stat().st_mode & 0o077 == 0


async def test_a_second_helpline_is_refused(server: EmbeddedServer, tmp_path: Path) -> None:
    """While one works on a data directory another start is refused in a sentence, and harms nothing."""
    url = await server.start()
    with pytest.raises(DataInUseError, match="draait al een helpline"):
        await EmbeddedServer(tmp_path / "data").start()
    assert await _pid(url)


async def test_a_restart_keeps_everything(server: EmbeddedServer) -> None:
    """After a clean stop and a new start every record, effect and entry is there."""
    client = connect(await server.start())
    store = ValkeyStore(client, codec())
    await store.open()
    await store.commit(commit(effects=(say("kept"),)))
    await store.close()
    await server.stop()
    assert await server.start()
    assert not server.adopted
    await store.open()
    assert (await store.load(ANNA)).person == person()
    assert await waiting_effects(store) == [say("kept")]
    await store.close()
    await client.aclose()


async def test_a_server_is_ready_only_with_all_its_data(
    server: EmbeddedServer,
) -> None:
    """A server that reads a long log at its start answers some questions before; it is waited for."""
    client = connect(await server.start())
    await client.eval("for i = 1, 200000 do redis.call('SET', 'k' .. i, i) end", 0)
    await client.aclose()
    await server.stop()
    client = connect(await server.start())
    assert await client.dbsize() == 200_000
    await client.aclose()


async def test_a_stopped_server_is_gone(server: EmbeddedServer, tmp_path: Path) -> None:
    """After the stop no process is left, stopping again is harmless, and the directory is free."""
    pid = await _pid(await server.start())
    await server.stop()
    await server.stop()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    other = EmbeddedServer(tmp_path / "data")
    assert await other.start()
    await other.stop()


async def test_the_server_of_a_killed_bot_is_adopted(tmp_path: Path) -> None:
    """After `kill -9` of the bot the living server is found with its data, and stopped like one of our own."""
    bot = await asyncio.create_subprocess_exec(
        sys.executable, "-c", KILLED_BOT, str(tmp_path / "data"), cwd=Path.cwd()
    )
    assert await bot.wait() == -signal.SIGKILL
    server = EmbeddedServer(tmp_path / "data")
    client = connect(await server.start())
    assert server.adopted
    assert await client.get("kept") == b"yes"
    await client.aclose()
    await server.stop()
    fresh = EmbeddedServer(tmp_path / "data")
    await fresh.start()
    assert not fresh.adopted
    await fresh.stop()


async def test_an_adopted_server_that_ends_is_started_again(tmp_path: Path) -> None:
    """The watch also restarts a server that an earlier bot had started."""
    bot = await asyncio.create_subprocess_exec(
        sys.executable, "-c", KILLED_BOT, str(tmp_path / "data"), cwd=Path.cwd()
    )
    await bot.wait()
    server = EmbeddedServer(tmp_path / "data")
    pid = await _pid(await server.start())
    watch = asyncio.create_task(server.watch())
    os.kill(pid, signal.SIGKILL)
    client = connect(server.url)
    await _until_it_answers(client)
    assert await client.get("kept") == b"yes"
    await client.aclose()
    watch.cancel()
    await server.stop()


@pytest.mark.parametrize("name", ["x" * 130, 'a "quoted" name, 100% mine?', "é" * 60])
async def test_any_directory_will_do(tmp_path: Path, name: str) -> None:
    """A path too long for a socket, or with odd signs, works; a killed bot's server is found there too."""
    bot = await asyncio.create_subprocess_exec(
        sys.executable, "-c", KILLED_BOT, str(tmp_path / name), cwd=Path.cwd()
    )
    await bot.wait()
    server = EmbeddedServer(tmp_path / name)
    client = connect(await server.start())
    assert server.adopted
    assert await client.get("kept") == b"yes"
    await client.aclose()
    await server.stop()
    left = EmbeddedServer(tmp_path / name)
    assert await left.start()
    await left.stop()


async def test_kill_9_of_the_server_loses_nothing_acknowledged(
    server: EmbeddedServer, caplog: pytest.LogCaptureFixture
) -> None:
    """Killed again and again under load and restarted by the watch, the server keeps each acknowledged commit, in
    order and once; no caller waits for ever."""
    client = connect(await server.start())
    store = ValkeyStore(client, codec(), timeout=2)
    await store.open()
    watch = asyncio.create_task(server.watch())
    stop = asyncio.Event()
    acknowledged: dict[str, list[str]] = {}

    async def write(number: int) -> None:
        who = store.person_id(UserId(number))
        mine = acknowledged.setdefault(who, [])
        version = 0
        while not stop.is_set():
            line = say(f"{number}-{version}", who)
            try:
                outcome = await store.commit(
                    commit(version, person=person(who, number), effects=(line,))
                )
            except StoreAwayError:
                await asyncio.sleep(0.01)
                continue
            assert outcome.status == "done"
            mine.append(f"{number}-{version}")
            version += 1

    writers = [asyncio.create_task(write(number)) for number in range(8)]
    for _ in range(3):
        await asyncio.sleep(0.1)
        os.kill(await _pid(server.url), signal.SIGKILL)
        await _until_it_answers(client)
    await asyncio.sleep(0.1)
    stop.set()
    await asyncio.wait_for(asyncio.gather(*writers), 30)
    found: dict[str, list[str]] = {who: [] for who in acknowledged}
    for envelope in await store.waiting():
        assert isinstance(envelope.effect, Say)
        found[str(envelope.person)].append(envelope.effect.html)
    assert found == acknowledged
    assert all(len(mine) > 3 for mine in acknowledged.values())
    watch.cancel()
    await store.close()
    await client.aclose()
    assert "started again" in caplog.text


async def test_a_server_that_cannot_start_says_why(server: EmbeddedServer, tmp_path: Path) -> None:
    """A data directory with a damaged log is refused with the place where the reason stands, and stays free."""
    client = connect(await server.start())
    await client.set("a", "b" * 200)
    await client.aclose()
    await server.stop()
    (log,) = (tmp_path / "data" / "store").glob("appendonlydir/*.incr.aof")
    log.write_bytes(b"this is no log\r\n" * 20)
    with pytest.raises(ServerStartError, match=r"valkey\.log"):
        await server.start()
    log.write_bytes(b"")
    assert await server.start()


async def test_a_directory_out_of_reach_is_told(tmp_path: Path) -> None:
    """A data directory that can't be made is refused in a sentence."""
    (tmp_path / "file").write_text("")
    with pytest.raises(ServerStartError, match="niet te gebruiken"):
        await EmbeddedServer(tmp_path / "file" / "data").start()


async def _until_it_answers(client: Redis) -> None:
    for _ in range(500):
        try:
            await client.ping()
        except Exception:  # noqa: BLE001 - whatever it is, it is not an answer yet
            await asyncio.sleep(0.02)
        else:
            return
    raise AssertionError("the server did not come back")
