"""The bare floor: polls with aiohttp, copies each message into its topic, stores nothing, keeps no order.

`python -m bench.bare` reads from its environment: ROOT (address with token), GROUP, and THREADS (JSON, user → topic).
"""

import asyncio
import json
import os
import signal

import aiohttp
import msgspec
import uvloop

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


async def main() -> None:
    """Copy until told to stop."""
    root, group = os.environ["ROOT"], int(os.environ["GROUP"])
    threads: dict[str, int] = json.loads(os.environ["THREADS"])
    decoder = msgspec.json.Decoder(Updates)
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

        async def poll() -> None:
            offset = 0
            while True:
                fields = {"offset": offset, "timeout": 30, "limit": 100}
                async with session.post(f"{root}/getUpdates", data=fields) as answer:
                    updates = decoder.decode(await answer.read()).result
                for update in updates:
                    offset = update.update_id + 1
                    if update.message is not None:
                        task = asyncio.create_task(copy(update.message))
                        copies.add(task)
                        task.add_done_callback(copies.discard)

        polling = asyncio.create_task(poll())
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, polling.cancel)
        print("ready")
        await asyncio.wait([polling])


if __name__ == "__main__":
    uvloop.run(main())
