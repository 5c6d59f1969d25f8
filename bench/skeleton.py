"""The skeleton floor: the least that keeps the promise. Nothing is lost, and each person's messages stay in order.

An update is acknowledged once it is in the store, synced; what has to be done waits there until it was done; each person
has a lane. Nothing else: no rules, no sealing, no budgets, no edits. python-telegram-bot reads the updates, redis-py reaches the
store, aiohttp calls. What the helpline takes beyond it is what the product costs.

Reads the same environment as `bench.bare`, and STORE, the folder for its store.
"""

import asyncio
import json
import os
import signal
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any

import aiohttp
import uvloop
from aiohttp import web
from redis.asyncio import Redis
from telegram import Message, Update

from bench.bare import CONNECTIONS
from bot.store.server import EmbeddedServer

_COMMIT = """
if redis.call('SADD', 'seen', ARGV[1]) == 0 then return false end
return redis.call('XADD', 'outbox', '*', 'effect', ARGV[2])
"""
_FINISH = "return redis.call('XDEL', 'outbox', ARGV[1])"


class Store:
    """Scripts on one connection. What is asked for while a trip is under way shares the next."""

    def __init__(self, client: Redis) -> None:
        self._client = client
        self._waiting: deque[tuple[tuple[Any, ...], asyncio.Future[Any]]] = deque()
        self._trip: asyncio.Task[None] | None = None
        self._commit = self._finish = ""

    async def load(self) -> None:
        """Give the store its scripts."""
        self._commit = await self._client.script_load(_COMMIT)
        self._finish = await self._client.script_load(_FINISH)

    def commit(self, update: Update) -> asyncio.Future[Any]:
        """Note what an update asks for; its result is the id of that, or None when it was noted before."""
        message = update.message
        effect = json.dumps([message.chat_id, message.message_id]) if message else ""
        return self._ask(self._commit, update.update_id, effect)

    def finish(self, effect: bytes) -> asyncio.Future[Any]:
        """Note that something was done."""
        return self._ask(self._finish, effect)

    def _ask(self, script: str, *arguments: Any) -> asyncio.Future[Any]:
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting.append(((script, 0, *arguments), answer))
        if self._trip is None:
            self._trip = asyncio.create_task(self._travel())
        return answer

    async def _travel(self) -> None:
        while self._waiting:
            asked = list(self._waiting)
            self._waiting.clear()
            pipeline = self._client.pipeline(transaction=False)
            for command, _ in asked:
                pipeline.execute_command("EVALSHA", *command)
            for (_, answer), reply in zip(asked, await pipeline.execute(), strict=True):
                answer.set_result(reply)
        self._trip = None


class Lanes:
    """What is to be copied, by person, in order."""

    def __init__(self, store: Store, copy: Callable[[Message], Awaitable[None]]) -> None:
        self._store = store
        self._copy = copy
        self._waiting: dict[int, deque[tuple[bytes, Message]]] = defaultdict(deque)
        self._tasks: dict[int, asyncio.Task[None]] = {}

    def accept(self, effect: bytes | None, message: Message | None) -> None:
        """Take what was noted, if it was not done already."""
        if effect is None or message is None:
            return
        person = message.chat_id
        self._waiting[person].append((effect, message))
        if person not in self._tasks:
            self._tasks[person] = asyncio.create_task(self._run(person))

    async def _run(self, person: int) -> None:
        waiting = self._waiting[person]
        while waiting:
            effect, message = waiting[0]
            await self._copy(message)
            await self._store.finish(effect)
            waiting.popleft()
        del self._tasks[person]


async def poll(session: aiohttp.ClientSession, root: str, store: Store, lanes: Lanes) -> None:
    """Ask for updates, for ever."""
    offset = 0
    while True:
        fields = {"offset": offset, "timeout": 30, "limit": 100}
        async with session.post(f"{root}/getUpdates", data=fields) as answer:
            result: Sequence[dict[str, Any]] = json.loads(await answer.read())["result"]
        updates = [Update.de_json(one, None) for one in result]
        effects = await asyncio.gather(*map(store.commit, updates))
        for update, effect in zip(updates, effects, strict=True):
            offset = update.update_id + 1
            lanes.accept(effect, update.message)


async def listen(
    session: aiohttp.ClientSession, root: str, store: Store, lanes: Lanes, port: int
) -> None:
    """Be brought updates, for ever."""

    async def take(request: web.Request) -> web.Response:
        update = Update.de_json(json.loads(await request.read()), None)
        lanes.accept(await store.commit(update), update.message)
        return web.Response()

    application = web.Application()
    application.router.add_post("/", take)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    fields = {"url": f"http://127.0.0.1:{port}/", "max_connections": 100}
    async with session.post(f"{root}/setWebhook", data=fields) as answer:
        answer.raise_for_status()
    await asyncio.Event().wait()


async def main() -> None:
    """Copy until told to stop."""
    root, group = os.environ["ROOT"], int(os.environ["GROUP"])
    threads: dict[str, int] = json.loads(os.environ["THREADS"])
    server = EmbeddedServer(Path(os.environ["STORE"]))
    client = Redis.from_url(await server.start())
    connector = aiohttp.TCPConnector(limit=CONNECTIONS)
    async with aiohttp.ClientSession(connector=connector) as session:

        async def copy(message: Message) -> None:
            fields = {
                "chat_id": group,
                "message_thread_id": threads[str(message.chat_id)],
                "from_chat_id": message.chat_id,
                "message_id": message.message_id,
            }
            async with session.post(f"{root}/copyMessage", data=fields) as answer:
                await answer.read()

        store = Store(client)
        await store.load()
        lanes = Lanes(store, copy)
        async with session.post(f"{root}/deleteWebhook") as answer:
            answer.raise_for_status()
        port = os.environ.get("LISTEN")
        taking = (
            listen(session, root, store, lanes, int(port))
            if port
            else poll(session, root, store, lanes)
        )
        working = asyncio.create_task(taking)
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, working.cancel)
        print("ready")
        await asyncio.wait([working])
        if port:
            await session.post(f"{root}/deleteWebhook")
    await client.aclose()
    await server.stop()
    if not working.cancelled():
        working.result()


if __name__ == "__main__":
    uvloop.run(main())
