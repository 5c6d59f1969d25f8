"""The poller, on the stand-in over HTTP: order, acknowledgement, faults, and a clean stop."""

from __future__ import annotations

import asyncio
import json
import time
from typing import TYPE_CHECKING

import pytest

from bot.handlers.poller import FIRST_PAUSE, LONGEST_RUSH, Poller
from bot.handlers.reception import PAUSES
from bot.handlers.translate import ALLOWED_UPDATES
from bot.ports import StoreAwayError
from tests.contract.handlers.conftest import Inbox, polling, speaking, text_of

if TYPE_CHECKING:
    from telegram import Bot

    from bot.emulator.actors import Stage
    from bot.emulator.server import Emulator
    from bot.handlers.arrival import Arrival


async def pending(stage: Stage) -> int:
    """How many updates Telegram still keeps for the bot."""
    return int((await stage.control.get("queue"))["pending"])


async def until_acknowledged(stage: Stage) -> None:
    """Wait until Telegram keeps none."""
    async with asyncio.timeout(10):
        while await pending(stage):  # noqa: ASYNC110  the stand-in tells it only when asked
            await asyncio.sleep(0.01)


def hang_at(inbox: Inbox, text: str) -> asyncio.Event:
    """Let the message with this text hang until the event is set."""
    free = asyncio.Event()

    async def hang(arrival: Arrival) -> None:
        if text_of(arrival) == text:
            await free.wait()

    inbox.before = hang
    return free


async def test_messages_of_one_person_arrive_in_order(
    stage: Stage, inbox: Inbox, poller: Poller
) -> None:
    """Messages come in the order in which they were written, each once, and are acknowledged."""
    anna = await stage.person("Anna")
    written = [f"bericht {number}" for number in range(30)]
    async with polling(poller):
        for text in written:
            await anna.writes(text)
        await inbox.until(lambda: len(inbox.taken) >= len(written))
        await until_acknowledged(stage)
    assert inbox.texts == written
    queue = await stage.control.get("queue")
    assert set(queue["allowed_updates"]) == set(ALLOWED_UPDATES)


async def test_more_than_one_answer_holds_arrives_in_order(
    stage: Stage, inbox: Inbox, poller: Poller
) -> None:
    """What waited while the bot was away comes in answers of a hundred, none twice."""
    anna = await stage.person("Anna")
    written = [f"bericht {number}" for number in range(230)]
    for text in written:
        await anna.writes(text)
    async with polling(poller):
        await inbox.until(lambda: len(inbox.taken) >= len(written))
    assert inbox.texts == written


class Held:
    """What gives way; notes what it was told, and how much had been settled by then."""

    def __init__(self, inbox: Inbox) -> None:
        self.told: list[tuple[str, int]] = []
        self.went_on = asyncio.Event()
        self._inbox = inbox

    def hold(self) -> None:
        """Note it."""
        self.told.append(("hold", len(self._inbox.taken)))

    def go_on(self) -> None:
        """Note it."""
        self.told.append(("go on", len(self._inbox.taken)))
        self.went_on.set()


async def test_everything_else_gives_way_while_a_full_answer_is_settled(
    stage: Stage, bot: Bot, inbox: Inbox, poller: Poller
) -> None:
    """Of 230 messages two answers are full: calls are held while each is settled, and for no other."""
    anna, held = await stage.person("Anna"), Held(inbox)
    for number in range(230):
        await anna.writes(f"bericht {number}")
    async with polling(Poller(bot, poller._reception, poll_timeout=5, rush=held)):
        await inbox.until(lambda: len(inbox.taken) >= 230)
    assert held.told == [("hold", 0), ("go on", 100), ("hold", 100), ("go on", 200)]


