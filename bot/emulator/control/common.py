"""What the routes of the control interface share: reading JSON, answering, guarding."""

from collections.abc import Awaitable, Callable
from typing import Any

import msgspec
from aiohttp import web

from bot.emulator.api import BotApi
from bot.emulator.errors import ActionError
from bot.emulator.platform import Platform
from bot.emulator.world import Json

API: web.AppKey[BotApi] = web.AppKey("api", BotApi)
_LONGEST_WAIT = 60.0
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]", "::1"})

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def platform(request: web.Request) -> Platform:
    """The platform that this server stands for."""
    return request.app[API].platform


async def body(request: web.Request) -> Json:
    """The JSON object of a request; an empty body is an empty object."""
    raw = await request.read()
    if not raw:
        return {}
    try:
        found = msgspec.json.decode(raw)
    except msgspec.DecodeError:
        raise ActionError("The body is no JSON.") from None
    if not isinstance(found, dict):
        raise ActionError("The body must be a JSON object.")
    return found


def answer(value: Any) -> web.Response:
    """A JSON answer."""
    return web.Response(body=msgspec.json.encode(value), content_type="application/json")


def number(request: web.Request, name: str, default: int = 0) -> int:
    """A whole number of the query string."""
    given = request.query.get(name, "")
    if not given:
        return default
    try:
        return int(given)
    except ValueError:
        raise ActionError(f"`{name}` must be a whole number.") from None


def seconds(request: web.Request, name: str = "timeout") -> float:
    """How long to wait, at most a minute."""
    try:
        return min(float(request.query.get(name) or 0.0), _LONGEST_WAIT)
    except ValueError:
        raise ActionError(f"`{name}` must be a number.") from None


def path_number(request: web.Request, name: str = "id") -> int:
    """A whole number of the path."""
    try:
        return int(request.match_info[name])
    except ValueError:
        raise ActionError("The path must hold a number.", 404) from None


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Only pages and programs of this machine may act; mistakes become `{"error": sentence}`."""
    host = request.host
    if not host.startswith("["):
        host = host.partition(":")[0]
    else:
        host = host.partition("]")[0] + "]"
    origin = request.headers.get("Origin", "")
    if host not in _LOOPBACK or (origin and origin != f"http://{request.host}"):
        return web.Response(status=403, text="The stand-in answers its own machine only.")
    try:
        return await handler(request)
    except ActionError as error:
        return web.Response(
            status=error.code,
            body=msgspec.json.encode({"error": error.sentence}),
            content_type="application/json",
        )
