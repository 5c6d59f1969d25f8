"""Clock: the only place that reads the time: the system's, or the movable one of the stand-in."""

from __future__ import annotations

import asyncio
import logging
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Final, Protocol

import aiohttp

if TYPE_CHECKING:
    from types import TracebackType

_LOOK_AGAIN: Final = 30.0
"""Seconds. Nobody tells when the system's time is set, so a long wait looks at it now and then."""
_LONG_POLL: Final = 25.0
"""Seconds a question for the offset stays open."""
_RETRY: Final = 0.5
"""Seconds between tries while the stand-in does not answer."""

log = logging.getLogger(__name__)


_STEADY = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)


def steady() -> float:
    """Return seconds that pass evenly, also while the computer sleeps; only their differences mean something."""
    return time.clock_gettime(_STEADY)


class Clock(Protocol):
    """What everything with a delay needs of the time."""

    def now(self) -> float:
        """Return the time now, in epoch seconds."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Wait for as many seconds of this clock."""
        ...

    async def sleep_until(self, at: float) -> None:
        """Wait until this clock shows at least `at` (epoch seconds)."""
        ...


class SystemClock:
    """The time of this computer."""

    def now(self) -> float:
        """Return the time now, in epoch seconds."""
        return time.time()  # noqa: TID251  the one place that may

    async def sleep(self, seconds: float) -> None:
        """Wait; setting the computer's time neither shortens nor lengthens it."""
        await asyncio.sleep(seconds)

    async def sleep_until(self, at: float) -> None:
        """Wait until the computer shows at least `at` (epoch seconds), also when its time is set."""
        while (left := at - self.now()) > 0:  # noqa: ASYNC110  nothing tells that the time was set
            await asyncio.sleep(min(left, _LOOK_AGAIN))


class ServerClock:
    """The movable clock of the stand-in: this computer's time plus an offset that is followed.

    Whoever sleeps on it wakes when the clock is moved past his time. Used as an async context
    manager: entering asks for the offset once, and then follows it in a task of its own, which
    never raises; while the stand-in does not answer, the last offset holds.
    """

    def __init__(self, url: str) -> None:
        """`url` answers `GET` with `{"now": …, "offset": seconds}`, and holds a question with `offset_known`."""
        self._url = url
        self._offset = 0.0
        self._moved = asyncio.Event()
        self._session: aiohttp.ClientSession | None = None
        self._following: asyncio.Task[None] | None = None

    async def __aenter__(self) -> ServerClock:
        self._session = aiohttp.ClientSession(
            timeout=aiohttp.ClientTimeout(total=_LONG_POLL + 10, connect=5)
        )
        with suppress(aiohttp.ClientError, TimeoutError, ValueError):
            await self._ask(self._session, {})
        self._following = asyncio.create_task(self._follow(self._session), name="clock")
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._following is not None:
            self._following.cancel()
            await asyncio.gather(self._following, return_exceptions=True)
        if self._session is not None:
            await self._session.close()

    def now(self) -> float:
        """Return the time of the stand-in, in epoch seconds."""
        return time.time() + self._offset  # noqa: TID251  the one place that may

    async def sleep(self, seconds: float) -> None:
        """Wait for as many seconds of the stand-in's clock; moving it on shortens the wait."""
        await self.sleep_until(self.now() + seconds)

    async def sleep_until(self, at: float) -> None:
        """Wait until the stand-in's clock shows at least `at` (epoch seconds)."""
        while (left := at - self.now()) > 0:
            moved = self._moved
            with suppress(TimeoutError):
                async with asyncio.timeout(min(left, _LOOK_AGAIN)):
                    await moved.wait()

    async def _follow(self, session: aiohttp.ClientSession) -> None:
        away = False
        while True:
            try:
                await self._ask(
                    session, {"offset_known": repr(self._offset), "timeout": str(_LONG_POLL)}
                )
                away = False
            except (aiohttp.ClientError, TimeoutError, ValueError) as error:
                if not away:
                    log.warning("The movable clock does not answer (%s).", type(error).__name__)
                away = True
                await asyncio.sleep(_RETRY)

    async def _ask(self, session: aiohttp.ClientSession, question: dict[str, str]) -> None:
        async with session.get(self._url, params=question) as answer:
            answer.raise_for_status()
            shown = await answer.json(content_type=None)
        if not isinstance(shown, dict) or not isinstance(shown.get("offset"), (int, float)):
            raise ValueError("the movable clock tells no offset")  # noqa: TRY004  an answer, not an argument
        offset = float(shown["offset"])
        if offset != self._offset:
            self._offset = offset
            self._moved.set()
            self._moved = asyncio.Event()
