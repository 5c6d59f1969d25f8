"""Incoming: how updates come in now, as Telegram tells it (sentences in Dutch)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram.error import TelegramError

from bot.handlers.inspection import Check, unsure

if TYPE_CHECKING:
    from telegram import Bot, WebhookInfo

NAME = "Binnenkomst"


async def inspect_incoming(bot: Bot, url: str) -> Check:
    """Look whether updates come in as configured, by a bot that is ready; changes nothing.

    `url` is the configured address of the webhook; empty when the helpline asks for updates itself.
    """
    try:
        info = await bot.get_webhook_info()
    except TelegramError as error:
        return unsure(NAME, error)
    if not url:
        return _asked_for(info)
    if not info.url.startswith(f"{url}/"):
        sentence = (
            "Telegram bezorgt nog niet op het adres bij telegram.webhook.url. "
            "De helpline vraagt daarom als hij start."
        )
        return Check(NAME, ok=None, sentence=sentence)
    return _brought(info)


def _asked_for(info: WebhookInfo) -> Check:
    if info.url:
        sentence = (
            "Telegram bezorgt de berichten van deze bot nu op een webadres. Bij de start zet de helpline dat uit "
            "en vraagt hij er zelf om; er gaat niets verloren. Draait daar nog een ander programma, stop dat dan eerst."
        )
        return Check(NAME, ok=None, sentence=sentence)
    sentence = f"De helpline vraagt zelf om nieuwe berichten.{_pending(info)}"
    return Check(NAME, ok=True, sentence=sentence)


def _brought(info: WebhookInfo) -> Check:
    failed = ""
    if info.last_error_date is not None:
        failed = f"“{info.last_error_message}” ({info.last_error_date:%Y-%m-%d %H:%M} UTC)."
    if failed and info.pending_update_count:
        sentence = (
            f"Telegram kan berichten niet bezorgen: {failed}{_pending(info)} Kijk of de helpline draait, en of de "
            "webserver op telegram.webhook.url doorgeeft aan telegram.webhook.listen."
        )
        return Check(NAME, ok=False, sentence=sentence)
    past = f" De laatste keer dat het misging: {failed}" if failed else ""
    sentence = f"Telegram bezorgt nieuwe berichten op het ingestelde adres.{_pending(info)}{past}"
    return Check(NAME, ok=True, sentence=sentence)


def _pending(info: WebhookInfo) -> str:
    count = info.pending_update_count
    if not count:
        return ""
    return " Er wacht er nu één." if count == 1 else f" Er wachten er nu {count}."
