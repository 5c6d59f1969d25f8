"""Line: one HTTP/1.1 connection that carries one call at a time, and what it hears read as strictly as it is cheap."""

from __future__ import annotations

import asyncio
import re
from functools import lru_cache
from typing import Final, cast

from msgspec import Struct
from typing_extensions import override

LONGEST_HEAD: Final = 1 << 16
LONGEST_BODY: Final = 1 << 26
"""Bytes. Most answers have some hundred; a hundred updates of half a megabyte each are the longest that there are."""

_HEAD: Final = re.compile(rb"HTTP/1\.([01]) ([1-5][0-9][0-9])(?: [^\r\n]*)?(?:\r\n|$)")
_END: Final = b"\r\n\r\n"
_NO_BODY: Final = frozenset({204, 304})


class Answer(Struct, frozen=True):
    """What a server answered."""

    status: int
    body: bytes
    wait: str = ""
    """The header Retry-After, as it came."""


class NonsenseError(Exception):
    """What came is no HTTP, or far too long."""


class _Head(Struct, frozen=True):
    status: int
    wait: str
    stays: bool
    """Whether the connection can be used again."""
    length: int | None
    """Bytes of the body; None: until the connection ends, or in chunks."""
    chunked: bool


class Line(asyncio.Protocol):
    """One connection. Made by `loop.create_connection`; `ask` may be called again when it returned, if `usable`."""

    def __init__(self) -> None:
        """`idle_since` is the loop's time when it was last used."""
        self.idle_since = 0.0
        self._transport: asyncio.Transport | None = None
        self._waiting: asyncio.Future[Answer] | None = None
        self._heard = bytearray()
        self._head: _Head | None = None
        self._loop = asyncio.get_running_loop()

    @property
    def usable(self) -> bool:
        """Whether another call can go over it."""
        return self._transport is not None and not self._transport.is_closing()

    def close(self) -> None:
        """Close it at once."""
        if self._transport is not None:
            self._transport.abort()

    async def ask(self, request: bytes, seconds: float) -> Answer:
        """Send a request; return the whole answer, which may take so long.

        Raises:
            TimeoutError: it took longer.
            OSError: the connection ended first.
            NonsenseError: what came is no answer.
        """
        transport = self._transport
        if transport is None:
            raise ConnectionResetError("the connection has ended")
        waiting: asyncio.Future[Answer] = self._loop.create_future()
        self._waiting = waiting
        timer = self._loop.call_later(seconds, self._late)
        try:
            transport.write(request)
            answer = await waiting
        except BaseException:
            # Whatever comes now belongs to no call: it must not be taken for the answer to the next one.
            transport.abort()
            raise
        finally:
            timer.cancel()
            self._waiting = None
        return answer

    def _late(self) -> None:
        self._fail(TimeoutError("no answer in time"))

    def _fail(self, error: Exception) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(error)

    # --- what the loop calls ------------------------------------------------------------------

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Be connected."""
        # The loop hands over a transport for a socket; uvloop's is not of asyncio's classes.
        self._transport = cast("asyncio.Transport", transport)

    @override
    def data_received(self, data: bytes) -> None:
        """Hear a part of an answer."""
        self._heard += data
        try:
            answer = self._read()
        except NonsenseError as error:
            self._fail(error)
            self.close()
            return
        if answer is not None:
            self._hand_over(answer)

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        """End. An answer without a length ends with the connection."""
        self._transport = None
        head = self._head
        if head is not None and head.length is None and not head.chunked and exc is None:
            self._hand_over(Answer(head.status, bytes(self._heard), head.wait))
        self._fail(ConnectionResetError("the connection ended without an answer"))

    # --- reading ------------------------------------------------------------------------------

    def _hand_over(self, answer: Answer) -> None:
        stays = self._head is not None and self._head.stays and not self._heard
        self._head = None
        self._heard.clear()
        if self._waiting is None or self._waiting.done():
            stays = False  # nobody asked
        else:
            self._waiting.set_result(answer)
        if not stays:
            self.close()

    def _read(self) -> Answer | None:
        """Take an answer from what was heard; None while it is not whole."""
        while self._head is None:
            end = self._heard.find(_END)
            if end > LONGEST_HEAD or (end < 0 and len(self._heard) > LONGEST_HEAD):
                raise NonsenseError("a head without an end")
            if end < 0:
                return None
            head = _head(bytes(self._heard[: end + 2]))
            del self._heard[: end + len(_END)]
            if head.status >= 200:  # before it the server may say that it goes on listening
                self._head = head
        head = self._head
        if len(self._heard) > LONGEST_BODY:
            raise NonsenseError("a body that is far too long")
        if head.chunked:
            body = _chunks(self._heard)
            return None if body is None else Answer(head.status, body, head.wait)
        if head.length is None or len(self._heard) < head.length:
            return None
        body = bytes(self._heard[: head.length])
        del self._heard[: head.length]
        return Answer(head.status, body, head.wait)


@lru_cache(maxsize=16)  # within a second most heads of a server are the same
def _head(head: bytes) -> _Head:
    first = _HEAD.match(head)
    if first is None:
        raise NonsenseError("no HTTP")
    fields: dict[bytes, bytes] = {}
    for line in head[first.end() : -2].split(b"\r\n") if first.end() < len(head) else ():
        name, colon, value = line.partition(b":")
        name = name.lower()
        if not colon or (name in fields and name in (b"content-length", b"transfer-encoding")):
            raise NonsenseError("a head that can't be read")
        fields[name] = value.strip()
    status, length = int(first[2]), fields.get(b"content-length")
    coding = fields.get(b"transfer-encoding", b"").lower()
    if coding not in (b"", b"chunked") or (length is not None and not length.isdigit()):
        raise NonsenseError("a head that can't be read")
    bodiless = status in _NO_BODY
    connection = fields.get(b"connection", b"").lower()
    stays = first[1] == b"1" and b"close" not in connection
    size = None if length is None or coding else int(length)
    if size is not None and size > LONGEST_BODY:
        raise NonsenseError("a body that is far too long")
    return _Head(
        status=status,
        wait=fields.get(b"retry-after", b"").decode("latin-1"),
        stays=stays and (bodiless or size is not None or bool(coding)),
        length=0 if bodiless else size,
        chunked=bool(coding) and not bodiless,
    )


def _chunks(heard: bytearray) -> bytes | None:
    """Take a body in chunks (RFC 9112, 7.1); None, and nothing taken, while its end has not come."""
    body = bytearray()
    at = 0
    while True:
        end = heard.find(b"\r\n", at)
        if end < 0:
            return None
        size = _size(bytes(heard[at:end]))
        at = end + 2
        if size == 0:
            break
        if len(heard) < at + size + 2:
            return None
        if heard[at + size : at + size + 2] != b"\r\n":
            raise NonsenseError("a chunk without an end")
        body += heard[at : at + size]
        at += size + 2
    while True:  # what may follow the last chunk is of no use here
        end = heard.find(b"\r\n", at)
        if end < 0:
            return None
        empty = end == at
        at = end + 2
        if empty:
            del heard[:at]
            return bytes(body)


def _size(line: bytes) -> int:
    digits = line.partition(b";")[0].strip()
    if not digits or len(digits) > 8 or digits.strip(b"0123456789abcdefABCDEF"):
        raise NonsenseError("a chunk without a size")
    return int(digits, 16)
