"""Receipts: who sent a message sees when it waits, that it is there after all, and why it is not."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from bot.emulator.actors import Expert, Person, Stage
from tests.dialog.case import opened, taken
from tests.dialog.talk import said
from tests.support.helpline import program

PAUSE = 60
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


@pytest.mark.parametrize(
    ("description", "key"),
    [
        ("Bad Request: file is too big", "undelivered_too_big"),
        ("Bad Request: message can't be copied", "undelivered_uncopyable"),
    ],
)
async def test_hers_fails_and_it_is_said_why(
    description: str, key: str, stage: Stage, anna: Person, eva: Expert
) -> None:
    """What Telegram refuses is marked as failed under her message, and a reply to that says why."""
    await opened(anna, eva)
    await held_up(stage, eva.group_id, code=400, description=description)
    written = await anna.writes("Past dit?")
    told = await anna.sees(said("nl", key))
    assert told.reply_to == written.id
    await anna.sees_reaction(written, FAILED)


async def test_a_part_of_an_album_is_named(stage: Stage, anna: Person, eva: Expert) -> None:
    """Of an album one part fails: the words name it and answer it, and the sign for that is not covered by another."""
    case = await opened(anna, eva)
    await stage.fault(
        ["copyMessages", "sendMediaGroup"],
        chat_id=eva.group_id,
        code=400,
        description="Bad Request: message can't be copied",
    )
    await stage.fault(
        "copyMessage",
        chat_id=eva.group_id,
        skip=1,
        code=400,
        description="Bad Request: file is too big",
    )
    parts = await anna.sends_album(
        *({"kind": "photo", "caption": one} for one in ("a1", "b2", "c3"))
    )
    told = await anna.sees("deel 2 van 3")
    assert told.reply_to == parts[1].id
    await eva.sees(case.topic, "c3")
    await stage.settle()
    await anna.sees_reaction(parts[0], FAILED)
    assert THERE not in (await anna.looks_again(parts[0])).reactions


async def test_an_answer_waits_and_fails(stage: Stage, anna: Person, eva: Expert) -> None:
    """An answer is marked as waiting after three seconds; when she has blocked the bot by then it is marked as failed."""
    case = await taken(anna, eva)
    await held_up(stage, anna.id)
    answer = await eva.replies(case.question, "Probeer dit eens.")
    await let_wait(stage)
    await eva.sees_reaction(answer, WAITS)
    await anna.blocks()
    await stage.advance(PAUSE)
    await eva.sees(case.topic, said("nl", "topic.undelivered_blocked"))
    await eva.sees_reaction(answer, FAILED)


async def test_a_kill_changes_nothing(tmp_path: Path) -> None:
    """What was marked as waiting before the process was killed is marked as delivered by the next."""
    async with program(tmp_path / "data") as (line, running):
        stage = line.stage
        anna, eva = await stage.person("Anna"), await stage.expert("Eva")
        case = await opened(anna, eva)
        await held_up(stage, eva.group_id)
        written = await anna.writes("Blijft dit waar?")
        await let_wait(stage)
        await anna.sees_reaction(written, WAITS)
        await running.kill()
        await stage.no_faults()
        await running.start()
        await eva.sees(case.topic, "Blijft dit waar?")
        await anna.sees_reaction(written, THERE)
