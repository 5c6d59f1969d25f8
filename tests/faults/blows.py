"""Blows: everything that can befall the helpline while people write, each of them short, and over when it returns."""

from __future__ import annotations

import asyncio
import signal
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Any

from tests.faults.laboratory import Laboratory

SENDING = ["copyMessage", "sendMessage", "setMessageReaction"]

FAILURES: tuple[dict[str, Any], ...] = (
    {"kind": "error", "code": 500},
    {"kind": "http502html"},
    {"kind": "reset"},
    {"kind": "garbage"},
)

Blow = Callable[[], Awaitable[None]]


class Blows:
    """The blows of a laboratory that has cables. `struck` counts them by name."""

    def __init__(self, lab: Laboratory) -> None:
        self._lab = lab
        self.struck: Counter[str] = Counter()

    @property
    def kills(self) -> tuple[Blow, ...]:
        """The deaths."""
        return (self.bot_dies, self.store_dies, self.both_die)

    @property
    def weather(self) -> tuple[Blow, ...]:
        """All that passes by."""
        return (
            self.calls_fail,
            self.calls_hang,
            self.one_chat_is_paused,
            self.everything_is_paused,
            self.the_network_goes,
            self.the_store_stands_still,
            self.the_way_to_the_store_goes,
        )

    async def bot_dies(self) -> None:
        """`kill -9` the bot, and start it again."""
        self.struck["bot killed"] += 1
        await self._lab.kill_and_start()

    async def store_dies(self) -> None:
        """`kill -9` the store; it is started again."""
        self.struck["store killed"] += 1
        await self._lab.kill_store()

    async def both_die(self) -> None:
        """`kill -9` both at once."""
        self.struck["both killed"] += 1
        await self._lab.kill_both()

    async def calls_fail(self) -> None:
        """Some calls of any kind fail: 500, 502 with a page, broken off, garbage; before their effect or after it."""
        self.struck["calls failed"] += 1
        chance = self._lab.chance
        for _ in range(3):
            when = chance.choice(("before", "after"))
            fault = chance.choice(FAILURES)
            await self._lab.stage.fault("*", **fault, when=when, skip=chance.randrange(8))
            await asyncio.sleep(0.05)

    async def calls_hang(self) -> None:
        """Two calls hang for longer than every timeout, before their effect or after it."""
        self.struck["calls hung"] += 1
        chance = self._lab.chance
        for _ in range(2):
            when = chance.choice(("before", "after"))
            await self._lab.stage.fault(SENDING, "hang", when=when, skip=chance.randrange(6))

    async def one_chat_is_paused(self) -> None:
        """A 429 for one private chat, or for the group of the experts."""
        self.struck["one chat paused"] += 1
        chats = [case.person.id for case in self._lab.cases]
        chat = self._lab.chance.choice([*chats, self._lab.line.emulator.group_id])
        await self._lab.stage.fault(chat_id=chat, retry_after=self._lab.chance.randint(1, 2))

    async def everything_is_paused(self) -> None:
        """A 429 for the next calls, whatever they are."""
        self.struck["everything paused"] += 1
        await self._lab.stage.fault(retry_after=1, times=self._lab.chance.randint(2, 6))

    async def the_network_goes(self, seconds: float | None = None) -> None:
        """No way to Telegram, for a moment or so many seconds."""
        assert self._lab.network is not None
        self.struck["network gone"] += 1
        await self._lab.cut_network()
        await asyncio.sleep(seconds or self._lab.chance.uniform(0.2, 2))
        await self._lab.network.mend()

    async def the_store_stands_still(self) -> None:
        """The store answers nothing for a moment, and then everything."""
        self.struck["store stood still"] += 1
        async with self._lab.without_store():
            self._lab.store(signal.SIGSTOP)
            await asyncio.sleep(self._lab.chance.uniform(0.2, 2))
            self._lab.store(signal.SIGCONT)

    async def the_way_to_the_store_goes(self, seconds: float | None = None) -> None:
        """No way to the store, for a moment or so many seconds."""
        assert self._lab.store_way is not None
        self.struck["way to the store gone"] += 1
        async with self._lab.without_store():
            await self._lab.store_way.cut()
            await asyncio.sleep(seconds or self._lab.chance.uniform(0.2, 2))
            await self._lab.store_way.mend()

    async def over(self) -> None:
        """End all bad weather, and let what was put off for it come."""
        await self._lab.stage.no_faults()
        await self._lab.stage.advance(31)
