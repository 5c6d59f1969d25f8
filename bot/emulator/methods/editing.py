"""Editing of the bot's own messages: text, caption, media and keyboard."""

from bot.emulator import access, keyboards, posting
from bot.emulator.arguments import Arguments
from bot.emulator.errors import NOT_MODIFIED, ApiError, bad
from bot.emulator.media import ALBUM_SORTS, CAPTION_ABOVE, CAPTION_FIELDS, WITH_CAPTION
from bot.emulator.methods.media import input_media
from bot.emulator.methods.messages import caption_content, text_content
from bot.emulator.platform import Platform
from bot.emulator.world import Json, Message

_TEXT_FIELDS = ("text", "entities", "link_preview_options")
# Messages of these kinds can get another medium.
_MEDIA_EDITABLE = frozenset(
    {"text", "photo", "live_photo", "video", "animation", "audio", "document"}
)


def own_message(platform: Platform, arguments: Arguments) -> Message:
    """The message of `chat_id` and `message_id`, if the bot may edit it; ApiError otherwise."""
    if arguments.has("inline_message_id"):
        raise bad("MESSAGE_ID_INVALID")
    chat = access.chat(platform, arguments)
    number = arguments.integer("message_id")
    stored = access.message(platform, chat, number, "edit")
    by_bot = stored.from_id == platform.bot_id or (
        chat.type == "channel" and access.has_right(platform, chat, "can_edit_messages")
    )
    keyboard = stored.markup is not None and "inline_keyboard" not in stored.markup
    if not by_bot or stored.service or stored.forward_origin is not None or keyboard:
        raise bad("message can't be edited")
    return stored


def _apply(platform: Platform, stored: Message, content: Json, markup: Json | None) -> Json:
    if content == stored.content and markup == stored.markup:
        raise bad(NOT_MODIFIED)
    stored.content = content
    stored.markup = markup
    return posting.changed(platform, stored)


def edit_text(platform: Platform, arguments: Arguments) -> Json:
    """editMessageText; without `reply_markup` the keyboard goes."""
    content = text_content(platform, arguments)
    markup = keyboards.read(arguments)
    stored = own_message(platform, arguments)
    if stored.kind != "text":
        raise bad("there is no text in the message to edit")
    kept = {key: value for key, value in stored.content.items() if key not in _TEXT_FIELDS}
    return _apply(platform, stored, {**content, **kept}, markup)


def edit_caption(platform: Platform, arguments: Arguments) -> Json:
    """editMessageCaption; an absent caption removes it."""
    caption = caption_content(platform, arguments)
    markup = keyboards.read(arguments)
    stored = own_message(platform, arguments)
    if stored.kind not in WITH_CAPTION:
        raise bad("there is no caption in the message to edit")
    kept = {key: value for key, value in stored.content.items() if key not in CAPTION_FIELDS}
    if arguments.boolean("show_caption_above_media") and caption and stored.kind in CAPTION_ABOVE:
        caption["show_caption_above_media"] = True
    return _apply(platform, stored, kept | caption, markup)


def edit_media(platform: Platform, arguments: Arguments) -> Json:
    """editMessageMedia; a text becomes a media message too, an album part keeps its sort."""
    given = arguments.json("media", "can't parse media JSON object")
    if given is None:
        raise bad("media is empty")
    markup = keyboards.read(arguments)
    stored = own_message(platform, arguments)
    if stored.kind not in _MEDIA_EDITABLE:
        raise bad("message can't be edited")
    kind, content = input_media(platform, arguments, given)
    if stored.media_group_id is not None and ALBUM_SORTS.get(kind) != ALBUM_SORTS[stored.kind]:
        raise bad("Can't use the media of the specified type in the album")
    before, stored.kind = stored.kind, kind
    try:
        return _apply(platform, stored, content, markup)
    except ApiError:
        stored.kind = before
        raise


def edit_markup(platform: Platform, arguments: Arguments) -> Json:
    """editMessageReplyMarkup."""
    markup = keyboards.read(arguments)
    stored = own_message(platform, arguments)
    return _apply(platform, stored, stored.content, markup)


def _for_business(_platform: Platform, _arguments: Arguments) -> Json:
    """sendChecklist and editMessageChecklist: only for a connected business account, and there is none."""
    raise bad("business connection not found")


METHODS = {
    "sendChecklist": _for_business,
    "editMessageChecklist": _for_business,
    "editMessageText": edit_text,
    "editMessageCaption": edit_caption,
    "editMessageMedia": edit_media,
    "editMessageReplyMarkup": edit_markup,
}
