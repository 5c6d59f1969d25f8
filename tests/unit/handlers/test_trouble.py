"""Trouble: what each failure of getUpdates means."""

from __future__ import annotations

from datetime import timedelta

import pytest
from telegram.error import (
    BadRequest,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.handlers.trouble import RIVAL_PAUSE, trouble_of
from bot.outbox.failure import FloodError, GarbledError

_WEBHOOK = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)
_RIVAL = (
    "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running"
)
_CANARY = "7654321:canary-token"


def test_a_webhook_has_to_go_and_a_rival_has_to_stop() -> None:
    """Telegram's two conflicts are told apart by its own words."""
    webhook, rival = trouble_of(Conflict(_WEBHOOK)), trouble_of(Conflict(_RIVAL))
    assert webhook.webhook
    assert not rival.webhook
    assert rival.pause == RIVAL_PAUSE
    assert "same token" in rival.sentence


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (InvalidToken(_CANARY), "@BotFather"),
        (EndPointNotFound(_CANARY), "@BotFather"),
        (Forbidden(_CANARY), "@BotFather"),
        (BadRequest(_CANARY), "refuses"),
        (TimeoutError(_CANARY), "in time"),
        (TimedOut(_CANARY), "no usable answer"),
        (NetworkError(_CANARY), "no usable answer"),
        (GarbledError(_CANARY), "no usable answer"),
        (TelegramError(_CANARY), "no usable answer"),
        (ValueError(_CANARY), "can't be read"),
        (RecursionError(_CANARY), "can't be read"),
    ],
)
def test_every_other_failure_has_a_sentence_and_grows_its_pause(
    error: Exception, words: str
) -> None:
    """The sentence says what is the matter, repeats nothing of the error, and the pause is left to grow."""
    trouble = trouble_of(error)
    assert words in trouble.sentence
    assert _CANARY not in trouble.sentence
    assert trouble.pause is None


def test_only_an_unclear_failure_makes_us_look_closer() -> None:
    """A refusal is clear; an answer that can't be read may hold one update that spoils it."""
    assert not trouble_of(InvalidToken()).unclear
    assert not trouble_of(Conflict(_RIVAL)).unclear
    assert trouble_of(GarbledError("x")).unclear
    assert trouble_of(RecursionError()).unclear


def test_telegrams_own_pause_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """The seconds of a 429 count, in both forms in which python-telegram-bot gives them."""
    assert trouble_of(FloodError(7)).pause == 7.0
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    assert trouble_of(RetryAfter(timedelta(seconds=9))).pause == 9.0
