"""A line to the store that loses answers on demand: the server has acted, its answer never arrives."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import unquote

import pytest

READ = 65_536
LATE = 0.3
"""Seconds: longer than a caller waits before it asks again."""


class LossyLine:
    """Passes everything on between a socket of its own and the server's."""

    def __init__(self, path: Path, server: str) -> None:
        self.url = f"unix://{path}"
        self.lose = 0
        """How many answers to the writing script are still to be lost."""
        self.lost = 0
        self.delay = 0
        """How many calls of the writing script still hang up at once and reach the server late."""
        self._path = path
        self._server = unquote(server.removeprefix("unix://"))
        self._tasks: set[asyncio.Task[None]] = set()

    async def open(self) -> asyncio.Server:
        """Start to listen."""
        return await asyncio.start_unix_server(self._accepted, self._path)

    async def close(self) -> None:
        """End every connection that is still open."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _accepted(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(self._serve(reader, writer))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve(self, near_in: asyncio.StreamReader, near_out: asyncio.StreamWriter) -> None:
        far_in, far_out = await asyncio.open_unix_connection(self._server)
        wrote = False

        async def up() -> None:
            nonlocal wrote
            while data := await near_in.read(READ):
                wrote = b"EVALSHA" in data
                if wrote and self.delay:
                    self.delay -= 1
                    near_out.close()
                    await asyncio.sleep(LATE)
                    far_out.write(data)
                    await far_in.read(READ)
                    return
                far_out.write(data)

        async def down() -> None:
            while data := await far_in.read(READ):
                if wrote and self.lose and not data.startswith(b"-"):
                    self.lose -= 1
                    self.lost += 1
                    return
                near_out.write(data)

        both = [asyncio.create_task(up()), asyncio.create_task(down())]
        try:
            await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in both:
                task.cancel()
            await asyncio.gather(*both, return_exceptions=True)
            for end in (near_out, far_out):
                end.close()
                with contextlib.suppress(OSError):
                    await end.wait_closed()


@pytest.fixture
async def line(valkey_url: str, tmp_path: Path) -> AsyncIterator[LossyLine]:
    """Return a lossy line to the session's server."""
    made = LossyLine(tmp_path / "l.sock", valkey_url)
    server = await made.open()
    yield made
    await made.close()
    server.close()
    await server.wait_closed()
