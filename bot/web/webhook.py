"""Webhook: takes the updates that Telegram brings, and says thank you only when each is kept for good."""

from __future__ import annotations

import asyncio
import hmac
import logging
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from aiohttp import web

from bot.ports import StoreAwayError
from bot.tally import Tally
from bot.web.origin import allowed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.web.origin import Network

BODY_BYTES: Final = 1 << 20
"""More than twice what an update of Telegram can be (512 KiB)."""
BODY_SECONDS: Final = 10.0
"""For a body to arrive."""
ANSWER_SECONDS: Final = 20.0
"""After which Telegram is asked to come again; it would hang up after 60."""
COME_BACK_SECONDS: Final = 3
"""Until the next try, when nothing could be kept. It takes the place of Telegram's own growing pauses."""

_HEADER: Final = "X-Telegram-Bot-Api-Secret-Token"
_SEGMENT: Final = 32
"""Signs of the part of the path that nobody can guess: 128 bits, as hexadecimal digits."""

log = logging.getLogger(__name__)


class Pass(NamedTuple):
    """By what Telegram is known: a part of the path, and the secret it sends with every update."""

    path: str
    secret: str


class Taker(Protocol):
    """Where brought updates go."""

    async def take(self, body: bytes, *, whole: bool) -> None:
        """Return when an update is kept for good: committed, or set aside. `body` is its JSON.

        Without `whole` there was more of it than anybody would send.

        Raises:
            StoreAwayError: nothing was kept, or it is not known; to be brought again.
        """
        ...


def pass_of(secret: str) -> Pass:
    """Return the pass of a secret. The path follows from it and does not tell it."""
    return Pass(
        hmac.digest(secret.encode(), b"helpline webhook path", "sha256").hex()[:_SEGMENT], secret
    )


class Webhook:
    """Answers the deliveries of Telegram, and nobody else.

    What is being kept goes on when whoever brought it hangs up: it may be committed already, and the next
    delivery of the same update finds it done.
    """

    def __init__(
        self,
        known: Pass,
        taker: Taker,
        deliveries: Tally | None = None,
        networks: Sequence[Network] = (),
    ) -> None:
        """`deliveries` counts the answers, by status; `networks` are those that may bring something, none: all."""
        self._networks = networks
        self._path = known.path.encode()
        self._secret = known.secret.encode()
        self._taker = taker
        self._deliveries = deliveries or Tally()
        self._taking: set[asyncio.Task[None]] = set()

    async def answer(self, request: web.BaseRequest) -> web.Response:
        """Answer one request: 200 when the update is kept, 503 when it must come again."""
        response = await self._judge(request)
        self._deliveries.add(str(response.status))
        return response

    async def drain(self, seconds: float) -> None:
        """Let what is being kept be kept, for so many seconds at most; what is not comes again."""
        if self._taking:
            _, late = await asyncio.wait(self._taking, timeout=seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _judge(self, request: web.BaseRequest) -> web.Response:
        if not allowed(request, self._networks):
            return web.Response(status=403)
        # A proxy may keep the front of the path or take it away; only the last part counts.
        last = request.raw_path.partition("?")[0].rpartition("/")[2].encode(errors="replace")
        if not hmac.compare_digest(last, self._path):
            return web.Response(status=404)
        if not hmac.compare_digest(
            request.headers.get(_HEADER, "").encode(errors="replace"), self._secret
        ):
            return web.Response(status=403)
        if request.method != "POST":
            return web.Response(status=405, headers={"Allow": "POST"})
        # Telegram says no charset, a proxy may add one; anything but JSON is not from Telegram.
        if request.content_type != "application/json":
            return web.Response(status=415)
        if request.content.is_eof():
            # As nearly always: it came with the head, and nobody has to be waited for.
            return await self._take(request.content.read_nowait(), whole=True)
        try:
            async with asyncio.timeout(BODY_SECONDS):
                body, whole = await _body(request)
        except TimeoutError:
            return web.Response(status=408)
        return await self._take(body, whole=whole)

    async def _take(self, body: bytes, *, whole: bool) -> web.Response:
        task = asyncio.create_task(self._taker.take(body, whole=whole), name="delivery")
        self._taking.add(task)
        task.add_done_callback(self._taken)
        await _ended(task, ANSWER_SECONDS)
        if not task.done() or task.cancelled() or task.exception() is not None:
            return _come_back()
        return web.Response()

    def _taken(self, task: asyncio.Task[None]) -> None:
        self._taking.discard(task)
        error = None if task.cancelled() else task.exception()
        if error is not None and not isinstance(error, StoreAwayError):
            log.error("A delivery failed (%s).", type(error).__name__)


async def _ended(task: asyncio.Task[None], seconds: float) -> None:
    """Wait until a task has ended, for so many seconds at most: `asyncio.wait` at half its price."""
    loop = asyncio.get_running_loop()
    over = loop.create_future()

    def end(_: asyncio.Task[None] | None = None) -> None:
        if not over.done():
            over.set_result(None)

    late = loop.call_later(seconds, end)
    task.add_done_callback(end)
    try:
        await over
    finally:
        late.cancel()
        task.remove_done_callback(end)


async def _body(request: web.BaseRequest) -> tuple[bytes, bool]:
    """Read the body, or as much of it as anybody would send, and whether that was all."""
    body = bytearray()
    async for chunk in request.content.iter_any():
        body += chunk
        if len(body) > BODY_BYTES:
            return bytes(body[:BODY_BYTES]), False
    return bytes(body), True


def _come_back() -> web.Response:
    return web.Response(status=503, headers={"Retry-After": str(COME_BACK_SECONDS)})
