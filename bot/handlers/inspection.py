"""Inspection: whether Telegram lets the bot do its work: token, group, rights, reactions (sentences in Dutch)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct
from telegram import Bot, ChatMember, ChatMemberAdministrator, ReactionTypeEmoji
from telegram.constants import ChatType, ReactionEmoji
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)

from bot.handoff.group_news import GroupDanger

if TYPE_CHECKING:
    from collections.abc import Sequence

    from telegram import ChatFullInfo, ReactionType

TelegramBot = Bot
"""The bot as wiring hands it to the inspection, without knowing its type."""

RIGHTS: Final = (
    ("can_manage_topics", "Onderwerpen beheren"),
    ("can_delete_messages", "Berichten verwijderen"),
    ("can_pin_messages", "Berichten vastzetten"),
)
"""What the bot must be allowed in the expert group, by Telegram's name and as its app shows it."""
_VARIATION_SELECTOR = "\ufe0f"
_STANDARD: Final = frozenset(
    emoji.value.replace(_VARIATION_SELECTOR, "") for emoji in ReactionEmoji
)


_SAFETY: Final = {
    GroupDanger.PUBLIC: (
        "Privé",
        "De groep is niet openbaar.",
        "De groep is openbaar: iedereen kan lezen wat vragers schrijven. Maak haar privé, bij het groepstype in de "
        "instellingen van de groep.",
    ),
    GroupDanger.HISTORY: (
        "Geschiedenis",
        "Telegram meldt niet dat nieuwe leden zien wat er eerder is geschreven.",
        "Nieuwe leden zien wat er eerder is geschreven: zet in de instellingen van de groep de chatgeschiedenis voor "
        "nieuwe leden op verborgen, of, als Telegram dat niet toelaat (zoals meestal bij onderwerpen), zet in config.toml onder "
        "[access] visible_history = true en laat alleen mensen in de groep die alles mogen lezen.",
    ),
    GroupDanger.AUTO_DELETE: (
        "Automatisch verwijderen",
        "Berichten blijven staan.",
        "Berichten in de groep verdwijnen vanzelf, dus ook die van vragers. Zet automatisch verwijderen uit in de "
        "instellingen van de groep.",
    ),
}
"""Of each danger: what the check is called, what it says when all is well, and what to do about it."""
_HISTORY_TAKEN: Final = (
    "Nieuwe leden zien wat er eerder is geschreven; jullie vinden dat goed (access.visible_history). "
    "Laat alleen mensen toe die alles mogen lezen."
)


class Check(Struct, frozen=True):
    """One thing that was looked at."""

    name: str
    ok: bool | None
    """None: unsure, for there was no answer that says so."""
    sentence: str
    """What was found, and what to do about it."""


async def inspect_token(bot: Bot) -> Check:
    """Look whether Telegram knows the token. Makes the bot ready for use, as the first call of all."""
    name = "Token"
    try:
        await bot.initialize()
    except (InvalidToken, Forbidden):
        return Check(
            name,
            ok=False,
            sentence="Telegram kent deze token niet. Kopieer hem opnieuw uit het bericht van @BotFather "
            "naar telegram.token; kijk bij een eigen Bot API-server ook telegram.base_url na.",
        )
    except BadRequest:
        return Check(
            name,
            ok=False,
            sentence="Op telegram.base_url antwoordt geen Bot API. Gebruik https://api.telegram.org, "
            "of het adres van jullie eigen Bot API-server.",
        )
    except TelegramError as error:
        return unsure(name, error)
    return Check(name, ok=True, sentence=f"Dit is de bot @{bot.username}.")


async def inspect_group(
    bot: Bot, group: int, reactions: Sequence[str], *, visible_history: bool = False
) -> list[Check]:
    """Look whether the expert group can be worked in, by a bot that is ready; `reactions` are the receipts.

    `visible_history`: that new members see what was written before is taken as it is.
    """
    name = "Groep"
    try:
        chat = await bot.get_chat(group)
    except ChatMigrated as error:
        return [
            Check(
                name,
                ok=False,
                sentence=f"De groep heeft een nieuw nummer: {error.new_chat_id}. "
                "Zet dat bij telegram.expert_group_id.",
            )
        ]
    except (BadRequest, Forbidden):
        return [
            Check(
                name,
                ok=False,
                sentence="De bot zit niet in een groep met dit nummer. Voeg hem toe aan de groep, "
                "of haal telegram.expert_group_id weg: dan schrijft hij het nummer in de groep.",
            )
        ]
    except TelegramError as error:
        return [unsure(name, error)]
    if chat.type != ChatType.SUPERGROUP or not chat.is_forum:
        return [
            Check(
                name,
                ok=False,
                sentence="Deze groep heeft geen onderwerpen. Zet in de instellingen van de groep "
                "“Onderwerpen” aan. Krijgt de groep daardoor een nieuw nummer, schrijf dan /id in "
                "de groep terwijl de helpline zonder telegram.expert_group_id draait.",
            )
        ]
    return [
        Check(name, ok=True, sentence="De groep bestaat en heeft onderwerpen."),
        *await _rights(bot, group),
        *_closed_to_others(chat, visible_history=visible_history),
        await _receipts(bot, chat, reactions),
    ]


