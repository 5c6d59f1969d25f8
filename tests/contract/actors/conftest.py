"""A stand-in, a stage on it, and a tiny bot beside them."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import pytest

from bot.emulator.actors import Stage
from bot.emulator.server import Emulator, EmulatorOptions
from tests.contract.actors.tiny_bot import TinyBot


@pytest.fixture
async def emulator() -> AsyncIterator[Emulator]:
    """A fresh stand-in."""
    async with Emulator(EmulatorOptions()) as running:
        yield running


@pytest.fixture
async def stage(emulator: Emulator) -> AsyncIterator[Stage]:
    """A stage on it, without a bot."""
    async with Stage(emulator.base_url) as open_stage:
        yield open_stage


@pytest.fixture
async def tiny_bot(emulator: Emulator) -> AsyncIterator[None]:
    """The tiny bot, running beside the test."""
    task = asyncio.create_task(TinyBot(emulator).run())
    yield
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task
