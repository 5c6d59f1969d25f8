"""Taking back what is on its way: it may have arrived already, or become a part of a merged message meanwhile."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.emulator.actors import Expert, Message, Person, Stage, Topic
from tests.dialog.case import opened
from tests.dialog.test_merging import BUDGET, WITHIN, enforced, hers
from tests.support.helpline import Helpline, helpline


def words(eva: Expert, topic: Topic) -> str:
    """All that stands in a topic."""
    return "\n".join(one.text for one in eva.messages(topic) if not one.deleted)


def copies(actor: Person | Expert, topic: Topic) -> list[Message]:
    """What the bot copied of the mistake."""
    found = actor.messages() if isinstance(actor, Person) else actor.messages(topic)
    return [one for one in found if one.from_bot and one.text == "Dit was een vergissing"]


@pytest.fixture
async def line(tmp_path: Path) -> AsyncIterator[Helpline]:
    """A helpline that keeps to a budget of the group, on a stand-in that enforces it."""
    async with helpline(tmp_path / "data", **BUDGET) as running:
        await enforced(running.stage)
        yield running


async def test_merged_meanwhile(anna: Person, eva: Expert, stage: Stage) -> None:
    """Of texts that are just being merged only the one that she takes back goes; the others stay readable."""
    case = await opened(anna, eva)
    hold = await stage.hold("sendMessage", chat_id=case.card.chat_id)
    for number in range(14):
        await anna.writes(f"bericht nummer {number}.")
    await stage.held(within=WITHIN)
    await anna.writes("/terughalen", reply_to=hers(anna, 13))
    await anna.writes("/terughalen", reply_to=hers(anna, 12))
    await stage.release(hold)
    async with asyncio.timeout(WITHIN):
        while (shown := words(eva, case.topic)).count("nummer") != 12:  # noqa: ASYNC110  a change wakes nobody
            await asyncio.sleep(0.05)
    assert [number for number in range(12) if f"nummer {number}." not in shown] == []
    await anna.sees("Je bericht is teruggehaald", within=WITHIN)


@pytest.mark.parametrize("side", ["hers", "theirs"])
async def test_it_may_have_arrived(side: str, anna: Person, eva: Expert, stage: Stage) -> None:
    """When the reply to the call was lost nobody says that a message is gone which stands there."""
    case = await opened(anna, eva)
    await stage.fault("copyMessage", "error", code=500, when="after")
    hold = await stage.hold("copyMessage", when="after")
    if side == "hers":
        sent = await anna.writes("Dit was een vergissing")
        await stage.held()
        await anna.writes("/terughalen", reply_to=sent)
    else:
        sent = await eva.replies(case.card, "Dit was een vergissing")
        await stage.held()
        await eva.replies(sent, "/del")
    await stage.release(hold)
    if side == "hers":
        said = await anna.sees("Door een storing")
        assert (await eva.sees(case.topic, "een vergissing")).id
    else:
        said = await eva.sees(case.topic, "Door een storing")
        assert (await anna.sees("een vergissing")).id
    assert "eruggehaald" not in said.text


@pytest.mark.parametrize("side", ["hers", "theirs"])
async def test_it_may_be_there_twice(side: str, anna: Person, eva: Expert, stage: Stage) -> None:
    """What was sent again since the reply was lost goes, and that another copy may be there is said."""
    case = await opened(anna, eva)
    await stage.fault("copyMessage", "error", code=500, when="after")
    who, other = (anna, eva) if side == "hers" else (eva, anna)
    if side == "hers":
        sent = await anna.writes("Dit was een vergissing")
    else:
        sent = await eva.replies(case.card, "Dit was een vergissing")
    async with asyncio.timeout(WITHIN):
        while len(copies(other, case.topic)) < 2:  # noqa: ASYNC110  as above
            await asyncio.sleep(0.05)
    if side == "hers":
        await anna.writes("/terughalen", reply_to=sent)
        await anna.sees("Door een storing")
    else:
        await eva.replies(sent, "/del")
        await eva.sees(case.topic, "Door een storing")
    await who.sees_gone(sent)
    there = copies(other, case.topic)
    assert len(there) == 1
