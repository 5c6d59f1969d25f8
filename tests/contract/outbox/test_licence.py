"""Licence: no call reaches Telegram that may not start, whatever happened after the look."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from telegram import Bot

from bot.outbox.failure import NotSentError
from bot.outbox.request import AiohttpRequest
from bot.ports import FencedError


class Licensed:
    """Fills the port `Licence`: a call may start, or not, and may have been paused meanwhile."""

    def __init__(self) -> None:
        self.fenced = False
        self.paused = False
        self.free = asyncio.Event()
        self.free.set()

    async def room(self) -> None:
        await self.free.wait()
        if self.fenced:
            raise FencedError("fenced")

    def holds(self) -> bool:
        return not self.paused


@pytest.fixture
def licence() -> Licensed:
    """A licence that allows everything."""
    return Licensed()


@pytest.fixture
async def heard() -> list[bytes]:
    """What the server has got."""
    return []


Call = Callable[[], Awaitable[object]]


@pytest.fixture(params=["library", "outbox"])
async def call(
    licence: Licensed, heard: list[bytes], request: pytest.FixtureRequest
) -> AsyncIterator[Call]:
    """A call under this licence to a server that takes everything, as the library or as the outbox makes it."""

    async def answer(asked: web.Request) -> web.Response:
        heard.append(await asked.read())
        return web.json_response({"ok": True, "result": True})

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    async with TestServer(app) as server, AiohttpRequest(licence=licence) as way:
        root = f"http://{server.host}:{server.port}/bot"
        bot = Bot("1:x", base_url=root, request=way)

        async def by_library() -> object:
            return await bot.close_forum_topic(-100, 7)

        async def by_outbox() -> object:
            return await way.call(f"{root}1:x/closeForumTopic", {"chat_id": -100})

        yield by_library if request.param == "library" else by_outbox


async def test_an_allowed_call_is_made(call: Call, heard: list[bytes]) -> None:
    """With room for it a call leaves as it was written."""
    await call()
    assert b"-100" in heard[0]


async def test_a_call_waits_for_room(call: Call, heard: list[bytes], licence: Licensed) -> None:
    """Without room nothing leaves until there is."""
    licence.free.clear()
    calling = asyncio.ensure_future(call())
    await asyncio.sleep(0.05)
    assert not heard
    licence.free.set()
    await calling
    assert len(heard) == 1


async def test_without_the_desk_nothing_is_sent(
    call: Call, heard: list[bytes], licence: Licensed
) -> None:
    """When another owns the desk the call is known not to have taken effect."""
    licence.fenced = True
    with pytest.raises(NotSentError):
        await call()
    assert not heard


async def test_a_pause_after_the_look_is_noticed(
    call: Call, heard: list[bytes], licence: Licensed
) -> None:
    """A process that was paused between the look and the first byte sends nothing, on old connections too."""
    for _ in range(2):
        licence.paused = True
        with pytest.raises(NotSentError):
            await call()
        assert not heard
        licence.paused = False
        await call()
        assert len(heard) == 1
        heard.clear()
