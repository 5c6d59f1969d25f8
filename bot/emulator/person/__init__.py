"""Persons: everything that somebody can do in a Telegram client; `ACTIONS` finds it by name."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.emulator.person import account, editing, pressing, reacting, sending, topics
from bot.emulator.person.wish import Wish
from bot.emulator.platform import Platform
from bot.emulator.world import User

# A coroutine function where the action waits for the bot.
Action = Callable[[Platform, User, Wish], Any]

_MODULES: tuple[Mapping[str, Action], ...] = (
    account.ACTIONS,
    editing.ACTIONS,
    pressing.ACTIONS,
    reacting.ACTIONS,
    sending.ACTIONS,
    topics.ACTIONS,
)
ACTIONS: dict[str, Action] = {
    name: action for module in _MODULES for name, action in module.items()
}
