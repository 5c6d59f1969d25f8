"""Keyboards: the `reply_markup` of a message, checked as the server checks it."""

import re
from typing import Any

from bot.emulator.arguments import Arguments
from bot.emulator.entities import links
from bot.emulator.errors import bad
from bot.emulator.world import Json

_MAX_DATA_BYTES = 64
_MAX_BUTTONS = 100
_MAX_BYTES = 10_240
_ACTIONS = frozenset(
    [
        "url",
        "callback_data",
        "web_app",
        "login_url",
        "switch_inline_query",
        "switch_inline_query_current_chat",
        "switch_inline_query_chosen_chat",
        "copy_text",
        "callback_game",
        "pay",
    ]
)
_TEXT_FIELD = 'can\'t parse inline keyboard button: Field "text" must be of type String'
_USER_LINK = re.compile(r"tg://user\?id=\d+$")


def read(arguments: Arguments) -> Json | None:
    """The checked `reply_markup`, None when absent or an empty inline keyboard."""
    markup = arguments.json("reply_markup", "can't parse reply keyboard markup JSON object")
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise bad("object expected as reply markup")
    if "inline_keyboard" in markup:
        return _inline(markup["inline_keyboard"])
    if "keyboard" in markup:
        return _reply(markup)
    if markup.get("remove_keyboard") or markup.get("force_reply"):
        return markup
    return None


def _rows(rows: Any, name: str) -> list[list[Any]]:
    if not isinstance(rows, list):
        raise bad(f'field "{name}" of the reply markup must be an Array of Arrays')
    if not all(isinstance(row, list) for row in rows):
        raise bad(f'field "{name}" of the reply markup must be an Array of Arrays')
    return [row for row in rows if row]


def _inline(given: Any) -> Json | None:
    rows = [[_button(button) for button in row] for row in _rows(given, "inline_keyboard")]
    if not rows:
        return None
    if sum(map(len, rows)) > _MAX_BUTTONS:
        raise bad("reply markup is too long")
    if sum(len(str(button).encode()) for row in rows for button in row) > _MAX_BYTES:
        raise bad("reply markup is too long")
    return {"inline_keyboard": rows}


def _button(button: Any) -> Json:
    if not isinstance(button, dict):
        raise bad("can't parse inline keyboard button: Expected an Object")
    text = button.get("text")
    if not isinstance(text, str):
        raise bad(_TEXT_FIELD)
    if not text.strip():
        raise bad("inline keyboard button text must be non-empty")
    actions = [name for name in button if name in _ACTIONS]
    if not actions:
        raise bad("text buttons are unallowed in the inline keyboard")
    if "callback_data" in button:
        data = button["callback_data"]
        if not isinstance(data, str) or not 0 < len(data.encode()) <= _MAX_DATA_BYTES:
            raise bad("BUTTON_DATA_INVALID")
    if "url" in button:
        url = str(button["url"])
        kept = url if _USER_LINK.match(url) else links.checked(url)
        if not kept:
            raise bad("BUTTON_URL_INVALID")
        return {**button, "url": kept}
    copied = button.get("copy_text")
    if copied is not None and not (
        isinstance(copied, dict) and 0 < len(str(copied.get("text", ""))) <= 256
    ):
        raise bad("BUTTON_COPY_TEXT_INVALID")
    return button


def _reply(markup: Json) -> Json:
    rows: list[list[Json]] = []
    for row in _rows(markup["keyboard"], "keyboard"):
        buttons = [{"text": item} if isinstance(item, str) else item for item in row]
        for button in buttons:
            if not isinstance(button, dict) or not isinstance(button.get("text"), str):
                raise bad(_TEXT_FIELD.replace("inline keyboard", "keyboard"))
            if not button["text"].strip():
                raise bad("keyboard button text must be non-empty")
        rows.append(buttons)
    if not rows:
        raise bad("reply keyboard must be non-empty")
    return {**markup, "keyboard": rows}
