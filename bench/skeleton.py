"""The skeleton floor: the least that keeps the promise. Nothing is lost, and each person's messages stay in order.

An update is acknowledged once it is in the store, synced; what has to be done waits there until it was done; each person
has a lane. Nothing else: no rules, no sealing, no budgets, no edits. python-telegram-bot reads the updates, redis-py reaches the
store, aiohttp calls. What the helpline takes beyond it is what the product costs.

Reads the environment of `bench.floor`, and STORE, the folder for its store.
"""

import asyncio
import json
import os
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any

import uvloop
from redis.asyncio import Redis
from telegram import Message, Update

from bench.floor import floor
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


async def main() -> None:
    """Copy until told to stop."""
    server = EmbeddedServer(Path(os.environ["STORE"]))
    client = Redis.from_url(await server.start())
    store = Store(client)
    await store.load()
    async with floor() as telegram:

        async def copy(message: Message) -> None:
            await telegram.copy(message.chat_id, message.message_id)

        lanes = Lanes(store, copy)

        async def poll() -> None:
            offset = 0
            while True:
                result: Sequence[dict[str, Any]] = json.loads(await telegram.ask(offset))["result"]
                updates = [Update.de_json(one, None) for one in result]
                effects = await asyncio.gather(*map(store.commit, updates))
                for update, effect in zip(updates, effects, strict=True):
                    offset = update.update_id + 1
                    lanes.accept(effect, update.message)

        async def accept(body: bytes) -> None:
            update = Update.de_json(json.loads(body), None)
            lanes.accept(await store.commit(update), update.message)

        await telegram.work(poll, accept)
    await client.aclose()
    await server.stop()


if __name__ == "__main__":
    uvloop.run(main())
