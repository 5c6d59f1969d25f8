"""Commands: what the menus of Telegram offer, in the private chat and in the expert group."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from telegram import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    MenuButtonCommands,
)
from telegram.error import TelegramError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from telegram import Bot, BotCommandScope

Menu = tuple[tuple[str, str], ...]
"""Commands without the slash, each with what it does."""

PRIVATE: Final[Mapping[str, Menu]] = {
    "nl": (
        ("menu", "Terug naar het begin"),
        ("themas", "Vragen en antwoorden"),
        ("deskundige", "Een mens spreken"),
        ("112", "Bij gevaar"),
        ("terughalen", "Een bericht van jou weghalen"),
        ("klaar", "Je zaak afsluiten"),
        ("taal", "Nederlands of Engels"),
        ("wiebenik", "Wat deskundigen van je zien"),
        ("privacy", "Waar je akkoord mee gaat"),
        ("mijngegevens", "Wat we van je bewaren"),
        ("vergeetmij", "Alles laten wissen"),
        ("hulp", "Wat kan ik hier?"),
    ),
    "en": (
        ("menu", "Back to the beginning"),
        ("themes", "Questions and answers"),
        ("expert", "Talk to a human"),
        ("112", "In danger"),
        ("unsend", "Take a message of yours back"),
        ("done", "Close your case"),
        ("language", "Dutch or English"),
        ("whoami", "What experts see of you"),
        ("privacy", "What you agree to"),
        ("mydata", "What we keep about you"),
        ("forget", "Have everything erased"),
        ("help", "What can I do here?"),
    ),
}
GROUP: Final[Mapping[str, Menu]] = {
    "nl": (
        ("a", "Antwoord: wat erachter staat gaat naar de ander"),
        ("faq", "Antwoorden uit de FAQ zoeken; jij kiest of er een weggaat"),
        ("leer", "Van een antwoord een concept voor de FAQ maken"),
        ("fout", "Melden dat een antwoord of nummer niet klopt"),
        ("del", "Je antwoord terughalen, als reactie erop"),
        ("pin", "Een bericht vastzetten bij de vrager"),
        ("sluit", "Deze zaak sluiten"),
        ("blokkeer", "Deze vrager blokkeren; typ de reden erachter"),
        ("deblokkeer", "Deze vrager weer toelaten"),
        ("wiebenik", "Wat een vrager van jou ziet"),
        ("hulp", "Hoe dit werkt"),
    ),
    "en": (
        ("a", "Answer: what follows goes to the other side"),
        ("faq", "Look for answers in the FAQ; you choose whether one leaves"),
        ("learn", "Make an answer a draft for the FAQ"),
        ("flag", "Say that an answer or number is wrong"),
        ("del", "Take your answer back, as a reply to it"),
        ("pin", "Pin a message for the person asking"),
        ("close", "Close this case"),
        ("block", "Block this person; type the reason behind it"),
        ("unblock", "Let this person in again"),
        ("whoami", "What a person asking sees of you"),
        ("help", "How this works"),
    ),
}

log = logging.getLogger(__name__)


async def register_commands(bot: Bot, group: int | None, language: str = "nl") -> bool:
    """Offer the commands in both languages, and in `language` to who speaks neither.

    Harmless to repeat. Returns whether Telegram took them; a missing menu stops nobody, so
    trouble is only logged.
    """
    menus: list[tuple[BotCommandScope, Mapping[str, Menu]]] = [
        (BotCommandScopeAllPrivateChats(), PRIVATE)
    ]
    if group is not None:
        menus.append((BotCommandScopeChat(group), GROUP))
    try:
        for scope, by_language in menus:
            for code in (None, *by_language):
                menu = [BotCommand(*one) for one in by_language[code or language]]
                await bot.set_my_commands(menu, scope=scope, language_code=code)
        await bot.set_chat_menu_button(menu_button=MenuButtonCommands())
    except TelegramError as error:
        log.warning("The menu of commands could not be set (%s).", type(error).__name__)
        return False
    return True
