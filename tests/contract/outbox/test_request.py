"""The request class against a real HTTP server: what comes back, and what each failure says."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from traceback import format_exception

import pytest
from aiohttp import web
from msgspec import Raw
from telegram import Bot, InputFile
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    TelegramError,
    TimedOut,
)

from bot.outbox.failure import FloodError, GarbledError, NotSentError
from bot.outbox.request import AiohttpRequest
from bot.outbox.verdict import verdict
from bot.text import Html

TOKEN = "1234567:CANARY-OF-A-TOKEN"
TEXT = "canary of a text"
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Server:
    """A server that answers every call in the way it was told last."""

    def __init__(self) -> None:
        self.answer: Handler = self.unready
        self.url = ""

    async def unready(self, _: web.Request) -> web.StreamResponse:
        raise AssertionError("no answer was set")

    async def handle(self, request: web.Request) -> web.StreamResponse:
        return await self.answer(request)

    def says(self, status: int, body: object, *, headers: dict[str, str] | None = None) -> None:
        async def answer(_: web.Request) -> web.StreamResponse:
            text = body if isinstance(body, str) else json.dumps(body)
            return web.Response(status=status, text=text, headers=headers)

        self.answer = answer

    def refuses(self, status: int, description: str, **parameters: int) -> None:
        body: dict[str, object] = {"ok": False, "error_code": status, "description": description}
        if parameters:
            body["parameters"] = parameters
        self.says(status, body)


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    made = Server()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", made.handle)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    made.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield made
    await runner.cleanup()


@pytest.fixture
async def bot(server: Server) -> AsyncIterator[Bot]:
    async with AiohttpRequest(read_timeout=0.3) as request:
        yield bot_at(server.url, request)


def bot_at(url: str, request: AiohttpRequest) -> Bot:
    return Bot(TOKEN, base_url=f"{url}/bot", request=request, get_updates_request=request)


async def failure(bot: Bot) -> TelegramError:
    """Make a call in the library's way, and in our own quicker one; return what both raise.

    It was looked through for what must never be in it.
    """
    with pytest.raises(TelegramError) as raised:
        await bot.send_message(1, TEXT)
    with pytest.raises(TelegramError) as quickly:
        await call(bot, {"chat_id": 1, "text": TEXT})
    for error in (raised.value, quickly.value):
        shown = "".join(format_exception(error)) + repr(error)
        assert TOKEN not in shown
        assert "answer-canary" not in shown
    assert type(quickly.value) is type(raised.value)
    assert verdict(quickly.value, 0.0, private=True) == verdict(raised.value, 0.0, private=True)
    assert verdict(quickly.value, 0.0, private=False) == verdict(raised.value, 0.0, private=False)
    return quickly.value


async def call(bot: Bot, parameters: dict[str, object]) -> Raw:
    """Make a call in our own way."""
    assert isinstance(bot.request, AiohttpRequest)
    return await bot.request.call(f"{bot.base_url}/sendMessage", parameters)


async def test_our_own_call(server: Server, bot: Bot) -> None:
    """The arguments of our own call arrive as JSON, and its result comes back as it is."""
    seen: dict[str, object] = {}

    async def answer(request: web.Request) -> web.StreamResponse:
        seen.update(await request.json(), type=request.content_type, path=request.path)
        return web.json_response({"ok": True, "result": {"message_id": 5}})

    server.answer = answer
    given = {"chat_id": -100, "text": Html("é"), "entities": Raw(b'[{"offset":0}]'), "silent": True}
    assert bytes(await call(bot, given)) == b'{"message_id": 5}'
    assert seen == {
        "chat_id": -100,
        "text": "é",
        "entities": [{"offset": 0}],
        "silent": True,
        "type": "application/json",
        "path": f"/bot{TOKEN}/sendMessage",
    }


async def test_a_result_comes_back(server: Server, bot: Bot) -> None:
    """A good answer is parsed, and the arguments arrive urlencoded."""
    seen: dict[str, str] = {}

    async def answer(request: web.Request) -> web.StreamResponse:
        seen.update({key: str(value) for key, value in (await request.post()).items()})
        seen["type"] = request.content_type
        seen["path"] = request.path
        return web.json_response({"ok": True, "result": {"message_id": 5}})

    server.answer = answer
    copied = await bot.copy_message(1, -100, 7, message_thread_id=3)
    assert copied.message_id == 5
    assert seen == {
        "chat_id": "1",
        "from_chat_id": "-100",
        "message_id": "7",
        "message_thread_id": "3",
        "type": "application/x-www-form-urlencoded",
        "path": f"/bot{TOKEN}/copyMessage",
    }


async def test_a_file_is_uploaded(server: Server, bot: Bot) -> None:
    """A call with a file goes out as multipart, with name and content."""
    seen: list[object] = []

    async def answer(request: web.Request) -> web.StreamResponse:
        form = await request.post()
        upload = form["photo"]
        assert isinstance(upload, web.FileField)
        seen.extend((form["chat_id"], upload.filename, upload.file.read()))
        return web.json_response({"ok": True, "result": True})

    server.answer = answer
    assert await bot.set_chat_photo(1, InputFile(b"picture", filename="a.png"))
    assert seen == ["1", "a.png", b"picture"]


@pytest.mark.parametrize(
    ("status", "description", "expected"),
    [
        (400, "Bad Request: chat not found", BadRequest),
        (401, "Unauthorized", InvalidToken),
        (403, "Forbidden: bot was blocked by the user", Forbidden),
        (404, "Not Found", InvalidToken),
        (409, "Conflict: terminated by other getUpdates request", Conflict),
    ],
)
async def test_refusals_keep_their_class(
    server: Server, bot: Bot, status: int, description: str, expected: type[TelegramError]
) -> None:
    """A refusal of the Bot API arrives as the library's own error."""
    server.refuses(status, description)
    assert type(await failure(bot)) is expected


