"""People: a number of persons of the stand-in, each brought to an open case of the helpline that runs on it."""

import asyncio
from typing import Any

from bot.emulator.actors.control import Control
from bot.text import bare

AGREE, EXPERT = bare("nl", "button.agree"), bare("nl", "button.expert")
SAFE, PLACE = "Nee", bare("nl", "button.place")
PLACED = "staat klaar voor een deskundige"
AT_ONCE = 8
"""How many go through the questions at the same time."""
WITHIN = 60.0
"""Seconds for one of them to get her case placed."""


class People:
    """Those who ask: they follow what the bot shows them, all by one row of events, since there are many."""

    def __init__(self, control: Control, bot_id: int, group: int) -> None:
        self._control = control
        self._bot_id = bot_id
        self._group = group
        self._news: dict[int, asyncio.Queue[dict[str, Any]]] = {}

    async def place(self, size: int) -> dict[int, int]:
        """Let so many new people place a case each; the topic of each, by the id of its person."""
        state = await self._control.get("state")
        following = asyncio.create_task(self._follow(state["last_event"]))
        turn = asyncio.Semaphore(AT_ONCE)

        async def one(number: int) -> tuple[int, str]:
            async with turn, asyncio.timeout(WITHIN):
                return await self._ask(number)

        try:
            asked = await asyncio.gather(*(one(number) for number in range(size)))
        finally:
            following.cancel()
        while (await self._control.get("queue"))["pending"]:  # noqa: ASYNC110  another process tells
            await asyncio.sleep(0.05)
        return await self._topics(asked)

    async def _ask(self, number: int) -> tuple[int, str]:
        """Go from the start to a placed case, as people do; the person and her question."""
        user = (await self._control.post("users", {"first_name": f"Persoon {number}"}))["id"]
        question = f"Hoe ga ik hier goed mee om? ({number})"
        self._news[user] = asyncio.Queue()
        await self._control.post(f"as/{user}/start", {})
        await self._press(user, AGREE)
        await self._control.post(f"as/{user}/send", {"chat_id": self._bot_id, "text": question})
        for label in (EXPERT, SAFE, PLACE):
            await self._press(user, label)
        while PLACED not in (await self._news[user].get()).get("text", ""):
            pass
        del self._news[user]
        return user, question

    async def _press(self, user: int, label: str) -> None:
        """Press this button as soon as it is shown."""
        while True:
            message = await self._news[user].get()
            rows = (message.get("reply_markup") or {}).get("inline_keyboard", [])
            names = [button["text"] for row in rows for button in row]
            found = next((name for name in names if label in name), None)
            if found is not None:
                where = {"chat_id": self._bot_id, "message_id": message["message_id"]}
                await self._control.post(f"as/{user}/press", {**where, "button": found})
                return

    async def _follow(self, after: int) -> None:
        """Hand each person what happens in her chat."""
        while True:
            page = await self._control.get("events", after=after, timeout=10)
            after = page["last"]
            for event in page["events"]:
                news = self._news.get(event.get("chat_id", 0))
                message = event.get("message")
                if news is not None and message and message["from"]["id"] == self._bot_id:
                    news.put_nowait(message)

    async def _topics(self, asked: list[tuple[int, str]]) -> dict[int, int]:
        """Find the topic of each question; the last may still be on their way."""
        until = asyncio.get_running_loop().time() + WITHIN
        while True:
            shown = (await self._control.get(f"chats/{self._group}/messages"))["messages"]
            topics = {each["text"]: each["message_thread_id"] for each in shown if "text" in each}
            if all(question in topics for _, question in asked):
                return {user: topics[question] for user, question in asked}
            if asyncio.get_running_loop().time() > until:
                raise SystemExit("Not every case got its topic.")
            await asyncio.sleep(0.1)
