"""Sending media: photos, videos, documents and the like, alone, as album or behind a price."""

from typing import Any

from bot.emulator import access, files, ids, keyboards, media, posting
from bot.emulator.arguments import Arguments, Upload, as_text
from bot.emulator.errors import ApiError, bad
from bot.emulator.methods.messages import caption_content, effect, send
from bot.emulator.platform import Platform
from bot.emulator.world import Json

_NO_CAPTION = ("video_note", "sticker")
_NAMES = {
    "photo": "Photo",
    "live_photo": "Photo",
    "video": "Video",
    "animation": "Animation",
    "audio": "Audio",
    "voice": "VoiceNote",
    "video_note": "VideoNote",
    "document": "Document",
    "sticker": "Sticker",
}


def content_of(platform: Platform, arguments: Arguments, kind: str, field: str) -> Json:
    """The media that argument `field` names: an upload, `attach://`, or a known `file_id`."""
    given = arguments.text(field).strip()
    upload = arguments.uploads.get(field)
    if given.startswith("attach://"):
        upload = arguments.uploads.get(given.removeprefix("attach://"))
    if upload is not None:
        return _from_upload(platform, arguments, kind, upload)
    if not given or given.startswith("attach://"):
        raise bad(f"there is no {kind.replace('_', ' ')} in the request")
    if kind == "live_photo" and not arguments.has("photo"):
        raise bad("there is no photo in the request")
    if given.startswith(("http://", "https://")):
        raise bad("failed to get HTTP URL content")
    world = platform.world
    found = media.by_file_id(world, kind, given)
    if found is None:
        actual = media.kind_of(world, given)
        if actual is None or actual not in _NAMES:
            raise bad("wrong file identifier/HTTP URL specified")
        raise bad(f"can't use file of type {_NAMES[actual]} as {_NAMES[kind]}")
    return found


def _from_upload(platform: Platform, arguments: Arguments, kind: str, upload: Upload) -> Json:
    if not upload.data:
        raise bad("file must be non-empty")
    if kind == "photo" and not files.is_image(upload.data):
        raise bad("IMAGE_PROCESS_FAILED")
    if kind == "photo" and len(upload.data) > 10 << 20:
        raise bad("file is too big for a photo")
    thumbnail = arguments.uploads.get("thumbnail")
    names = ("duration", "width", "height", "length", "performer", "title", "start_timestamp")
    wishes: dict[str, Any] = {name: arguments.text(name) for name in names if arguments.has(name)}
    mime = upload.mime if kind in ("document", "audio", "voice") else None
    return media.make(
        platform.world,
        kind,
        data=upload.data,
        name=upload.name,
        mime=mime,
        thumbnail=thumbnail.data if thumbnail is not None else None,
        emoji=arguments.text("emoji"),
        **wishes,
    )


def decorations(platform: Platform, arguments: Arguments, kind: str) -> Json:
    """Caption, spoiler and the place of the caption."""
    if kind in _NO_CAPTION:
        return {}
    content = caption_content(platform, arguments)
    if kind in media.WITH_SPOILER:
        if arguments.boolean("has_spoiler"):
            content["has_media_spoiler"] = True
        if arguments.boolean("show_caption_above_media") and "caption" in content:
            content["show_caption_above_media"] = True
    return content


def _sender(kind: str) -> Any:
    def send_media(platform: Platform, arguments: Arguments) -> Json:
        content = content_of(platform, arguments, kind, kind)
        content |= decorations(platform, arguments, kind)
        return send(platform, arguments, kind, content)

    send_media.__doc__ = f"Send a message of kind {kind}."
    return send_media


def input_media(platform: Platform, arguments: Arguments, given: Any) -> tuple[str, Json]:
    """Kind and content of one `InputMedia` object."""
    if not isinstance(given, dict):
        raise bad("can't parse InputMedia: Expected an Object")
    kind = given.get("type")
    if kind not in ("photo", "live_photo", "video", "animation", "audio", "document"):
        raise bad("wrong type of the media")
    values = {key: as_text(value) for key, value in given.items()}
    inner = Arguments(values, arguments.uploads)
    content = content_of(platform, inner, kind, "media")
    return kind, content | decorations(platform, inner, kind)


