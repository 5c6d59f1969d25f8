"""A listener on loopback, and a client that knocks."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from aiohttp import ClientSession, web

from bot.web.listener import Listener

Opened = Callable[[Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]], Awaitable[str]]


@pytest.fixture
async def opened() -> AsyncIterator[Opened]:
    """Opens listeners on free ports, and closes them at the end; returns their addresses."""
    listeners: list[Listener] = []

    async def open_one(answer: Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]) -> str:
        listener = Listener(answer)
        port = await listener.open("127.0.0.1", 0)
        listeners.append(listener)
        return f"http://127.0.0.1:{port}"

    yield open_one
    for listener in listeners:
        await listener.close()


@pytest.fixture
async def session() -> AsyncIterator[ClientSession]:
    """Somebody out there."""
    async with ClientSession() as session, asyncio.timeout(30):
        yield session
