"""Medium: what Telegram needs to send a part of an album again in one, or to put another in its place, without caption."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from telegram import Message


def media_of(message: Message) -> str:
    """Return a part of an album, or what has been changed, as JSON (Bot API, InputMedia…, by file id).

    "" for anything else, and for what Telegram can't be given so, or this version of the Bot API can't name.
    """
    if message.media_group_id is None and message.edit_date is None:
        return ""
    given = _given(message)
    if given and given["type"] in ("photo", "video", "live_photo", "animation"):
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
    if message.animation is not None:
        # No album takes one, but it may stand in the place of another medium.
        alone = message.media_group_id is None
        return {"type": "animation", "media": message.animation.file_id} if alone else {}
    if message.document is not None:
        return {"type": "document", "media": message.document.file_id}
    return {}
