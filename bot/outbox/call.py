"""Call: from an effect to Bot API calls, in one `match`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final, NoReturn

import msgspec
from msgspec import Raw, Struct
from msgspec.structs import replace
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.handoff.effects import (
    Amend,
    CloseTopic,
    DeleteTopic,
    Edit,
    Keyboard,
    Named,
    OpenTopic,
    Pass,
    Pin,
    Priority,
    React,
    Relay,
    RenameTopic,
    ReopenTopic,
    Say,
    SendContact,
)
from bot.handoff.merged import LONGEST, headed, units
from bot.outbox.request import AiohttpRequest, GarbledError
from bot.outbox.verdict import Broken, Sent, verdict

if TYPE_CHECKING:
    from telegram import Bot

    from bot.handoff.effects import Effect
    from bot.handoff.ids import ChatId
    from bot.handoff.merged import Merged
    from bot.outbox.places import Aim

NO_PREVIEW: Final = {"is_disabled": True}
NO_ENTITIES: Final = "[]"
TITLE_LENGTH: Final = 128
"""Longest name of a topic (Bot API, createForumTopic)."""


class _Made(Struct):
    """What a call made, as far as it matters (Bot API, Message, MessageId and ForumTopic)."""

    message_id: int = 0
    message_thread_id: int = 0


_MADE: Final = msgspec.json.Decoder(_Made)


class AnewError(Exception):
    """What was to be changed can't be: it has to be sent anew, with a second call (`aim.anew`)."""


async def perform(bot: Bot, effect: Effect, aim: Aim, group: ChatId) -> int | None:
    """Carry out one effect with one call; return the id of the message (or of the topic) that it made, if any.

    Raises:
        TelegramError: see `verdict`.
        AnewError: it takes a second call.
    """
    match effect:
        case Say():
            return await _say(bot, effect, aim)
        case Relay():
            return await _copy(bot, effect.source_chat or group, effect.source, aim)
        case Pass():
            return await _send(bot, effect.text, effect.entities, aim)
        case Amend():
            return await _amend(bot, effect, aim, group)
        case Edit():
            return await _edit(bot, effect, aim)
        case React(emoji=emoji):
            if aim.about is not None:
                reaction = [{"type": "emoji", "emoji": emoji}] if emoji else []
                await _call(
                    bot,
                    "setMessageReaction",
                    chat_id=aim.chat,
                    message_id=aim.about,
                    reaction=reaction,
                )
        case Pin(message=message):
            await _call(
                bot,
                "pinChatMessage",
                chat_id=aim.chat,
                message_id=message,
                disable_notification=True,
            )
        case SendContact(phone=phone, name=name):
            sent = await _call(
                bot,
                "sendContact",
                chat_id=aim.chat,
                phone_number=phone,
                first_name=name,
                message_thread_id=aim.thread,
            )
            return _message(sent)
        case OpenTopic(title=title):
            topic = await _call(
                bot, "createForumTopic", chat_id=aim.chat, name=title[:TITLE_LENGTH]
            )
            return _thread(topic)
        case RenameTopic(title=title) if aim.thread is not None:
            await _topic(bot, "editForumTopic", aim, name=title[:TITLE_LENGTH])
        case CloseTopic() if aim.thread is not None:
            await _topic(bot, "closeForumTopic", aim)
        case ReopenTopic() if aim.thread is not None:
            await _topic(bot, "reopenForumTopic", aim)
        case DeleteTopic(thread=thread):
            await _call(bot, "deleteForumTopic", chat_id=aim.chat, message_thread_id=thread)
        case RenameTopic() | CloseTopic() | ReopenTopic():
            pass  # no topic, so nothing to change
    return None


async def _call(bot: Bot, method: str, **parameters: object) -> Raw:
    """Make one call; a parameter that is None is left out."""
    request = bot.request
    if not isinstance(request, AiohttpRequest):
        raise TypeError("the bot does not speak through AiohttpRequest")
    given = {name: value for name, value in parameters.items() if value is not None}
    return await request.call(f"{bot.base_url}/{method}", given)


async def _topic(bot: Bot, method: str, aim: Aim, **parameters: object) -> None:
    await _call(bot, method, chat_id=aim.chat, message_thread_id=aim.thread, **parameters)


def _message(result: Raw) -> int:
    return _made(result).message_id or _nothing()


def _thread(result: Raw) -> int:
    return _made(result).message_thread_id or _nothing()


def _made(result: Raw) -> _Made:
    try:
        return _MADE.decode(result)
    except msgspec.DecodeError:
        return _Made()


def _nothing() -> NoReturn:
    raise GarbledError("The answer does not say what was made")


def _markup(keyboard: Keyboard) -> dict[str, object] | None:
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


def _reply(message: int | None) -> dict[str, object] | None:
    if message is None:
        return None
    return {"message_id": message, "allow_sending_without_reply": True}


def _entities(text: str) -> Raw | None:
    """Take over entities in Telegram's own JSON."""
    return Raw(text) if text != NO_ENTITIES else None


