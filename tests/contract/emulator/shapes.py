"""Shapes: whether answers are what python-telegram-bot and the specification know.

The specification is read when it lies beside the repository; everything else is tested without.
"""

import json
import warnings
from functools import cache
from pathlib import Path
from typing import Any

import telegram
from telegram.warnings import PTBDeprecationWarning

_SPECIFICATION = Path(__file__).parents[3].parent / "shared" / "bot-api" / "api.json"
# The server sends these beside `forward_origin`, as it did before there was one.
_OLD_FIELDS = frozenset(
    {
        "forward_date",
        "forward_from",
        "forward_from_chat",
        "forward_from_message_id",
        "forward_sender_name",
        "forward_signature",
    }
)
_SENDING = (
    "sendMessage sendPhoto sendLivePhoto sendVideo sendAnimation sendAudio sendVoice sendVideoNote sendDocument "
    "sendSticker sendLocation sendVenue sendContact sendPoll sendDice sendPaidMedia forwardMessage "
    "editMessageText editMessageCaption editMessageMedia editMessageReplyMarkup "
    "editMessageLiveLocation stopMessageLiveLocation"
)
RESULTS: dict[str, type[telegram.TelegramObject]] = {
    **dict.fromkeys(_SENDING.split(), telegram.Message),
    "sendMediaGroup": telegram.Message,
    "copyMessage": telegram.MessageId,
    "copyMessages": telegram.MessageId,
    "forwardMessages": telegram.MessageId,
    "getMe": telegram.User,
    "getUpdates": telegram.Update,
    "getWebhookInfo": telegram.WebhookInfo,
    "getChat": telegram.ChatFullInfo,
    "getChatMember": telegram.ChatMember,
    "getChatAdministrators": telegram.ChatMember,
    "createForumTopic": telegram.ForumTopic,
    "getForumTopicIconStickers": telegram.Sticker,
    "getCustomEmojiStickers": telegram.Sticker,
    "getFile": telegram.File,
    "getMyCommands": telegram.BotCommand,
    "getChatMenuButton": telegram.MenuButton,
    "getMyName": telegram.BotName,
    "getMyDescription": telegram.BotDescription,
    "getMyShortDescription": telegram.BotShortDescription,
    "getMyDefaultAdministratorRights": telegram.ChatAdministratorRights,
    "getUserProfilePhotos": telegram.UserProfilePhotos,
    "stopPoll": telegram.Poll,
    "createChatInviteLink": telegram.ChatInviteLink,
    "editChatInviteLink": telegram.ChatInviteLink,
    "revokeChatInviteLink": telegram.ChatInviteLink,
}


def check_result(method: str, arguments: dict[str, Any], result: Any) -> None:
    """Fail when python-telegram-bot finds something unknown, or the specification does not fit."""
    kind = RESULTS.get(method)
    if kind is None:
        assert isinstance(result, bool | int | str), f"{method} gave something unexpected"
    else:
        for item in result if isinstance(result, list) else [result]:
            unknown = _unknown(kind.de_json(json.loads(json.dumps(item)), None))
            assert not unknown, f"{method}: python-telegram-bot does not know {unknown}"
    specification = _methods().get(method)
    if specification is not None:
        fields = {field["name"]: field for field in specification.get("fields", [])}
        for name, value in arguments.items():
            assert name in fields, f"{method} has no argument {name}"
            assert _fits(value, fields[name]["types"]), f"{method}: {name} has a wrong type"
        problem = _problem(result, specification["returns"], method)
        assert problem is None, problem


def check_update(update: dict[str, Any]) -> None:
    """The same for one update."""
    unknown = _unknown(telegram.Update.de_json(json.loads(json.dumps(update)), None))
    assert not unknown, f"python-telegram-bot does not know {unknown}"
    if _types():
        problem = _problem(update, ["Update"], "update")
        assert problem is None, problem


def _unknown(value: Any) -> set[str]:
    """Names of fields that python-telegram-bot did not recognise, at any depth."""
    with warnings.catch_warnings():
        # Durations are read as they are, whatever type they will have one day.
        warnings.simplefilter("ignore", PTBDeprecationWarning)
        return _unknown_in(value)


def _unknown_in(value: Any) -> set[str]:
    if isinstance(value, list | tuple):
        return {name for item in value for name in _unknown_in(item)}
    if not isinstance(value, telegram.TelegramObject):
        return set()
    found = set(value.api_kwargs) - _OLD_FIELDS
    for name in value.to_dict(recursive=False):
        found |= _unknown_in(getattr(value, "from_user" if name == "from" else name, None))
    return found


@cache
def _specification() -> dict[str, Any]:
    if not _SPECIFICATION.exists():
        return {"methods": {}, "types": {}}
    found: dict[str, Any] = json.loads(_SPECIFICATION.read_text())
    return found


def _methods() -> dict[str, Any]:
    found: dict[str, Any] = _specification()["methods"]
    return found


def _types() -> dict[str, Any]:
    found: dict[str, Any] = _specification()["types"]
    return found


def _fits(value: Any, types: list[str]) -> bool:
    """Whether an argument fits; nested objects may come as JSON strings, files by name."""
    return isinstance(value, str) or _problem(value, types, "argument") is None


def _problem(value: Any, types: list[str], where: str) -> str | None:
    """What is wrong with a value that should be of one of these types."""
    problems = [_problem_with(value, name, where) for name in types]
    return None if None in problems else problems[0]


def _problem_with(value: Any, name: str, where: str) -> str | None:
    if name.startswith("Array of "):
        if not isinstance(value, list):
            return f"{where} is no list"
        inner = [part.removeprefix("Array of ") for part in name.split(" or ")]
        inner = [name.removeprefix("Array of ")] if len(inner) == 1 else inner
        problems = (_problem(item, inner, where) for item in value)
        return next((problem for problem in problems if problem), None)
    plain: dict[str, Any] = {"Integer": int, "String": str, "Float": (int, float)}
    if name in ("Boolean", "True"):
        return None if isinstance(value, bool) else f"{where} is no boolean"
    if name in plain:
        right = isinstance(value, plain[name]) and not isinstance(value, bool)
        return None if right else f"{where} is no {name}"
    return _problem_with_object(value, name, where)


def _problem_with_object(value: Any, name: str, where: str) -> str | None:
    specification = _types()[name]
    if specification.get("subtypes"):
        return _problem(value, specification["subtypes"], where)
    if not isinstance(value, dict):
        return f"{where} is no {name}"
    fields = {field["name"]: field for field in specification.get("fields", [])}
    unknown = set(value) - set(fields) - _OLD_FIELDS
    if unknown:
        return f"{where}: {name} has no {unknown}"
    for field, details in fields.items():
        if field not in value:
            if details["required"]:
                return f"{where}: {name} lacks {field}"
            continue
        problem = _problem(value[field], details["types"], f"{where}.{field}")
        if problem is not None:
            return problem
    return None
