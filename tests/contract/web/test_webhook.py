"""Webhook: who may bring updates, and when they are said to be taken; over HTTP."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from contextlib import suppress
from io import BytesIO

import pytest
from aiohttp import ClientSession

from bot.ports import StoreAwayError
from bot.tally import Tally
from bot.web import webhook
from bot.web.webhook import BODY_BYTES, Webhook, pass_of
from tests.contract.web.conftest import Opened

PASS = pass_of("a-Z_9")
HEADERS = {
    "X-Telegram-Bot-Api-Secret-Token": PASS.secret,
    "Content-Type": "application/json",
}
UPDATE = json.dumps({"update_id": 5, "message": {"text": "canary-text"}}).encode()


class Desk:
    """Takes what is brought; waits for `go`, and raises `error` if there is one."""

    def __init__(self) -> None:
        self.taken: list[tuple[bytes, bool]] = []
        self.error: Exception | None = None
        self.go = asyncio.Event()
        self.go.set()

    async def take(self, body: bytes, *, whole: bool) -> None:
        """Take an update."""
        await self.go.wait()
        if self.error is not None:
            raise self.error
        self.taken.append((body, whole))


@pytest.fixture
def desk() -> Desk:
    """Where updates go."""
    return Desk()


@pytest.fixture
def deliveries() -> Tally:
    """The answers given."""
    return Tally()


@pytest.fixture
def door(desk: Desk, deliveries: Tally) -> Webhook:
    """The door itself."""
    return Webhook(PASS, desk, deliveries)


@pytest.fixture
async def url(opened: Opened, door: Webhook) -> str:
    """Its address, with the path that nobody can guess."""
    return f"{await opened(door.answer)}/telegram/{PASS.path}"


async def test_an_update_is_thanked_for_when_it_is_kept(
    session: ClientSession, url: str, desk: Desk, deliveries: Tally
) -> None:
    """200 comes after it was taken, not before."""
    desk.go.clear()
    bringing = asyncio.create_task(session.post(url, data=UPDATE, headers=HEADERS))
    await asyncio.sleep(0.05)
    assert not bringing.done()
    desk.go.set()
    assert (await bringing).status == 200
    assert desk.taken == [(UPDATE, True)]
    assert deliveries.counts == {("200",): 1}


@pytest.mark.parametrize("content_type", ["application/json; charset=utf-8", "Application/JSON"])
async def test_a_charset_changes_nothing(
    session: ClientSession, url: str, desk: Desk, content_type: str
) -> None:
    """A proxy may write the type of the content in other words."""
    headers = {**HEADERS, "Content-Type": content_type}
    assert (await session.post(url, data=UPDATE, headers=headers)).status == 200


async def test_a_proxy_may_change_the_front_of_the_path(
    session: ClientSession, url: str, desk: Desk
) -> None:
    """Only the part that nobody can guess counts."""
    base = url.rpartition("/telegram/")[0]
    for path in (PASS.path, f"some/where/{PASS.path}"):
        assert (await session.post(f"{base}/{path}", data=UPDATE, headers=HEADERS)).status == 200
    assert len(desk.taken) == 2


@pytest.mark.parametrize(
    "path", ["", "/", "/x", f"/{PASS.path[:-1]}", f"/{PASS.path}/", "/%ff%80é"]
)
async def test_another_path_leads_nowhere(
    session: ClientSession, url: str, desk: Desk, path: str
) -> None:
    """Without the path even the right secret opens nothing."""
    base = url.rpartition("/telegram/")[0]
    assert (await session.post(f"{base}{path}", data=UPDATE, headers=HEADERS)).status == 404
    assert desk.taken == []


@pytest.mark.parametrize("secret", [None, "", "a-Z_8", "a-Z_", "é"])
async def test_without_the_secret_nothing_is_taken(
    session: ClientSession, url: str, desk: Desk, secret: str | None
) -> None:
    """Whoever found the path out still lacks the secret."""
    headers = {"Content-Type": "application/json"}
    if secret is not None:
        headers["X-Telegram-Bot-Api-Secret-Token"] = secret
    assert (await session.post(url, data=UPDATE, headers=headers)).status == 403
    assert desk.taken == []


async def test_only_json_by_post_is_taken(session: ClientSession, url: str, desk: Desk) -> None:
    """Telegram brings nothing else."""
    assert (await session.get(url, headers=HEADERS)).status == 405
    assert (await session.put(url, data=UPDATE, headers=HEADERS)).status == 405
    form = {**HEADERS, "Content-Type": "application/x-www-form-urlencoded"}
    assert (await session.post(url, data=UPDATE, headers=form)).status == 415
    assert desk.taken == []


async def test_of_an_absurdly_long_body_the_beginning_is_kept(
    session: ClientSession, url: str, desk: Desk
) -> None:
    """It is not refused, since it would come again and again; nor is all of it held in memory."""
    largest = b" " * BODY_BYTES
    assert (await session.post(url, data=BytesIO(largest), headers=HEADERS)).status == 200
    assert desk.taken == [(largest, True)]
    with suppress(OSError):  # the rest is not read, so the connection may break before the answer
        await session.post(url, data=BytesIO(largest * 8), headers=HEADERS)
    assert desk.taken[1:] == [(largest, False)]


async def test_a_body_that_does_not_come_is_not_waited_for(
    url: str, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever sends a head and nothing more holds nothing up."""
    monkeypatch.setattr(webhook, "BODY_SECONDS", 0.05)
    host, _, path = url.removeprefix("http://").partition("/")
    head = [f"POST /{path} HTTP/1.1", f"Host: {host}", "Content-Length: 10"]
    head += [f"{name}: {value}" for name, value in HEADERS.items()]
    name, _, port = host.partition(":")
    async with asyncio.timeout(10):
        reader, writer = await asyncio.open_connection(name, int(port))
        writer.write("\r\n".join([*head, "", '{"upd']).encode())
        assert b" 408 " in await reader.readline()
        writer.close()
    assert desk.taken == []


