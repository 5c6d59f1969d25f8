"""getUpdates: acknowledgement, long polls, conflicts, lifetimes, what is asked for."""

import asyncio
import time
from typing import Any

import pytest

from bot.emulator import polling, queue
from tests.contract.emulator.client import Client, soon


async def _ids(client: Client, **arguments: Any) -> list[int]:
    return [one["update_id"] for one in await client.call("getUpdates", **arguments)]


async def test_offsets_acknowledge(client: Client) -> None:
    """Without offset nothing goes; an offset deletes all below it at once."""
    for text in "abc":
        await client.writes(client.anna, text)
    first, second, third = await _ids(client)
    assert 2_000_000 < first < 2**30
    assert (second, third) == (first + 1, first + 2)
    assert await _ids(client, limit=2, offset=first) == [first, second]
    assert await _ids(client, offset=third) == [third]
    assert (await client.control("queue", "GET"))["ids"] == [third]
    assert await _ids(client, offset=first) == [third]


async def test_strange_offsets(client: Client) -> None:
    """A negative offset keeps the newest; one far outside acknowledges nothing."""
    for text in "abcd":
        await client.writes(client.anna, text)
    first, *_, last = await _ids(client)
    assert await _ids(client, offset=last + 100) == [first, first + 1, first + 2, last]
    assert await _ids(client, offset=-2) == [last - 1, last]
    assert await _ids(client, offset=last - 1) == [last - 1, last]


async def test_limits_are_clamped(client: Client) -> None:
    """At most 100 updates come at once."""
    for _ in range(105):
        await client.writes(client.anna, "x")
    assert len(await _ids(client, limit=1000)) == 100


async def test_a_long_poll_is_woken(client: Client) -> None:
    """A waiting poll answers as soon as something happens, and empty when nothing does."""
    started = time.monotonic()
    waiting = asyncio.create_task(_ids(client, timeout=30))
    await asyncio.sleep(0.05)
    await client.writes(client.anna, "x")
    assert len(await soon(waiting)) == 1
    assert time.monotonic() - started < 2
    offset = (await client.control("queue", "GET"))["last_id"] + 1
    assert await _ids(client, offset=offset, timeout=1) == []
    assert time.monotonic() - started > 1


async def test_two_polls_conflict(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """The older of two polls ends with 409; a second conflict soon after is answered later."""
    monkeypatch.setattr(polling, "_CONFLICT_SECONDS", 0.4)
    expected = (
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is"
        " running"
    )
    polls = []
    for number in range(3):
        polls.append(asyncio.create_task(client.raw("getUpdates", timeout=20, offset=-1 - number)))
        await asyncio.sleep(0.1)
    first = await soon(polls[0])
    assert first == (409, {"ok": False, "error_code": 409, "description": expected})
    assert not polls[1].done()
    assert (await soon(polls[1]))[0] == 409
    await client.writes(client.anna, "x")
    assert (await soon(polls[2]))[0] == 200


async def test_hammering_is_slowed(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same offset again at once waits although no timeout was asked, and gets one update."""
    monkeypatch.setattr(polling, "_HAMMER_SECONDS", 1.0)
    assert await _ids(client) == []
    started = time.monotonic()
    assert await _ids(client) == []
    assert time.monotonic() - started > 0.9
    await client.writes(client.anna, "x")
    await client.writes(client.anna, "y")
    await _ids(client, offset=0)
    assert len(await _ids(client, offset=0)) == 1


async def test_updates_expire_after_a_day(client: Client) -> None:
    """Messages wait for 24 hours of the moved clock; what is older is gone."""
    await client.writes(client.anna, "oud")
    await client.control("clock", advance=86_000)
    await client.writes(client.anna, "nieuw")
    await client.control("clock", advance=1_000)
    updates = await client.call("getUpdates")
    assert [one["message"]["text"] for one in updates] == ["nieuw"]


async def test_allowed_updates_are_kept(client: Client) -> None:
    """The list filters from then on; absent or unreadable keeps it; empty means the default."""
    await client.raw("getUpdates", allowed_updates=["callback_query"])
    await client.writes(client.anna, "x")
    assert (await client.control("queue", "GET"))["pending"] == 0
    await client.form("getUpdates", {"allowed_updates": "nonsense", "offset": "-1"})
    await client.writes(client.anna, "x")
    assert (await client.control("queue", "GET"))["pending"] == 0
    info = await client.call("getWebhookInfo")
    assert info["allowed_updates"] == ["callback_query"]
    await client.raw("getUpdates", allowed_updates=[], offset=-2)
    await client.writes(client.anna, "x")
    assert (await client.control("queue", "GET"))["pending"] == 1
    assert "allowed_updates" not in await client.call("getWebhookInfo")


async def test_a_full_queue_drops_the_new(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the most that can wait, new updates are lost without a word."""
    monkeypatch.setattr(queue, "MAX_PENDING", 2)
    for text in "abc":
        await client.writes(client.anna, text)
    updates = await client.call("getUpdates")
    assert [one["message"]["text"] for one in updates] == ["a", "b"]
    assert (await client.control("queue", "GET"))["dropped"] == 1


async def test_updates_are_delivered_again(client: Client) -> None:
    """A redelivered update comes once more with the same id, though it was acknowledged."""
    await client.writes(client.anna, "x")
    [update] = await client.updates()
    number = update["update_id"]
    await client.control("redeliver", update_id=number)
    await client.control("redeliver", last=1)
    assert await _ids(client, offset=number + 1) == [number, number]
    assert await _ids(client, offset=-1) == []
    status, _ = await client.control_raw("redeliver", update_id=5)
    assert status == 404


async def test_raw_updates(client: Client) -> None:
    """Any object can be an update: in line with the next id, or with an id of its own."""
    await client.writes(client.anna, "x")
    [first] = await _ids(client)
    await client.control("raw_update", strange={"a": 1})
    await client.control("raw_update", update_id=2**60, message=None)
    _, body = await client.raw("getUpdates", offset=first)
    odd, plain, strange = body["result"]
    assert odd == {"update_id": 2**60, "message": None}
    assert plain["message"]["text"] == "x"
    assert strange == {"update_id": first + 1, "strange": {"a": 1}}


async def test_a_lost_connection_loses_nothing(client: Client) -> None:
    """A caller that hangs up while waiting gets the update at the next call."""
    waiting = asyncio.create_task(client.raw("getUpdates", timeout=20))
    await asyncio.sleep(0.05)
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    await asyncio.sleep(0.05)
    await client.writes(client.anna, "x")
    assert len(await _ids(client, offset=-100)) == 1
