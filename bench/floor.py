"""Floor: what the bare script and the skeleton have in common: how updates come to them, and how one is copied.

From the environment: ROOT (address with token), GROUP, and THREADS (JSON, user → topic). Updates are asked for or, with
LISTEN (a port), brought.
"""

import asyncio
import json
import os
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import aiohttp
from aiohttp import web

CONNECTIONS = 256


class Floor:
    """The stand-in, as both see it."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session
        self._root, self._group = os.environ["ROOT"], int(os.environ["GROUP"])
        self._threads: dict[str, int] = json.loads(os.environ["THREADS"])

    async def copy(self, person: int, message: int) -> None:
        """Copy a message into its topic."""
        fields = {
            "chat_id": self._group,
            "message_thread_id": self._threads[str(person)],
            "from_chat_id": person,
            "message_id": message,
        }
        async with self._session.post(f"{self._root}/copyMessage", data=fields) as answer:
            await answer.read()

    async def ask(self, offset: int) -> bytes:
        """Ask for updates from this one on; the answer."""
        fields = {"offset": offset, "timeout": 30, "limit": 100}
        async with self._session.post(f"{self._root}/getUpdates", data=fields) as answer:
            return await answer.read()

    async def work(
        self, poll: Callable[[], Awaitable[None]], accept: Callable[[bytes], Awaitable[None]]
    ) -> None:
        """Run `poll`, or give `accept` each update that is brought, until told to stop."""
        await self._call("deleteWebhook")
        port = os.environ.get("LISTEN")
        taking = self._listen(accept, int(port)) if port else poll()
        working = asyncio.ensure_future(taking)
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, working.cancel)
        print("ready")
        await asyncio.wait([working])
        if port:
            await self._call("deleteWebhook")
        if not working.cancelled():
            working.result()

    async def _listen(self, accept: Callable[[bytes], Awaitable[None]], port: int) -> None:
        async def take(request: web.Request) -> web.Response:
            await accept(await request.read())
            return web.Response()

        application = web.Application()
        application.router.add_post("/", take)
        runner = web.AppRunner(application, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        await self._call("setWebhook", url=f"http://127.0.0.1:{port}/", max_connections=100)
        await asyncio.Event().wait()

    async def _call(self, method: str, **fields: str | int) -> None:
        async with self._session.post(f"{self._root}/{method}", data=fields) as answer:
            answer.raise_for_status()


@asynccontextmanager
async def floor() -> AsyncIterator[Floor]:
    """The stand-in of the environment, over connections that are closed at the end."""
    connector = aiohttp.TCPConnector(limit=CONNECTIONS)
    async with aiohttp.ClientSession(connector=connector) as session:
        yield Floor(session)