async def test_nothing_gives_way_for_long(
    stage: Stage, bot: Bot, inbox: Inbox, poller: Poller
) -> None:
    """When a full answer can't be settled soon, as while the store is away, calls go on meanwhile, and once only."""
    anna, held = await stage.person("Anna"), Held(inbox)
    for number in range(100):
        await anna.writes(f"bericht {number}")
    free = hang_at(inbox, "bericht 0")
    async with polling(Poller(bot, poller._reception, poll_timeout=5, rush=held)):
        async with asyncio.timeout(LONGEST_RUSH * 8):
            await held.went_on.wait()
        assert held.told == [("hold", 0), ("go on", 0)]
        free.set()
        await inbox.until(lambda: len(inbox.taken) >= 100)
    assert len(held.told) == 2


async def test_people_are_settled_side_by_side_and_each_in_order(
    stage: Stage, inbox: Inbox, poller: Poller
) -> None:
    """While one person's message hangs, another's come through; the first one's wait behind it."""
    anna, bea = await stage.person("Anna"), await stage.person("Bea")
    free = hang_at(inbox, "a1")
    for who, text in ((anna, "a1"), (anna, "a2"), (bea, "b1"), (bea, "b2")):
        await who.writes(text)
    async with polling(poller):
        await inbox.until(lambda: inbox.texts == ["b1", "b2"])
        assert await pending(stage) == 4
        free.set()
        await inbox.until(lambda: inbox.texts == ["b1", "b2", "a1", "a2"])
        await until_acknowledged(stage)


async def test_topics_are_settled_side_by_side(stage: Stage, inbox: Inbox, poller: Poller) -> None:
    """Messages of one topic keep their order; another topic does not wait for them."""
    eva = await stage.expert("Eva")
    one, two = await eva.opens("een"), await eva.opens("twee")
    free = hang_at(inbox, "1a")
    for topic, text in ((one, "1a"), (one, "1b"), (two, "2a")):
        await eva.notes(topic, text)
    async with polling(poller):
        await inbox.until(lambda: inbox.texts == ["2a"])
        free.set()
        await inbox.until(lambda: inbox.texts == ["2a", "1a", "1b"])


async def test_nothing_is_acknowledged_before_its_commit(
    stage: Stage, inbox: Inbox, poller: Poller
) -> None:
    """A loop that dies while an update is being handled gets all of its answer again from Telegram."""
    anna, bea = await stage.person("Anna"), await stage.person("Bea")
    hang_at(inbox, "a1")
    await anna.writes("a1")
    await bea.writes("b1")
    dying = asyncio.create_task(poller.run())
    await inbox.until(lambda: inbox.texts == ["b1"])
    dying.cancel()
    await asyncio.wait([dying])
    assert dying.cancelled()
    assert await pending(stage) == 2
    inbox.before = None
    async with polling(poller):
        await inbox.until(lambda: sorted(inbox.texts) == ["a1", "b1", "b1"])
        await until_acknowledged(stage)


async def test_poison_is_set_aside_and_stops_nobody(
    stage: Stage, inbox: Inbox, poller: Poller
) -> None:
    """An update that can't be read is buried as it came; the messages around it arrive."""
    anna = await stage.person("Anna")
    await anna.writes("ervoor")
    poison = {"message": {"message_id": 1, "chat": {"id": "?"}, "text": "x"}}
    number = (await stage.control.post("raw_update", poison))["update_id"]
    await anna.writes("erna")
    async with polling(poller):
        await inbox.until(lambda: inbox.texts == ["ervoor", "erna"] and len(inbox.buried) == 1)
        await until_acknowledged(stage)
    [(buried, body, _)] = inbox.buried
    assert buried == number
    assert json.loads(body) == {"update_id": number} | poison


async def test_an_unknown_kind_of_update_is_passed_over(
    stage: Stage, inbox: Inbox, poller: Poller
) -> None:
    """An update of a future Bot API is acknowledged and disturbs nobody."""
    anna = await stage.person("Anna")
    await stage.control.post("raw_update", {"telepathy": {"thought": "x"}})
    await anna.writes("erna")
    async with polling(poller):
        await inbox.until(lambda: inbox.texts == ["erna"])
        await until_acknowledged(stage)
    assert inbox.buried == []


