"""The kill loop: a conversation while the bot is killed again and again."""

import asyncio
from pathlib import Path

from bot.emulator.actors import Expert, Message, Person
from tests.dialog.case import taken
from tests.support.helpline import Program, program

KILLS = 4
PACE = 0.1
"""Seconds between two messages of one side."""


async def test_every_message_arrives_in_order_whatever_is_killed(tmp_path: Path) -> None:
    """Killed -9 in a loop during a conversation, the bot brings every message across, in order, both ways."""
    async with program(tmp_path / "data") as (line, running):
        anna = await line.stage.person("Anna")
        eva = await line.stage.expert("Eva")
        case = await taken(anna, eva)
        over = asyncio.Event()
        hers = asyncio.create_task(_writes(anna, over))
        theirs = asyncio.create_task(_answers(eva, case.card, over))
        try:
            await _kills(running)
        finally:
            over.set()
        written, answered = await hers, await theirs
        await eva.sees(case.topic, written[-1], within=30)
        await anna.sees(answered[-1], within=30)
        await line.stage.settle()
        assert len(written) > KILLS
        # At least once and in order: a copy can come twice only where the process died.
        assert _once(eva.messages(case.topic), "Van haar") == written
        assert _once(anna.messages(), "Van ons") == answered
        twice = len(_all(eva.messages(case.topic), "Van haar")) - len(written)
        assert twice <= KILLS
        assert len(_all(anna.messages(), "Van ons")) - len(answered) <= KILLS


async def _kills(running: Program) -> None:
    for number in range(KILLS):
        # A little later each time, so that other instructions are hit.
        await asyncio.sleep(0.05 + 0.03 * number)
        await running.kill()
        await running.start()


async def _writes(anna: Person, over: asyncio.Event) -> list[str]:
    texts: list[str] = []
    while not over.is_set():
        texts.append(f"Van haar {len(texts) + 1}")
        await anna.writes(texts[-1])
        await asyncio.sleep(PACE)
    return texts


async def _answers(eva: Expert, card: Message, over: asyncio.Event) -> list[str]:
    texts: list[str] = []
    while not over.is_set():
        texts.append(f"Van ons {len(texts) + 1}")
        await eva.replies(card, texts[-1])
        await asyncio.sleep(PACE)
    return texts


def _all(messages: list[Message], start: str) -> list[str]:
    return [each.text for each in messages if each.text.startswith(start)]


def _once(messages: list[Message], start: str) -> list[str]:
    """The texts in the order of their first appearance."""
    return list(dict.fromkeys(_all(messages, start)))
