"""Webhooks: setting, delivery in order with retries, method in the reply."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from aiohttp import web

from bot.emulator.delivery import retry_delay
from tests.contract.emulator.client import Client, soon, until

Json = dict[str, Any]


class Listener:
    """A webhook that notes what comes and answers as it is told."""

    def __init__(self) -> None:
        self.url = ""
        self.updates: list[Json] = []
        self.headers: list[Any] = []
        self.answer: Callable[[Json], web.Response] = lambda _: web.Response()

    async def handle(self, request: web.Request) -> web.Response:
        update = await request.json()
        self.updates.append(update)
        self.headers.append(request.headers)
        return self.answer(update)

    async def count(self, number: int) -> None:
        """Wait until so many deliveries came."""

        async def enough() -> bool:
            return len(self.updates) >= number

        await until(enough)


@pytest.fixture
async def listener() -> AsyncIterator[Listener]:
    """A listening webhook on loopback."""
    listener = Listener()
    application = web.Application()
    application.router.add_post("/hook", listener.handle)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    listener.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield listener
    await runner.cleanup()


async def test_setting_and_deleting(client: Client, listener: Listener) -> None:
    """Descriptions, the info, the conflict with polling, and one setting a second."""
    status, body = await client.raw("setWebhook", url=listener.url, max_connections=500)
    assert (status, body["description"]) == (200, "Webhook was set")
    status, body = await client.raw("setWebhook", url=listener.url)
    assert (status, body["parameters"]) == (429, {"retry_after": 1})
    info = await client.call("getWebhookInfo")
    assert (info["url"], info["max_connections"]) == (listener.url, 100)
    expected = (
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete"
        " the webhook first"
    )
    assert await client.fails("getUpdates") == expected
    status, body = await client.raw("deleteWebhook")
    assert body["description"] == "Webhook was deleted"
    status, body = await client.raw("deleteWebhook")
    assert body["description"] == "Webhook is already deleted"
    assert (await client.call("getWebhookInfo"))["url"] == ""


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (
            {"url": "http://example.org/x"},
            "bad webhook: An HTTPS URL must be provided for webhook",
        ),
        (
            {"url": "https://example.org:1234/x"},
            "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
        ),
        ({"url": "https://10.0.0.1/x"}, "bad webhook: IP address 10.0.0.1 is reserved"),
        ({"url": "nonsense"}, "invalid webhook URL specified"),
        ({"url": "https://example.org", "secret_token": "a" * 257}, "secret token is too long"),
        (
            {"url": "https://example.org", "secret_token": "a b"},
            "secret token contains unallowed characters",
        ),
    ],
)
async def test_refused_addresses(client: Client, arguments: Json, error: str) -> None:
    """Only https on four ports and public hosts, except on this machine."""
    assert await client.fails("setWebhook", **arguments) == f"Bad Request: {error}"


async def test_setting_ends_a_poll(client: Client, listener: Listener) -> None:
    """A waiting poll ends with a conflict of its own."""
    waiting = asyncio.create_task(client.raw("getUpdates", timeout=20))
    await asyncio.sleep(0.05)
    await client.call("setWebhook", url=listener.url)
    _, body = await soon(waiting)
    assert body["description"] == "Conflict: terminated by setWebhook request"


async def test_delivery(client: Client, listener: Listener) -> None:
    """What waited and what comes later is delivered, with the secret, and then gone."""
    await client.writes(client.anna, "een")
    await client.call("setWebhook", url=listener.url, secret_token="a-Z_9")
    await client.writes(client.anna, "twee")
    await listener.count(2)
    assert [one["message"]["text"] for one in listener.updates] == ["een", "twee"]
    headers = listener.headers[0]
    assert headers["X-Telegram-Bot-Api-Secret-Token"] == "a-Z_9"
    assert headers["Content-Type"] == "application/json"
    await client.control("redeliver", last=1)
    await listener.count(3)
    assert listener.updates[2] == listener.updates[1]
    await until(lambda: _empty(client))
    assert (await client.call("getWebhookInfo"))["pending_update_count"] == 0


async def test_deliveries_can_be_held(client: Client, listener: Listener) -> None:
    """What is held is not delivered, waits in the queue, and comes when it is let go."""
    await client.call("setWebhook", url=listener.url)
    hold = (await client.control("holds", method="webhook"))["id"]
    await client.writes(client.anna, "een")
    await client.control("holds?waiting=1&timeout=5", "GET")
    assert (listener.updates, await client.pending()) == ([], 1)
    await client.control(f"holds/{hold}", "DELETE")
    await listener.count(1)
    await until(lambda: _empty(client))


async def test_a_failing_update_blocks_its_queue_only(client: Client, listener: Listener) -> None:
    """The failed one is tried again before what follows it; another chat is not held up."""
    failures = {"een": 2}

    def answer(update: Json) -> web.Response:
        text = update["message"]["text"]
        failures[text] = failures.get(text, 0) - 1
        return web.Response(status=500 if failures[text] >= 0 else 200)

    listener.answer = answer
    await client.call("setWebhook", url=listener.url)
    await client.writes(client.anna, "een")
    await client.writes(client.anna, "twee")
    await client.writes(client.erik, "anders", chat_id=client.group)
    await listener.count(3)
    info = await client.call("getWebhookInfo")
    assert info["last_error_message"] == (
        "Wrong response from the webhook: 500 Internal Server Error"
    )
    await client.control("clock", advance=3)
    await listener.count(5)
    texts = [one["message"]["text"] for one in listener.updates]
    assert [text for text in texts if text != "anders"] == ["een", "een", "een", "twee"]
    assert texts.index("anders") < 3


async def test_retries_end_when_the_update_expires(client: Client, listener: Listener) -> None:
    """Retry-After is kept to; an update is dropped when it would expire before its next try."""
    listener.answer = lambda _: web.Response(status=503, headers={"Retry-After": "3000"})
    await client.call("setWebhook", url=listener.url)
    await client.writes(client.anna, "x")
    await listener.count(1)
    await client.control("clock", advance=86_400 - 2_500)
    await listener.count(2)
    await until(lambda: _empty(client))
    assert len(listener.updates) == 2


async def test_a_webhook_that_is_gone(client: Client, listener: Listener) -> None:
    """After 23 hours of 410 the webhook is removed, and the updates can be fetched."""
    listener.answer = lambda _: web.Response(status=410, headers={"Retry-After": "3600"})
    await client.call("setWebhook", url=listener.url)
    await client.writes(client.anna, "x")
    await listener.count(1)
    for number in range(2, 25):
        await client.control("clock", advance=3600)
        await listener.count(number)

    async def removed() -> bool:
        info = await client.call("getWebhookInfo")
        return bool(info["url"] == "")

    await until(removed)
    assert len(await client.call("getUpdates")) == 1


async def test_a_method_in_the_reply(client: Client, listener: Listener) -> None:
    """A method named in the answer to a delivery is carried out; get methods are not."""

    def answer(update: Json) -> web.Response:
        chat_id = update["message"]["chat"]["id"]
        if update["message"]["text"] == "zwijg":
            return web.json_response({"method": "getMe"})
        return web.json_response({"method": "sendMessage", "chat_id": chat_id, "text": "terug"})

    listener.answer = answer
    await client.call("setWebhook", url=listener.url)
    await client.writes(client.anna, "zwijg")
    await client.writes(client.anna, "zeg")
    await listener.count(2)

    async def answered() -> bool:
        return len(await _shown(client)) == 3

    await until(answered)
    assert await _shown(client) == ["zwijg", "zeg", "terug"]
    assert await client.calls("getMe") == []


async def _empty(client: Client) -> bool:
    return await client.pending() == 0


async def _shown(client: Client) -> list[str]:
    found = await client.control(f"chats/{client.anna}/messages", "GET")
    return [one["text"] for one in found["messages"]]


def test_delays_between_tries() -> None:
    """The second try comes at once, then the pauses double, up to one or two minutes."""
    assert [retry_delay(number) for number in range(6)] == [0, 2, 4, 8, 16, 32]
    assert all(60 <= retry_delay(number) <= 120 for number in range(6, 12))
