"""Listener: one place where HTTP requests are heard, and answered by one function."""

from __future__ import annotations

import asyncio
import logging
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from aiohttp import web
from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    Answer = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]

DRAIN_SECONDS: Final = 0.3
"""For requests that are being answered when the listener closes."""
NAME: Final = "helpline"
"""What stands in the header Server: whoever knocks need not know what answers."""

log = logging.getLogger(__name__)


class _Discreet:
    """Takes what aiohttp would log of a request that it can't read, and says only of what kind the fault is.

    Its own words quote the request, which holds what somebody seeks, or the secret of a webhook.
    """

    def exception(self, _: str, *__: object, exc_info: BaseException | None = None) -> None:
        """Note that a request could not be read."""
        log.warning("A request could not be read (%s).", type(exc_info).__name__)

    def warning(self, *_: object) -> None:
        """Say nothing: it would quote, too."""

    def debug(self, *_: object, exc_info: BaseException | None = None) -> None:
        """Say nothing: clients that hang up are no news."""


class _Connection(web.RequestHandler):
    """One connection. To what it can't read it answers with the number of the fault, and quotes nothing of it."""

    __slots__ = ()

    @override
    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        said = HTTPStatus(status).phrase
        response = super().handle_error(request, status, exc, said)
        response.headers["Server"] = NAME
        return response


class _Server(web.Server):
    """Makes such connections."""

    @override
    def __call__(self) -> _Connection:
        options: dict[str, Any] = {"access_log": None, "logger": _Discreet()}
        return _Connection(self, loop=asyncio.get_running_loop(), **options)


class Listener:
    """Hears requests at one address. A fault while answering becomes a 500 without a word of it."""

    def __init__(self, answer: Answer) -> None:
        """`answer` answers every request, whatever its method and path."""
        self._answer = answer
        self._runner = web.ServerRunner(_Server(self._guarded), shutdown_timeout=DRAIN_SECONDS)

    async def open(self, host: str, port: int) -> int:
        """Listen there; return the port, which for 0 is a free one.

        Raises:
            OSError: the address can't be had.
        """
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, host, port).start()
        except OSError:
            await self._runner.cleanup()
            raise
        found: int = self._runner.addresses[0][1]
        return found

    async def close(self) -> None:
        """Hear nobody any more; requests that are being answered get a moment to end."""
        await self._runner.cleanup()

    async def _guarded(self, request: web.BaseRequest) -> web.StreamResponse:
        try:
            response = await self._answer(request)
        except web.HTTPException as error:
            error.headers["Server"] = NAME
            raise
        except Exception as error:  # noqa: BLE001  aiohttp would log a traceback, and with it what was sent
            log.error("A request could not be answered (%s).", type(error).__name__)  # noqa: TRY400  the same
            response = web.Response(status=500)
        response.headers["Server"] = NAME
        return response
