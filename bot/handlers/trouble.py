"""Trouble: what a failed request for updates means: how long to wait, and what the operator should know."""

from __future__ import annotations

from typing import Final

from msgspec import Struct
from telegram.error import (
    BadRequest,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)

RIVAL_PAUSE: Final = 10.0
"""Seconds. Two programs that poll end each other's requests; a pause keeps the log readable."""


class Trouble(Struct, frozen=True):
    """A reason why no updates come in."""

    sentence: str
    pause: float | None = None
    """Seconds to wait; None: the longer the more often it failed."""
    webhook: bool = False
    """A webhook takes the updates; it has to go before they can be asked for."""
    unclear: bool = False
    """There may have been an answer that can't be read: one update may be spoiling it."""


def trouble_of(error: Exception) -> Trouble:
    """Return what an error of getUpdates means. Nothing of the request or the answer is in it.

    The texts of the conflicts are Telegram's own (telegram-bot-api, Client.cpp).
    """
    match error:
        case Conflict() if "webhook" in error.message:
            return Trouble(
                "A webhook takes this bot's updates; it is switched off, because the helpline asks for them.",
                pause=1.0,
                webhook=True,
            )
        case Conflict():
            return Trouble(
                "Another program asks for updates with the same token. If it is no other process of this helpline, stop it, "
                "or make a new token at @BotFather and put it in the configuration.",
                pause=RIVAL_PAUSE,
            )
        case InvalidToken() | EndPointNotFound() | Forbidden():
            return Trouble(
                "Telegram does not accept the token. Put the token that @BotFather gives "
                "in the configuration (telegram.token) and start the helpline again."
            )
        case RetryAfter():
            return Trouble("Telegram asks for a pause.", pause=_seconds(error))
        case BadRequest():
            return Trouble("Telegram refuses the request for updates (400).")
        case TimeoutError():
            return Trouble("Telegram does not answer in time; the helpline keeps trying.")
        case TelegramError():
            return Trouble(
                "Telegram gives no usable answer; the helpline keeps trying.", unclear=True
            )
        case _:
            return Trouble(
                "Telegram's answer can't be read; the helpline keeps trying.", unclear=True
            )


def _seconds(error: RetryAfter) -> float:
    wait = error.retry_after
    return float(wait) if isinstance(wait, int) else wait.total_seconds()
