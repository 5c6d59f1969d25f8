"""Bare copy: what Telegram itself makes of a message that a bot copies, with nothing of the helpline in between."""

import asyncio

import aiohttp

from bot.emulator.actors import Message, Person
from bot.emulator.server import Emulator
from tests.support.arrivals.content import differences

_THROWS = 20


class BareCopies:
    """Copies messages into the chat of somebody who has no case, by `copyMessage` and nothing else."""

    def __init__(self, emulator: Emulator, nobody: Person, bot_id: int) -> None:
        self.bot_id = bot_id
        self._url = f"{emulator.base_url}/bot{emulator.token}/copyMessage"
        self._nobody = nobody

    async def changes(self, message: Message) -> frozenset[str] | None:
        """Return in what a copy is not what was sent, by Telegram's doing; None when Telegram makes none."""
        # A new throw may show the same by chance.
        for _ in range(_THROWS if message.kind == "dice" else 1):
            copy = await self._of(message)
            if copy is None:
                return None
            if found := differences(message, copy):
                return found
        return frozenset()

    async def _of(self, message: Message) -> Message | None:
        """Return the copy; None when Telegram makes none."""
        asked = {
            "chat_id": self._nobody.id,
            "from_chat_id": message.chat_id,
            "message_id": message.id,
        }
        async with (
            aiohttp.ClientSession() as session,
            session.post(self._url, json=asked) as answer,
        ):
            said = await answer.json()
        if not said["ok"]:
            return None
        number = said["result"]["message_id"]
        async with asyncio.timeout(10):
            while True:
                for one in self._nobody.messages():
                    if one.id == number:
                        return one
                await self._nobody.news(1)