async def test_an_update_that_always_fails_is_set_aside(
    stage: Stage, inbox: Inbox, poller: Poller, slept: list[float]
) -> None:
    """After its tries it is buried, and her next message is handled."""
    anna = await stage.person("Anna")

    async def fail(arrival: Arrival) -> None:
        if text_of(arrival) == "giftig":
            raise RuntimeError("giftig")

    inbox.before = fail
    await anna.writes("giftig")
    await anna.writes("gezond")
    async with polling(poller):
        await inbox.until(lambda: inbox.texts == ["gezond"])
        await until_acknowledged(stage)
    assert [reason for _, _, reason in inbox.buried] == ["handling: RuntimeError"]
    assert slept == list(PAUSES)


async def test_the_store_is_away_for_a_while(
    stage: Stage, inbox: Inbox, poller: Poller, caplog: pytest.LogCaptureFixture
) -> None:
    """Nothing is acknowledged or buried; when the store is back all goes on, in order, told once."""
    anna = await stage.person("Anna")
    tries = 0

    async def away(arrival: Arrival) -> None:
        nonlocal tries
        tries += 1
        if tries < 5:
            assert await pending(stage) == 3
            raise StoreAwayError

    inbox.before = away
    for text in ("een", "twee", "drie"):
        await anna.writes(text)
    async with polling(poller):
        await inbox.until(lambda: inbox.texts == ["een", "twee", "drie"])
        await until_acknowledged(stage)
    assert inbox.buried == []
    assert caplog.text.count("The store is away") == 1


async def test_the_same_update_again_has_the_same_id(
    stage: Stage, inbox: Inbox, poller: Poller
) -> None:
    """What Telegram delivers five times arrives five times under one id, for the store to recognise."""
    anna = await stage.person("Anna")
    async with polling(poller):
        await anna.writes("eens")
        await inbox.until(lambda: len(inbox.taken) == 1)
        for _ in range(4):
            await stage.control.post("redeliver", {"last": 1})
        await inbox.until(lambda: len(inbox.taken) == 5)
        await anna.writes("daarna")
        await inbox.until(lambda: len(inbox.taken) == 6)
        await until_acknowledged(stage)
    assert len(set(inbox.ids)) == 2
    assert inbox.texts[-1] == "daarna"


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (
            {"kind": "error", "code": 500, "description": "Internal Server Error: restart"},
            "no usable answer",
        ),
        ({"kind": "http502html"}, "no usable answer"),
        ({"kind": "reset"}, "no usable answer"),
        ({"kind": "reset", "when": "after"}, "no usable answer"),
        ({"kind": "garbage"}, "no usable answer"),
        ({"kind": "error", "code": 401, "description": "Unauthorized"}, "@BotFather"),
        ({"kind": "error", "code": 404, "description": "Not Found"}, "@BotFather"),
    ],
)
async def test_trouble_at_telegram_passes(
    stage: Stage,
    inbox: Inbox,
    poller: Poller,
    slept: list[float],
    caplog: pytest.LogCaptureFixture,
    fault: dict[str, object],
    told: str,
) -> None:
    """Failures are waited out with growing pauses and told once; then every message arrives, in order."""
    caplog.set_level("INFO")
    await stage.control.post("faults", [{"method": "getUpdates", "times": 4} | fault])
    anna = await stage.person("Anna")
    for text in ("een", "twee"):
        await anna.writes(text)
    async with polling(poller):
        await inbox.until(lambda: inbox.texts == ["een", "twee"])
        await until_acknowledged(stage)
    assert len([one for one in caplog.messages if told in one]) == 1
    assert "Updates come in again." in caplog.messages
    assert len(slept) >= 3
    for nth, pause in enumerate(slept):
        assert FIRST_PAUSE * 2**nth / 2 <= pause <= FIRST_PAUSE * 2**nth


