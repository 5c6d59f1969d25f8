"""The stand-in Telegram as a process of its own: prints where it is as JSON, and runs until SIGTERM."""

import asyncio
import json
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvloop

from bench.processes import Process
from bot.emulator.server import Emulator, EmulatorOptions


@contextmanager
def standin() -> Iterator[tuple[int, dict[str, Any]]]:
    """A stand-in in a process of its own; its process id, and where it is."""
    with Process("bench.standin") as process:
        yield process.pid, json.loads(process.line("base_url"))


async def main() -> None:
    """Run until told to stop."""
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stopping.set)
    async with Emulator(EmulatorOptions()) as emulator:
        print(
            json.dumps(
                {
                    "base_url": emulator.base_url,
                    "token": emulator.token,
                    "group_id": emulator.group_id,
                }
            )
        )
        await stopping.wait()


if __name__ == "__main__":
    uvloop.run(main())
