"""Profile: how the bot presents itself in Telegram's lists and on locked screens, which tells nothing of what it is for."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from telegram.error import TelegramError

from bot.handlers.inspection import Check, unsure
from bot.text import LANGUAGES, bare
from bot.text.neutral import tells

if TYPE_CHECKING:
    from telegram import Bot

NAME: Final = "Vergrendeld scherm"

log = logging.getLogger(__name__)


async def present(bot: Bot, language: str = "nl") -> bool:
    """Give the bot a description in both languages, and in `language` for who speaks neither, where it has none.

    What somebody wrote at BotFather stays. Harmless to repeat. Returns whether Telegram took it; a missing description
    stops nobody, so trouble is only logged.
    """
    try:
        # Where a language has none, Telegram tells that for everybody; so that comes last.
        for code in (*LANGUAGES, None):
            words = code or language
            if not (await bot.get_my_description(code)).description:
                await bot.set_my_description(bare(words, "profile.description"), code)
            if not (await bot.get_my_short_description(code)).short_description:
                await bot.set_my_short_description(bare(words, "profile.short"), code)
    except TelegramError as error:
        log.warning("The description of the bot could not be set (%s).", type(error).__name__)
        return False
    return True


async def inspect_profile(bot: Bot, name: str) -> Check:
    """Look whether what everybody sees of a bot that is ready is neutral; `name` is how the helpline calls itself."""
    try:
        shown = {"service.name": name}
        for code in (None, *LANGUAGES):
            shown["de naam van de bot"] = (await bot.get_my_name(code)).name
            if any(map(tells, shown.values())):
                break
    except TelegramError as error:
        return unsure(NAME, error)
    telling = [what for what, words in shown.items() if tells(words)]
    if not telling:
        return Check(NAME, ok=True, sentence="De naam van de bot verraadt niets.")
    sentence = (
        f"Op een vergrendeld scherm ziet iedereen waar dit over gaat, door {' en '.join(telling)}. "
        "Kies een gewone naam, zoals “Advieslijn”; die van de bot verander je bij @BotFather."
    )
    return Check(NAME, ok=None, sentence=sentence)
