"""Health: what a running helpline tells of itself is so: alive, ready or not and why, and in numbers."""

import asyncio
import os
import re
import signal
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession
from redis.asyncio import Redis

from bot.checks import RefusedError
from bot.emulator.actors import Expert, Person, Stage
from bot.store.server import EmbeddedServer, address_of
from tests.dialog.case import opened, taken
from tests.support.helpline import Helpline, InProcess, Runner, prepared

WITHIN = 15.0
GUIDE = Path(__file__).parents[2] / "docs" / "operating.md"


class Health:
    """Somebody who asks a helpline how it is."""

    def __init__(self, session: ClientSession, line: Helpline, of: Runner | None = None) -> None:
        """`of` is another process than that of `line`."""
        self._session = session
        self._line = line
        self._of = of

    @property
    def base(self) -> str:
        """Where it told to look."""
        runner = self._of or self._line.runner
        assert isinstance(runner, InProcess)
        told = "\n".join(runner.said.lines)
        found = re.search(r"(http://127\.0\.0\.1:\d+)/readyz", told)
        assert found is not None, told
        return found[1]

    async def ready(self) -> tuple[int, dict[str, Any]]:
        """Status and body of `/readyz`."""
        async with self._session.get(f"{self.base}/readyz") as answer:
            return answer.status, await answer.json()

    async def until(self, status: int, problem: str = "", role: str = "") -> dict[str, Any]:
        """Ask until it has this status, with a problem that holds this text, in a role that does."""
        async with asyncio.timeout(WITHIN):
            while True:
                found, shown = await self.ready()
                told = "\n".join(shown["problems"])
                if found == status and problem in told and role in shown["role"]:
                    return shown
                await asyncio.sleep(0.1)

    async def number(self, name: str) -> float:
        """One number of `/metrics`, by its name with its labels."""
        found = re.search(rf"^{re.escape(name)} (\S+)$", await self.numbers(), re.MULTILINE)
        assert found is not None, name
        return float(found[1])

    async def numbers(self) -> str:
        """All of `/metrics`."""
        async with self._session.get(f"{self.base}/metrics") as answer:
            return await answer.text()


@pytest.fixture
async def line(tmp_path: Path) -> AsyncIterator[Helpline]:
    """A helpline that has not started; it will tell how it is on a free port."""
    async with prepared(tmp_path / "data", web__listen="127.0.0.1:0") as ready:
        yield ready


@pytest.fixture
async def health(line: Helpline) -> AsyncIterator[Health]:
    """Somebody who asks."""
    async with ClientSession() as session:
        yield Health(session, line)


async def test_a_working_helpline_is_ready_and_counts(
    line: Helpline, health: Health, anna: Person, eva: Expert, stage: Stage
) -> None:
    """In charge, nothing wrong; messages, calls, writes and their times are counted."""
    await line.runner.start()
    shown = await health.until(200)
    assert (shown["role"], shown["problems"], shown["dead_letters"]) == ("owner", [], 0)
    case = await taken(anna, eva)
    before = await health.number('helpline_updates_total{kind="Wrote"}')
    for number in range(3):
        await anna.writes(f"canary-text {number}")
    await eva.sees(case.topic, "canary-text 2")
    await stage.settle()
    assert await health.number('helpline_updates_total{kind="Wrote"}') == before + 3
    assert await health.number('helpline_effects_total{kind="Relay",verdict="sent"}') >= 3
    assert await health.number('helpline_happened_total{kind="placed"}') == 1
    assert await health.number("helpline_call_seconds_count") > 0
    assert await health.number("helpline_store_seconds_count") > 0
    assert await health.number('helpline_store_writes_total{outcome="done"}') > 0
    assert await health.number("helpline_outbox_waiting") == 0
    assert await health.number("helpline_owner") == 1


async def test_every_number_is_explained(line: Helpline, health: Health, anna: Person) -> None:
    """What `/metrics` tells stands in the guide, and the guide promises nothing else."""
    await line.runner.start()
    await anna.starts()
    await anna.sees("112")
    told = set(re.findall(r"^# TYPE (helpline_\w+)", await health.numbers(), re.MULTILINE))
    explained = set(re.findall(r"`(helpline_[a-z_]+)(?:\{[a-z,]+\})?`", GUIDE.read_text("utf-8")))
    assert told - explained == set()
    assert explained - told == {"helpline_telegram_pending_updates"}, "which only a webhook knows"


async def test_nothing_about_people_is_told(
    line: Helpline, health: Health, anna: Person, eva: Expert
) -> None:
    """No text, name, number of a person or a group, code, or token, also when something went wrong."""
    await line.runner.start()
    case = await opened(anna, eva)
    await line.stage.control.post(
        "raw_update", {"message": {"text": "canary-text", "from": {"id": 1}}}
    )
    await anna.writes("canary-text")
    await eva.sees(case.topic, "canary-text")
    shown = await health.until(200, "set aside")
    told = f"{shown}{await health.numbers()}"
    for secret in (
        "canary",
        "Anna",
        str(anna.id),
        str(abs(line.emulator.group_id)),
        line.emulator.token,
        case.topic.name,
    ):
        assert secret not in told


