"""The menus of commands, as Telegram keeps them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from telegram import BotCommandScopeAllPrivateChats, BotCommandScopeChat, MenuButtonCommands

from bot.handlers.commands import GROUP, PRIVATE, register_commands
from bot.handoff import commands
from bot.handoff.events import Incoming, Kind
from bot.handoff.ids import MessageId
from bot.handoff.orders import order_of
from bot.text import text

if TYPE_CHECKING:
    from telegram import Bot

    from bot.emulator.actors import Stage
    from bot.emulator.server import Emulator


async def test_both_places_get_their_commands_in_both_languages(
    bot: Bot, emulator: Emulator
) -> None:
    """The private chat and the expert group, each in Dutch, in English, and in the default language."""
    assert await register_commands(bot, emulator.group_id, "en")
    places = (
        (BotCommandScopeAllPrivateChats(), PRIVATE),
        (BotCommandScopeChat(emulator.group_id), GROUP),
    )
    for scope, menus in places:
        for code, language in ((None, "en"), ("nl", "nl"), ("en", "en")):
            kept = await bot.get_my_commands(scope=scope, language_code=code)
            assert tuple((one.command, one.description) for one in kept) == menus[language]
    assert isinstance(await bot.get_chat_menu_button(), MenuButtonCommands)


async def test_trouble_with_the_menu_stops_nobody(bot: Bot, stage: Stage) -> None:
    """A refusal is told by the answer, not raised."""
    await stage.fault("setMyCommands", "error", code=500)
    assert not await register_commands(bot, None)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_menu_offers_what_the_help_explains(language: str) -> None:
    """Menu and help text name the same commands."""
    explained = set(re.findall(r"/(\w+)", re.sub(r"</?\w+>", "", text(language, "help", duty=""))))
    offered = {name for name, _ in PRIVATE[language]}
    assert offered == explained | {"hulp" if language == "nl" else "help"}


def test_every_command_has_a_name_in_both_languages() -> None:
    """At the same place of both menus stands the same command, and each name does what it says."""
    pairs = list(zip(PRIVATE["nl"], PRIVATE["en"], strict=True))
    assert [commands.action(dutch) for (dutch, _), _ in pairs] == [
        commands.action(english) for _, (english, _) in pairs
    ]
    assert None not in {commands.action(name) for name, _ in PRIVATE["nl"]}
    same = {dutch for (dutch, _), (english, _) in pairs if dutch == english}
    assert same == {"menu", "112", "privacy"}


def test_so_have_those_of_the_experts() -> None:
    """The same holds in the expert group, where two commands are no orders to the bot: to answer, and to close."""
    pairs = list(zip(GROUP["nl"], GROUP["en"], strict=True))
    orders = [
        tuple(order_of(Incoming(MessageId(1), Kind.TEXT, f"/{name}")) for name in names)
        for names in ((dutch, english) for (dutch, _), (english, _) in pairs)
    ]
    assert all(dutch == english for dutch, english in orders)
    known = [names for names, order in zip(pairs, orders, strict=True) if order[0] is None]
    assert [dutch for (dutch, _), _ in known] == ["a", "sluit"]
