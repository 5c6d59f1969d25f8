"""A fresh stand-in for each test, and a client that talks to it over HTTP."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.emulator.server import Emulator
from tests.contract.emulator.client import Client


@pytest.fixture
async def emulator() -> AsyncIterator[Emulator]:
    """A running stand-in with nothing saved."""
    async with Emulator() as running:
        yield running


@pytest.fixture
async def client(emulator: Emulator) -> AsyncIterator[Client]:
    """A client of it."""
    async with aiohttp.ClientSession() as session:
        yield Client(emulator, session)
