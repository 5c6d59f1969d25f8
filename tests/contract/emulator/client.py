"""Client: the bot's and the persons' side of a stand-in, with every answer checked for shape."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp

from bot.emulator.server import Emulator
from tests.contract.emulator.shapes import check_result, check_update

Json = dict[str, Any]


class Client:
    """Calls methods as a bot and acts through the control interface, over HTTP only."""

    def __init__(self, emulator: Emulator, session: aiohttp.ClientSession) -> None:
        self.emulator = emulator
        self.session = session
        self.group = emulator.group_id
        self.bot = int(emulator.token.partition(":")[0])
        self.anna, self.eva, self.erik = 700000001, 700000002, 700000003
        self._offset = 0

    def url(self, method: str) -> str:
        """Where a method is called."""
        return f"{self.emulator.base_url}/bot{self.emulator.token}/{method}"

    async def raw(self, method: str, **arguments: Any) -> tuple[int, Json]:
        """Call a method; HTTP status and body."""
        async with self.session.post(self.url(method), json=arguments) as response:
            found: Json = await response.json()
            return response.status, found

    async def call(self, method: str, **arguments: Any) -> Any:
        """Call a method that must succeed, and check the shape of its result."""
        status, found = await self.raw(method, **arguments)
        assert status == 200, (method, found)
        assert found["ok"] is True
        check_result(method, arguments, found["result"])
        return found["result"]

    async def fails(self, method: str, **arguments: Any) -> str:
        """Call a method that must be refused; its description."""
        status, found = await self.raw(method, **arguments)
        assert found["ok"] is False, (method, found)
        assert status == found["error_code"]
        description: str = found["description"]
        return description

    async def form(self, method: str, fields: Any) -> tuple[int, Json]:
        """Call a method with a form."""
        async with self.session.post(self.url(method), data=fields) as response:
            found: Json = await response.json()
            return response.status, found

    async def updates(self, **arguments: Any) -> list[Json]:
        """The updates that came since the last time, acknowledged."""
        # Without news the queue is not asked: a repeated offset would be held up for seconds.
        queue = await self.control("queue", "GET")
        if not queue["ids"] and not arguments:
            return []
        found: list[Json] = await self.call("getUpdates", offset=self._offset, **arguments)
        for update in found:
            check_update(update)
        if found:
            self._offset = found[-1]["update_id"] + 1
            await self.control_ack(self._offset)
        return found

    async def control_ack(self, offset: int) -> None:
        """Acknowledge without waiting for more."""
        self.emulator.platform.queue.acknowledge(offset)

    async def news(self, kind: str) -> list[Json]:
        """The content of new updates, all of which must be of this type."""
        found = await self.updates()
        assert {key for update in found for key in update} <= {"update_id", kind}, found
        return [update[kind] for update in found]

    async def control(self, path: str, verb: str = "POST", /, **fields: Any) -> Any:
        """Use the control interface; it must succeed."""
        status, found = await self.control_raw(path, verb, **fields)
        assert status == 200, (path, found)
        return found

    async def control_raw(self, path: str, verb: str = "POST", /, **fields: Any) -> tuple[int, Any]:
        """Use the control interface; status and body."""
        address = f"{self.emulator.base_url}/control/{path}"
        query = {key: str(value) for key, value in fields.items()} if verb == "GET" else None
        body = None if verb == "GET" else fields
        async with self.session.request(verb, address, params=query, json=body) as response:
            return response.status, await response.json()

    async def does(self, user: int, action: str, **fields: Any) -> Any:
        """A person does something."""
        return await self.control(f"as/{user}/{action}", **fields)

    async def cannot(self, user: int, action: str, **fields: Any) -> str:
        """A person cannot do something; the sentence."""
        status, found = await self.control_raw(f"as/{user}/{action}", **fields)
        assert status >= 400
        sentence: str = found["error"]
        return sentence

    async def writes(self, user: int, text: str, **fields: Any) -> Json:
        """A person writes to the bot, or with `chat_id` elsewhere; the message."""
        fields.setdefault("chat_id", self.bot)
        found: Json = (await self.does(user, "send", text=text, **fields))["message"]
        return found

    async def topic(self, name: str = "Topic") -> int:
        """A new topic of the bot; its id."""
        made = await self.call("createForumTopic", chat_id=self.group, name=name)
        thread: int = made["message_thread_id"]
        return thread

    async def shown(self, chat_id: int, message_id: int) -> Json:
        """A message as clients see it now, deleted or not."""
        found = await self.control(f"chats/{chat_id}/messages", "GET")
        return next(one for one in found["messages"] if one["message_id"] == message_id)

    async def pending(self) -> int:
        """How many updates wait for the bot."""
        found: int = (await self.control("queue", "GET"))["pending"]
        return found

    async def calls(self, method: str) -> list[Json]:
        """The calls of a method in the ledger."""
        found = await self.control("calls", "GET")
        return [call for call in found["calls"] if call["method"] == method]


async def until(condition: Callable[[], Awaitable[bool]]) -> None:
    """Wait until something is so that only asking over HTTP can tell; at most five seconds."""
    async with asyncio.timeout(5):
        while not await condition():  # noqa: ASYNC110  there is no event to wait for
            await asyncio.sleep(0.005)


async def soon(waiting: Awaitable[Any], seconds: float = 5.0) -> Any:
    """Wait for something that must happen quickly."""
    return await asyncio.wait_for(waiting, seconds)
