"""Method: the methods of the Bot API that the outbox calls, with their parameters in JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NoReturn

import msgspec
from msgspec import Raw, Struct
from telegram import InputFile
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.outbox.failure import GarbledError
from bot.outbox.request import AiohttpRequest

if TYPE_CHECKING:
    from telegram import Bot

    from bot.handoff.effects import Keyboard, Say, SendFile
    from bot.handoff.ids import ChatId
    from bot.outbox.places import Aim

NO_PREVIEW: Final = {"is_disabled": True}
"""No picture of what a link leads to (Bot API, LinkPreviewOptions)."""
_NO_ENTITIES: Final = "[]"


class _Made(Struct):
    """What a call made, as far as it matters (Bot API, Message, MessageId and ForumTopic)."""

    message_id: int = 0
    message_thread_id: int = 0


_MADE: Final = msgspec.json.Decoder(_Made)
_ALL_MADE: Final = msgspec.json.Decoder(list[_Made])


async def call(bot: Bot, method: str, **parameters: object) -> Raw:
    """Call a method; a parameter that is None is left out.

    Raises:
        TelegramError: see `bot.outbox.failure`.
    """
    request = bot.request
    if not isinstance(request, AiohttpRequest):
        raise TypeError("the bot does not speak through AiohttpRequest")
    given = {name: value for name, value in parameters.items() if value is not None}
    return await request.call(f"{bot.base_url}/{method}", given)


async def change_topic(bot: Bot, method: str, aim: Aim, **parameters: object) -> None:
    """Call a method that changes the topic of an aim."""
    await call(bot, method, chat_id=aim.chat, message_thread_id=aim.thread, **parameters)


def message_of(result: Raw) -> int:
    """Return the id of the message that a call made. Raises GarbledError when the result names none."""
    return _made(result).message_id or _nothing()


def messages_of(result: Raw) -> list[int]:
    """Return the ids of the messages that a call made, in order. Raises GarbledError when the result does not tell."""
    try:
        made = [one.message_id for one in _ALL_MADE.decode(result)]
    except msgspec.DecodeError:
        made = [0]
    return made if all(made) else _nothing()


def thread_of(result: Raw) -> int:
    """Return the id of the topic that a call made. Raises GarbledError when the result names none."""
    return _made(result).message_thread_id or _nothing()


def _made(result: Raw) -> _Made:
    try:
        return _MADE.decode(result)
    except msgspec.DecodeError:
        return _Made()


def _nothing() -> NoReturn:
    raise GarbledError("The answer does not say what was made")


def markup(keyboard: Keyboard) -> dict[str, object] | None:
    """Return the buttons under a message (Bot API, InlineKeyboardMarkup)."""
    if not keyboard:
        return None
    return {
        "inline_keyboard": [
            [
                {"text": button.text}
                | ({"callback_data": button.data} if button.data else {})
                | ({"url": button.url} if button.url else {})
                for button in row
            ]
            for row in keyboard
        ]
    }


def reply(aim: Aim) -> dict[str, object] | None:
    """Return what a message answers, should that still exist (Bot API, ReplyParameters)."""
    if aim.reply is None:
        return None
    answered: dict[str, object] = {
        "message_id": aim.reply,
        "allow_sending_without_reply": True,
    }
    if aim.quote is not None:
        answered |= {"quote": aim.quote.text, "quote_position": aim.quote.at}
        if (entities := entities_of(aim.quote.entities)) is not None:
            answered["quote_entities"] = entities
    return answered


def entities_of(text: str) -> Raw | None:
    """Take over entities in Telegram's own JSON."""
    return Raw(text) if text != _NO_ENTITIES else None


async def say(bot: Bot, effect: Say, aim: Aim) -> int:
    """Send words of the bot's own; return the id of the message."""
    sent = await call(
        bot,
        "sendMessage",
        chat_id=aim.chat,
        text=effect.html,
        parse_mode=ParseMode.HTML,
        message_thread_id=aim.thread,
        disable_notification=effect.silent or None,
        reply_markup=markup(effect.keyboard),
        reply_parameters=reply(aim),
        link_preview_options=NO_PREVIEW,
    )
    return message_of(sent)


async def send(bot: Bot, text: str, entities: str, aim: Aim) -> int:
    """Send a text with entities in Telegram's own JSON; return the id of the message."""
    sent = await call(
        bot,
        "sendMessage",
        chat_id=aim.chat,
        text=text,
        entities=entities_of(entities),
        message_thread_id=aim.thread,
        protect_content=aim.protect or None,
        reply_parameters=reply(aim),
    )
    return message_of(sent)


async def send_file(bot: Bot, effect: SendFile, aim: Aim) -> int:
    """Send a file that was made here; return the id of the message."""
    sent = await bot.send_document(
        aim.chat,
        InputFile(effect.body, filename=effect.name),
        caption=effect.html,
        parse_mode=ParseMode.HTML,
    )
    return sent.message_id


async def copy(
    bot: Bot, source_chat: ChatId, source: int, aim: Aim, caption: tuple[str, str] | None = None
) -> int:
    """Copy a message; return the id of the copy. `caption` (text and entities) takes the place of its own."""
    text, entities = caption or (None, "[]")
    copied = await call(
        bot,
        "copyMessage",
        chat_id=aim.chat,
        from_chat_id=source_chat,
        message_id=source,
        caption=text,
        caption_entities=entities_of(entities),
        message_thread_id=aim.thread,
        protect_content=aim.protect or None,
        reply_parameters=reply(aim),
    )
    return message_of(copied)


async def copy_all(bot: Bot, source_chat: ChatId, sources: list[int], aim: Aim) -> list[int]:
    """Copy messages (ids rising) in one call; albums stay albums. Return the ids of the copies, in the same order.

    What can't be copied is left out in silence, and then there are fewer.
    """
    copied = await call(
        bot,
        "copyMessages",
        chat_id=aim.chat,
        from_chat_id=source_chat,
        message_ids=sources,
        message_thread_id=aim.thread,
        protect_content=aim.protect or None,
    )
    return messages_of(copied)


async def send_album(bot: Bot, media: list[dict[str, object]], aim: Aim) -> list[int]:
    """Send an album (Bot API, InputMedia…, by file id); return the ids of its parts, in order."""
    sent = await call(
        bot,
        "sendMediaGroup",
        chat_id=aim.chat,
        media=media,
        message_thread_id=aim.thread,
        protect_content=aim.protect or None,
        reply_parameters=reply(aim),
    )
    return messages_of(sent)


async def take_back(bot: Bot, messages: list[int], aim: Aim) -> None:
    """Delete messages of the bot's own, 100 at most."""
    await call(bot, "deleteMessages", chat_id=aim.chat, message_ids=messages)


async def exists(bot: Bot, chat: ChatId, message: int) -> bool:
    """Tell whether a message is there, by taking away a reaction of the bot that it does not have.

    No method of the Bot API tells that as such.
    """
    try:
        await call(bot, "setMessageReaction", chat_id=chat, message_id=message, reaction=[])
    except BadRequest as error:
        return "not found" not in error.message.casefold()
    return True
