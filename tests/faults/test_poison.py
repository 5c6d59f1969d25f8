"""Poison: updates nobody could foresee, among the messages of everybody."""

import asyncio
from pathlib import Path

from bot.emulator.actors.message import Json
from tests.faults.laboratory import Laboratory, laboratory


def _poison(lab: Laboratory) -> list[Json]:
    person, group = lab.cases[0].person.id, lab.line.emulator.group_id
    hers = {"id": person, "type": "private", "first_name": "P0"}
    sender = {"id": person, "is_bot": False, "first_name": "P0"}
    forum = {"id": group, "type": "supergroup", "title": "Experts", "is_forum": True}
    message: Json = {"message_id": 900_001, "date": 1, "chat": hers, "from": sender}
    return [
        {"message": {}},
        {"message": {"message_id": 900_001}},
        {"message": message},
        {"message": {**message, "hologram": {"depth": 3}}},
        {"message": {**message, "text": "x" * 300_000}},
        {"message": {**message, "text": ["no", "text"]}},
        {"message": {**message, "message_id": 2**60, "text": "Ver weg"}},
        {"message": {**message, "date": "today", "text": "Hallo"}},
        {"message": {**message, "chat": forum, "message_thread_id": -7, "text": "Waar?"}},
        {"edited_message": {**message, "edit_date": 2}},
        {"callback_query": {"id": "1", "from": sender, "chat_instance": "1"}},
        {
            "callback_query": {
                "id": "2",
                "from": sender,
                "chat_instance": "1",
                "data": "q:" + "9" * 60,
            }
        },
        {"my_chat_member": {"chat": hers}},
        {"mind_reading": {"user": sender}},
        {},
        {"message": 17},
        {"update_id": 2**60, "message": {**message, "text": "Groot"}},
    ]


async def test_poison_among_normal_updates(tmp_path: Path) -> None:
    """Whatever comes in between, every message of everybody arrives, once and in order."""
    async with laboratory(tmp_path / "data", seed=15, people=2) as lab:
        talking = asyncio.create_task(lab.talk(8))
        for update in _poison(lab):
            await lab.stage.control.post("raw_update", update)
            await asyncio.sleep(0.05)
        await talking
        (await lab.verdict()).check(repeats=False)
        assert (await lab.stage.control.get("queue"))["pending"] == 0
        await lab.experts[0].sees(None, "apart gelegd")
