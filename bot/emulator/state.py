"""State file: the whole stand-in on disk, so that it goes on where it was after a restart."""

import asyncio
import contextlib
import logging
import os
from pathlib import Path

import msgspec

from bot.emulator.platform import Platform
from bot.emulator.queue import SavedQueue
from bot.emulator.webhook import Address, Webhook
from bot.emulator.world import World

_LOG = logging.getLogger(__name__)
_PAUSE_SECONDS = 0.3


class Saved(msgspec.Struct):
    """What the file holds, as JSON. `last_event` keeps the numbers of events going."""

    world: World
    queue: SavedQueue
    webhook: Address
    clock_offset: float
    last_event: int


def load(path: Path) -> Saved | None:
    """What was saved, None when there is no file. Raises ValueError for one that is no state."""
    if not path.exists():
        return None
    try:
        return msgspec.json.decode(path.read_bytes(), type=Saved)
    except msgspec.DecodeError:
        raise ValueError(
            f"The stand-in cannot read its state in {path}; remove the file to begin anew."
        ) from None


class Saver:
    """Writes the file shortly after each change, and once more at the end; each time whole."""

    def __init__(self, path: Path, platform: Platform, webhook: Webhook) -> None:
        self._path = path
        self._platform = platform
        self._webhook = webhook
        self._task: asyncio.Task[None] | None = None
        self._ending = asyncio.Event()

    def start(self) -> None:
        """Begin to follow changes."""
        self._task = asyncio.create_task(self._follow(), name="state file")

    async def stop(self) -> None:
        """Write what is left and end. Raises OSError when that is not possible."""
        self._ending.set()
        self._platform.changed.ring()
        if self._task is not None:
            await self._task
        _write(self._path, self._encode())

    async def _follow(self) -> None:
        """Runs until `stop`; a write under way is never cut off."""
        while not self._ending.is_set():
            if not self._platform.dirty:
                await self._platform.changed.wait(None)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_PAUSE_SECONDS):
                    await self._ending.wait()
            if self._platform.dirty:
                self._platform.dirty = False
                try:
                    await asyncio.to_thread(_write, self._path, self._encode())
                except OSError as error:
                    _LOG.warning("The stand-in cannot write its state: %s.", error.strerror)
                    self._platform.dirty = True

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
