"""Call: from an effect to Bot API calls, in one `match`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

import msgspec
from msgspec.structs import replace
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.handoff.effects import (
    Amend,
    CloseTopic,
    DeleteMessages,
    DeleteTopic,
    Edit,
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
    SendFile,
    TakeBack,
)
from bot.handoff.merged import LONGEST, headed, units
from bot.outbox.live import move_live, send_live
from bot.outbox.method import (
    NO_PREVIEW,
    call,
    change_topic,
    copy,
    entities_of,
    markup,
    message_of,
    say,
    send,
    send_file,
    thread_of,
)
from bot.outbox.verdict import Broken, Sent, verdict

if TYPE_CHECKING:
    from telegram import Bot

    from bot.handoff.effects import Effect
    from bot.handoff.ids import ChatId
    from bot.handoff.merged import Merged
    from bot.outbox.places import Aim

LONGEST_CAPTION: Final = 1024
"""UTF-16 units, never fewer than the signs that Telegram counts (Bot API, copyMessage)."""
TITLE_LENGTH: Final = 128
"""Longest name of a topic (Bot API, createForumTopic)."""


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
            return await say(bot, effect, aim)
        case Relay(rewritten=True, caption=False):
            return await send(bot, effect.text, effect.entities, aim)
        case Relay(rewritten=True):
            caption = (effect.text, effect.entities)
            return await copy(bot, effect.source_chat or group, effect.source, aim, caption)
        case Relay(live=position) if position:
            return await send_live(bot, position, aim)
        case Relay():
            return await copy(bot, effect.source_chat or group, effect.source, aim)
        case Pass(html=True):
            return await say(bot, Say(effect.to, effect.text), aim)
        case Pass():
            return await send(bot, effect.text, effect.entities, aim)
        case Amend(live=position) if position:
            await move_live(bot, position, aim)
        case Amend():
            return await _amend(bot, effect, aim, group)
        case Edit():
            return await _edit(bot, effect, aim)
        case React(message=message, emoji=emoji):
            reaction = [{"type": "emoji", "emoji": emoji}] if emoji else []
            await call(
                bot,
                "setMessageReaction",
                chat_id=aim.chat,
                message_id=message,
                reaction=reaction,
            )
        case Pin(message=message, off=True):
            await call(bot, "unpinChatMessage", chat_id=aim.chat, message_id=message)
        case Pin(message=message):
            await call(
                bot,
                "pinChatMessage",
                chat_id=aim.chat,
                message_id=message,
                disable_notification=True,
            )
        case TakeBack() if aim.merged is not None:
            # What stands there with others is changed; only the corrections below it go.
            await call(bot, "deleteMessages", chat_id=aim.chat, message_ids=[*aim.before])
        case TakeBack() if aim.before:
            every = [aim.about, *aim.before]
            await call(bot, "deleteMessages", chat_id=aim.chat, message_ids=every)
        case TakeBack():
            await call(bot, "deleteMessage", chat_id=aim.chat, message_id=aim.about)
        case SendContact(phone=phone, name=name):
            sent = await call(
                bot,
                "sendContact",
                chat_id=aim.chat,
                phone_number=phone,
                first_name=name,
                message_thread_id=aim.thread,
            )
            return message_of(sent)
        case OpenTopic(title=title):
            topic = await call(bot, "createForumTopic", chat_id=aim.chat, name=title[:TITLE_LENGTH])
            return thread_of(topic)
        case RenameTopic(title=title) if aim.thread is not None:
            await change_topic(bot, "editForumTopic", aim, name=title[:TITLE_LENGTH])
        case CloseTopic() if aim.thread is not None:
            await change_topic(bot, "closeForumTopic", aim)
        case ReopenTopic() if aim.thread is not None:
            await change_topic(bot, "reopenForumTopic", aim)
        case DeleteTopic(thread=thread):
            await call(bot, "deleteForumTopic", chat_id=aim.chat, message_thread_id=thread)
        case DeleteMessages(messages=messages, at_once=at_once):
            await call(
                bot, "deleteMessages", chat_id=aim.chat, message_ids=list(messages[:at_once])
            )
        case SendFile():
            return await send_file(bot, effect, aim)
        case RenameTopic() | CloseTopic() | ReopenTopic():
            pass  # no topic, so nothing to change
    return None


async def _amend(bot: Bot, effect: Amend, aim: Aim, group: ChatId) -> int | None:
    """Change the counterpart; where Telegram does not let us, send a correction as a reply to it."""
    if aim.merged is not None and not effect.caption:
        return await _amend_part(bot, effect, aim, aim.merged)
    changeable = aim.about is not None and aim.merged is None and (effect.text or effect.caption)
    if changeable and not aim.anew:
        await _change(bot, effect, aim)
        return None
    return await _correct(bot, effect, aim, group)


async def _amend_part(bot: Bot, effect: Amend, aim: Aim, merged: Merged) -> int | None:
    """Change one part of a merged message; where that can't be done, send a correction as a reply to it."""
    if aim.about is not None and merged.holds(effect.source) and not aim.anew:
        changed = merged.changed(effect.source, effect.text, effect.entities)
        if changed.fits():
            whole = replace(effect, text=changed.text, entities=changed.entities)
            await _change(bot, whole, aim)
            return None
    return await _correct(bot, effect, aim, aim.chat)


