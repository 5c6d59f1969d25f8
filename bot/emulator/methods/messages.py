"""Sending: messages of the bot with text, contact, place or dice, and what all sending shares."""

import secrets
from typing import Any

from bot.emulator import access, keyboards, posting
from bot.emulator.arguments import Arguments
from bot.emulator.entities import formatted
from bot.emulator.errors import bad
from bot.emulator.platform import Platform
from bot.emulator.world import Chat, Json

MAX_TEXT = 4_096
MAX_CAPTION = 1_024
_CHAT_ACTIONS = frozenset(
    [
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "record_audio",
        "upload_audio",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    ]
)
DICE = {"🎲": 6, "🎯": 6, "🎳": 6, "🏀": 5, "⚽": 5, "🎰": 64}


def send(platform: Platform, arguments: Arguments, kind: str, content: Json, **fields: Any) -> Json:
    """Send a message of the bot: reply, keyboard, chat, topic and rights checked in this order."""
    access.reply_parameters(arguments)
    markup = keyboards.read(arguments)
    chat = access.chat(platform, arguments)
    topic = access.topic(platform, chat, arguments)
    topic, replying = access.reply(platform, arguments, chat, topic)
    access.check_sending(platform, chat, topic, kind)
    _, shape = posting.post(
        platform,
        chat,
        kind,
        content,
        from_id=None if chat.type == "channel" else platform.bot_id,
        sender_chat_id=chat.id if chat.type == "channel" else None,
        topic=topic,
        markup=markup,
        protected=arguments.boolean("protect_content") or chat.has_protected_content,
        extra=effect(arguments, chat),
        **replying,
        **fields,
    )
    return shape


def effect(arguments: Arguments, chat: Chat) -> Json | None:
    """The field of `message_effect_id`; only private chats have effects."""
    found = arguments.text("message_effect_id")
    if found in ("", "0"):
        return None
    if chat.type != "private":
        raise bad("can't use message effects in the chat")
    return {"effect_id": found}


def text_content(platform: Platform, arguments: Arguments) -> Json:
    """`text`, `entities` and `link_preview_options` of a text message."""
    given = arguments.long_text("text")
    if not given:
        raise bad("message text is empty")
    error = "can't parse entities: invalid JSON"
    entities = arguments.json("entities", error)
    text, found = formatted(given, arguments.text("parse_mode"), entities, platform.known)
    if not text:
        raise bad("text must be non-empty")
    if len(text) > MAX_TEXT:
        raise bad("message is too long")
    content: Json = {"text": text}
    if found:
        content["entities"] = found
    preview = arguments.json("link_preview_options", "can't parse link preview options JSON object")
    if preview is None and arguments.boolean("disable_web_page_preview"):
        preview = {"is_disabled": True}
    if isinstance(preview, dict) and any(preview.values()):
        content["link_preview_options"] = preview
    return content


def caption_content(platform: Platform, arguments: Arguments, caption: str | None = None) -> Json:
    """`caption` and `caption_entities`; empty without a caption."""
    given = arguments.long_text("caption") if caption is None else caption
    if not given:
        return {}
    error = "can't parse caption entities JSON object"
    entities = arguments.json("caption_entities", error)
    text, found = formatted(given, arguments.text("parse_mode"), entities, platform.known)
    if len(text) > MAX_CAPTION:
        raise bad("message caption is too long")
    content: Json = {"caption": text} if text else {}
    if found:
        content["caption_entities"] = found
    return content


def send_message(platform: Platform, arguments: Arguments) -> Json:
    """sendMessage."""
    return send(platform, arguments, "text", text_content(platform, arguments))


def send_contact(platform: Platform, arguments: Arguments) -> Json:
    """sendContact."""
    number, name = arguments.text("phone_number").strip(), arguments.text("first_name").strip()
    if not number:
        raise bad("phone number is empty")
    if not name:
        raise bad("first name is empty")
    contact: Json = {"phone_number": number, "first_name": name}
    for field in ("last_name", "vcard"):
        if arguments.has(field):
            contact[field] = arguments.text(field)
    return send(platform, arguments, "contact", {"contact": contact})


def send_dice(platform: Platform, arguments: Arguments) -> Json:
    """sendDice; the stand-in rolls."""
    return send(platform, arguments, "dice", dice_content(arguments.text("emoji") or "🎲"))


def dice_content(emoji: str) -> Json:
    """A new roll."""
    if emoji not in DICE:
        raise bad("wrong dice emoji specified")
    return {"dice": {"emoji": emoji, "value": 1 + secrets.randbelow(DICE[emoji])}}


def send_chat_action(platform: Platform, arguments: Arguments) -> bool:
    """sendChatAction; a topic that is gone does not matter to it."""
    if not arguments.has("action"):
        raise bad("wrong parameter action in request")
    if arguments.text("action") not in _CHAT_ACTIONS:
        raise bad("wrong parameter action in request")
    chat = access.chat(platform, arguments)
    thread_id = arguments.integer("message_thread_id") or None
    platform.event(
        "chat_action",
        chat,
        thread_id=thread_id if chat.is_forum else None,
        actor_id=platform.bot_id,
        action=arguments.text("action"),
    )
    return True


def send_message_draft(platform: Platform, arguments: Arguments) -> bool:
    """sendMessageDraft: words that grow in a private chat before the message is sent."""
    if not arguments.integer("draft_id"):
        raise bad("draft_id must be non-zero")
    chat = access.chat(platform, arguments)
    if chat.type != "private":
        raise bad("private chat not found")
    if arguments.has("text"):
        text_content(platform, arguments)
    platform.event("draft", chat, thread_id=None, draft_id=arguments.integer("draft_id"))
    return True


METHODS = {
    "sendMessage": send_message,
    "sendContact": send_contact,
    "sendDice": send_dice,
    "sendChatAction": send_chat_action,
    "sendMessageDraft": send_message_draft,
}
