"""Album part: what Telegram needs to send a part of an album again in one, without its caption."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from telegram import Message


def media_of(message: Message) -> str:
    """Return a part of an album as JSON (Bot API, InputMedia…, by file id); "" for anything else.

    What Telegram can't be given in an album, or what this version of the Bot API can't name, is "" too.
    """
    if message.media_group_id is None:
        return ""
    given = _given(message)
    if given and given["type"] in ("photo", "video", "live_photo"):
        if message.has_media_spoiler:
            given["has_spoiler"] = True
        if message.show_caption_above_media:
            given["show_caption_above_media"] = True
    return json.dumps(given, separators=(",", ":")) if given else ""


def _given(message: Message) -> dict[str, Any]:
    # In this order: a live photo is shown with a photo beside it, an animation with a document.
    if (live := message.live_photo) is not None:
        shown = {"photo": live.photo[-1].file_id} if live.photo else {}
        return {"type": "live_photo", "media": live.file_id, **shown}
    if message.photo:
        return {"type": "photo", "media": message.photo[-1].file_id}
    if (video := message.video) is not None:
        cover = {"cover": video.cover[-1].file_id} if video.cover else {}
        return {"type": "video", "media": video.file_id, "supports_streaming": True, **cover}
    if message.audio is not None:
        return {"type": "audio", "media": message.audio.file_id}
    if message.document is not None and message.animation is None:
        return {"type": "document", "media": message.document.file_id}
    return {}
