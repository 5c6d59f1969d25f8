"""Threaded stand-in: runs in a thread with an event loop of its own, with things beside it."""

import asyncio
import contextlib
import threading
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, Self, TypeVar

from bot.emulator.server import Emulator, EmulatorOptions

_SECONDS = 20.0
_Result = TypeVar("_Result")


class ThreadedStandin:
    """A stand-in for tests without asyncio. Use as a context manager."""

    def __init__(self, port: int = 0, state_file: Path | None = None) -> None:
        self.emulator = Emulator(EmulatorOptions(port=port, state_file=state_file))
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="stand-in", daemon=True)
        self._beside: list[asyncio.Task[None]] = []

    @property
    def base_url(self) -> str:
        """Where it listens."""
        return self.emulator.base_url

    def __enter__(self) -> Self:
        self._thread.start()
        self.run(self.emulator.start())
        return self

    def __exit__(self, *_: object) -> None:
        self.run(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(_SECONDS)
        self._loop.close()

    def run(self, work: Coroutine[Any, Any, _Result]) -> _Result:
        """Run a coroutine in the stand-in's loop and wait for its result."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(_SECONDS)

    def beside(self, work: Coroutine[Any, Any, None]) -> None:
        """Let something (a bot) run beside the stand-in until it ends."""

        async def begin() -> None:
            self._beside.append(asyncio.create_task(work))

        self.run(begin())

    async def _end(self) -> None:
        for task in self._beside:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
        await self.emulator.stop()
