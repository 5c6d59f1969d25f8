"""Outage: a helpline that was down for longer than Telegram keeps messages says so, however often it dies meanwhile."""

import asyncio
from pathlib import Path

import pytest

from tests.faults.laboratory import SETTLES, Laboratory, laboratory

pytestmark = pytest.mark.timeout(180)

HOUR = 3600.0
HER_WORDS = "misschien berichten gemist"
TOPIC_WORDS = "kunnen berichten van"
GENERAL_WORDS = "Er was een lange storing"


async def _told(lab: Laboratory) -> tuple[list[int], list[int], int]:
    """Count what each person, each topic and General were told."""
    expert = lab.experts[0]
    topics = {each.id: each for each in await expert.topics()}
    return (
        [_count(HER_WORDS, [each.text for each in one.person.messages()]) for one in lab.cases],
        [
            _count(TOPIC_WORDS, [each.text for each in expert.messages(topics[one.thread])])
            for one in lab.cases
        ],
        _count(GENERAL_WORDS, [each.text for each in expert.messages(None)]),
    )


def _count(words: str, texts: list[str]) -> int:
    return sum(words in text for text in texts)


async def test_a_day_away_is_declared_through_kills(tmp_path: Path) -> None:
    """Of 25 hours the first is lost at Telegram: everybody is told, and what came later arrives, once and in order.

    A line is repeated only when the process died while it was on its way.
    """
    async with laboratory(tmp_path / "data", seed=41, people=3, experts=1) as lab:
        await lab.talk(2)
        await lab.stage.settle()
        await asyncio.sleep(1.5)
        await lab.kill()
        for case in lab.cases:
            await lab.stage.control.post(
                f"as/{case.person.id}/send", {"chat_id": lab.bot_id, "text": "Dit verloopt"}
            )
        await lab.stage.advance(2 * HOUR)
        await lab.talk(3)
        await lab.stage.advance(23 * HOUR)
        kills = 0
        for _ in range(4):
            starting = asyncio.create_task(lab.program.start())
            await asyncio.sleep(lab.chance.uniform(0.8, 2.2))
            await lab.kill()
            kills += 1
            await asyncio.gather(starting, return_exceptions=True)
        await lab.program.start()
        async with asyncio.timeout(SETTLES):
            while True:
                hers, topics, general = await _told(lab)
                if min((*hers, *topics, general)) >= 1:
                    break
                await asyncio.sleep(0.2)
        await lab.talk(1)
        (await lab.verdict()).check()
        hers, topics, general = await _told(lab)
        for count in (*hers, *topics, general):
            assert 1 <= count <= 1 + kills
        assert sum((*hers, *topics, general)) <= 7 + kills
