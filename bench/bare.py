"""The bare floor: copies each message into its topic with aiohttp, stores nothing, keeps no order.

`python -m bench.bare` reads from its environment: ROOT (address with token), GROUP, and THREADS (JSON, user → topic). It
asks for updates or, with LISTEN (a port), is brought them.
"""

import asyncio
import json
import os
import signal
from collections.abc import Callable

import aiohttp
import msgspec
import uvloop
from aiohttp import web

CONNECTIONS = 256


class Chat(msgspec.Struct):
    """Where a message is."""

    id: int


class Message(msgspec.Struct):
    """As much of a message as copying takes."""

    message_id: int
    chat: Chat


class Update(msgspec.Struct):
    """As much of an update."""

    update_id: int
    message: Message | None = None


class Updates(msgspec.Struct):
    """An answer of getUpdates."""

    result: list[Update]


Take = Callable[[Update], None]


async def poll(session: aiohttp.ClientSession, root: str, take: Take) -> None:
    """Ask for updates, for ever."""
    decoder = msgspec.json.Decoder(Updates)
    offset = 0
    while True:
        fields = {"offset": offset, "timeout": 30, "limit": 100}
        async with session.post(f"{root}/getUpdates", data=fields) as answer:
            updates = decoder.decode(await answer.read()).result
        for update in updates:
            offset = update.update_id + 1
            take(update)


async def listen(session: aiohttp.ClientSession, root: str, take: Take, port: int) -> None:
    """Be brought updates, for ever."""
    decoder = msgspec.json.Decoder(Update)

    async def accept(request: web.Request) -> web.Response:
        take(decoder.decode(await request.read()))
        return web.Response()

    application = web.Application()
    application.router.add_post("/", accept)
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
    copies: set[asyncio.Task[None]] = set()
    connector = aiohttp.TCPConnector(limit=CONNECTIONS)
    async with aiohttp.ClientSession(connector=connector) as session:

        async def copy(message: Message) -> None:
            fields = {
                "chat_id": group,
                "message_thread_id": threads[str(message.chat.id)],
                "from_chat_id": message.chat.id,
                "message_id": message.message_id,
            }
            async with session.post(f"{root}/copyMessage", data=fields) as answer:
                await answer.read()

        def take(update: Update) -> None:
            if update.message is not None:
                task = asyncio.create_task(copy(update.message))
                copies.add(task)
                task.add_done_callback(copies.discard)

        async with session.post(f"{root}/deleteWebhook") as answer:
            answer.raise_for_status()
        port = os.environ.get("LISTEN")
        taking = listen(session, root, take, int(port)) if port else poll(session, root, take)
        working = asyncio.create_task(taking)
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, working.cancel)
        print("ready")
        await asyncio.wait([working])
        if port:
            await session.post(f"{root}/deleteWebhook")
        if not working.cancelled():
            working.result()


if __name__ == "__main__":
    uvloop.run(main())
