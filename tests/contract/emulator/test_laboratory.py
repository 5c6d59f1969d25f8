"""Clock, faults, holds, budgets and latency."""

import asyncio
import time
from typing import Any

import aiohttp
import pytest

from tests.contract.emulator.client import Client, soon


async def _texts(client: Client) -> list[str]:
    found = await client.control(f"chats/{client.anna}/messages", "GET")
    return [one["text"] for one in found["messages"]]


async def test_the_clock_moves(client: Client) -> None:
    """The clock is advanced and set; whoever follows it hears of it, and dates follow."""
    before = await client.control("clock", "GET")
    following = asyncio.create_task(
        client.control("clock", "GET", offset_known=before["offset"], timeout=10)
    )
    await asyncio.sleep(0.02)
    await client.control("clock", advance=3600)
    moved = await soon(following)
    assert moved["offset"] == pytest.approx(before["offset"] + 3600)
    sent = await client.call("sendMessage", chat_id=client.anna, text="x")
    assert abs(sent["date"] - before["now"] - 3600) < 5
    await client.control("clock", set=2_000_000_000)
    assert (await client.control("clock", "GET"))["now"] == pytest.approx(2e9, abs=5)


async def test_an_error_before_the_effect(client: Client) -> None:
    """A scripted error is answered instead of the call, once, after those to be skipped."""
    fault = {"method": "sendMessage", "skip": 1, "code": 500}
    [number] = (await client.control("faults", **fault))["ids"]
    await client.call("sendMessage", chat_id=client.anna, text="een")
    error = await client.fails("sendMessage", chat_id=client.anna, text="twee")
    assert error == "Internal Server Error"
    await client.call("sendMessage", chat_id=client.anna, text="drie")
    assert await _texts(client) == ["een", "drie"]
    [shown] = (await client.control("faults", "GET"))["faults"]
    assert (shown["id"], shown["hits"]) == (number, 1)
    call = (await client.calls("sendMessage"))[1]
    assert (call["ok"], call["fault"], call["message_ids"]) == (False, "error:before", [])


async def test_an_error_after_the_effect(client: Client) -> None:
    """After the effect the message is there although the caller saw a failure."""
    await client.control("faults", method=["sendMessage"], when="after", kind="http502html")
    async with client.session.post(
        client.url("sendMessage"), json={"chat_id": client.anna, "text": "x"}
    ) as response:
        assert response.status == 502
        assert "502 Bad Gateway" in await response.text()
    assert await _texts(client) == ["x"]
    [call] = await client.calls("sendMessage")
    assert (call["ok"], len(call["message_ids"])) == (False, 1)


async def test_faults_are_aimed(client: Client) -> None:
    """A fault can be for one chat, can carry retry_after, and goes on until it is taken away."""
    fault = {"method": "*", "chat_id": client.group, "times": None, "retry_after": 7}
    [number] = (await client.control("faults", **fault))["ids"]
    for _ in range(2):
        status, body = await client.raw("sendMessage", chat_id=client.group, text="x")
        assert (status, body["parameters"]) == (429, {"retry_after": 7})
        assert body["description"] == "Too Many Requests: retry after 7"
    await client.call("sendMessage", chat_id=client.anna, text="x")
    await client.control(f"faults/{number}", "DELETE")
    await client.call("sendMessage", chat_id=client.group, text="x")


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("kind", ["reset", "hang"])
async def test_broken_connections(client: Client, kind: str, when: str) -> None:
    """A reset or hung call gives no answer; the effect is there only afterwards."""
    await client.control("faults", method="sendMessage", kind=kind, when=when, seconds=0.05)
    with pytest.raises(aiohttp.ClientError):
        await client.raw("sendMessage", chat_id=client.anna, text="x")
    assert await _texts(client) == (["x"] if when == "after" else [])


