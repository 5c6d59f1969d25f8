"""Damaged: what is stored of somebody, or was still to be sent, can't be read any more; all else goes on."""

from typing import Any

from bot.emulator.actors import Expert, Person, Stage
from bot.store import keys
from bot.store.client import connect
from bot.store.server import EmbeddedServer
from tests.dialog.case import opened, places, taken
from tests.support.helpline import Helpline


async def damage_first_effect(line: Helpline) -> None:
    """Spoil what is to be sent first; all that waits stays in order."""
    server = EmbeddedServer(line.data_dir)
    async with connect(await server.start()) as client:
        found: Any = await client.xrange(keys.EFFECTS)
        entries = list(found)
        assert len(entries) >= 3
        await client.delete(keys.EFFECTS)
        for number, (_, fields) in enumerate(entries):
            sealed = fields[b"e"][:-2] + b"\0\0" if number == 0 else fields[b"e"]
            await client.xadd(keys.EFFECTS, {**fields, b"e": sealed})
    await server.stop()


async def test_a_damaged_record_stops_nobody_else(
    line: Helpline, stage: Stage, anna: Person, eva: Expert
) -> None:
    """Her updates are set aside, she and the experts are told, and others are helped as ever."""
    await taken(anna, eva)
    await stage.settle()
    await line.runner.stop()
    server = EmbeddedServer(line.data_dir)
    async with connect(await server.start()) as client:
        (record,) = [key async for key in client.scan_iter(match=f"{keys.TAG}:p:*")]
        await client.setrange(record, await client.strlen(record) - 1, "\0\0")
    await server.stop()
    await line.runner.start()
    await anna.writes("Is daar nog iemand?")
    await anna.sees("kon ik niet verwerken")
    await eva.sees(None, "apart gelegd")
    bea = await stage.person("Bea")
    case = await opened(bea, eva)
    await bea.writes("Ik wel")
    await eva.sees(case.topic, "Ik wel")


async def test_a_damaged_effect_stops_no_start(
    line: Helpline, stage: Stage, anna: Person, eva: Expert
) -> None:
    """What was to be sent and can't be read is set aside and told; what waits behind it is sent."""
    case = await taken(anna, eva)
    await stage.settle()
    await stage.fault("copyMessage", "error", times=None, code=500)
    for text in ("Een", "Twee", "Drie"):
        await anna.writes(text)
    await stage.settle()
    await line.runner.stop()
    await stage.no_faults()
    await damage_first_effect(line)
    await line.runner.start()
    await eva.sees(case.topic, "Drie")
    eva.finds(case.topic, "Twee")
    assert "beschadigd" in (await eva.sees(None, "apart gelegd")).text


async def test_a_topic_whose_making_is_damaged_is_made_all_the_same(
    line: Helpline, stage: Stage, anna: Person, eva: Expert
) -> None:
    """What was to make her topic can't be read: after a moment it is made anew, and nothing of hers is missing."""
    await stage.fault("createForumTopic", "error", times=None, code=500)
    code = await places(anna, "Hoe nu verder?")
    await anna.writes("En nog iets")
    await stage.settle()
    await line.runner.stop()
    await stage.no_faults()
    await damage_first_effect(line)
    await line.runner.start()
    await eva.sees(None, "apart gelegd")
    await stage.settle()
    await stage.advance(60)
    topic = await eva.topic(code)
    await eva.sees(topic, "En nog iets")
    eva.finds(topic, "Hoe nu verder?")
