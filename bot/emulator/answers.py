"""Answers: the HTTP responses of the Bot API, in its envelope or broken on purpose."""

import socket
import struct
from typing import Any

import msgspec
from aiohttp import web

from bot.emulator.errors import ApiError
from bot.emulator.faults import Fault

_HTML_502 = (
    b"<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n"
    b"<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx/1.18.0</center>\r\n"
    b"</body>\r\n</html>\r\n"
)


def bad_gateway() -> web.Response:
    """What a proxy before the server says: HTML, not JSON."""
    return web.Response(status=502, body=_HTML_502, content_type="text/html")


def scripted(fault: Fault) -> ApiError:
    """The error that a fault asks for; one with `retry_after` is a 429."""
    parameters = None
    description = fault.description
    code = fault.code
    if fault.retry_after is not None:
        code = 429 if fault.code == 500 else fault.code
        parameters = {"retry_after": fault.retry_after}
        description = description or f"Too Many Requests: retry after {fault.retry_after}"
    return ApiError(code, description or "Internal Server Error", parameters)


def reset(request: web.Request) -> None:
    """End the connection with a TCP reset."""
    transport = request.transport
    if transport is None:
        return
    connection = transport.get_extra_info("socket")
    if connection is not None:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()


def json(body: bytes, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    """JSON that is encoded already."""
    return web.Response(body=body, status=status, headers=headers, content_type="application/json")


def answer(result: Any, description: str | None = None) -> web.Response:
    """A success."""
    body: dict[str, Any] = {"ok": True, "result": result}
    if description is not None:
        body["description"] = description
    return json(msgspec.json.encode(body))


def refusal(error: ApiError) -> web.Response:
    """An error; its HTTP status is its `error_code`."""
    body: dict[str, Any] = {
        "ok": False,
        "error_code": error.code,
        "description": error.description,
    }
    headers = None
    if error.parameters is not None:
        body["parameters"] = error.parameters
        if "retry_after" in error.parameters:
            headers = {"Retry-After": str(error.parameters["retry_after"])}
    return json(msgspec.json.encode(body), error.code, headers)
