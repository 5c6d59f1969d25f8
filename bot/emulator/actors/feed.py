"""Feed: the event log of the stand-in, followed as it grows, with what each chat shows."""

import asyncio
import contextlib
from typing import Self

from bot.emulator.actors.control import Control, ControlError
from bot.emulator.actors.message import Json, Message
from bot.emulator.bell import Bell

_POLL_SECONDS = 25
_AWAY_SECONDS = 0.2


class Feed:
    """Keeps every version of every message since it started, and wakes those who wait.

    Use as an async context manager; one task follows the log as long as it is open.
    """

    def __init__(self, control: Control) -> None:
        self.last = 0
        self.news = Bell()
        self._control = control
        self._versions: dict[int, list[Message]] = {}
        self._shown: dict[int, dict[int, Message]] = {}
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self.last = (await self._control.get("state"))["last_event"]
        self._task = asyncio.create_task(self._follow(), name="actors feed")
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def open(self, chat_id: int) -> None:
        """Read what a chat shows already, once."""
        if chat_id not in self._shown:
            self._shown[chat_id] = {}
            await self._read(chat_id)

    async def _read(self, chat_id: int) -> None:
        """Fill in the messages of a chat that the log did not tell of."""
        number = self.last
        for raw in (await self._control.get(f"chats/{chat_id}/messages"))["messages"]:
            known = self.message(chat_id, raw["message_id"])
            if known is None or (known.changed <= number and known.raw != raw):
                self._shown[chat_id][raw["message_id"]] = Message(raw, number)

    def shown(self, chat_id: int) -> list[Message]:
        """The living messages of a chat, oldest first."""
        found = self._shown.get(chat_id, {})
        return [found[number] for number in sorted(found) if not found[number].deleted]

    def message(self, chat_id: int, message_id: int) -> Message | None:
        """The present version of one message, deleted or not."""
        return self._shown.get(chat_id, {}).get(message_id)

    def since(self, chat_id: int, number: int) -> list[Message]:
        """Every version made after event `number`, oldest first."""
        versions = self._versions.get(chat_id, [])
        start = len(versions)
        while start and versions[start - 1].changed > number:
            start -= 1
        return versions[start:]

    async def later_than(self, number: int, seconds: float) -> None:
        """Wait until an event after `number` is known, at most so long."""
        if self.last <= number:
            await self.wait(seconds)

    async def wait(self, seconds: float) -> bool:
        """Wait for the next event, at most so long; True when there was one.

        Raises:
            ControlError: the log can no longer be followed.
        """
        self._check()
        return await self.news.wait(seconds)

    def _check(self) -> None:
        if self._task is not None and self._task.done() and not self._task.cancelled():
            reason = self._task.exception()
            raise ControlError(f"The event log can't be followed any more: {reason!r}")

    async def _follow(self) -> None:
        try:
            while True:
                try:
                    answer = await self._control.get(
                        "events", after=self.last, timeout=_POLL_SECONDS
                    )
                except ControlError:
                    await asyncio.sleep(_AWAY_SECONDS)
                    continue
                for event in answer["events"]:
                    self._take(event)
                if answer["missed"]:
                    # The log keeps a limited number of events; the chats themselves keep all.
                    for chat_id in list(self._shown):
                        await self._read(chat_id)
                if answer["events"]:
                    self.news.ring()
        finally:
            self.news.ring()

    def _take(self, event: Json) -> None:
        self.last = number = event["n"]
        chat_id = event.get("chat_id")
        if chat_id is None:
            return
        if "message" in event:
            self._add(Message(event["message"], number))
        match event["kind"]:
            case "delete":
                for message_id in event["message_ids"]:
                    self._change(chat_id, message_id, {"deleted": True})
            case "reaction":
                known = self.message(chat_id, event["message_id"])
                others = known.raw.get("reactions", ()) if known is not None else ()
                actor = event["actor_id"]
                reactions = [each for each in others if each["actor_id"] != actor]
                reactions += [
                    {"actor_id": actor, "reaction": reaction} for reaction in event["reaction"]
                ]
                self._change(chat_id, event["message_id"], {"reactions": reactions})
            case "pin":
                self._change(chat_id, event["message_id"], {"pinned": event["pinned"]})
            case _:
                pass

    def _change(self, chat_id: int, message_id: int, fields: Json) -> None:
        """Show a message with other fields. For `since` this is no new version of it."""
        known = self.message(chat_id, message_id)
        if known is not None:
            self._shown[chat_id][message_id] = Message(known.raw | fields, known.changed)

    def _add(self, version: Message) -> None:
        self._versions.setdefault(version.chat_id, []).append(version)
        self._shown.setdefault(version.chat_id, {})[version.id] = version
