"""Files: what was uploaded or made up, under ids that stay valid."""

import struct
import zlib

from bot.emulator import ids
from bot.emulator.world import Json, StoredFile, World

DOWNLOAD_LIMIT = 20 << 20
_IMAGE_STARTS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"RIFF", b"BM")
_PLACES = {
    "photo": ("photos", "jpg", "image/jpeg"),
    "video": ("videos", "mp4", "video/mp4"),
    "live_photo": ("videos", "mp4", "video/mp4"),
    "animation": ("animations", "mp4", "video/mp4"),
    "audio": ("music", "mp3", "audio/mpeg"),
    "voice": ("voice", "oga", "audio/ogg"),
    "video_note": ("video_notes", "mp4", "video/mp4"),
    "document": ("documents", "", "application/octet-stream"),
    "sticker": ("stickers", "webp", "image/webp"),
    "thumbnail": ("thumbnails", "jpg", "image/jpeg"),
}


def store(
    world: World,
    kind: str,
    *,
    data: bytes | None = None,
    size: int | None = None,
    name: str | None = None,
    mime: str | None = None,
) -> StoredFile:
    """Keep a file; without `data` a made-up one of `size` bytes."""
    file_id, unique_id = ids.file_ids(world, kind)
    folder, extension, usual_mime = _PLACES[kind]
    if name and "." in name:
        extension = name.rpartition(".")[2] if kind == "document" else extension
    number = world.number()
    kept = StoredFile(
        file_id=file_id,
        unique_id=unique_id,
        kind=kind,
        size=len(data) if data is not None else (size or 4_096),
        path=f"{folder}/file_{number}" + (f".{extension}" if extension else ""),
        mime=mime or usual_mime,
        name=name,
        data=data,
    )
    world.files[file_id] = kept
    world.paths[kept.path] = file_id
    return kept


def ids_of(kept: StoredFile) -> Json:
    """The fields that every file object has."""
    return {
        "file_id": kept.file_id,
        "file_unique_id": kept.unique_id,
        "file_size": kept.size,
    }


def is_image(data: bytes) -> bool:
    """Whether the bytes begin as an image does."""
    return data.startswith(_IMAGE_STARTS)


def image_size(data: bytes) -> tuple[int, int]:
    """Width and height in pixels of a PNG or JPEG; a usual size for what cannot be read."""
    if data.startswith(b"\x89PNG") and len(data) >= 24:
        width, height = struct.unpack(">II", data[16:24])
        return int(width), int(height)
    at = 2
    while data.startswith(b"\xff\xd8") and at + 9 < len(data) and data[at] == 0xFF:
        if 0xC0 <= data[at + 1] <= 0xCF and data[at + 1] not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return int(width), int(height)
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return 1280, 720


def content(kept: StoredFile) -> tuple[bytes, str]:
    """Bytes and media type; a made-up picture is a small one of a colour of its own."""
    if kept.data is not None:
        return kept.data, kept.mime
    if kept.mime.startswith("image/"):
        return _picture(zlib.crc32(kept.unique_id.encode())), "image/png"
    return bytes(kept.size), kept.mime


def _picture(seed: int) -> bytes:
    """A PNG of 160 x 90 pixels, one colour with a lighter band."""
    colour = bytes(64 + (seed >> shift) % 128 for shift in (0, 8, 16))
    light = bytes(min(255, part + 48) for part in colour)
    rows = b"".join(b"\0" + (light if 30 <= row < 60 else colour) * 160 for row in range(90))

    def chunk(name: bytes, body: bytes) -> bytes:
        return (
            len(body).to_bytes(4, "big") + name + body + zlib.crc32(name + body).to_bytes(4, "big")
        )

    header = struct.pack(">IIBBBBB", 160, 90, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )
