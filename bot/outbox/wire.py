"""Wire: calls to a Bot API server over connections that stay open, at a tenth of the cost of a general client.

It does one thing: POST a short body and read a short answer. Long polls, uploads and whatever is rare go through aiohttp
(`bot.outbox.request`), which also follows what a general client must. Not a second copy of a request is ever sent.
"""

from __future__ import annotations

import asyncio
import ssl
from collections import defaultdict, deque
from socket import SOCK_STREAM
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urlsplit

from msgspec import Struct

from bot.outbox.line import Answer, Line

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

IDLE: Final = 15.0
"""Seconds after which a connection that carries nothing is not used again: the server may be closing it just now."""


class UnreachedError(Exception):
    """Nothing was sent. `args` holds the kind of the cause, nothing of the address."""


class _Origin(Struct, frozen=True):
    host: str
    port: int
    secure: bool


class _Place(Struct, frozen=True):
    """Where a call goes, and how its request begins, up to the length of the body."""

    origin: _Origin
    head: bytes


class Wire:
    """A pool of connections. Timeouts are in seconds.

    Args:
        connections: how many may be open at once.
        acquire: to get a connection, also to wait for a free one.
        connect: to make one, at most.
        read: from sending until the whole answer is there.
        headers: sent with each request.
    """

    def __init__(
        self,
        *,
        connections: int,
        acquire: float,
        connect: float,
        read: float,
        headers: Mapping[str, str],
    ) -> None:
        self._acquire = acquire
        self._connect = connect
        self._read = read
        self._headers = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        self._slots = asyncio.Semaphore(connections)
        self._idle: defaultdict[_Origin, deque[Line]] = defaultdict(deque)
        self._places: dict[str, _Place] = {}
        self._good: dict[_Origin, str] = {}
        self._lines: set[Line] = set()
        self._loop = asyncio.get_running_loop()
        self._trusted: ssl.SSLContext | None = None
        self._closed = False

    async def post(
        self, url: str, body: bytes, may: Callable[[], bool], read: float | None = None
    ) -> Answer:
        """Send a body; return the answer. `may` is asked at the very moment at which it would leave.

        `read`: seconds from sending until the whole answer is there, when they are others than usual.

        Raises:
            UnreachedError: nothing was sent.
            TimeoutError, OSError, NonsenseError: no answer; the request may have been taken in.
        """
        place = self._places.get(url) or self._place(url)
        line = await self._taken(place.origin)
        try:
            if not may():
                raise UnreachedError("not allowed any more")
            request = b"%b%d\r\n\r\n%b" % (place.head, len(body), body)
            return await line.ask(request, self._read if read is None else read)
        finally:
            self._rest(place.origin, line)
            self._slots.release()

    def close(self) -> None:
        """Close every connection; calls under way fail."""
        self._closed = True
        for line in tuple(self._lines):
            line.close()
        self._lines.clear()
        self._idle.clear()

    # --- inside -------------------------------------------------------------------------------

    def _place(self, url: str) -> _Place:
        try:
            parts = urlsplit(url)
            secure = parts.scheme == "https"
            host = (parts.hostname or "").encode("idna").decode()
            port = parts.port or (443 if secure else 80)
        except ValueError as error:
            raise UnreachedError(type(error).__name__) from None
        if parts.scheme not in ("http", "https") or not host:
            raise UnreachedError("no address")
        named = f"[{host}]" if ":" in host else host
        named = named if parts.port is None else f"{named}:{port}"
        path = quote(parts.path or "/", safe="/:%@+,;=~!$&'()*")
        head = f"POST {path} HTTP/1.1\r\nHost: {named}\r\n{self._headers}Content-Length: "
        place = self._places[url] = _Place(_Origin(host, port, secure), head.encode("ascii"))
        return place

    async def _taken(self, origin: _Origin) -> Line:
        """Return a connection that nobody else uses, with one slot taken for it."""
        free = not self._slots.locked()
        if free:
            await self._slots.acquire()  # at once
            line = self._resting(origin)
            if line is not None:
                return line
        try:
            async with asyncio.timeout(self._acquire):
                if not free:
                    free = await self._slots.acquire()
                return self._resting(origin) or await self._new(origin)
        except BaseException as error:
            if free:
                self._slots.release()
            # A name that is none is a ValueError; what took too long, or can't be trusted, an OSError.
            if isinstance(error, OSError | ValueError):
                raise UnreachedError(type(error).__name__) from None
            raise

    def _resting(self, origin: _Origin) -> Line | None:
        idle, since = self._idle[origin], self._loop.time() - IDLE
        while idle and (idle[0].idle_since < since or not idle[0].usable):
            self._drop(idle.popleft())
        while idle:
            line = idle.pop()  # the one used last: the others may rest and go
            if line.usable:
                return line
            self._drop(line)
        return None

    def _rest(self, origin: _Origin, line: Line) -> None:
        if line.usable and not self._closed:
            line.idle_since = self._loop.time()
            self._idle[origin].append(line)
        else:
            self._drop(line)

    def _drop(self, line: Line) -> None:
        self._lines.discard(line)
        line.close()

    async def _new(self, origin: _Origin) -> Line:
        if self._closed:
            raise UnreachedError("closed")
        line = await self._connected(origin)
        self._lines.add(line)
        return line

    async def _connected(self, origin: _Origin) -> Line:
        """Connect to the first of the server's addresses that can be reached; each has its share of the time."""
        found = await self._loop.getaddrinfo(origin.host, origin.port, type=SOCK_STREAM)
        addresses = list(dict.fromkeys(str(info[4][0]) for info in found))
        addresses.sort(key=lambda address: address != self._good.get(origin))
        for number, address in enumerate(addresses, 1):
            try:
                async with asyncio.timeout(self._connect / len(addresses)):
                    _, line = await self._loop.create_connection(
                        Line,
                        address,
                        origin.port,
                        ssl=self._context() if origin.secure else None,
                        server_hostname=origin.host if origin.secure else None,
                    )
            except OSError:
                if number == len(addresses):
                    raise
            else:
                self._good[origin] = address
                return line
        raise ConnectionError("no address")

    def _context(self) -> ssl.SSLContext:
        if self._trusted is None:
            self._trusted = ssl.create_default_context()
        return self._trusted
