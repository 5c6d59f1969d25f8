"""Store away: Valkey stands still, is full, read-only, gone or can't write its disk, while everybody writes."""

import asyncio
import re
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from bot.emulator.actors.message import Json
from tests.faults.laboratory import SETTLES, Laboratory, laboratory
from tests.support.own_server import OwnServer, limit_files

pytestmark = pytest.mark.timeout(180)

ASKS = 0.1
"""Seconds between two looks at how the helpline says it is."""

Blow = Callable[[OwnServer], Awaitable[None]]


@pytest.mark.parametrize("seconds", [2.0, 12.0])
async def test_the_store_stands_still(tmp_path: Path, seconds: float) -> None:
    """Nothing is acknowledged meanwhile; afterwards all goes on where it was, and nothing is repeated.

    The longer time is more than the bot waits for one answer of the store, and more than a lease lasts.
    """
    async with laboratory(tmp_path / "data", seed=14, people=3) as lab:
        talking = asyncio.create_task(lab.talk(8))
        await asyncio.sleep(0.5)
        lab.store(signal.SIGSTOP)
        await asyncio.sleep(seconds)
        assert (await lab.stage.control.get("queue"))["pending"] > 0
        lab.store(signal.SIGCONT)
        await talking
        (await lab.verdict()).check(repeats=False)


async def _ready(lab: Laboratory) -> Json:
    """What the helpline says of itself."""
    said = await lab.program.said.says("/readyz")
    address = re.search(r"http://\S+", said)
    assert address is not None
    async with aiohttp.ClientSession() as session, session.get(address[0]) as answer:
        found: Json = await answer.json()
        return {**found, "status": answer.status}


async def _until_said(lab: Laboratory, right: Callable[[Json], bool]) -> None:
    async with asyncio.timeout(SETTLES):
        while not right(await _ready(lab)):  # noqa: ASYNC110  nothing tells when it changes
            await asyncio.sleep(ASKS)


@asynccontextmanager
async def _on(server: OwnServer, tmp_path: Path, seed: int) -> AsyncIterator[Laboratory]:
    """A laboratory on a store of its own, with health at a free port."""
    data = tmp_path / "data"
    async with laboratory(
        data, seed, people=2, store__url=server.url, web__listen="127.0.0.1:0"
    ) as lab:
        yield lab


async def _survives(
    lab: Laboratory, server: OwnServer, strike: Blow, mend: Blow, why: str, *, lasts: float = 2.0
) -> None:
    """Strike while everybody writes: it must say why, acknowledge nothing, and go on when mended."""
    talking = asyncio.create_task(lab.talk(6))
    await asyncio.sleep(0.4)
    await strike(server)
    await _until_said(lab, lambda said: said["status"] == 503 and why in str(said["store"]))
    await talking
    await asyncio.sleep(lasts)
    assert (await lab.stage.control.get("queue"))["pending"] > 0
    await mend(server)
    (await lab.verdict()).check()
    await _until_said(lab, lambda said: bool(said["ready"]) and said["store"]["ok"])


async def _full(server: OwnServer) -> None:
    await server.sets(maxmemory="1")


async def _roomy(server: OwnServer) -> None:
    await server.sets(maxmemory="0")


async def _read_only(server: OwnServer) -> None:
    async with server.client() as client:
        await client.replicaof("127.0.0.1", "1")


async def _writable(server: OwnServer) -> None:
    async with server.client() as client:
        await client.replicaof("NO", "ONE")


async def _lonely(server: OwnServer) -> None:
    await server.sets(min_replicas_to_write="1")


async def _content(server: OwnServer) -> None:
    await server.sets(min_replicas_to_write="0")


async def _gone(server: OwnServer) -> None:
    server.kill()


async def _back(server: OwnServer) -> None:
    await server.start()


@pytest.mark.parametrize(
    ("strike", "mend", "why", "lasts"),
    [
        pytest.param(_full, _roomy, "full", 2.0, id="full"),
        pytest.param(_read_only, _writable, "read-only", 2.0, id="read-only"),
        pytest.param(_lonely, _content, "too few replicas", 2.0, id="without replicas"),
        pytest.param(_gone, _back, "can't be reached", 12.0, id="gone"),
    ],
)
async def test_the_store_takes_nothing(
    tmp_path: Path, strike: Blow, mend: Blow, why: str, lasts: float
) -> None:
    """Health says what is wrong with it, nothing is acknowledged, and all goes on where it was."""
    async with OwnServer(tmp_path / "store") as server, _on(server, tmp_path, 31) as lab:
        await _survives(lab, server, strike, mend, why, lasts=lasts)


async def test_a_disk_that_takes_nothing(tmp_path: Path) -> None:
    """A server that goes on without its disk refuses to write; that is said, and passes when there is room."""

    async def strike(server: OwnServer) -> None:
        server.disk(full=True)

    async def mend(server: OwnServer) -> None:
        server.disk(full=False)

    every_second = OwnServer(tmp_path / "store", appendfsync="everysec")
    async with every_second as server, _on(server, tmp_path, 32) as lab:
        assert any("everysec" in line for line in lab.program.said.lines)
        await _survives(lab, server, strike, mend, "disk")


async def test_a_disk_error_ends_the_embedded_store(tmp_path: Path) -> None:
    """The embedded store ends when it can't write; it is started again and again, and all goes on once it can."""
    async with laboratory(tmp_path / "data", seed=33, people=2, web__listen="127.0.0.1:0") as lab:
        process = lab.program.process
        assert process is not None
        talking = asyncio.create_task(lab.talk(6))
        await asyncio.sleep(0.4)
        # What the bot starts from now on inherits its limit.
        limit_files(process.pid, full=True)
        limit_files(lab.store_pid(), full=True)
        await lab.program.said.says("The embedded store ended by itself")
        await _until_said(lab, lambda said: said["status"] == 503 and not said["store"]["ok"])
        await talking
        await asyncio.sleep(2.0)
        assert (await lab.stage.control.get("queue"))["pending"] > 0
        limit_files(process.pid, full=False)
        (await lab.verdict()).check()


async def test_an_unfit_store_is_refused(tmp_path: Path) -> None:
    """Without a log of its writes a store is refused at start; meant, it is taken, and warned of at each start."""
    async with (
        OwnServer(tmp_path / "fit") as fit,
        laboratory(tmp_path / "data", seed=34, people=0, store__url=fit.url) as lab,
        OwnServer(tmp_path / "store", appendonly="no") as server,
    ):
        await lab.program.stop()
        lab.line.environ["HELPLINE_STORE__URL"] = server.url
        await lab.program.start(until="appendonly yes")
        assert await lab.program.exits() == 1
        lab.line.environ["HELPLINE_STORE__ACCEPT_VOLATILE"] = "true"
        for _ in range(2):
            await lab.program.start()
            assert any("store.accept_volatile" in line for line in lab.program.said.lines)
            await lab.program.stop()
