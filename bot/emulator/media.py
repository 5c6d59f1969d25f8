"""Media: photos, videos, voice notes and the like as objects of the Bot API."""

from typing import Any

from bot.emulator import files
from bot.emulator.world import Json, World

KINDS = frozenset(
    [
        "photo",
        "live_photo",
        "video",
        "animation",
        "audio",
        "voice",
        "video_note",
        "document",
        "sticker",
    ]
)
# Messages of these kinds can have a caption, which is these fields.
WITH_CAPTION = frozenset(
    {"photo", "live_photo", "video", "animation", "audio", "document", "voice", "paid_media"}
)
# These can be covered by a spoiler.
WITH_SPOILER = frozenset({"photo", "live_photo", "video", "animation"})
# The caption of these can stand above the picture.
CAPTION_ABOVE = WITH_SPOILER | {"paid_media"}
# What can stand together in an album: kinds of one sort.
ALBUM_SORTS = {
    "photo": "visual",
    "live_photo": "visual",
    "video": "visual",
    "audio": "audio",
    "document": "document",
}
CAPTION_FIELDS = ("caption", "caption_entities", "show_caption_above_media")


def make(
    world: World,
    kind: str,
    *,
    data: bytes | None = None,
    name: str | None = None,
    mime: str | None = None,
    size: int | None = None,
    **wishes: Any,
) -> Json:
    """The content of a new media message: `{kind: object}`.

    `wishes` are attributes such as `duration` (seconds), `width`, `title` or `emoji`.
    """
    if kind == "photo":
        return _photo(world, data, size, wishes)
    kept = files.store(world, kind, data=data, name=name, mime=mime, size=size)
    shape = files.ids_of(kept)
    match kind:
        case "video" | "animation" | "live_photo":
            shape["width"] = int(wishes.get("width") or 640)
            shape["height"] = int(wishes.get("height") or 360)
            shape["duration"] = int(wishes.get("duration") or 5)
            if kind != "live_photo":
                shape["file_name"] = name or f"{kind}.mp4"
            shape["mime_type"] = kept.mime
            if kind == "video" and wishes.get("start_timestamp"):
                shape["start_timestamp"] = int(wishes["start_timestamp"])
        case "audio":
            shape["duration"] = int(wishes.get("duration") or 60)
            shape["file_name"] = name or "audio.mp3"
            shape["mime_type"] = kept.mime
            shape.update(
                {key: str(wishes[key]) for key in ("performer", "title") if wishes.get(key)}
            )
        case "voice":
            shape["duration"] = int(wishes.get("duration") or 3)
            shape["mime_type"] = kept.mime
        case "video_note":
            shape["length"] = int(wishes.get("length") or 240)
            shape["duration"] = int(wishes.get("duration") or 4)
        case "sticker":
            shape.update(_sticker(wishes))
        case _:
            shape["file_name"] = name or "document.bin"
            shape["mime_type"] = kept.mime
    if wishes.get("thumbnail"):
        shape["thumbnail"] = _size(world, "thumbnail", wishes["thumbnail"], 90, 90, None)
    kept.description = {kind: shape}
    if kind == "live_photo":
        # The picture stands beside it too, for bots that know no live photos.
        shape["photo"] = _photo(world, None, None, wishes)["photo"]
        kept.description["photo"] = shape["photo"]
    if kind == "animation":
        kept.description["document"] = {
            key: shape[key]
            for key in ("file_id", "file_unique_id", "file_size", "file_name", "mime_type")
        }
    return dict(kept.description)


def _sticker(wishes: Json) -> Json:
    shape: Json = {
        "type": "regular",
        "width": 512,
        "height": 512,
        "is_animated": wishes.get("format") == "animated",
        "is_video": wishes.get("format") == "video",
        "emoji": str(wishes.get("emoji") or "🙂"),
    }
    if wishes.get("set_name"):
        shape["set_name"] = str(wishes["set_name"])
    return shape


def _size(
    world: World, kind: str, data: bytes | None, width: int, height: int, size: int | None
) -> Json:
    kept = files.store(world, kind, data=data, size=size)
    return files.ids_of(kept) | {"width": width, "height": height}


def _photo(world: World, data: bytes | None, size: int | None, wishes: Json) -> Json:
    width, height = files.image_size(data) if data else (1280, 720)
    width, height = int(wishes.get("width") or width), int(wishes.get("height") or height)
    scale = min(1.0, 90 / max(width, height, 1))
    small = (max(1, int(width * scale)), max(1, int(height * scale)))
    sizes = [_size(world, "photo", data, *small, 1_200)]
    if (width, height) != small:
        sizes.append(_size(world, "photo", data, width, height, size or 48_000))
    for shown in sizes:
        world.files[shown["file_id"]].description = {"photo": sizes}
    return {"photo": sizes}


def by_file_id(world: World, kind: str, file_id: str) -> Json | None:
    """The content of a message with a file sent before; None when it is unknown or another kind."""
    kept = world.files.get(file_id)
    if kept is None or kind not in kept.description:
        return None
    return dict(kept.description)


def kind_of(world: World, file_id: str) -> str | None:
    """The kind of a known file."""
    kept = world.files.get(file_id)
    return kept.kind if kept is not None else None
