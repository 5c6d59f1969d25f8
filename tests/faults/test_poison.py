"""Poison: updates nobody could foresee, and mistakes of ours, among the messages of everybody."""

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack
from pathlib import Path

from click.testing import CliRunner

from bot.cli import main
from bot.emulator.actors.message import Json
from bot.opening import open_store
from bot.settings import load_settings
from bot.store.dead_letters import DeadLetter
from tests.faults.laboratory import SETTLES, Laboratory, laboratory
from tests.support.ledger import Way

HALF_A_MIB = 512 * 1024 - 700
"""Signs that just fit into the largest update Telegram brings."""

WORD = "GIFTIG"
"""What the mistake of ours is about."""


def _message(lab: Laboratory, **fields: object) -> Json:
    person = lab.cases[0].person.id
    return {
        "message_id": 900_001,
        "date": 1,
        "chat": {"id": person, "type": "private", "first_name": "P0"},
        "from": {"id": person, "is_bot": False, "first_name": "P0"},
        **fields,
    }


def _nested(depth: int) -> object:
    found: object = "x"
    for _ in range(depth):
        found = {"quote": [found]}
    return found


def _poison(lab: Laboratory) -> list[Json]:
    """Return updates that can't come from the Telegram of today."""
    sender = {"id": lab.cases[0].person.id, "is_bot": False, "first_name": "P0"}
    forum = {"id": lab.line.emulator.group_id, "type": "supergroup", "is_forum": True}
    bold = [{"type": "bold", "offset": each, "length": 1} for each in range(5_000)]

    def message(**fields: object) -> Json:
        return {"message": _message(lab, **fields)}

    def press(**fields: object) -> Json:
        return {"callback_query": {"id": "1", "from": sender, "chat_instance": "1", **fields}}

    return [
        {"message": {}},
        {"message": {"message_id": 900_001}},
        {"message": 17},
        {"message": None, "edited_message": "wat"},
        message(),
        message(hologram={"depth": 3}),
        message(hologram=_nested(400)),
        message(text="x" * 100_000),
        message(text="mes " * (HALF_A_MIB // 4)),
        message(text="b" * 5_000, entities=bold),
        message(text="hallo", entities=[{"type": 5, "offset": "x", "length": None}]),
        message(text=["no", "text"]),
        message(text={"text": "text"}),
        message(message_id=2**60, text="Ver weg"),
        message(message_id=2**63 + 5, text="Nog verder"),
        message(message_id=-1, text="Ervoor"),
        message(date="today", text="Hallo"),
        message(date=2**53, text="Ooit"),
        message(chat=forum, message_thread_id=-7, text="Waar?"),
        message(chat=forum, message_thread_id=2**62, text="Waar?"),
        message(chat={"id": 2**62, "type": "private"}, text="Wie?"),
        message(reply_to_message={"message_id": "x"}, text="Waarop?"),
        {"edited_message": _message(lab, edit_date=2)},
        press(),
        press(id=7),
        press(data="q:" + "9" * 60, message=_message(lab)),
        press(data=17, message=_message(lab)),
        press(data="112", message={"message_id": 2**62, "date": 0, "chat": forum}),
        {"my_chat_member": {"chat": forum}},
        {"mind_reading": {"user": sender}},
        {"message_reaction": {"chat": forum}},
        {},
        {"update_id": 2**60, **message(text="Groot")},
        {"update_id": 2**63, **message(text="Groter")},
        {"update_id": -5, **message(text="Onder nul")},
    ]


async def _letters(lab: Laboratory) -> list[DeadLetter]:
    async with AsyncExitStack() as stack:
        settings = load_settings(None, lab.line.environ)
        store = await open_store(stack, settings, lambda _: None, beside=True)
        return list(await store.dead_letters())


async def _until(lab: Laboratory, right: Callable[[list[DeadLetter]], bool]) -> None:
    async with asyncio.timeout(SETTLES):
        while not right(await _letters(lab)):  # noqa: ASYNC110  nothing tells of it
            await asyncio.sleep(0.1)


def _lines(lab: Laboratory) -> list[str]:
    """What General shows of what was set aside."""
    return [each.text for each in lab.experts[0].messages(None) if "apart gelegd" in each.text]


async def test_poison_among_normal_updates(tmp_path: Path) -> None:
    """Whatever comes in between, every message of everybody arrives, once and in order, and soon.

    What can't be read or handled is set aside with its reason, and told in one line.
    """
    async with laboratory(tmp_path / "data", seed=15, people=2) as lab:
        talking = asyncio.create_task(lab.talk(8))
        for update in _poison(lab):
            await lab.stage.control.post("raw_update", update)
            await asyncio.sleep(0.02)
        await talking
        (await lab.verdict()).check(repeats=False)
        assert (await lab.stage.control.get("queue"))["pending"] == 0
        await lab.experts[0].sees(None, "apart gelegd")
        assert len(_lines(lab)) == 1
        reasons = {one.buried.reason for one in await _letters(lab) if one.buried is not None}
        assert reasons
        assert all(reason.startswith(("reading: ", "handling: ")) for reason in reasons)


async def test_a_burst_makes_one_line(tmp_path: Path) -> None:
    """A hundred updates that can't be read are set aside one by one, and make one line that counts them."""
    async with laboratory(tmp_path / "data", seed=16, people=1) as lab:
        for _ in range(100):
            await lab.stage.control.post("raw_update", {"message": {"message_id": "x"}})
        await lab.asks(lab.cases[0], 3)
        await lab.experts[0].sees(None, "100 berichten", within=SETTLES)
        assert len(_lines(lab)) == 1
        assert len(await _letters(lab)) == 100
        (await lab.verdict()).check(repeats=False)


async def test_a_mistake_of_ours(tmp_path: Path) -> None:
    """What meets a mistake is set aside and its writer told, all others go on; mended, a retry delivers it."""
    async with laboratory(tmp_path / "data", seed=17, people=2) as lab:
        await lab.program.stop()
        lab.program.launcher = ("-m", "tests.support.broken", WORD)
        await lab.program.start()
        talking = asyncio.create_task(lab.talk(8))
        hit = lab.cases[0]
        for number in range(20):
            text = f"{WORD} {number}"
            await lab.stage.control.post(
                f"as/{hit.person.id}/send", {"chat_id": lab.bot_id, "text": text}
            )
        await hit.person.sees("kon ik niet verwerken", within=SETTLES)
        await talking
        (await lab.verdict()).check(repeats=False)
        await _until(lab, lambda found: len(found) == 20)
        assert len([each for each in hit.person.messages() if "niet verwerken" in each.text]) == 1
        assert len(_lines(lab)) == 1
        await lab.program.kill()
        lab.program.launcher = ("-m", "bot")
        await lab.program.start()
        done = await asyncio.to_thread(
            CliRunner().invoke, main, ["deadletter", "retry", "--alles"], env=lab.line.environ
        )
        assert done.exit_code == 0, done.output
        (topic,) = [each for each in await lab.experts[0].topics() if each.id == hit.thread]
        await _until(lab, lambda found: not found)
        for number in range(20):
            await lab.experts[0].sees(topic, f"{WORD} {number}", within=SETTLES)
        (await lab.verdict()).check()


async def test_a_retry_is_lost_by_no_kill(tmp_path: Path) -> None:
    """Killed right after letters were given back, the helpline finds them in the inbox at its next start."""
    async with laboratory(tmp_path / "data", seed=18, people=1) as lab:
        case = lab.cases[0]
        await lab.program.stop()
        lab.program.launcher = ("-m", "tests.support.broken", "q00-")
        await lab.program.start()
        for _ in range(5):
            token = lab.ledger.token(Way.QUESTION, 0)
            sent = await lab.stage.control.post(
                f"as/{case.person.id}/send", {"chat_id": lab.bot_id, "text": f"Vraag {token}"}
            )
            lab.ledger.sent(token, int(sent["message"]["message_id"]))
        await _until(lab, lambda found: len(found) == 5)
        lab.program.launcher = ("-m", "bot")
        await lab.kill()
        done = await asyncio.to_thread(
            CliRunner().invoke, main, ["deadletter", "retry", "--alles"], env=lab.line.environ
        )
        assert done.exit_code == 0, done.output
        starting = asyncio.create_task(lab.program.start())
        await asyncio.sleep(0.9)
        await lab.kill()
        await asyncio.gather(starting, return_exceptions=True)
        await lab.program.start()
        (await lab.verdict()).check()