async def test_garbage_and_slowness(client: Client) -> None:
    """A garbled answer is no JSON; a slow one comes in full, later."""
    await client.control("faults", method="getMe", kind="garbage")
    async with client.session.get(client.url("getMe")) as response:
        assert response.status == 200
        with pytest.raises(ValueError, match="Unterminated"):
            await response.json()
    await client.control("faults", method="getMe", kind="slow", seconds=0.1)
    started = time.monotonic()
    await client.call("getMe")
    assert time.monotonic() - started > 0.09


async def test_wrong_faults_are_refused(client: Client) -> None:
    """A fault that cannot be understood is refused with a sentence."""
    status, body = await client.control_raw("faults", kind="explosion")
    assert status == 400
    assert "kind" in body["error"]


@pytest.mark.parametrize(("when", "during"), [("before", []), ("after", ["x"])])
async def test_calls_are_held(client: Client, when: str, during: list[str]) -> None:
    """A held call stands still, before or after its effect, until it is released."""
    number = (await client.control("holds", method="sendMessage", when=when))["id"]
    sending = asyncio.create_task(client.raw("sendMessage", chat_id=client.anna, text="x"))
    held = await client.control("holds", "GET", waiting=1, timeout=5)
    assert held["holds"][0]["waiting"] == 1
    assert await _texts(client) == during
    assert not sending.done()
    await client.control(f"holds/{number}", "DELETE")
    assert (await soon(sending))[0] == 200


async def test_the_group_budget(client: Client) -> None:
    """A group takes so many operations in a window; all topics share it, private chats do not."""
    budgets: dict[str, Any] = {"enforced": True, "group_per_minute": 4, "total_per_second": 0}
    thread = await client.topic()
    await client.control("budgets", **budgets)
    await client.call("closeForumTopic", chat_id=client.group, message_thread_id=thread)
    sent = await client.call("sendMessage", chat_id=client.group, text="x")
    where = {"chat_id": client.group, "message_id": sent["message_id"]}
    await client.call("editMessageText", **where, text="y")
    await client.call("setMessageReaction", **where)
    said = [await client.writes(client.anna, "x") for _ in range(2)]
    numbers = [one["message_id"] for one in said]
    _, body = await client.raw(
        "copyMessages", chat_id=client.group, from_chat_id=client.anna, message_ids=numbers
    )
    assert 58 <= body["parameters"]["retry_after"] <= 60
    await client.call("sendMessage", chat_id=client.group, text="x")
    await client.call("sendMessage", chat_id=client.anna, text="x")
    assert (await client.raw("sendMessage", chat_id=client.group, text="x"))[0] == 429
    await client.control("clock", advance=61)
    await client.call(
        "copyMessages", chat_id=client.group, from_chat_id=client.anna, message_ids=numbers
    )


async def test_the_private_and_the_total_budget(client: Client) -> None:
    """A private chat takes a short burst and then one a second; the total is over all chats."""
    await client.control("budgets", enforced=True, private_burst=2)
    for _ in range(2):
        await client.call("sendMessage", chat_id=client.anna, text="x")
    status, body = await client.raw("sendMessage", chat_id=client.anna, text="x")
    assert (status, body["parameters"]) == (429, {"retry_after": 1})
    await client.control("clock", advance=1)
    await client.call("sendMessage", chat_id=client.anna, text="x")
    await client.control("budgets", private_per_second=0, total_per_second=3)
    statuses = [
        (await client.raw("sendMessage", chat_id=client.anna, text="x"))[0] for _ in range(4)
    ]
    assert statuses == [200, 200, 200, 429]
    await client.control("budgets", enforced=False)
    await client.call("sendMessage", chat_id=client.anna, text="x")


async def test_latency(client: Client) -> None:
    """Every call takes so much longer."""
    await client.control("latency", min_ms=50, max_ms=60)
    started = time.monotonic()
    await client.call("getMe")
    assert 0.045 < time.monotonic() - started < 1