async def dangers_of_group(bot: Bot, group: int) -> frozenset[GroupDanger] | None:
    """Return what makes the expert group unsafe now; None when Telegram does not tell."""
    try:
        return _dangers(await bot.get_chat(group))
    except TelegramError:
        return None


def _dangers(chat: ChatFullInfo) -> frozenset[GroupDanger]:
    """Return what of this can be seen in a group's own settings (Bot API, ChatFullInfo)."""
    found = {
        GroupDanger.PUBLIC: bool(chat.username or chat.active_usernames),
        GroupDanger.HISTORY: bool(chat.has_visible_history),
        # Its own field warns of a coming change of its type, also where only its truth matters.
        GroupDanger.AUTO_DELETE: bool(chat.to_dict().get("message_auto_delete_time")),
    }
    return frozenset(danger for danger, there in found.items() if there)


def _closed_to_others(chat: ChatFullInfo, *, visible_history: bool) -> list[Check]:
    dangers = _dangers(chat)
    checks = []
    for danger, (name, good, bad) in _SAFETY.items():
        there = danger in dangers
        if there and visible_history and danger is GroupDanger.HISTORY:
            checks.append(Check(name, ok=True, sentence=_HISTORY_TAKEN))
        else:
            checks.append(Check(name, ok=not there, sentence=bad if there else good))
    return checks


async def _rights(bot: Bot, group: int) -> list[Check]:
    name = "Rechten"
    try:
        member = await bot.get_chat_member(group, bot.id)
    except (BadRequest, Forbidden):
        return [Check(name, ok=False, sentence="De bot zit niet in de groep. Voeg hem toe.")]
    except TelegramError as error:
        return [unsure(name, error)]
    if member.status in {ChatMember.LEFT, ChatMember.BANNED}:
        return [Check(name, ok=False, sentence="De bot zit niet in de groep. Voeg hem toe.")]
    if not isinstance(member, ChatMemberAdministrator):
        wanted = ", ".join(f"“{label}”" for _, label in RIGHTS)
        return [
            Check(
                name,
                ok=False,
                sentence="De bot is geen beheerder van de groep. "
                f"Maak hem beheerder, met de rechten {wanted}.",
            )
        ]
    checks = [
        Check(f"Recht: {label}", ok=True, sentence="De bot heeft dit recht.")
        if getattr(member, right)
        else Check(
            f"Recht: {label}",
            ok=False,
            sentence=f"De bot mist dit recht. Zet “{label}” aan bij de beheerders van de groep.",
        )
        for right, label in RIGHTS
    ]
    if member.is_anonymous:
        checks.append(
            Check(
                "Anoniem",
                ok=False,
                sentence="De bot is een anonieme beheerder en herkent daardoor zijn eigen berichten niet. "
                "Zet “Anoniem blijven” uit bij zijn rechten.",
            )
        )
    return checks


async def _receipts(bot: Bot, chat: ChatFullInfo, reactions: Sequence[str]) -> Check:
    if chat.available_reactions:
        return _reactions(chat.available_reactions, reactions)
    # No list means that all are allowed (Bot API, ChatFullInfo), an empty one that none is;
    # python-telegram-bot shows both as empty, unless the call is written like this.
    try:
        raw = await bot.do_api_request("get_Chat", api_kwargs={"chat_id": chat.id})
    except TelegramError as error:
        return unsure("Reacties", error)
    restricted = isinstance(raw, dict) and "available_reactions" in raw
    return _reactions(() if restricted else None, reactions)


def _reactions(available: Sequence[ReactionType] | None, reactions: Sequence[str]) -> Check:
    """Judge the receipts; `available` is None where all reactions are allowed."""
    name = "Reacties"
    unknown = [emoji for emoji in reactions if emoji not in _STANDARD]
    if unknown:
        return Check(
            name,
            ok=False,
            sentence=f"{' '.join(unknown)} kan in Telegram geen reactie zijn. "
            "Kies bij [reactions] een andere.",
        )
    if available is None:
        return Check(name, ok=True, sentence="In de groep zijn alle reacties toegestaan.")
    allowed = {
        one.emoji.replace(_VARIATION_SELECTOR, "")
        for one in available
        if isinstance(one, ReactionTypeEmoji)
    }
    missing = [emoji for emoji in reactions if emoji not in allowed]
    if missing:
        return Check(
            name,
            ok=False,
            sentence=f"In de groep mag {' '.join(missing)} niet. Sta die reactie toe in de instellingen "
            "van de groep, of kies bij [reactions] een andere.",
        )
    return Check(name, ok=True, sentence="De reacties van de bot zijn toegestaan in de groep.")


def unsure(name: str, error: TelegramError) -> Check:
    """Return a check without an outcome: Telegram gave no answer that says it."""
    if isinstance(error, RetryAfter):
        sentence = "Telegram vraagt om even te wachten. Probeer het straks opnieuw."
    else:
        sentence = (
            "Telegram geeft nu geen bruikbaar antwoord. Kijk of er internet is en of "
            "telegram.base_url klopt; probeer het daarna opnieuw."
        )
    return Check(name, ok=None, sentence=sentence)
