"""Bad weather: many lanes under random faults and crashes; everything arrives, in order."""

import asyncio
import random
from itertools import pairwise
from typing import Any

import pytest

from bot.handoff.effects import OpenTopic, Pass, Say, ToTopic
from bot.handoff.ids import CaseCode, MessageId, PersonId
from tests.contract.outbox.rig import Rig

WEATHER: tuple[dict[str, Any], ...] = (
    {"kind": "error", "code": 500},
    {"kind": "error", "code": 429, "retry_after": 2},
    {"kind": "http502html"},
    {"kind": "reset"},
    {"kind": "garbage"},
)
CASES = 5
MESSAGES = 8


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_everything_arrives_in_order(rig: Rig, seed: int) -> None:
    """Topics are made and filled, and private chats written to, while calls fail and the outbox crashes.

    Each place shows all its messages in order; repeats stand beside each other; no case has no topic.
    """
    chance = random.Random(seed)
    await rig.restart(hold_seconds=2.0)
    places = [ToTopic(CaseCode(f"AAAA-AAA{number + 2}")) for number in range(CASES)]
    for place in places:
        rig.send(OpenTopic(place, f"case {place.code}"), person=PersonId(place.code))
    for number in range(MESSAGES):
        for place in places:
            rig.send(Say(place, f"s{number}"), person=PersonId(place.code))
        rig.send(Pass(rig.anna, MessageId(1000 + number), f"s{number}"))
        for _ in range(2):
            await rig.stage.fault(
                chance.choice(["sendMessage", "createForumTopic", "*"]),
                **chance.choice(WEATHER),
                when=chance.choice(["before", "after"]),
                skip=chance.randrange(4),
            )
        await asyncio.sleep(chance.random() * 0.05)
        if chance.random() < 0.3:
            await rig.restart(hold_seconds=2.0)
    await rig.done(30)
    assert sum(one["hits"] for one in await rig.stage.faults()) >= MESSAGES
    shown = [await rig.texts(rig.group, rig.waiting.threads[place.code]) for place in places]
    shown.append((await rig.texts(rig.anna.chat))[1:])
    for texts in shown:
        assert list(dict.fromkeys(texts)) == [f"s{number}" for number in range(MESSAGES)]
        assert all(earlier <= later for earlier, later in pairwise(texts))
