"""Tray: the owner settles what other processes handed over, each once, in order, however often he is disturbed."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.handlers.tray import Tray
from bot.handoff.ids import UpdateId
from bot.ports import StoreAwayError
from tests.support.fake_inbox import FakeInbox
from tests.unit.handlers.shapes import private
from tests.unit.handlers.test_front import Sink, reception


def _put(inbox: FakeInbox, *numbers: int) -> None:
    for number in numbers:
        update = {**private(text=f"Bericht {number}"), "update_id": number}
        inbox.put(UpdateId(number), json.dumps(update).encode())


@asynccontextmanager
async def _reading(inbox: FakeInbox, sink: Sink) -> AsyncIterator[None]:
    tray = Tray(inbox, reception(sink), sleep=lambda _: asyncio.sleep(0.005))
    running = asyncio.create_task(tray.run())
    try:
        yield
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def _empty(inbox: FakeInbox) -> None:
    async with asyncio.timeout(5):
        while inbox.entries:  # noqa: ASYNC110  a dict tells nobody that it is empty
            await asyncio.sleep(0.001)


async def test_what_lies_there_and_what_comes() -> None:
    """Updates of before the start and of after it are settled in order, and leave the inbox."""
    inbox, sink = FakeInbox(), Sink()
    _put(inbox, 3, 1)
    async with _reading(inbox, sink):
        await _empty(inbox)
        _put(inbox, 2)
        await _empty(inbox)
    assert sink.taken == [3, 1, 2]


async def test_what_is_no_update_is_set_aside() -> None:
    """Broken JSON, JSON that is no update, and what could not be opened end as dead letters, each by its number."""
    inbox, sink = FakeInbox(), Sink()
    for number, body in enumerate((b"{", b"[]", b"\xff", None, b"[" * 100_000)):
        inbox.put(UpdateId(number), body)
    async with _reading(inbox, sink):
        await _empty(inbox)
    assert sorted(sink.buried) == [0, 1, 2, 3, 4]


async def test_a_store_that_is_away_delays_and_loses_nothing() -> None:
    """What could not be committed is tried again in the same order; what was committed is not."""
    inbox, sink = FakeInbox(), Sink(StoreAwayError("away"), StoreAwayError("away"))
    _put(inbox, 1, 2, 3)
    async with _reading(inbox, sink):
        await _empty(inbox)
        inbox.away = True
        await asyncio.sleep(0.02)
        _put(inbox, 4)
        inbox.away = False
        await _empty(inbox)
    assert sink.taken == [1, 2, 3, 4]


async def test_why_it_waits_is_logged_once(caplog: pytest.LogCaptureFixture) -> None:
    """A store can be full, or somebody else's by now: whoever reads the log learns which, and not ten times."""
    inbox = FakeInbox()
    inbox.away = True
    async with _reading(inbox, Sink()):
        await asyncio.sleep(0.05)
        inbox.away = False
        _put(inbox, 1)
        await _empty(inbox)
    assert [one.getMessage() for one in caplog.records].count(
        "Nothing is taken from the inbox for now. away"
    ) == 1
