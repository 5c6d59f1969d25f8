"""Request: HTTP to the Bot API over aiohttp. Errors are those of `failure`."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Final

import aiohttp
import msgspec
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest
from typing_extensions import override

from bot.outbox.failure import GarbledError, NotSentError, refuse, result
from bot.ports import StoreAwayError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aiohttp.abc import AbstractStreamWriter
    from telegram._utils.types import JSONDict, ODVInput
    from telegram.request import RequestData

    from bot.ports import Licence

_NEVER: Final = 3600.0


class _Watched(aiohttp.BytesPayload):
    """A body that leaves only while its call is allowed; the headers leave with it, or not at all.

    Between the look whether a call may start and this moment the process may have been paused for any time.
    """

    def __init__(self, content: bytes, licence: Licence) -> None:
        super().__init__(content)
        self._licence = licence
        self.refused = False

    @override
    async def write_with_length(
        self, writer: AbstractStreamWriter, content_length: int | None
    ) -> None:
        if not self._licence.holds():
            self.refused = True
            raise ConnectionAbortedError
        await super().write_with_length(writer, content_length)


def _plain(value: object) -> str:
    """Return a text of ours, which has a type of its own, as the text that it is."""
    if isinstance(value, str):
        return str(value)
    raise TypeError(f"{type(value).__name__} can't be a parameter of a call")


_PARAMETERS: Final = msgspec.json.Encoder(enc_hook=_plain)
_FORM: Final = {"Content-Type": "application/x-www-form-urlencoded"}
_JSON: Final = {"Accept-Encoding": "identity", "Content-Type": "application/json"}


class AiohttpRequest(BaseRequest):
    """A pool of connections to one Bot API server. Timeouts are in seconds.

    Args:
        connections: how many may be open at once.
        connect_timeout: to reach the server.
        read_timeout: until the whole answer is there; long polls bring their own.
        write_timeout: added to it for what is uploaded.
        pool_timeout: to get a free connection.
        licence: is asked before each request, and once more when its first byte is about to leave.
    """

    __slots__ = ("_connections", "_licence", "_session", "_timeouts", "_usual")

    def __init__(
        self,
        *,
        connections: int = 256,
        connect_timeout: float = 5.0,
        read_timeout: float = 10.0,
        write_timeout: float = 5.0,
        pool_timeout: float = 30.0,
        licence: Licence | None = None,
    ) -> None:
        self._connections = connections
        self._licence = licence
        self._timeouts = (read_timeout, write_timeout, connect_timeout, pool_timeout)
        self._usual = self._timeout(self._timeouts, None)
        self._session: aiohttp.ClientSession | None = None

    @property
    @override
    def read_timeout(self) -> float:
        """Seconds until the whole answer is there, unless a call says otherwise."""
        return self._timeouts[0]

    @override
    async def initialize(self) -> None:
        """Open the pool; a second time does nothing."""
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connections, ttl_dns_cache=300),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
            )

    @override
    async def shutdown(self) -> None:
        """Close the pool and every connection in it."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    @override
    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Send one request; return status and body of what the Bot API answers.

        Raises:
            NotSentError: nothing was sent.
            FloodError: 429.
            GarbledError: an answer that is not the Bot API's, or a server in trouble (5xx).
            NetworkError: no answer; the call may have taken effect.
            TelegramError: another refusal (see `telegram.error`).
        """
        given = (read_timeout, write_timeout, connect_timeout, pool_timeout)
        timeout = self._timeout(given, request_data)
        status, wait, body = await self._exchange(
            method, url, _body(request_data), _headers(request_data), timeout
        )
        if status >= HTTPStatus.MULTIPLE_CHOICES:
            refuse(status, wait, body)
        return status, body

    async def call(
        self, url: str, parameters: Mapping[str, object], read_timeout: float | None = None
    ) -> msgspec.Raw:
        """Make one call with parameters in JSON; return the result as JSON.

        `read_timeout`: seconds until the whole answer is there; None for the usual ones.

        It does what the library's own way of a call does, with the same errors, in half of the time.

        Raises:
            TelegramError: as `do_request`, and for each refusal the class that python-telegram-bot has for it.
        """
        timeout = self._usual
        if read_timeout is not None:
            timeout = self._timeout((read_timeout, *self._timeouts[1:]), None)
        body = _PARAMETERS.encode(parameters)
        return result(*await self._exchange("POST", url, body, _JSON, timeout))

    async def _room(self) -> None:
        if self._licence is not None:
            try:
                await self._licence.room()
            except StoreAwayError:
                raise NotSentError("No call may start any more") from None

    async def _exchange(
        self,
        method: str,
        url: str,
        data: aiohttp.FormData | aiohttp.BytesPayload | bytes | None,
        headers: Mapping[str, str],
        timeout: aiohttp.ClientTimeout,  # noqa: ASYNC109  it is aiohttp's own
    ) -> tuple[int, str, bytes]:
        if self._session is None:
            raise NotSentError("The pool of connections is not open")
        await self._room()
        watched: _Watched | None = None
        if self._licence is not None and isinstance(data, bytes):
            data = watched = _Watched(data, self._licence)
        try:
            async with self._session.request(
                method,
                url,
                data=data,
                headers=headers,
                timeout=timeout,
                allow_redirects=False,
            ) as response:
                body = await response.read()
                status, wait = response.status, response.headers.get("Retry-After", "")
        # The causes are cut off: they can hold the address, and with it the token.
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise NotSentError(type(error).__name__) from None
        except (aiohttp.InvalidURL, aiohttp.ServerFingerprintMismatch) as error:
            raise NotSentError(type(error).__name__) from None
        except TimeoutError as error:
            raise TimedOut(type(error).__name__) from None
        except Exception as error:  # noqa: BLE001  whatever else aiohttp raises: it may have taken effect
            if watched is not None and watched.refused:
                raise NotSentError("The lease may run out before an answer comes") from None
            raise NetworkError(type(error).__name__) from None
        return status, wait, body

    @staticmethod
    @override
    def parse_json_payload(payload: bytes) -> JSONDict:
        """Return the answer as a dict.

        Raises:
            GarbledError: it is no JSON object, or says neither a result nor what went wrong.
        """
        try:
            answer = msgspec.json.decode(payload)
        except (msgspec.DecodeError, UnicodeDecodeError):
            raise GarbledError("The answer is no JSON") from None
        if not isinstance(answer, dict) or not ("result" in answer or "description" in answer):
            raise GarbledError("The answer is not one of the Bot API")
        if answer.get("ok") and "result" not in answer:
            raise GarbledError("The answer has no result")
        return answer

    def _timeout(
        self, given: tuple[ODVInput[float], ...], data: RequestData | None
    ) -> aiohttp.ClientTimeout:
        read, write, connect, pool = (
            _seconds(value, own) for value, own in zip(given, self._timeouts, strict=True)
        )
        # aiohttp has no time limit for writing: uploads get it on top of that for the answer.
        if read is not None and write is not None and data is not None and data.contains_files:
            read += write
        # `connect` spans the wait for a free connection and making it; the answer comes after.
        acquire = None if pool is None or connect is None else pool + connect
        total = None if acquire is None or read is None else acquire + read
        return aiohttp.ClientTimeout(
            total=total,
            connect=acquire,
            sock_connect=connect,
            sock_read=read,
            # Else it would round them up to whole seconds: a call ends when it says it does.
            ceil_threshold=_NEVER,
        )


def _seconds(value: ODVInput[float], own: float) -> float | None:
    if value is None:
        return None
    return value if isinstance(value, int | float) else own


def _body(data: RequestData | None) -> aiohttp.FormData | bytes | None:
    if data is None:
        return None
    if not data.contains_files:
        return data.url_encoded_parameters().encode()
    form = aiohttp.FormData()
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, mime) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=mime)
    return form


def _headers(data: RequestData | None) -> Mapping[str, str]:
    return {} if data is None or data.contains_files else _FORM
