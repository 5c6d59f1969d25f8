"""Bot name: what the bot is called at Telegram, for links that lead to it."""

from __future__ import annotations

from contextlib import AsyncExitStack
from typing import TYPE_CHECKING

from telegram.error import TelegramError

from bot.app import make_bot

if TYPE_CHECKING:
    from bot.settings import Settings


class NamelessBotError(Exception):
    """The name of the bot is not known, so there is no link."""


async def bot_name(settings: Settings) -> str | None:
    """Return the username of the bot; None for that of the stand-in, which no link of Telegram leads to.

    Raises:
        NamelessBotError: when Telegram does not tell.
    """
    if settings.knowledge.bot_username:
        return settings.knowledge.bot_username
    if not settings.telegram.token.get_secret_value() or settings.telegram.clock_url:
        return None
    async with AsyncExitStack() as stack:
        bot = await make_bot(stack, settings)
        try:
            await bot.initialize()
        except TelegramError:
            raise NamelessBotError(
                "Telegram vertelt nu niet hoe de bot heet. Zet zijn gebruikersnaam bij knowledge.bot_username, "
                "of probeer het straks opnieuw."
            ) from None
        return bot.username
