"""Receipts: who sent a message sees when it waits, that it is there after all, and why it is not."""

import asyncio
from typing import Any

import pytest

from bot.emulator.actors import Expert, Person, Stage
from tests.dialog.case import opened

PAUSE = 60
CALM = 0.4
"""Seconds in which something would have come that must not."""
WAITS, THERE, FAILED = "👀", "👌", "😢"


async def let_wait(stage: Stage) -> None:
    """Let messages wait for more than three seconds, and that be seen."""
    for _ in range(3):
        await stage.settle(0.1)
        await stage.advance(2)


async def held_up(stage: Stage, chat: int, **fault: Any) -> None:
    """Let no copy get through to a chat for a while."""
    much = {"code": 429, "retry_after": PAUSE, "description": "Too Many Requests"}
    await stage.fault(["copyMessage", "copyMessages"], chat_id=chat, **(fault or much))


async def signs_of(stage: Stage, chat: int, after: int) -> int:
    """How many signs the bot has set in a chat since a call."""
    calls = await stage.calls("setMessageReaction", after=after)
    return sum(one["chat_id"] == chat for one in calls)


async def test_what_goes_at_once_shows_nothing(stage: Stage, anna: Person, eva: Expert) -> None:
    """A message of hers that is in its topic within three seconds has no sign, then and later."""
    case = await opened(anna, eva)
    written = await anna.writes("Nog iets")
    await eva.sees(case.topic, "Nog iets")
    await let_wait(stage)
    assert not (await anna.looks_again(written)).reactions
    assert not [one for one in await stage.calls("setMessageReaction") if one["chat_id"] == anna.id]


async def test_hers_waits_and_is_delivered(stage: Stage, anna: Person, eva: Expert) -> None:
    """Each message that Telegram holds up is marked as waiting, and as delivered once it is in the topic."""
    case = await opened(anna, eva)
    await held_up(stage, eva.group_id)
    first, second = await anna.writes("Eerste"), await anna.writes("Tweede")
    await let_wait(stage)
    await anna.sees_reaction(first, WAITS)
    await anna.sees_reaction(second, WAITS)
    await stage.advance(PAUSE)
    await eva.sees(case.topic, "Tweede")
    await anna.sees_reaction(first, THERE)
    await anna.sees_reaction(second, THERE)


@pytest.mark.parametrize(
    "fault",
    [
        {"code": 500, "description": "Internal Server Error", "times": 4},
        {"kind": "reset", "times": 4},
    ],
    ids=["500", "gone network"],
)
async def test_trouble_of_any_sort_is_a_wait(
    fault: dict[str, Any], stage: Stage, anna: Person, eva: Expert
) -> None:
    """Also while Telegram is in trouble, or can't be reached, her message waits, and arrives."""
    case = await opened(anna, eva)
    await held_up(stage, eva.group_id, **fault)
    written = await anna.writes("Komt dit aan?")
    await let_wait(stage)
    for _ in range(6):
        await stage.settle(0.1)
        await stage.advance(5)
    await eva.sees(case.topic, "Komt dit aan?")
    await anna.sees_reaction(written, THERE)


async def test_a_slow_call_is_a_wait(stage: Stage, anna: Person, eva: Expert) -> None:
    """A call that is long under way makes her message wait; when it ends it is delivered, and never waits again."""
    case = await opened(anna, eva)
    hold = await stage.hold("copyMessage", chat_id=eva.group_id)
    written = await anna.writes("Langzaam")
    await stage.held()
    for _ in range(5):
        await asyncio.sleep(0.1)
        await stage.advance(1)
    await anna.sees_reaction(written, WAITS)
    await stage.release(hold)
    await eva.sees(case.topic, "Langzaam")
    await anna.sees_reaction(written, THERE)
    await let_wait(stage)
    assert THERE in (await anna.looks_again(written)).reactions
