"""Verdict: what an exception of a call means for its effect. The one table for it.

The texts are those of the official server (tdlib/telegram-bot-api and td). They are compared without
regard to case, since python-telegram-bot lower-cases a part of them.
"""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import Final

from msgspec import Struct
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)

from bot.handoff.events import Why
from bot.outbox.failure import NotSentError

LACKING_PAUSE: Final = 60.0
"""Seconds between attempts while the bot lacks a right or its place in the expert group."""


class Cause(StrEnum):
    """Why a call has to wait. The values are for the log."""

    FLOOD = "too many requests"
    NETWORK = "no connection to Telegram"
    TOKEN = "Telegram refuses the bot's token"  # noqa: S105  a sentence, not a token
    CONFLICT = "Telegram reports a conflict"
    RIGHT = "the bot lacks a right in the expert group"
    MEMBERSHIP = "the bot is not in the expert group"
    MIGRATED = "the expert group has a new id, which belongs in the configuration"
    TOPIC = "a case has no topic yet"
    STORE = "the store is away"


class Sent(Struct, frozen=True):
    """Nothing is left to do: it is as it should be, or what it is about no longer exists."""


class RetryAt(Struct, frozen=True):
    """It did not take effect: try again at `when` (epoch seconds), or after a growing pause (None)."""

    cause: Cause
    when: float | None = None


class Unknown(Struct, frozen=True):
    """It may have taken effect."""


class Blocked(Struct, frozen=True):
    """The person can't be reached."""

    why: Why = Why.BLOCKED


class Gone(Struct, frozen=True):
    """The topic was deleted."""


class Shut(Struct, frozen=True):
    """The topic is closed."""


class Migrated(Struct, frozen=True):
    """The group has a new id."""

    chat: int


class Broken(Struct, frozen=True):
    """It will never work."""

    why: Why = Why.REFUSED


Verdict = Sent | RetryAt | Unknown | Blocked | Gone | Shut | Migrated | Broken


class Row(Struct, frozen=True):
    """What a refusal whose description contains `text` means in a private chat and in the expert group."""

    text: str
    private: Verdict | Cause
    group: Verdict | Cause


def _both(verdict: Verdict, *texts: str) -> tuple[Row, ...]:
    return tuple(Row(text, verdict, verdict) for text in texts)


def _in_group(verdict: Verdict | Cause, private: Verdict, *texts: str) -> tuple[Row, ...]:
    return tuple(Row(text, private, verdict) for text in texts)


REFUSALS: Final[tuple[Row, ...]] = (
    # An edit, title, reaction, pin or receipt that is already so, or has lost its object.
    *_both(
        Sent(),
        "message is not modified",
        "topic_not_modified",
        "message to edit not found",
        "message can't be edited",
        "there is no text in the message to edit",
        "there is no caption in the message to edit",
        "message to react not found",
        "reaction_invalid",
        "reactions_too_many",
        "message to pin not found",
        "message to delete not found",
        "query is too old",
    ),
    *_in_group(
        Gone(),
        Broken(),
        "message thread not found",
        "topic_deleted",
        "topic_id_invalid",
        "invalid forum topic identifier specified",
    ),
    *_in_group(Shut(), Broken(), "topic_closed"),
    *_in_group(
        Cause.MEMBERSHIP,
        Blocked(Why.DEACTIVATED),
        "chat not found",
        "group chat was deleted",
    ),
    *_in_group(
        Cause.MEMBERSHIP,
        Broken(),
        "bot was kicked",
        "bot is not a member",
        "channel_private",
    ),
    *_in_group(
        Cause.RIGHT,
        Broken(),
        "not enough rights",
        "have no write access",
        "need administrator rights",
        "chat_admin_required",
        "chat_write_forbidden",
        "the chat is not a forum",
        "the chat is not a supergroup forum",
        "channel_forum_missing",
    ),
    *_both(
        Blocked(Why.BLOCKED),
        "bot was blocked by the user",
        "user_is_blocked",
        "bot can't initiate conversation with a user",
    ),
    *_both(Blocked(Why.DEACTIVATED), "user is deactivated", "input_user_deactivated"),
    *_both(
        Broken(Why.UNCOPYABLE),
        "message to copy not found",
        "message can't be copied",
        "message_id_invalid",
    ),
    *_both(
        Broken(Why.TOO_BIG),
        "message is too long",
        "text is too long",
        "caption is too long",
        "file is too big",
        "request entity too large",
    ),
)
"""Descriptions of refusals (400 and 403); the first that fits counts."""


def verdict(error: TelegramError, now: float, *, private: bool) -> Verdict:
    """Judge the exception of a call.

    `now` is in epoch seconds; `private` tells whether the call went to a person's chat or to the
    expert group. The order matters: BadRequest is a NetworkError in python-telegram-bot.
    """
    match error:
        case RetryAfter():
            pause = error.retry_after
            seconds = pause.total_seconds() if isinstance(pause, timedelta) else float(pause)
            return RetryAt(Cause.FLOOD, now + seconds)
        case ChatMigrated():
            return Migrated(error.new_chat_id)
        case InvalidToken():
            return RetryAt(Cause.TOKEN)
        case Conflict():
            return RetryAt(Cause.CONFLICT)
        case NotSentError():
            return RetryAt(Cause.NETWORK)
        case Forbidden():
            return _refusal(error.message, now, private, Cause.MEMBERSHIP)
        case BadRequest():
            return _refusal(error.message, now, private, Broken())
        case _:
            return Unknown()


def _refusal(message: str, now: float, private: bool, other: Verdict | Cause) -> Verdict:
    """Look a description up; `other` is what an unknown one means in the group."""
    text = message.casefold()
    row = next((row for row in REFUSALS if row.text in text), None)
    found: Verdict | Cause
    if row is not None:
        found = row.private if private else row.group
    else:
        found = Broken() if private else other
    if isinstance(found, Cause):
        return RetryAt(found, now + LACKING_PAUSE)
    return found
