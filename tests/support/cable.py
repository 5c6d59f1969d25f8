"""Cable: a way to a server that can be cut, as a network can."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from urllib.parse import unquote, urlsplit

READ = 65_536


class Cable:
    """Passes on all that comes in at a port of its own to the server at `url` (http, redis or unix)."""

    def __init__(self, url: str) -> None:
        self._far = urlsplit(url)
        self._server: asyncio.Server | None = None
        self._ends: set[asyncio.StreamWriter] = set()
        self._serving: set[asyncio.Task[None]] = set()
        self._port = 0

    @property
    def url(self) -> str:
        """Where it is reached; the same before and after a cut."""
        scheme = "redis" if self._far.scheme == "unix" else self._far.scheme
        return f"{scheme}://127.0.0.1:{self._port}"

    async def mend(self) -> None:
        """Let connections be made (again)."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self._port)
        self._port = int(self._server.sockets[0].getsockname()[1])

    async def cut(self) -> None:
        """Break every connection off, and refuse new ones."""
        if self._server is not None:
            self._server.close()
            self._server = None
        for end in self._ends:
            # Not closed politely: what is on its way is lost.
            end.transport.abort()
        await asyncio.gather(*self._serving, return_exceptions=True)

    async def _serve(self, near_in: asyncio.StreamReader, near_out: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._serving.add(task)
        self._ends.add(near_out)
        try:
            with suppress(OSError):
                far_in, far_out = await self._reach()
                self._ends.add(far_out)
                if self._server is None:
                    far_out.transport.abort()
                await asyncio.gather(_pass_on(near_in, far_out), _pass_on(far_in, near_out))
                self._ends.discard(far_out)
        finally:
            near_out.transport.abort()
            self._ends.discard(near_out)
            self._serving.discard(task)

    async def _reach(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self._far.scheme == "unix":
            return await asyncio.open_unix_connection(unquote(self._far.path))
        return await asyncio.open_connection(self._far.hostname, self._far.port)


async def _pass_on(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    try:
        while data := await source.read(READ):
            target.write(data)
            await target.drain()
    except OSError:
        # The cable was cut, or an end hung up: so does the other.
        pass
    finally:
        target.close()


@asynccontextmanager
async def cable(url: str) -> AsyncIterator[Cable]:
    """A cable to this server, whole at first."""
    made = Cable(url)
    await made.mend()
    try:
        yield made
    finally:
        await made.cut()
