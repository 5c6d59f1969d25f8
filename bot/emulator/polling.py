"""Polling: getUpdates with its long polls, conflicts and brakes on hammering."""

import asyncio
import time
from collections.abc import Callable

import msgspec

from bot.emulator.arguments import Arguments
from bot.emulator.errors import ApiError, conflict
from bot.emulator.platform import Platform

_LONGEST_POLL = 50
_HAMMER_SECONDS = 3.0
_SAME_OFFSET_SECONDS = 0.5
_CONFLICT_SECONDS = 3.0
TERMINATED_BY_POLL = conflict(
    "terminated by other getUpdates request; make sure that only one bot instance is running"
)
TERMINATED_BY_WEBHOOK = conflict("terminated by setWebhook request")
WEBHOOK_ACTIVE = (
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook"
    " first"
)


class _Poll:
    """One waiting call; `ended` is the refusal that ends it."""

    def __init__(self) -> None:
        self.ended: ApiError | None = None


class Polling:
    """At most one long poll waits; how long is real time."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self._waiting: _Poll | None = None
        self._last_offset: int | None = None
        self._last_start = 0.0
        self._next_conflict = 0.0

    @property
    def is_waiting(self) -> bool:
        """A long poll is open."""
        return self._waiting is not None

    async def get_updates(self, arguments: Arguments, alive: Callable[[], bool]) -> bytes:
        """getUpdates → a JSON array; ApiError 409 when another call ended this one.

        `alive` says whether the caller is still connected.
        """
        queue, clock = self._platform.queue, self._platform.clock
        offset = arguments.integer("offset")
        limit = arguments.integer("limit", 100)
        limit = 100 if limit <= 0 else min(limit, 100)
        seconds = min(max(arguments.integer("timeout"), 0), _LONGEST_POLL)
        self._take_allowed_updates(arguments)
        start = time.monotonic()
        if offset == self._last_offset:
            if seconds < _HAMMER_SECONDS and start < self._last_start + _HAMMER_SECONDS:
                seconds = int(_HAMMER_SECONDS)
            if start < self._last_start + _SAME_OFFSET_SECONDS:
                limit = 1
        self._last_offset, self._last_start = offset, start
        if offset and queue.acknowledge(offset):
            self._platform.touch()
        found = queue.read(limit, clock.now())
        if not found and seconds:
            self.terminate(TERMINATED_BY_POLL)
            poll = self._waiting = _Poll()
            try:
                while not found and alive():
                    left = start + seconds - time.monotonic()
                    if left <= 0 or not await queue.pushed.wait(left):
                        break
                    if poll.ended is not None:
                        await self._delay_conflict(poll.ended)
                        raise ApiError(poll.ended.code, poll.ended.description)
                    await asyncio.sleep(0.001)
                    if alive():
                        found = queue.read(limit, clock.now())
            finally:
                if self._waiting is poll:
                    self._waiting = None
        if len(found) == 1:
            return f"[{found[0].body}]".encode()
        return f"[{','.join(update.body for update in found)}]".encode()

    def terminate(self, reason: ApiError) -> None:
        """End the waiting poll with this refusal."""
        if self._waiting is not None:
            self._waiting.ended = reason
            self._waiting = None
            self._platform.queue.pushed.ring()

    async def _delay_conflict(self, reason: ApiError) -> None:
        """A second conflict within three seconds is answered three seconds later."""
        now = time.monotonic()
        if reason.code == 409 and now < self._next_conflict:
            await asyncio.sleep(_CONFLICT_SECONDS)
        else:
            self._next_conflict = now + _CONFLICT_SECONDS

    def _take_allowed_updates(self, arguments: Arguments) -> None:
        """Absent or unreadable keeps what was asked before."""
        given = arguments.text("allowed_updates")
        if not given:
            return
        try:
            kinds = msgspec.json.decode(given.encode(), type=list[str])
        except msgspec.DecodeError:
            return
        before = self._platform.queue.allowed
        self._platform.queue.allow(kinds)
        if self._platform.queue.allowed != before:
            self._platform.touch()
