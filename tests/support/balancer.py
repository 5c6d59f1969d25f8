"""Balancer: one address in front of several servers; each connection goes to the next one that lives."""

from __future__ import annotations

import asyncio
import socket
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress

READ = 65_536


class Balancer:
    """Listens on a port of its own, and passes each connection on to one of `ports`, in turn."""

    def __init__(self, ports: Sequence[int]) -> None:
        self._ports = ports
        self._turn = 0
        self._server: asyncio.Server | None = None
        self._serving: set[asyncio.Task[None]] = set()
        self.port = 0
        self.served: Counter[int] = Counter()
        """Connections by the port they went to."""

    async def open(self) -> None:
        """Begin to listen."""
        self._server = await asyncio.start_server(self._accepted, "127.0.0.1", 0)
        self.port = int(self._server.sockets[0].getsockname()[1])

    async def close(self) -> None:
        """Break off everything."""
        if self._server is not None:
            self._server.close()
        for task in self._serving:
            task.cancel()
        await asyncio.gather(*self._serving, return_exceptions=True)

    def _accepted(self, near_in: asyncio.StreamReader, near_out: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(self._serve(near_in, near_out))
        self._serving.add(task)
        task.add_done_callback(self._serving.discard)

    async def _serve(self, near_in: asyncio.StreamReader, near_out: asyncio.StreamWriter) -> None:
        try:
            found = await self._reach()
            if found is None:
                return
            far_in, far_out = found
            try:
                passing = [
                    asyncio.create_task(_pass_on(near_in, far_out)),
                    asyncio.create_task(_pass_on(far_in, near_out)),
                ]
                # When one end hangs up, so does the other, as an HTTP proxy does.
                await asyncio.wait(passing, return_when=asyncio.FIRST_COMPLETED)
                for each in passing:
                    each.cancel()
                await asyncio.gather(*passing, return_exceptions=True)
            finally:
                far_out.transport.abort()
        finally:
            near_out.transport.abort()

    async def _reach(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter] | None:
        for _ in self._ports:
            self._turn += 1
            port = self._ports[self._turn % len(self._ports)]
            with suppress(OSError):
                found = await asyncio.open_connection("127.0.0.1", port)
                self.served[port] += 1
                return found
        return None


async def _pass_on(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while data := await source.read(READ):
            target.write(data)
            await target.drain()


@asynccontextmanager
async def balancer(ports: Sequence[int]) -> AsyncIterator[Balancer]:
    """A balancer in front of these ports."""
    made = Balancer(ports)
    await made.open()
    try:
        yield made
    finally:
        await made.close()


def free_ports(count: int) -> list[int]:
    """Return so many ports that are free at this moment."""
    held = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    try:
        return [int(each.getsockname()[1]) for each in held]
    finally:
        for each in held:
            each.close()