async def test_a_body_may_come_in_pieces(session: ClientSession, url: str, desk: Desk) -> None:
    """A slow network, or a proxy that sends on as it gets."""

    async def pieces() -> AsyncIterator[bytes]:
        for start in range(0, len(UPDATE), 7):
            yield UPDATE[start : start + 7]
            await asyncio.sleep(0.001)

    assert (await session.post(url, data=pieces(), headers=HEADERS)).status == 200
    assert desk.taken == [(UPDATE, True)]


async def test_while_the_store_is_away_telegram_is_asked_to_come_again(
    session: ClientSession, url: str, desk: Desk
) -> None:
    """503 says when; nothing is lost, since it comes again."""
    desk.error = StoreAwayError("away")
    response = await session.post(url, data=UPDATE, headers=HEADERS)
    assert response.status == 503
    assert 0 < int(response.headers["Retry-After"]) <= 10
    desk.error = None
    assert (await session.post(url, data=UPDATE, headers=HEADERS)).status == 200


async def test_a_fault_is_answered_and_told_without_content(
    session: ClientSession, url: str, desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    """A mistake of ours is not acknowledged, and its traceback stays away from the log."""
    desk.error = RuntimeError("canary-text")
    with caplog.at_level(logging.DEBUG):
        assert (await session.post(url, data=UPDATE, headers=HEADERS)).status == 503
        await asyncio.sleep(0)
    assert "RuntimeError" in caplog.text
    assert "canary" not in caplog.text
    assert PASS.path not in caplog.text
    assert PASS.secret not in caplog.text


async def test_what_takes_too_long_comes_again_and_goes_on(
    session: ClientSession, url: str, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody hangs as long as Telegram would; what was begun is not broken off."""
    monkeypatch.setattr(webhook, "ANSWER_SECONDS", 0.05)
    desk.go.clear()
    assert (await session.post(url, data=UPDATE, headers=HEADERS)).status == 503
    desk.go.set()
    await asyncio.sleep(0.02)
    assert desk.taken == [(UPDATE, True)]


async def test_who_hangs_up_breaks_nothing_off(
    session: ClientSession, url: str, desk: Desk, door: Webhook
) -> None:
    """An update whose bringer is gone is kept all the same; at the end it is waited for."""
    desk.go.clear()
    bringing = asyncio.create_task(session.post(url, data=UPDATE, headers=HEADERS))
    await asyncio.sleep(0.05)
    bringing.cancel()
    await asyncio.gather(bringing, return_exceptions=True)
    draining = asyncio.create_task(door.drain(5.0))
    await asyncio.sleep(0.02)
    desk.go.set()
    await draining
    assert desk.taken == [(UPDATE, True)]


async def test_the_end_waits_no_longer_than_it_may(
    session: ClientSession, url: str, desk: Desk, door: Webhook
) -> None:
    """What can't be kept in time is not acknowledged, and comes again."""
    desk.go.clear()
    bringing = asyncio.create_task(session.post(url, data=UPDATE, headers=HEADERS))
    await asyncio.sleep(0.05)
    await door.drain(0.05)
    assert (await bringing).status == 503
    assert desk.taken == []


def test_the_path_follows_from_the_secret_and_does_not_tell_it() -> None:
    """The same secret gives the same path in every process; another secret another one."""
    assert pass_of("a") == pass_of("a")
    assert pass_of("a").path != pass_of("b").path
    assert len(PASS.path) == 32
    assert PASS.secret not in PASS.path
