"""The pipe: whoever asks is answered, whatever the others are doing."""

import asyncio
from typing import cast

from redis.asyncio import Redis

from bot.store.pipe import Pipe


class Connection:
    """A connection whose answers all come at one moment."""

    def __init__(self, answers: asyncio.Event) -> None:
        self._answers = answers

    async def send_packed_command(self, command: bytes, *, check_health: bool) -> None:
        """Take what is sent."""

    async def read_response(self) -> bytes:
        """Answer as soon as answers come."""
        await self._answers.wait()
        return b"PONG"


class Client:
    """As much of a client as the pipe looks at: its pool of connections."""

    def __init__(self, answers: asyncio.Event) -> None:
        self.connection_pool = self
        self._answers = answers

    async def get_connection(self) -> Connection:
        """Return a connection."""
        return Connection(self._answers)

    async def release(self, connection: Connection) -> None:
        """Take a connection back."""


async def test_nobody_waits_for_a_carrier_that_is_just_ending() -> None:
    """Who asks in the moment in which all carriers run out of work is carried all the same."""
    answers = asyncio.Event()
    pipe = Pipe(cast("Redis", Client(answers)))

    async def ask_twice() -> None:
        await pipe.ask(("PING",))
        await pipe.ask(("PING",))

    first = asyncio.create_task(ask_twice())
    for _ in range(5):  # until the first carrier has sent, so that the second caller gets another
        await asyncio.sleep(0)
    second = asyncio.create_task(pipe.ask(("PING",)))
    for _ in range(5):
        await asyncio.sleep(0)
    answers.set()
    async with asyncio.timeout(5):
        await asyncio.gather(first, second)
