"""The stand-in with an outbox on it, anew for each test."""

from collections.abc import AsyncIterator

import pytest

from bot.emulator.actors import Stage
from bot.emulator.server import Emulator, EmulatorOptions
from tests.contract.outbox.rig import Rig


@pytest.fixture
async def rig() -> AsyncIterator[Rig]:
    async with (
        Emulator(EmulatorOptions()) as emulator,
        Stage(emulator.base_url) as stage,
        Rig(emulator, stage) as made,
    ):
        yield made