async def test_telegram_asks_for_a_pause(
    stage: Stage, inbox: Inbox, poller: Poller, slept: list[float]
) -> None:
    """The seconds of a 429 are kept."""
    await stage.fault("getUpdates", "error", code=429, retry_after=17, times=1)
    anna = await stage.person("Anna")
    await anna.writes("hallo")
    async with polling(poller):
        await inbox.until(lambda: inbox.texts == ["hallo"])
    assert slept == [17.0]


async def test_an_answer_spoilt_by_one_update_is_taken_apart(
    emulator: Emulator, stage: Stage, inbox: Inbox, poller: Poller
) -> None:
    """One update that is no JSON would spoil every answer it is in: alone it is found and buried."""
    anna = await stage.person("Anna")
    await anna.writes("ervoor")
    number = (await stage.control.post("raw_update", {"message": {"n": 1}}))["update_id"]
    await anna.writes("erna")
    spoilt = emulator.platform.queue.pending[number]
    spoilt.body = f'{{"update_id":{number},"message":{{"text":"\\ud800"}},,}}'
    async with polling(poller):
        await inbox.until(lambda: inbox.texts == ["ervoor", "erna"] and len(inbox.buried) == 1)
        await until_acknowledged(stage)
    [(buried, body, reason)] = inbox.buried
    assert (buried, reason) == (number, "reading: no JSON")
    assert spoilt.body.encode() in body


async def test_a_stop_ends_well_when_the_next_update_can_not_be_read(
    emulator: Emulator, stage: Stage, inbox: Inbox, poller: Poller
) -> None:
    """The answer to the last acknowledgement holds an update that spoils it: the stop is clean all the same."""
    anna = await stage.person("Anna")
    free = hang_at(inbox, "eerst")
    await anna.writes("eerst")
    async with polling(poller):
        await asyncio.sleep(0.1)  # it is in hand
        number = (await stage.control.post("raw_update", {"message": {"n": 1}}))["update_id"]
        emulator.platform.queue.pending[
            number
        ].body = f'{{"update_id":{number},"message":1e999999}}'
        poller.stop()
        free.set()
    assert inbox.texts == ["eerst"]
    assert await pending(stage) == 1


