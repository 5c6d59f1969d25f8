"""The pipe: whoever asks is answered, whatever the others are doing."""

import asyncio

from redis.asyncio import Redis

from bot.store.pipe import Pipe

ROUNDS = 2000


async def test_nobody_waits_for_a_carrier_that_is_just_ending(client: Redis) -> None:
    """Callers that ask in the very moment in which all carriers run out of work are carried all the same."""
    pipe = Pipe(client)

    async def ask_again_and_again() -> None:
        for _ in range(ROUNDS):
            await pipe.ask(("PING",))

    async with asyncio.timeout(60), asyncio.TaskGroup() as callers:
        for _ in range(3):
            callers.create_task(ask_again_and_again())
    await pipe.close()
