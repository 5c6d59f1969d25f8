"""Catching: what is changed while it waits for Telegram leaves as it may, never as a copy of what stands there by then."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.emulator.actors import Expert, Message, Person, Stage, Topic
from tests.dialog.case import Case, opened
from tests.support.helpline import helpline

NAMED = "Youssef Amrani doet dat vaker"


@asynccontextmanager
async def nothing_leaves(stage: Stage) -> AsyncIterator[None]:
    """While this lasts no message reaches the other side."""
    hold = await stage.hold("copyMessage")
    yield
    await stage.release(hold)


async def answered(anna: Person, eva: Expert) -> Case:
    """Return a case in which an expert has spoken."""
    case = await opened(anna, eva)
    answer = await eva.replies(case.card, "Ik denk met je mee.")
    await eva.sees_reaction(answer, "👌")
    return case


async def heard(stage: Stage) -> None:
    """Wait until the helpline has settled all that was written."""
    async with asyncio.timeout(20):
        while (await stage.control.get("queue"))["pending"]:  # noqa: ASYNC110  the stand-in tells by itself of no such thing
            await asyncio.sleep(0.02)


def words(messages: list[Message]) -> list[str]:
    """What the bot sent, in order."""
    return [one.text for one in messages if one.from_bot and not one.deleted]


def of(eva: Expert, topic: Topic) -> list[str]:
    """What the bot sent to a topic, in order."""
    return words(eva.messages(topic))


@pytest.mark.parametrize("kind", ["text", "photo"])
@pytest.mark.parametrize("mark", ["// onder ons: ze twijfelt", "/zoek hulp"])
async def test_an_answer_becomes_a_note(
    kind: str, mark: str, anna: Person, eva: Expert, stage: Stage
) -> None:
    """An answer that is changed into a note or a command before it left stays in the topic, and is shown to be a note."""
    case = await answered(anna, eva)
    async with nothing_leaves(stage):
        await eva.replies(case.card, "Eerst dit")
        await stage.held()
        if kind == "text":
            waits = await eva.replies(case.card, "Dan dat")
        else:
            waits = await eva.sends(kind, case.topic, caption="Dan dat", reply_to=case.card)
        await eva.edits(waits, mark)
        await eva.sees_reaction(waits, "✍")
    await eva.replies(case.card, "Als laatste dit")
    await anna.sees("Als laatste dit")
    assert words(anna.messages())[-2:] == ["Eerst dit", "Als laatste dit"]


async def test_an_answer_gets_a_mention(anna: Person, eva: Expert, stage: Stage) -> None:
    """An answer that mentions an account before it left goes without the mention, and its receipt follows."""
    case = await answered(anna, eva)
    async with nothing_leaves(stage):
        await eva.replies(case.card, "Eerst dit")
        await stage.held()
        waits = await eva.replies(case.card, "Vraag het mij")
        text = "Vraag het aan Eva"
        me = {"id": eva.id, "is_bot": False, "first_name": eva.name}
        named = {"type": "text_mention", "offset": 14, "length": 3, "user": me}
        await eva.edits(waits, text, entities=[named])
        await heard(stage)
    arrived = await anna.sees(text)
    await eva.sees_reaction(waits, "👌")
    assert "text_mention" not in str(arrived.raw)


@pytest.mark.parametrize("kind", ["text", "voice"])
async def test_hers_gets_a_name(kind: str, anna: Person, eva: Expert, stage: Stage) -> None:
    """A message of hers that shows a name before it left waits for her word, and goes as she says."""
    case = await answered(anna, eva)
    async with nothing_leaves(stage):
        await anna.writes("Eerst dit")
        await stage.held()
        before = "Hij doet dat vaker"
        waits = (
            await anna.writes(before) if kind == "text" else await anna.sends(kind, caption=before)
        )
        await anna.edits(waits, NAMED)
        await anna.sees("Nog niet verstuurd")
    await eva.sees(case.topic, "Eerst dit")
    await anna.presses("Verbergen")
    copy = await eva.sees(case.topic, "[naam] doet dat vaker")
    assert not any("Amrani" in one for one in of(eva, case.topic))
    await eva.replies(copy, "Hoe vaak?")
    assert (await anna.sees("Hoe vaak?")).reply_to == waits.id


async def test_a_harmless_change_follows(anna: Person, eva: Expert, stage: Stage) -> None:
    """Any other change of what waits shows on the other side, on both, in one message each."""
    case = await answered(anna, eva)
    async with nothing_leaves(stage):
        await anna.writes("Eerst dit")
        await eva.replies(case.card, "Eerst dat")
        await stage.held(2)
        hers = await anna.writes("Dat gebeurt soms")
        theirs = await eva.replies(case.card, "Ik denk mee")
        await anna.edits(hers, "Dat gebeurt vaak")
        await eva.edits(theirs, "Ik denk graag mee")
    await eva.sees(case.topic, "Dat gebeurt vaak")
    await anna.sees("Ik denk graag mee")
    await eva.sees_reaction(theirs, "👌")
    assert sum("Dat gebeurt" in one for one in of(eva, case.topic)) == 1
    assert sum("graag mee" in one for one in words(anna.messages())) == 1


async def test_what_the_policy_refuses_by_now(tmp_path: Path) -> None:
    """A photo that becomes a file before it left goes nowhere where files are refused, and she reads that."""
    async with helpline(tmp_path / "data", policy__files="refuse") as line:
        anna, eva = await line.stage.person("Anna"), await line.stage.expert("Eva")
        case = await answered(anna, eva)
        async with nothing_leaves(line.stage):
            await anna.writes("Eerst dit")
            await line.stage.held()
            photo = await anna.sends("photo", caption="de muur")
            await anna.swaps(photo, "document", caption="de lijst")
            assert (await anna.sees("Niet verstuurd")).reply_to == photo.id
        await anna.writes("Als laatste dit")
        await eva.sees(case.topic, "Als laatste dit")
        assert not any(one in ("de muur", "de lijst") for one in of(eva, case.topic))
