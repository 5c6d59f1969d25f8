"""Line: one connection to the server, that carries one batch of commands at a time.

redis-py reaches the server (address, TLS, password); from then on its streams, timeouts and checks are left out of the
way. They took most of the time of a trip: 46 µs of CPU against 13, and 320 against 90 where a trip comes alone.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Final

import hiredis
from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Callable

    from redis.asyncio import ConnectionPool
    from redis.asyncio.connection import AbstractConnection

Reply = Any
"""What the server answers: bytes, int, None, lists of these, or a Refusal."""

_MORE: Final = object()
"""What the parser returns when an answer is not complete yet."""


class Refusal(Exception):  # noqa: N818  the parser makes one where the server's answer is a refusal; nobody raises it
    """An error that the server answered, in its own words: they may quote what was sent."""


class Line(asyncio.Protocol):
    """Carries a batch, then the next one. `idle` is called when it can take one, `lost` once it is closed."""

    def __init__(self, idle: Callable[[Line], None], lost: Callable[[Line], None]) -> None:
        self._idle = idle
        self._lost = lost
        self._reader = _reader()
        self._connection: AbstractConnection | None = None
        self._pool: ConnectionPool | None = None
        self._transport: asyncio.WriteTransport | None = None
        self._former: asyncio.BaseProtocol | None = None
        self._wanted = 0
        self._replies: list[Reply] = []
        self._done: Callable[[list[Reply]], None] | None = None
        self._clock: asyncio.TimerHandle | None = None

    async def connect(self, pool: ConnectionPool) -> None:
        """Reach the server, also again. Raises what redis-py raises: RedisError, OSError or TimeoutError."""
        await self.close()
        # redis-py leaves this method without types.
        connection: AbstractConnection = await pool.get_connection()  # type: ignore[no-untyped-call]
        writer = connection._writer  # redis-py offers no other way to its transport
        if writer is None:
            raise ConnectionError("a connection without a way to write")
        self._connection, self._pool = connection, pool
        self._reader = _reader()  # the last one may hold half an answer, or no longer read anything
        self._transport = writer.transport
        self._former = self._transport.get_protocol()
        self._transport.set_protocol(self)

    def carry(
        self, packed: bytes, wanted: int, seconds: float, done: Callable[[list[Reply]], None]
    ) -> None:
        """Send commands that will have so many answers.

        `done` is told the answers: fewer when they did not all come in so many seconds, or the server hung up.
        """
        if self._transport is None or self._done is not None:
            raise RuntimeError("this line can't carry a batch now")
        self._wanted, self._done, self._replies = wanted, done, []
        self._clock = asyncio.get_running_loop().call_later(seconds, self.abort)
        self._transport.write(packed)

    def abort(self) -> None:
        """Hang up at once."""
        if self._transport is not None:
            self._transport.abort()

    @override
    def data_received(self, data: bytes) -> None:
        try:
            self._reader.feed(data)
            while (reply := self._reader.gets()) is not _MORE:
                self._replies.append(reply)
        except hiredis.HiredisError:
            self.abort()
            return
        if len(self._replies) < self._wanted:
            return
        if len(self._replies) > self._wanted:
            self._replies.clear()  # an answer that nobody asked for: whose they are is not known any more
            self.abort()
            return
        self._finish()
        self._idle(self)

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        if self._former is not None:
            self._former.connection_lost(exc)  # redis-py's bookkeeping
        self._transport = None
        self._finish()
        self._lost(self)

    async def close(self) -> None:
        """Hang up, and give redis-py its connection back. Who waits hears of it."""
        self.abort()
        self._finish()
        if self._connection is not None and self._pool is not None:
            connection, self._connection = self._connection, None
            await connection.disconnect(nowait=True)
            await self._pool.release(connection)

    def _finish(self) -> None:
        if self._clock is not None:
            self._clock.cancel()
            self._clock = None
        done, self._done = self._done, None
        if done is not None:
            replies, self._replies, self._wanted = self._replies, [], 0
            done(replies)


def _reader() -> hiredis.Reader:
    return hiredis.Reader(replyError=Refusal, notEnoughData=_MORE)
