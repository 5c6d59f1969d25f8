"""State file: the whole stand-in on disk, so that it goes on where it was after a restart."""

import asyncio
import os
from pathlib import Path

import msgspec

from bot.emulator.platform import Platform
from bot.emulator.queue import SavedQueue
from bot.emulator.webhook import Address, Webhook
from bot.emulator.world import World

_PAUSE_SECONDS = 0.3


class Saved(msgspec.Struct):
    """What the file holds, as JSON. `last_event` keeps the numbers of events going."""

    world: World
    queue: SavedQueue
    webhook: Address
    clock_offset: float
    last_event: int


def load(path: Path) -> Saved | None:
    """What was saved, None when there is no file. Raises msgspec.DecodeError for a broken one."""
    if not path.exists():
        return None
    return msgspec.json.decode(path.read_bytes(), type=Saved)


class Saver:
    """Writes the file shortly after each change, and once more at the end; each time whole."""

    def __init__(self, path: Path, platform: Platform, webhook: Webhook) -> None:
        self._path = path
        self._platform = platform
        self._webhook = webhook
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to follow changes."""
        self._task = asyncio.create_task(self._follow(), name="state file")

    async def stop(self) -> None:
        """Write what is left and end."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        _write(self._path, self._encode())

    async def _follow(self) -> None:
        while True:
            if not self._platform.dirty:
                await self._platform.changed.wait(None)
            await asyncio.sleep(_PAUSE_SECONDS)
            self._platform.dirty = False
            await asyncio.to_thread(_write, self._path, self._encode())

    def _encode(self) -> bytes:
        platform = self._platform
        return msgspec.json.encode(
            Saved(
                world=platform.world,
                queue=platform.queue.save(),
                webhook=self._webhook.address,
                clock_offset=platform.clock.offset,
                last_event=platform.log.last,
            )
        )


def _write(path: Path, body: bytes) -> None:
    """Replace the file in one step. Content of chats is in it: for its owner only."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(path.name + ".new")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(body)
    fresh.replace(path)
