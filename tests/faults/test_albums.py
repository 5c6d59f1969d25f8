"""Albums through deaths: the bot is killed between the parts of an album, before its call and after it."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.emulator.actors import Expert, Message, Person, Topic
from tests.dialog.case import opened
from tests.support.helpline import Helpline, Program, program

pytestmark = pytest.mark.timeout(120)
CAPTIONS = ["een", "twee", "drie"]


@pytest.fixture
async def ran(tmp_path: Path) -> AsyncIterator[tuple[Helpline, Program]]:
    """The helpline as a process of its own."""
    async with program(tmp_path / "data") as both:
        yield both


def albums(messages: list[Message]) -> list[list[str]]:
    """The captions of the albums that the bot sent, one list for each."""
    found: dict[str, list[str]] = {}
    for one in messages:
        if one.album is not None and one.from_bot:
            found.setdefault(one.album, []).append(one.text)
    return list(found.values())


async def sent(anna: Person, number: int) -> list[str]:
    """Let her send an album; its captions."""
    captions = [f"{number} {one}" for one in CAPTIONS]
    await anna.sends_album(*({"kind": "photo", "caption": one} for one in captions))
    return captions


async def whole(eva: Expert, topic: Topic, expected: list[list[str]]) -> None:
    """Each album is there, in order, whole; where the process died it may be there twice, but never in part."""
    await eva.sees(topic, expected[-1][-1], within=30)
    shown = albums(eva.messages(topic))
    assert all(one in expected for one in shown)
    assert list(dict.fromkeys(map(tuple, shown))) == list(map(tuple, expected))


async def test_killed_while_parts_come(ran: tuple[Helpline, Program]) -> None:
    """At whatever moment it is killed after she sent an album, the album arrives whole."""
    line, running = ran
    anna, eva = await line.stage.person("Anna"), await line.stage.expert("Eva")
    case = await opened(anna, eva)
    expected = []
    for number, moment in enumerate((0.0, 0.02, 0.62)):
        expected.append(await sent(anna, number))
        await asyncio.sleep(moment)
        await running.kill()
        await running.start()
    await whole(eva, case.topic, expected)


@pytest.mark.parametrize("when", ["before", "after"])
async def test_killed_in_the_call(ran: tuple[Helpline, Program], when: str) -> None:
    """Killed before its call took effect or after, it sends the album again, whole, and answers find their way."""
    line, running = ran
    anna, eva = await line.stage.person("Anna"), await line.stage.expert("Eva")
    case = await opened(anna, eva)
    hold = await line.stage.hold("copyMessages", when=when)
    expected = await sent(anna, 1)
    await line.stage.held()
    await running.kill()
    await line.stage.release(hold)
    await running.start()
    await line.stage.settle(quiet=1.0)
    await whole(eva, case.topic, [expected])
    last = eva.finds(case.topic, expected[1])
    answer = await eva.replies(last, "Over de tweede")
    await eva.sees_reaction(answer, "👌")
    arrived = await anna.sees("Over de tweede")
    assert arrived.reply_to == anna.finds(expected[1]).id
