"""Arguments of a call: query string, form, JSON or multipart, and how they are read."""

from typing import Any
from urllib.parse import parse_qsl

import msgspec
from aiohttp import BodyPartReader, web

from bot.emulator.errors import ApiError, bad

MAX_UPLOAD_BYTES = 50 << 20
_MAX_TEXT_BYTES = 32_768


class Upload(msgspec.Struct):
    """A file sent with a call."""

    name: str
    mime: str
    data: bytes


class Arguments:
    """The arguments of one call. Every value is a string, as on the official server."""

    def __init__(self, values: dict[str, str], uploads: dict[str, Upload] | None = None) -> None:
        self.values = values
        self.uploads = uploads or {}

    def text(self, name: str, default: str = "") -> str:
        """A string; empty when absent."""
        return self.values.get(name, default)

    def has(self, name: str) -> bool:
        """Was it given, and not empty?"""
        return bool(self.values.get(name)) or name in self.uploads

    def integer(self, name: str, default: int = 0) -> int:
        """A whole number; what is none counts as the number it begins with, else as default."""
        value = self.values.get(name, "").strip()
        if not value:
            return default
        try:
            return int(value)
        except ValueError:
            return default

    def number(self, name: str, default: float = 0.0) -> float:
        """A number with a fraction."""
        try:
            return float(self.values.get(name, default))
        except ValueError:
            return default

    def boolean(self, name: str) -> bool:
        """True for `true`, `yes` and `1` in any case."""
        return self.values.get(name, "").strip().lower() in ("true", "yes", "1")

    def json(self, name: str, error: str) -> Any:
        """A nested object or list, None when absent; ApiError with `error` if it is no JSON."""
        value = self.values.get(name, "")
        if not value:
            return None
        try:
            return msgspec.json.decode(value.encode())
        except msgspec.DecodeError:
            raise bad(error) from None

    def integers(self, name: str, error: str) -> list[int]:
        """A JSON list of whole numbers."""
        found = self.json(name, error)
        if not isinstance(found, list):
            raise bad(error)
        try:
            return [int(item) for item in found]
        except (TypeError, ValueError):
            raise bad(error) from None

    def long_text(self, name: str) -> str:
        """A text of a message; refused above 32768 bytes, before anything is parsed."""
        value = self.text(name)
        if len(value) > _MAX_TEXT_BYTES // 4 and len(value.encode()) > _MAX_TEXT_BYTES:
            raise bad("text is too long")
        return value


async def read(request: web.Request) -> Arguments:
    """Read the arguments of an HTTP request, wherever they are.

    Raises ApiError: 413 for files above 50 MB, 400 for a body that cannot be read.
    """
    values = dict(request.query) if request.query_string else {}
    if request.method == "GET" or not request.can_read_body:
        return Arguments(values)
    kind = request.content_type
    if kind == "multipart/form-data":
        return await _multipart(request, values)
    body = await request.read()
    if kind == "application/json":
        try:
            found = msgspec.json.decode(body) if body else {}
        except msgspec.DecodeError:
            raise bad("can't parse request: invalid JSON") from None
        if not isinstance(found, dict):
            raise bad("can't parse request: JSON object expected")
        values.update((key, as_text(value)) for key, value in found.items() if value is not None)
        return Arguments(values)
    try:
        values.update(parse_qsl(body.decode(), keep_blank_values=True))
    except UnicodeDecodeError:
        raise bad("strings must be encoded in UTF-8") from None
    return Arguments(values)


async def _multipart(request: web.Request, values: dict[str, str]) -> Arguments:
    uploads: dict[str, Upload] = {}
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or not part.name:
            continue
        data = bytes(await part.read())
        if part.filename is None:
            values[part.name] = data.decode()
            continue
        if len(data) > MAX_UPLOAD_BYTES:
            raise ApiError(413, "Request Entity Too Large")
        mime = part.headers.get("Content-Type", "application/octet-stream")
        uploads[part.name] = Upload(part.filename, mime, data)
    return Arguments(values, uploads)


def as_text(value: Any) -> str:
    """A JSON value as the string that a form would hold."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return msgspec.json.encode(value).decode()