async def test_a_full_store_is_told_without_anybody_writing(line: Helpline, health: Health) -> None:
    """Not ready as long as it would refuse a message, and ready again when there is room."""
    await line.runner.start()
    await health.until(200)
    store = address_of(line.data_dir)
    assert store is not None
    async with Redis.from_url(store) as valkey:
        await valkey.config_set("maxmemory", 1)
        shown = await health.until(503, "The store is full.")
        assert shown["store"]["ok"] is False
        assert await health.number("helpline_store_up") == 0
        await asyncio.sleep(1.1)
        shown = await health.until(503, "The store is full.")
        assert shown["store"]["for_seconds"] >= 1
        await valkey.config_set("maxmemory", 0)
    await health.until(200)


async def test_a_store_that_hangs_is_told_soon(line: Helpline, health: Health) -> None:
    """Whoever asks is answered within seconds, though the store is not."""
    await line.runner.start()
    await health.until(200)
    store = address_of(line.data_dir)
    assert store is not None
    async with Redis.from_url(store) as valkey:
        process = int((await valkey.info("server"))["process_id"])
    os.kill(process, signal.SIGSTOP)
    try:
        async with asyncio.timeout(5):
            await health.until(503, "The store does not answer")
    finally:
        os.kill(process, signal.SIGCONT)
    await health.until(200)


async def test_telegram_that_does_not_answer_is_told(
    line: Helpline, health: Health, stage: Stage
) -> None:
    """Not ready while updates can't be fetched, and why; ready again when they can."""
    await line.runner.start()
    await health.until(200)
    await stage.fault("getUpdates", code=500, description="Internal Server Error", times=None)
    anna = await stage.person("Anna")
    await anna.starts()  # ends the question that is open
    shown = await health.until(503, "Telegram gives no usable answer")
    assert shown["telegram"]["ok"] is False
    await stage.no_faults()
    await health.until(200)


async def test_before_telegram_answers_it_is_starting(
    line: Helpline, health: Health, stage: Stage
) -> None:
    """A process that waits for Telegram lives, and is not ready."""
    await stage.fault("getMe", code=500, description="Internal Server Error", times=None)
    starting = asyncio.create_task(line.runner.start())
    assert isinstance(line.runner, InProcess)
    await asyncio.sleep(0)
    await line.runner.said.says("blijft het zelf proberen")
    shown = await health.until(503, "starting")
    assert shown["role"] == "starting"
    await stage.no_faults()
    await starting
    await health.until(200)


async def test_what_waits_and_what_was_set_aside_is_told(
    line: Helpline, health: Health, anna: Person, eva: Expert, stage: Stage
) -> None:
    """The queue, how long it lasts, and dead letters are shown; the process stays ready."""
    await line.runner.start()
    await taken(anna, eva)
    await stage.fault("copyMessage", code=500, description="Internal Server Error", times=None)
    await anna.writes("Wachtend")
    await stage.control.post("raw_update", {"callback_query": {"id": 7}})
    assert (await health.until(200, "set aside"))["dead_letters"] == 1
    await asyncio.sleep(1.0)
    status, shown = await health.ready()
    assert status == 200
    assert shown["outbox"]["waiting"] >= 1
    assert 0.9 <= shown["outbox"]["oldest_seconds"] <= 30
    assert 'verdict="network"' in await health.numbers() or 'verdict="unknown"' in (
        await health.numbers()
    )


async def test_a_process_in_reserve_says_so_and_is_ready(
    line: Helpline, health: Health, tmp_path: Path
) -> None:
    """One is in charge, the other stands by; when the first stops the second has the next epoch."""
    server = EmbeddedServer(tmp_path / "store")
    line.environ["HELPLINE_STORE__URL"] = await server.start()
    second = InProcess(line.environ)
    try:
        await line.runner.start()
        shown = await health.until(200)
        assert (shown["role"], shown["epoch"]) == ("owner", 1)
        await second.start()
        async with ClientSession() as session:
            other = Health(session, line, second)
            shown = await other.until(200)
            assert (shown["role"], shown["epoch"]) == ("standby", None)
            assert shown["outbox"] == {"waiting": None, "oldest_seconds": None}
            assert await other.number("helpline_owner") == 0
            await line.runner.stop()
            assert (await other.until(200, role="owner"))["epoch"] == 2
    finally:
        await second.stop()
        await line.runner.stop()
        await server.stop()


async def test_it_can_be_switched_off(line: Helpline) -> None:
    """Without an address nothing listens."""
    line.environ["HELPLINE_WEB__LISTEN"] = ""
    await line.runner.start()
    assert isinstance(line.runner, InProcess)
    assert not [said for said in line.runner.said.lines if "readyz" in said]


async def test_a_taken_port_is_refused_when_somebody_chose_it(line: Helpline) -> None:
    """The sentence names the setting; without a choice another port is told."""
    taken_port = line.emulator.base_url.removeprefix("http://")
    line.environ["HELPLINE_WEB__LISTEN"] = taken_port
    with pytest.raises(RefusedError) as refused:
        await line.runner.start()
    assert "web.listen" in refused.value.problems[0]
    del line.environ["HELPLINE_WEB__LISTEN"]
    await line.runner.start()
    async with prepared(line.data_dir.parent / "other") as second:
        del second.environ["HELPLINE_WEB__LISTEN"]
        await second.runner.start()
        async with ClientSession() as session:
            bases = {Health(session, each).base for each in (line, second)}
            assert len(bases) == 2
            for each in (line, second):
                await Health(session, each).until(200)
