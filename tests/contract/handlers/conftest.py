"""A running stand-in, the bot that speaks to it, and a sink that shows what arrives."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager

import pytest
from telegram import Bot, Update

from bot.emulator.actors import Stage
from bot.emulator.server import Emulator
from bot.handlers.arrival import Arrival, FromGroup, FromHer
from bot.handlers.poller import Poller
from bot.handlers.reception import Reception
from bot.handlers.translate import Translator
from bot.handoff.events import Edited, ExpertEdited, ExpertWrote, Wrote
from bot.handoff.ids import ChatId, ExpertId, UpdateId, UserId
from bot.outbox.request import AiohttpRequest

WITHIN = 10.0


class Inbox:
    """A sink that keeps what it takes; `before` is asked first and may wait or raise."""

    def __init__(self) -> None:
        self.taken: list[tuple[int, Arrival]] = []
        self.buried: list[tuple[int, bytes, str]] = []
        self.before: Callable[[Arrival], Awaitable[None]] | None = None
        self._more = asyncio.Event()

    async def take(self, update_id: UpdateId, arrival: Arrival) -> None:
        """Keep an arrival."""
        if self.before is not None:
            await self.before(arrival)
        self.taken.append((update_id, arrival))
        self._more.set()

    async def take_row(self, row: Sequence[tuple[UpdateId, Arrival]]) -> bool:
        """Keep arrivals in one go, unless there is something to do before each."""
        if self.before is not None:
            return False
        self.taken += row
        self._more.set()
        return True

    async def bury(
        self,
        update_id: UpdateId,
        body: bytes,
        reason: str,
        arrival: Arrival | None,  # noqa: ARG002  part of `Sink`
    ) -> None:
        """Keep a dead letter."""
        self.buried.append((update_id, body, reason))
        self._more.set()

    @property
    def texts(self) -> list[str]:
        """The texts that arrived, in order."""
        return [text for _, arrival in self.taken if (text := text_of(arrival)) is not None]

    @property
    def ids(self) -> list[int]:
        """The ids of the updates that were taken, in order."""
        return [number for number, _ in self.taken]

    async def until(self, so: Callable[[], bool]) -> None:
        """Wait until something that arrives makes `so` true."""
        async with asyncio.timeout(WITHIN):
            while not so():
                self._more.clear()
                await self._more.wait()


def text_of(arrival: Arrival) -> str | None:
    """The text of a message that arrived."""
    if isinstance(arrival, FromHer | FromGroup) and isinstance(
        arrival.event, Wrote | Edited | ExpertWrote | ExpertEdited
    ):
        return arrival.event.message.text
    return None


@pytest.fixture
async def emulator() -> AsyncIterator[Emulator]:
    """A stand-in of its own for each test."""
    async with Emulator() as running:
        yield running


@pytest.fixture
async def stage(emulator: Emulator) -> AsyncIterator[Stage]:
    """Its people and its laboratory."""
    async with Stage(emulator.base_url) as stage:
        yield stage


@pytest.fixture
async def bot(emulator: Emulator) -> AsyncIterator[Bot]:
    """The bot, ready for use."""
    async with speaking(emulator) as bot:
        await bot.initialize()
        yield bot


@asynccontextmanager
async def speaking(
    emulator: Emulator, token: str | None = None, *, under: str = ""
) -> AsyncIterator[Bot]:
    """A bot that has said nothing yet; `under` is a wrong path in its address."""
    bot = Bot(
        token or emulator.token,
        base_url=f"{emulator.base_url}{under}/bot",
        request=AiohttpRequest(read_timeout=3),
        get_updates_request=AiohttpRequest(read_timeout=3),
    )
    try:
        yield bot
    finally:
        await bot.shutdown()
        for request in bot._request:  # a bot that was refused does not close its connections
            await request.shutdown()


@pytest.fixture
def inbox() -> Inbox:
    """What arrives."""
    return Inbox()


@pytest.fixture
def slept() -> list[float]:
    """The pauses that the poller took, in seconds."""
    return []


@pytest.fixture
def poller(emulator: Emulator, bot: Bot, inbox: Inbox, slept: list[float]) -> Poller:
    """The loop, not running yet; its pauses take a hundredth of their time."""

    async def sleep(seconds: float) -> None:
        slept.append(seconds)
        await asyncio.sleep(seconds / 100)

    translator = Translator(
        UserId(bot.id), ChatId(emulator.group_id), lambda one: ExpertId(f"e{one}")
    )

    def brief(raw: object) -> Arrival | None:
        """Read briefly, and hold it against reading in full: whatever the stand-in sends means the same."""
        arrival = translator.brief(raw)
        if arrival is not None:
            assert isinstance(raw, dict)
            assert arrival == translator(Update.de_json(raw, None))
        return arrival

    reception = Reception(translator, inbox, brief=brief, sleep=sleep)
    return Poller(bot, reception, poll_timeout=5, sleep=sleep)


@asynccontextmanager
async def polling(poller: Poller) -> AsyncIterator[asyncio.Task[None]]:
    """The loop runs, and is stopped cleanly."""
    running = asyncio.create_task(poller.run())
    try:
        yield running
    finally:
        poller.stop()
        async with asyncio.timeout(WITHIN):
            await running
