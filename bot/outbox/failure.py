"""Failure: what an answer means that brings no result. The errors tell whether a call can have taken effect.

python-telegram-bot's exceptions do not say that, and some of them quote the server's answer. Here
every error carries at most the description that the Bot API gave; no address, token or body.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

import msgspec
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)
from typing_extensions import override

FLOOD_PAUSE: Final = 1
"""Seconds to wait after a 429 that does not say how long."""


class NotSentError(NetworkError):
    """The request never reached a server: the call cannot have taken effect."""


class GarbledError(NetworkError):
    """An answer came that is not the Bot API's: the call may have taken effect."""


class FloodError(RetryAfter):
    """429: wait `seconds`. (RetryAfter's own constructor warns about a coming change of its type.)"""

    __slots__ = ("seconds",)

    def __init__(self, seconds: int) -> None:
        TelegramError.__init__(self, f"Too many requests; retry in {seconds} seconds")
        self.seconds = seconds

    @property
    @override
    def retry_after(self) -> int:
        return self.seconds


class _Answer(msgspec.Struct):
    """The envelope of an answer (Bot API, Making requests)."""

    result: msgspec.Raw = msgspec.Raw()
    description: str = ""
    parameters: _Parameters | None = None


class _Parameters(msgspec.Struct):
    migrate_to_chat_id: int = 0
    retry_after: int = 0


_ANSWER: Final = msgspec.json.Decoder(_Answer)


def result(status: int, wait: str, body: bytes) -> msgspec.Raw:
    """Return the result in the answer to a call, as JSON.

    Raises:
        TelegramError: as `refuse`, and for each other refusal the class that python-telegram-bot has for it.
    """
    if status >= HTTPStatus.MULTIPLE_CHOICES:
        refuse(status, wait, body)
    try:
        answer = _ANSWER.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise GarbledError("The answer is no JSON of the Bot API") from None
    if status != HTTPStatus.OK:
        raise _refusal(status, answer.description)
    if not bytes(answer.result):
        raise GarbledError("The answer has no result")
    return answer.result


def refuse(status: int, wait: str, body: bytes) -> None:
    """Raise what python-telegram-bot would not tell apart; return for the refusals that it knows.

    Raises:
        FloodError: 429; `wait` is the header Retry-After, for when the answer does not say how long.
        GarbledError: the answer is not the Bot API's, or the server is in trouble (5xx).
        BadRequest, ChatMigrated: refusals that tell more than their status.
    """
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise GarbledError(f"The server is in trouble ({status})")
    if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        raise BadRequest("Request Entity Too Large")
    try:
        answer = _ANSWER.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError):
        answer = None
    parameters = (answer and answer.parameters) or _Parameters()
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        seconds = parameters.retry_after or (int(wait) if wait.isdecimal() else 0)
        raise FloodError(max(seconds, FLOOD_PAUSE))
    if answer is None or not answer.description:
        raise GarbledError(f"Something else than the Bot API answered ({status})")
    if parameters.migrate_to_chat_id:
        raise ChatMigrated(parameters.migrate_to_chat_id)


def _refusal(status: int, description: str) -> TelegramError:
    """Return the error that python-telegram-bot has for a status, for what `refuse` let pass."""
    match status:
        case HTTPStatus.BAD_REQUEST:
            return BadRequest(description)
        case HTTPStatus.FORBIDDEN:
            return Forbidden(description)
        case HTTPStatus.UNAUTHORIZED | HTTPStatus.NOT_FOUND:
            return InvalidToken(description)
        case HTTPStatus.CONFLICT:
            return Conflict(description)
        case _:
            return NetworkError(description)