async def test_a_group_with_a_new_id(server: Server, bot: Bot) -> None:
    """The new id of an upgraded group is handed on."""
    server.refuses(
        400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=-1007
    )
    error = await failure(bot)
    assert isinstance(error, ChatMigrated)
    assert error.new_chat_id == -1007


async def test_too_many_requests(server: Server, bot: Bot) -> None:
    """The pause is taken from the answer, else from the header, else it is a second."""
    pauses = []
    server.refuses(429, "Too Many Requests: retry after 7", retry_after=7)
    pauses.append(await failure(bot))
    server.says(429, "<html>answer-canary</html>", headers={"Retry-After": "4"})
    pauses.append(await failure(bot))
    server.refuses(429, "Too Many Requests")
    pauses.append(await failure(bot))
    assert [error.retry_after for error in pauses if isinstance(error, FloodError)] == [7, 4, 1]


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (500, {"ok": False, "error_code": 500, "description": "answer-canary"}),
        (502, "<html>answer-canary</html>"),
        (200, "answer-canary"),
        (200, {"ok": True}),
        (200, ["answer-canary"]),
        (302, "answer-canary"),
        (404, "<html>answer-canary</html>"),
    ],
)
async def test_an_answer_of_something_else(
    server: Server, bot: Bot, status: int, body: object
) -> None:
    """A server in trouble and answers that are not the Bot API's leave it open what happened."""
    server.says(status, body)
    assert type(await failure(bot)) is GarbledError


async def test_too_big_for_the_server(server: Server, bot: Bot) -> None:
    """413 comes from the server in front of the Bot API and is a refusal all the same."""
    server.says(413, "<html>answer-canary</html>")
    error = await failure(bot)
    assert isinstance(error, BadRequest)
    assert error.message == "Request Entity Too Large"


async def test_nobody_listens(server: Server, bot: Bot) -> None:
    """A refused connection means that nothing was sent."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, but nobody listens
        async with AiohttpRequest() as request:
            error = await failure(bot_at(f"http://127.0.0.1:{taken.getsockname()[1]}", request))
    assert isinstance(error, NotSentError)


async def test_a_connection_that_breaks(server: Server, bot: Bot) -> None:
    """A connection that ends without an answer leaves it open what happened."""

    async def answer(request: web.Request) -> web.StreamResponse:
        await request.read()
        assert request.transport is not None
        request.transport.abort()
        return web.Response()

    server.answer = answer
    error = await failure(bot)
    assert isinstance(error, NetworkError)
    assert not isinstance(error, NotSentError | BadRequest)


async def test_an_answer_that_never_comes(server: Server, bot: Bot) -> None:
    """A server that hangs is given up after the read timeout; what happened is open."""

    async def answer(_: web.Request) -> web.StreamResponse:
        await asyncio.sleep(30)
        return web.Response()

    server.answer = answer
    assert type(await failure(bot)) is TimedOut


async def test_without_a_pool_nothing_is_sent(server: Server) -> None:
    """Before it is initialised and after it was shut down the request says that nothing was sent."""
    request = AiohttpRequest()
    assert isinstance(await failure(bot_at(server.url, request)), NotSentError)
    await request.initialize()
    await request.shutdown()
    assert isinstance(await failure(bot_at(server.url, request)), NotSentError)
