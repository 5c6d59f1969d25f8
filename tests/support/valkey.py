"""A real Valkey for tests: one embedded server per test run, empty for each test."""

import asyncio
from collections.abc import AsyncIterator, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

import pytest
from redis.asyncio import Redis

from bot.store.case_keys import open_case_keys
from bot.store.client import connect
from bot.store.codec import Codec
from bot.store.key_ring import KeyRing
from bot.store.server import EmbeddedServer
from bot.store.valkey_store import ValkeyStore

_T = TypeVar("_T")

MASTER = bytes(range(32))
"""The master key of tests."""


def _apart(work: Coroutine[Any, Any, _T]) -> _T:
    """Run a coroutine in a loop of its own, whatever loop the test uses."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(asyncio.run, work).result()


_FOLDER = TemporaryDirectory(prefix="helpline-keys-")


def codec(keys: KeyRing | bytes = MASTER) -> Codec:
    """Return a codec with these keys, and with the one file of case keys of this test run."""
    ring = keys if isinstance(keys, KeyRing) else KeyRing.of(keys)
    return Codec(ring, open_case_keys(Path(_FOLDER.name) / "case-keys", ring, known=None))


@pytest.fixture(scope="session")
def valkey_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of an embedded server that lives as long as the test run."""
    server = EmbeddedServer(Path(tmp_path_factory.mktemp("valkey")))
    yield _apart(server.start())
    _apart(server.stop())


@pytest.fixture
async def client(valkey_url: str) -> AsyncIterator[Redis]:
    """Return a client of the session's server, whose data is emptied first."""
    found = connect(valkey_url)
    await found.flushall()
    yield found
    await found.aclose()


@pytest.fixture
async def store(client: Redis) -> AsyncIterator[ValkeyStore]:
    """Return an open, empty store."""
    made = ValkeyStore(client, codec())
    await made.open()
    yield made
    await made.close()