async def test_a_hanging_request_ends_by_itself(
    bot: Bot, stage: Stage, inbox: Inbox, poller: Poller, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When Telegram takes a request and never answers, the loop asks again."""
    monkeypatch.setattr("bot.handlers.poller.GRACE", -4.5)
    await stage.fault("getUpdates", "hang", times=1)
    anna = await stage.person("Anna")
    await anna.writes("hallo")
    async with polling(poller):
        await inbox.until(lambda: inbox.texts == ["hallo"])


async def test_another_program_polls_too(
    emulator: Emulator,
    stage: Stage,
    inbox: Inbox,
    poller: Poller,
    slept: list[float],
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A conflict is told in a sentence that says what to do; afterwards the loop goes on."""
    anna = await stage.person("Anna")
    async with speaking(emulator) as rival, polling(poller):
        await rival.initialize()
        await anna.writes("een")
        await inbox.until(lambda: inbox.texts == ["een"])
        await until_acknowledged(stage)
        polls_too = asyncio.create_task(rival.get_updates(timeout=5))
        async with asyncio.timeout(10):
            while not slept:  # noqa: ASYNC110  the pause is all that tells of the conflict
                await asyncio.sleep(0.01)
        polls_too.cancel()
        await asyncio.wait([polls_too])
        await anna.writes("twee")
        await inbox.until(lambda: inbox.texts == ["een", "twee"])
    assert "Another program asks for updates with the same token" in caplog.text
    assert slept[0] == 10.0


async def test_a_webhook_is_switched_off_and_nothing_is_lost(
    bot: Bot, stage: Stage, inbox: Inbox, poller: Poller, caplog: pytest.LogCaptureFixture
) -> None:
    """A webhook left by an earlier program gives way, and what waits comes through."""
    await bot.set_webhook("http://127.0.0.1:1/x")
    anna = await stage.person("Anna")
    await anna.writes("hallo")
    async with polling(poller):
        await inbox.until(lambda: inbox.texts == ["hallo"])
    assert "webhook" in caplog.text
    assert (await bot.get_webhook_info()).url == ""


async def test_stopping_drops_the_open_request(stage: Stage, inbox: Inbox, poller: Poller) -> None:
    """A stop during a long poll takes no time, and a message written afterwards is kept by Telegram."""
    anna = await stage.person("Anna")
    async with polling(poller):
        await anna.writes("een")
        await inbox.until(lambda: inbox.texts == ["een"])
        await until_acknowledged(stage)
        began = time.monotonic()
    assert time.monotonic() - began < 1
    await anna.writes("twee")
    assert inbox.texts == ["een"]
    assert await pending(stage) == 1


async def test_stopping_waits_for_the_updates_in_hand(
    stage: Stage, inbox: Inbox, poller: Poller
) -> None:
    """A stop lets the batch end and acknowledges it, so that nothing comes twice after the next start."""
    anna = await stage.person("Anna")
    free = hang_at(inbox, "een")
    await anna.writes("een")
    await anna.writes("twee")
    running = asyncio.create_task(poller.run())
    async with asyncio.timeout(10):
        while not any(call["ok"] for call in await stage.calls("getUpdates")):  # noqa: ASYNC110
            await asyncio.sleep(0.01)  # the stand-in tells it only when asked
    poller.stop()
    await asyncio.sleep(0.05)
    assert not running.done()
    free.set()
    await running
    assert inbox.texts == ["een", "twee"]
    assert await pending(stage) == 0


async def test_stopping_while_the_store_is_away_gives_up_at_once(
    stage: Stage, inbox: Inbox, poller: Poller
) -> None:
    """What could not be committed stays with Telegram."""
    anna = await stage.person("Anna")
    tried = asyncio.Event()

    async def away(arrival: Arrival) -> None:
        tried.set()
        raise StoreAwayError

    inbox.before = away
    await anna.writes("hallo")
    async with polling(poller):
        await tried.wait()
    assert await pending(stage) == 1
    assert inbox.buried == []


async def test_logs_hold_no_content(
    emulator: Emulator,
    stage: Stage,
    inbox: Inbox,
    poller: Poller,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Neither a text, a name, an id of a person nor the token is in any line, at any level, of ours."""
    caplog.set_level("DEBUG", logger="bot")
    anna = await stage.person("Kanarina", last_name="Kanarie")

    async def fail(arrival: Arrival) -> None:
        raise RuntimeError(text_of(arrival))

    inbox.before = fail
    await stage.fault("getUpdates", "reset", times=1)
    await anna.writes("kanarietekst")
    async with polling(poller):
        await inbox.until(lambda: len(inbox.buried) == 1)
    lines = "\n".join(one.getMessage() for one in caplog.records if one.name.startswith("bot"))
    assert lines
    for secret in ("kanarie", "Kanari", str(anna.id), emulator.token):
        assert secret not in lines


@pytest.mark.parametrize("number", [0, -5, 2**53 + 1, 2**62])
async def test_an_absurd_id_stops_nobody(
    stage: Stage, inbox: Inbox, poller: Poller, number: int
) -> None:
    """An update with an id that Telegram would never give is handled like any other, and all goes on."""
    anna = await stage.person("Anna")
    stranger = {"id": 77, "is_bot": False, "first_name": "V"}
    chat = {"id": 77, "first_name": "V", "type": "private"}
    message = {"message_id": 1, "from": stranger, "chat": chat, "date": 1, "text": "vreemd"}
    async with polling(poller):
        await anna.writes("ervoor")
        await inbox.until(lambda: inbox.texts == ["ervoor"])
        await stage.control.post("raw_update", {"update_id": number, "message": message})
        await inbox.until(lambda: inbox.texts == ["ervoor", "vreemd"])
        await anna.writes("erna")
        await inbox.until(lambda: inbox.texts[-1] == "erna")
        await until_acknowledged(stage)
    assert inbox.texts == ["ervoor", "vreemd", "erna"]