def send_media_group(platform: Platform, arguments: Arguments) -> list[Json]:
    """sendMediaGroup: 2 to 10 parts that share a `media_group_id`."""
    error = "can't parse media JSON object"
    given = arguments.json("media", error)
    if not isinstance(given, list):
        raise bad(error)
    if len(given) > 10:
        raise bad("too many messages to send as an album")
    if not given:
        raise bad("there are no messages to send")
    parts: list[tuple[str, Json]] = []
    for number, item in enumerate(given, 1):
        try:
            parts.append(input_media(platform, arguments, item))
        except ApiError as error_of_part:
            text = error_of_part.description.removeprefix("Bad Request: ")
            raise bad(f'failed to send message #{number} with the error message "{text}"') from None
    kinds = {media.ALBUM_SORTS.get(kind, "") for kind, _ in parts}
    if "" in kinds:
        raise bad("Can't use the media of the specified type in the album")
    if len({_above(kind, item) for (kind, _), item in zip(parts, given, strict=True)}) > 1:
        raise bad("parameter show_caption_above_media must be the same for all messages")
    if len(kinds) > 1:
        name = "Document" if "document" in kinds else "Audio"
        raise bad(f"{name} can't be mixed with other media types")
    chat = access.chat(platform, arguments)
    topic = access.topic(platform, chat, arguments)
    topic, replying = access.reply(platform, arguments, chat, topic)
    for kind, _ in parts:
        access.check_sending(platform, chat, topic, kind)
    extra = effect(arguments, chat)
    album = ids.media_group_id(platform.world) if len(parts) > 1 else None
    shapes: list[Json] = []
    for kind, content in parts:
        _, shape = posting.post(
            platform,
            chat,
            kind,
            content,
            from_id=None if chat.type == "channel" else platform.bot_id,
            sender_chat_id=chat.id if chat.type == "channel" else None,
            topic=topic,
            media_group_id=album,
            protected=arguments.boolean("protect_content") or chat.has_protected_content,
            extra=extra,
            **replying,
        )
        shapes.append(shape)
    return shapes


def _above(kind: str, given: Json) -> bool:
    """Whether a part asks for its caption above; one that has no picture never does (TDLib)."""
    return kind in media.CAPTION_ABOVE and bool(given.get("show_caption_above_media"))


def send_paid_media(platform: Platform, arguments: Arguments) -> Json:
    """sendPaidMedia."""
    stars = arguments.integer("star_count")
    if not 1 <= stars <= 25_000:
        raise bad("wrong star count specified")
    given = arguments.json("media", "can't parse media JSON object")
    if not isinstance(given, list) or not 1 <= len(given) <= 10:
        raise bad("there are no messages to send")
    shown: list[Json] = []
    for item in given:
        kind, content = input_media(platform, arguments, item)
        if kind not in ("photo", "video"):
            raise bad("wrong type of the media")
        shown.append({"type": kind, kind: content[kind]})
    content = {"paid_media": {"star_count": stars, "paid_media": shown}}
    content |= caption_content(platform, arguments)
    keyboards.read(arguments)
    return send(platform, arguments, "paid_media", content, copyable=False)


METHODS = {
    "sendPhoto": _sender("photo"),
    "sendLivePhoto": _sender("live_photo"),
    "sendVideo": _sender("video"),
    "sendAnimation": _sender("animation"),
    "sendAudio": _sender("audio"),
    "sendVoice": _sender("voice"),
    "sendVideoNote": _sender("video_note"),
    "sendDocument": _sender("document"),
    "sendSticker": _sender("sticker"),
    "sendMediaGroup": send_media_group,
    "sendPaidMedia": send_paid_media,
}
