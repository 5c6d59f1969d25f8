"""Webhook: Telegram brings updates, and nothing changes for anybody, also when it did not before."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from aiohttp import ClientSession
from redis.asyncio import Redis

from bot.checks import RefusedError
from bot.emulator.actors import Expert, Person, Stage
from bot.opening import open_store
from bot.settings import load_settings
from bot.store.server import address_of
from tests.dialog.case import Case, opened, taken
from tests.support.balancer import free_ports
from tests.support.helpline import Helpline, InProcess, Program, prepared

URL = "HELPLINE_TELEGRAM__WEBHOOK__URL"
LISTEN = "HELPLINE_TELEGRAM__WEBHOOK__LISTEN"
SECRET = "HELPLINE_TELEGRAM__WEBHOOK__SECRET"
WITHIN = 20.0


def brought(line: Helpline) -> None:
    """Let the next start have updates brought."""
    (port,) = free_ports(1)
    line.environ.update({URL: f"http://127.0.0.1:{port}/telegram", LISTEN: f"127.0.0.1:{port}"})


def asked_for(line: Helpline) -> None:
    """Let the next start ask for updates."""
    line.environ.pop(URL, None)
    line.environ.pop(LISTEN, None)


@pytest.fixture
async def line(tmp_path: Path) -> AsyncIterator[Helpline]:
    """A helpline that has not started; updates will be brought."""
    async with prepared(tmp_path / "data") as ready:
        brought(ready)
        yield ready


async def seen_by(eva: Expert, case: Case, *texts: str) -> None:
    """Her messages are there, once and in order."""
    await eva.sees(case.topic, texts[-1])
    shown = [each.text for each in eva.messages(case.topic) if each.text in texts]
    assert shown == list(texts)


async def test_a_whole_case_by_webhook(
    line: Helpline, anna: Person, eva: Expert, stage: Stage
) -> None:
    """Both directions, buttons and edits work when updates are brought, and nobody asks for any."""
    await line.runner.start()
    case = await taken(anna, eva)
    written = await anna.writes("Zij zijn met zijn vijven")
    copy = await eva.sees(case.topic, "vijven")
    await anna.edits(written, "Zij zijn met zijn zessen")
    assert (await eva.sees(case.topic, "zessen")).id == copy.id
    answer = await eva.replies(copy, "Bel om tien uur")
    assert (await anna.sees("Bel om tien uur")).reply_to == written.id
    await eva.sees_reaction(answer, "👌")
    assert await stage.calls("getUpdates") == []
    assert (await stage.control.get("queue"))["pending"] == 0


@pytest.mark.parametrize("cleanly", [True, False], ids=["stopped", "kill -9"])
async def test_switching_between_webhook_and_asking_loses_nothing(
    line: Helpline, anna: Person, eva: Expert, stage: Stage, *, cleanly: bool
) -> None:
    """There and back, with messages of both sides waiting at Telegram each time: all arrive, once, in order."""
    running = Program(line.environ)
    line.runner = running
    await running.start()
    case = await taken(anna, eva)
    for number, switch in enumerate((asked_for, brought, asked_for)):
        await anna.writes(f"Voor {number}")
        await (running.stop() if cleanly else running.kill())
        await anna.writes(f"Tussen {number}")
        answer = await eva.replies(case.card, f"Antwoord {number}")
        await anna.writes(f"Nog tussen {number}")
        switch(line)
        await running.start()
        await anna.writes(f"Na {number}")
        await seen_by(
            eva, case, f"Voor {number}", f"Tussen {number}", f"Nog tussen {number}", f"Na {number}"
        )
        await anna.sees(f"Antwoord {number}")
        await eva.sees_reaction(answer, "👌")
    await stage.settle()
    assert len([each for each in anna.messages() if each.text.startswith("Antwoord")]) == 3
    state = await stage.state()
    assert (state["webhook"], state["pending_updates"]) == (False, 0)


async def test_without_a_secret_of_its_own_it_makes_one_and_keeps_it(
    line: Helpline, anna: Person, eva: Expert
) -> None:
    """The same after a restart, so that what is brought meanwhile is known; nobody without it is heard."""
    await line.runner.start()
    address = line.emulator.api.webhook.address
    first = (address.url, address.secret)
    assert len(address.secret) >= 32
    await line.restart()
    address = line.emulator.api.webhook.address
    assert (address.url, address.secret) == first
    line.environ[SECRET] = "een-eigen_geheim"
    await line.restart()
    address = line.emulator.api.webhook.address
    assert address.secret == "een-eigen_geheim"
    assert address.url != first[0]
    async with ClientSession() as session:
        for headers in ({}, {"X-Telegram-Bot-Api-Secret-Token": first[1]}):
            answer = await session.post(address.url, json={"update_id": 1}, headers=headers)
            assert answer.status == 403
        assert (await session.post(first[0], json={"update_id": 1})).status == 404
    await opened(anna, eva)


async def test_while_the_store_is_full_telegram_keeps_what_it_brings(
    line: Helpline, anna: Person, eva: Expert, stage: Stage
) -> None:
    """503 until there is room, and then all of it, in order; its pauses are ours, of seconds."""
    await line.runner.start()
    case = await taken(anna, eva)
    store = address_of(line.data_dir)
    assert store is not None
    async with Redis.from_url(store) as valkey:
        await valkey.config_set("maxmemory", 1)
        for number in (1, 2, 3):
            await anna.writes(f"Bewaard {number}")
        async with asyncio.timeout(WITHIN):
            while line.emulator.api.webhook.address.last_error_message is None:  # noqa: ASYNC110  the stand-in tells nobody
                await asyncio.sleep(0.02)
        assert "503" in line.emulator.api.webhook.address.last_error_message
        await valkey.config_set("maxmemory", 0)
    await seen_by(eva, case, "Bewaard 1", "Bewaard 2", "Bewaard 3")


POISON: list[dict[str, object]] = [
    {"message": {"message_id": "niet een getal", "date": "gisteren", "chat": []}},
    {"callback_query": {"id": 7}},
]
ODD = (b'{"update_id": 77, "message": {"text": "\\ud800", "chat": 3}}', b'{"message": "x')
"""Half of a sign, and bytes that are no update at all."""


async def test_what_cannot_be_read_is_set_aside_once(
    line: Helpline, anna: Person, eva: Expert, stage: Stage
) -> None:
    """It is thanked for, so that Telegram does not bring it for a day; General hears, and all goes on."""
    await line.runner.start()
    case = await taken(anna, eva)
    for number, update in enumerate(POISON):
        await stage.control.post("raw_update", update)
        await anna.writes(f"Na gif {number}")
    address = line.emulator.api.webhook.address
    headers = {
        "X-Telegram-Bot-Api-Secret-Token": address.secret,
        "Content-Type": "application/json",
    }
    async with ClientSession() as session:
        # Each twice: a repeat is known, also of what has no id of its own.
        for body in (*ODD, *ODD):
            answer = await session.post(address.url, data=body, headers=headers)
            assert answer.status == 200
    await seen_by(eva, case, *(f"Na gif {number}" for number in range(len(POISON))))
    await eva.sees(None, "apart gelegd")
    await stage.settle()
    assert (await stage.control.get("queue"))["pending"] == 0
    await line.runner.stop()
    async with AsyncExitStack() as stack:
        store = await open_store(stack, load_settings(None, line.environ), lambda _: None)
        letters = await store.dead_letters()
    assert len(letters) == len(POISON) + len(ODD)
    assert letters[-1].update is not None
    assert letters[-1].update < 0


async def test_an_address_that_telegram_refuses_is_refused_at_the_start(line: Helpline) -> None:
    """The sentence says what is wrong and where to mend it."""
    for url, words in (
        ("http://helpline.example.org/x", "https://"),
        ("https://10.0.0.1/x", "eigen netwerk"),
    ):
        line.environ[URL] = url
        with pytest.raises(RefusedError) as refused:
            await line.runner.start()
        (problem,) = refused.value.problems
        assert words in problem


async def test_a_taken_port_is_refused_at_the_start(line: Helpline) -> None:
    """The sentence names the setting."""
    line.environ[LISTEN] = line.emulator.base_url.removeprefix("http://")
    with pytest.raises(RefusedError) as refused:
        await line.runner.start()
    assert "telegram.webhook.listen" in refused.value.problems[0]


async def test_a_name_that_is_not_known_yet_is_told_and_tried_again(line: Helpline) -> None:
    """The helpline waits for it, as it waits for Telegram, and can be stopped meanwhile."""
    line.environ[URL] = "https://helpline.example.org/x"
    running = Program(line.environ)
    line.runner = running
    await running.start(until="DNS")
    await running.stop()
    assert isinstance(running, Program)


async def test_the_check_tells_how_updates_come_in(line: Helpline) -> None:
    """Beside a running helpline, and changing nothing."""
    await line.runner.start()
    assert isinstance(line.runner, InProcess)
    wide = {"COLUMNS": "400"}
    check = Program(line.environ | wide, command="check")
    await check.start(until="Telegram bezorgt nieuwe berichten op het ingestelde adres")
    await check.exits()
    asked_for(line)
    check = Program(line.environ | wide, command="check")
    await check.start(until="Telegram bezorgt de berichten van deze bot nu op een webadres")
    await check.exits()
