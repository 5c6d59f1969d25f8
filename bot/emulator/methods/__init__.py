"""Methods of the Bot API, one module per noun; `METHODS` finds them by lower-case name."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.emulator.arguments import Arguments
from bot.emulator.methods import (
    callbacks,
    chats,
    commands,
    copying,
    deleting,
    editing,
    filing,
    inviting,
    location,
    media,
    members,
    messages,
    pins,
    polls,
    profile,
    reactions,
    topics,
)
from bot.emulator.platform import Platform

Method = Callable[[Platform, Arguments], Any]

_MODULES: tuple[Mapping[str, Method], ...] = (
    callbacks.METHODS,
    chats.METHODS,
    commands.METHODS,
    copying.METHODS,
    deleting.METHODS,
    editing.METHODS,
    filing.METHODS,
    inviting.METHODS,
    location.METHODS,
    media.METHODS,
    members.METHODS,
    messages.METHODS,
    pins.METHODS,
    polls.METHODS,
    profile.METHODS,
    reactions.METHODS,
    topics.METHODS,
)

# Lower-case name → (name as documented, function).
METHODS: dict[str, tuple[str, Method]] = {
    name.lower(): (name, method) for module in _MODULES for name, method in module.items()
}
