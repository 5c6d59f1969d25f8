"""Commands and the menu button, per scope and language."""

import re

from bot.emulator import access
from bot.emulator.arguments import Arguments
from bot.emulator.errors import bad
from bot.emulator.platform import Platform
from bot.emulator.world import Json

_NAME = re.compile(r"/?[a-z0-9_]{1,32}$")
_SCOPES = frozenset(["default", "all_private_chats", "all_group_chats", "all_chat_administrators"])
_CHAT_SCOPES = frozenset(["chat", "chat_administrators", "chat_member"])


def _key(platform: Platform, arguments: Arguments) -> str:
    """Where the commands of this scope and language are kept."""
    error = "can't parse BotCommandScope JSON object"
    scope = arguments.json("scope", error)
    language = arguments.text("language_code").strip().lower()
    if language and not (len(language) == 2 and language.isalpha()):
        raise bad("invalid language code specified")
    if scope is None:
        return f"default/{language}"
    if not isinstance(scope, dict):
        raise bad(error)
    kind = str(scope.get("type", ""))
    if kind in _SCOPES:
        return f"{kind}/{language}"
    if kind not in _CHAT_SCOPES:
        raise bad("can't parse BotCommandScope: Unsupported type specified")
    inner = Arguments({"chat_id": str(scope.get("chat_id", ""))})
    chat = access.chat(platform, inner, write=False)
    return f"{kind}:{chat.id}:{scope.get('user_id', '')}/{language}"


def set_commands(platform: Platform, arguments: Arguments) -> bool:
    """setMyCommands: at most 100."""
    error = "can't parse commands JSON object"
    given = arguments.json("commands", error)
    if not isinstance(given, list):
        raise bad(error)
    if len(given) > 100:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    commands: list[Json] = []
    for item in given:
        name = str(item.get("command", "")).strip() if isinstance(item, dict) else ""
        if not _NAME.match(name):
            raise bad("BOT_COMMAND_INVALID")
        description = str(item.get("description", "")).strip()
        if not 1 <= len(description) <= 256:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
        commands.append({"command": name.removeprefix("/"), "description": description})
    platform.world.bot.commands[_key(platform, arguments)] = commands
    platform.touch()
    return True


def delete_commands(platform: Platform, arguments: Arguments) -> bool:
    """deleteMyCommands."""
    platform.world.bot.commands.pop(_key(platform, arguments), None)
    platform.touch()
    return True


def get_commands(platform: Platform, arguments: Arguments) -> list[Json]:
    """getMyCommands."""
    return platform.world.bot.commands.get(_key(platform, arguments), [])


def set_menu_button(platform: Platform, arguments: Arguments) -> bool:
    """setChatMenuButton, for one private chat or for all."""
    error = "can't parse menu button JSON object"
    button = arguments.json("menu_button", error)
    if button is None:
        button = {"type": "default"}
    if not isinstance(button, dict):
        raise bad(error)
    if button.get("type") not in ("default", "commands", "web_app"):
        raise bad("can't parse menu button: MenuButton has unsupported type")
    platform.world.bot.menu_buttons[_menu_key(platform, arguments)] = button
    platform.touch()
    return True


def get_menu_button(platform: Platform, arguments: Arguments) -> Json:
    """getChatMenuButton."""
    buttons = platform.world.bot.menu_buttons
    return buttons.get(_menu_key(platform, arguments), buttons.get("", {"type": "commands"}))


def _menu_key(platform: Platform, arguments: Arguments) -> str:
    if not arguments.has("chat_id"):
        return ""
    chat = access.chat(platform, arguments, write=False)
    if chat.type != "private":
        raise bad("private chat not found")
    return str(chat.id)


METHODS = {
    "setMyCommands": set_commands,
    "deleteMyCommands": delete_commands,
    "getMyCommands": get_commands,
    "setChatMenuButton": set_menu_button,
    "getChatMenuButton": get_menu_button,
}