async def _correct(bot: Bot, effect: Amend, aim: Aim, group: ChatId) -> int:
    """Send what a message is now, marked as a correction if it was there before; return the id of the message."""
    anew = type(aim)(aim.chat, aim.private, aim.thread, reply=aim.about, protect=aim.protect)
    text, entities = effect.text, effect.entities
    marked = f"{effect.heading}\n{text}".rstrip()
    longest = LONGEST_CAPTION if effect.caption else LONGEST
    if effect.heading and aim.about is not None and units(marked) <= longest:
        text, entities = marked, json.dumps(headed(effect.heading, entities))
    if effect.text and not effect.caption:
        # Not a copy: the source can hold more than may leave (an answer after a command).
        return await send(bot, text, entities, anew)
    caption = (text, entities) if effect.rewritten or effect.media else None
    return await copy(bot, effect.source_chat or group, effect.source, anew, caption)


async def _change(bot: Bot, effect: Amend, aim: Aim) -> None:
    """Change what is there. Raises AnewError: it can't be changed any more, and is to be sent anew."""
    try:
        await _put(bot, effect, aim)
    except BadRequest as error:
        if not _needs_anew(error, aim):
            raise
        raise AnewError from None


async def _put(bot: Bot, effect: Amend, aim: Aim) -> None:
    entities = entities_of(effect.entities)
    if effect.media:
        given: dict[str, object] = msgspec.json.decode(effect.media)
        if effect.text:
            given["caption"] = effect.text
        if entities is not None:
            given["caption_entities"] = entities
        await call(
            bot,
            "editMessageMedia",
            chat_id=aim.chat,
            message_id=aim.about,
            media=given,
        )
    elif effect.caption:
        await call(
            bot,
            "editMessageCaption",
            chat_id=aim.chat,
            message_id=aim.about,
            caption=effect.text,
            caption_entities=entities,
        )
    else:
        await call(
            bot,
            "editMessageText",
            chat_id=aim.chat,
            message_id=aim.about,
            text=effect.text,
            entities=entities,
            link_preview_options=msgspec.Raw(effect.preview) if effect.preview else None,
        )


def _needs_anew(error: BadRequest, aim: Aim) -> bool:
    """Tell whether a refused change has to be shown as a new message; not when all is as it should be already."""
    if "not modified" in error.message.casefold():
        return False
    return isinstance(verdict(error, 0.0, private=aim.private), Sent | Broken)


async def _edit(bot: Bot, effect: Edit, aim: Aim) -> int | None:
    keyboard = markup(effect.keyboard)
    if effect.html is None:
        await call(
            bot,
            "editMessageReplyMarkup",
            chat_id=aim.chat,
            message_id=aim.about,
            reply_markup=keyboard,
        )
        return None
    if aim.anew:
        anew = Say(effect.to, effect.html, effect.keyboard)
        return await say(bot, anew, type(aim)(aim.chat, aim.private))
    try:
        await call(
            bot,
            "editMessageText",
            chat_id=aim.chat,
            message_id=aim.about,
            text=effect.html,
            parse_mode=ParseMode.HTML,
            reply_markup=keyboard,
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