async def _say(bot: Bot, effect: Say, aim: Aim) -> int:
    sent = await _call(
        bot,
        "sendMessage",
        chat_id=aim.chat,
        text=effect.html,
        parse_mode=ParseMode.HTML,
        message_thread_id=aim.thread,
        disable_notification=effect.silent or None,
        reply_markup=_markup(effect.keyboard),
        reply_parameters=_reply(aim.reply),
        link_preview_options=NO_PREVIEW,
    )
    return _message(sent)


async def _send(bot: Bot, text: str, entities: str, aim: Aim) -> int:
    sent = await _call(
        bot,
        "sendMessage",
        chat_id=aim.chat,
        text=text,
        entities=_entities(entities),
        message_thread_id=aim.thread,
        reply_parameters=_reply(aim.reply),
    )
    return _message(sent)


async def _copy(bot: Bot, source_chat: ChatId, source: int, aim: Aim) -> int:
    copied = await _call(
        bot,
        "copyMessage",
        chat_id=aim.chat,
        from_chat_id=source_chat,
        message_id=source,
        message_thread_id=aim.thread,
        reply_parameters=_reply(aim.reply),
    )
    return _message(copied)


async def _amend(bot: Bot, effect: Amend, aim: Aim, group: ChatId) -> int | None:
    """Change the counterpart; where Telegram does not let us, send the new content as a reply to it."""
    if aim.merged is not None and not effect.caption:
        return await _amend_part(bot, effect, aim, aim.merged)
    changeable = aim.about is not None and aim.merged is None and (effect.text or effect.caption)
    if changeable and not aim.anew:
        try:
            await _change(bot, effect, aim)
        except BadRequest as error:
            if not _needs_copy(error, effect, aim):
                raise
            raise AnewError from None
        return None
    anew = type(aim)(aim.chat, aim.private, aim.thread, reply=aim.about)
    if effect.text and not effect.caption:
        # Not a copy: the source can hold more than may leave (an answer after a command).
        return await _send(bot, effect.text, effect.entities, anew)
    return await _copy(bot, effect.source_chat or group, effect.source, anew)


async def _amend_part(bot: Bot, effect: Amend, aim: Aim, merged: Merged) -> int | None:
    """Change one part of a merged message; where that can't be done, send a correction as a reply to it."""
    if aim.about is not None and merged.holds(effect.source) and not aim.anew:
        changed = merged.changed(effect.source, effect.text, effect.entities)
        if changed.fits():
            whole = replace(effect, text=changed.text, entities=changed.entities)
            try:
                await _change(bot, whole, aim)
            except BadRequest as error:
                if not _needs_copy(error, effect, aim):
                    raise
                raise AnewError from None
            return None
    anew = type(aim)(aim.chat, aim.private, aim.thread, reply=aim.about)
    text = f"{effect.heading}\n{effect.text}"
    if not effect.heading or units(text) > LONGEST:
        return await _send(bot, effect.text, effect.entities, anew)
    entities = json.dumps(headed(effect.heading, effect.entities))
    return await _send(bot, text, entities, anew)


async def _change(bot: Bot, effect: Amend, aim: Aim) -> None:
    entities = _entities(effect.entities)
    if effect.caption:
        await _call(
            bot,
            "editMessageCaption",
            chat_id=aim.chat,
            message_id=aim.about,
            caption=effect.text,
            caption_entities=entities,
        )
    else:
        await _call(
            bot,
            "editMessageText",
            chat_id=aim.chat,
            message_id=aim.about,
            text=effect.text,
            entities=entities,
        )


def _needs_copy(error: BadRequest, effect: Amend, aim: Aim) -> bool:
    """Tell whether a refused change has to be shown as a new message.

    Telegram reports only visible changes. So a caption that is as it was means other media, unless
    an earlier attempt of our own had changed it.
    """
    if "not modified" in error.message.casefold():
        return effect.caption and aim.fresh
    return isinstance(verdict(error, 0.0, private=aim.private), Sent | Broken)


async def _edit(bot: Bot, effect: Edit, aim: Aim) -> int | None:
    if aim.about is None:
        return None
    markup = _markup(effect.keyboard)
    if effect.html is None:
        await _call(
            bot,
            "editMessageReplyMarkup",
            chat_id=aim.chat,
            message_id=aim.about,
            reply_markup=markup,
        )
        return None
    if aim.anew:
        anew = Say(effect.to, effect.html, effect.keyboard)
        return await _say(bot, anew, type(aim)(aim.chat, aim.private))
    try:
        await _call(
            bot,
            "editMessageText",
            chat_id=aim.chat,
            message_id=aim.about,
            text=effect.html,
            parse_mode=ParseMode.HTML,
            reply_markup=markup,
            link_preview_options=NO_PREVIEW,
        )
    except BadRequest as error:
        if not _has_lost_its_screen(error, effect, aim):
            raise
        raise AnewError from None
    return None


def _has_lost_its_screen(error: BadRequest, effect: Edit, aim: Aim) -> bool:
    """Tell whether a person deleted the message that was to show her the next step.

    Without it she would stand before a dead end, so it is sent anew, under the same name.
    """
    return (
        aim.private
        and isinstance(effect.target, Named)
        and effect.priority is not Priority.DECORATION
        and "message to edit not found" in error.message.casefold()
    )
