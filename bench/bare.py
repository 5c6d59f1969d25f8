"""The bare floor: copies each message into its topic with aiohttp, stores nothing, keeps no order.

`python -m bench.bare` reads the environment of `bench.floor`.
"""

import asyncio

import msgspec
import uvloop

from bench.floor import floor


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
    copies: set[asyncio.Task[None]] = set()
    many, single = msgspec.json.Decoder(Updates), msgspec.json.Decoder(Update)
    async with floor() as telegram:

        def take(update: Update) -> None:
            if (message := update.message) is not None:
                task = asyncio.create_task(telegram.copy(message.chat.id, message.message_id))
                copies.add(task)
                task.add_done_callback(copies.discard)

        async def poll() -> None:
            offset = 0
            while True:
                for update in many.decode(await telegram.ask(offset)).result:
                    offset = update.update_id + 1
                    take(update)

        async def accept(body: bytes) -> None:
            take(single.decode(body))

        await telegram.work(poll, accept)


if __name__ == "__main__":
    uvloop.run(main())
