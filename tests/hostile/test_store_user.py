"""The user of the store: it can do what the helpline does, with the keys of the helpline, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest
from redis.exceptions import ResponseError

from bot.store.client import connect
from tests.dialog.case import taken
from tests.support.helpline import prepared
from tests.support.own_server import OwnServer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from redis.asyncio import Redis

ROOT = Path(__file__).parents[2]
PASSWORD = "a-word-of-the-test"
NO_COMMANDS = {"READONLY"}
"""Words in the sources that are names of commands, and mean something else there."""
OF_THE_CLIENT = {"INFO", "PING", "CLIENT"}
"""Commands that the library for the store sends by itself, or has methods for."""


def rights() -> list[str]:
    """What the documentation gives the user."""
    text = (ROOT / "docs" / "operating.md").read_text()
    found = re.search(r"^user helpline (.+)$", text, re.MULTILINE)
    assert found is not None
    return found[1].replace("PASSWORD", PASSWORD).split()


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[OwnServer]:
    """A store with this user."""
    async with OwnServer(tmp_path / "server") as running:
        async with running.client() as client:
            await asks(client, "ACL", "SETUSER", "helpline", *rights())
        yield running


async def asks(client: Redis, *command: str) -> Any:
    """Send a command as it is; the answer."""
    return await cast("Any", client).execute_command(*command)


def url(server: OwnServer) -> str:
    """The address at which the user comes in."""
    return server.url.replace("unix://", f"unix://helpline:{PASSWORD}@")


async def test_a_whole_conversation_needs_no_more(server: OwnServer, tmp_path: Path) -> None:
    """A case, answers, a restart, an export and an erasure, without one command that is refused."""
    async with prepared(tmp_path / "data", store__url=url(server)) as line:
        await line.runner.start()
        anna, eva = await line.stage.person("Anna"), await line.stage.expert("Eva")
        case = await taken(anna, eva)
        await line.restart()
        await anna.writes("Zij zijn met zijn vijven")
        await eva.sees(case.topic, "vijven")
        await anna.writes("/mijngegevens")
        await anna.sees(kind="document")
        await anna.writes("/vergeetmij")
        await anna.sees("Typ dan dit woord: VERGEET")
        await anna.writes("Vergeet.")
        await anna.sees("Alles is gewist")
        await line.stage.settle()
    async with server.client() as client:
        log = cast("list[Any]", await asks(client, "ACL", "LOG"))
    refused = {entry[entry.index(b"object") + 1] for entry in log}
    assert refused <= {b"config|get"}


async def test_each_command_that_is_used_is_given_and_no_other(server: OwnServer) -> None:
    """The list in the documentation is that of the sources, by the names that the server has for commands."""
    async with server.client() as client:
        answer = await asks(client, "COMMAND LIST")
    known = {name.decode().upper() for name in answer}
    sources = [
        *(ROOT / "bot" / "store").glob("*.py"),
        *(ROOT / "bot" / "store" / "scripts").glob("*.lua"),
    ]
    words = {
        word for file in sources for word in re.findall(r"[\"']([A-Z]{3,})[\"']", file.read_text())
    }
    given = {one[1:].partition("|")[0].upper() for one in rights() if one.startswith("+")}
    assert given - OF_THE_CLIENT == (words & known) - NO_COMMANDS


@pytest.mark.parametrize(
    "command",
    [
        ("CONFIG", "GET", "requirepass"),
        ("FLUSHALL",),
        ("KEYS", "*"),
        ("SHUTDOWN",),
        ("ACL", "WHOAMI"),
        ("REPLICAOF", "NO", "ONE"),
        ("MODULE", "LIST"),
        ("SET", "other", "x"),
        ("EVAL", "return redis.call('GET', 'other')", "0"),
        ("EVAL", "return redis.call('FLUSHDB')", "0"),
    ],
    ids=" ".join,
)
async def test_anything_else_is_refused(server: OwnServer, command: tuple[str, ...]) -> None:
    """Neither other commands nor keys of others, nor either of them by a script."""
    async with connect(url(server)) as client:
        with pytest.raises(ResponseError, match=r"permission|ACL"):
            await asks(client, *command)
