"""Merging on the stand-in: texts that wait for the group's budget arrive as one message, whole, in order, once."""

import asyncio

import pytest

from bot.handoff.effects import Amend, Counterpart, Relay, Say, TakeBack
from bot.handoff.events import TakenBack
from bot.handoff.ids import MessageId
from bot.handoff.merged import Merged
from bot.handoff.message_map import EntryKind, Side
from bot.settings import BudgetSettings
from tests.contract.outbox.rig import ANNA, TOPIC, Rig

TIGHT = BudgetSettings(group_per_minute=5)
"""Two operations at once, and then one each twelve seconds or more."""


def texts(rig: Rig, ids: list[MessageId], *, first: int = 0) -> list[Relay]:
    """Return the effects that take texts of hers to the topic, numbered from `first`."""
    return [
        Relay(TOPIC, one, source_chat=rig.anna.chat, text=f"m{number}", clock="14:03")
        for number, one in enumerate(ids, start=first)
    ]


def change(message: MessageId, text: str) -> Amend:
    """Return the effect for a change of a text of hers."""
    return Amend(TOPIC, message, text, source_chat=5, heading="Verbetering van 14:03:")  # type: ignore[arg-type]  # never asked for


def merged(*numbers: int | str) -> str:
    """A merged message as it is read."""
    return "\n\n".join(f"14:03\n{one if isinstance(one, str) else f'm{one}'}" for one in numbers)


async def spent(rig: Rig) -> None:
    """Spend what may go at once, so that everything from here on waits."""
    await rig.open_topic()
    await rig.budgets(TIGHT)
    rig.send(Say(TOPIC, "a"), Say(TOPIC, "b"))
    await rig.until(lambda: len(rig.waiting.effects) == 0)


async def read(rig: Rig) -> list[str]:
    """What stands in her topic, from the first text of hers on."""
    return (await rig.texts(rig.group, rig.waiting.threads[TOPIC.code]))[2:]


async def one_merged(rig: Rig, count: int = 4) -> tuple[list[MessageId], MessageId]:
    """Let so many texts arrive as one message; return them, and that message."""
    await spent(rig)
    ids = await rig.her_messages(count)
    rig.send(*texts(rig, ids))
    await rig.done()
    assert await read(rig) == [merged(*range(count))]
    other = rig.waiting.entries[ANNA, Side.PERSON, ids[0]].other
    assert other is not None
    return ids, other


async def test_texts_that_wait_go_as_one(rig: Rig) -> None:
    """Eight texts take one operation; each is tied to the message, and nothing waits any more."""
    ids, message = await one_merged(rig, 8)
    entries = rig.waiting.entries
    assert all(entries[ANNA, Side.PERSON, one].other == message for one in ids)
    there = entries[ANNA, Side.TOPIC, message]
    assert there.kind is EntryKind.MERGED
    assert [part for part, _ in there.parts] == ids
    assert not [one for one in await rig.stage.calls() if one["code"] == 429]


async def test_without_a_wait_each_is_copied(rig: Rig) -> None:
    """As long as the budget has room nothing is merged: a copy is what she wrote."""
    await rig.open_topic()
    rig.send(*texts(rig, await rig.her_messages(6)))
    await rig.done()
    assert await rig.texts(rig.group, rig.waiting.threads[TOPIC.code]) == [
        f"m{number}" for number in range(6)
    ]


async def test_order_is_kept_around_what_is_not_merged(rig: Rig) -> None:
    """The bot's own line, and a text that answers another, keep their place; the reply finds the merged message."""
    await spent(rig)
    ids = await rig.her_messages(6)
    row = texts(rig, ids)
    reply = Relay(
        TOPIC,
        ids[4],
        source_chat=rig.anna.chat,
        text="m4",
        clock="14:03",
        reply_to=Counterpart(ids[1]),
    )
    rig.send(*row[:3], Say(TOPIC, "line", reply_to=Counterpart(ids[0])), row[3], reply, row[5])
    await rig.done()
    # The one text between is alone, so it is copied.
    assert await read(rig) == [merged(0, 1, 2), "line", "m3", merged(4, 5)]
    shown = (await rig.messages(rig.group, rig.waiting.threads[TOPIC.code]))[2:]
    answered = [one.get("reply_to_message", {}).get("message_id") for one in shown]
    assert answered[1] == shown[0]["message_id"]
    assert answered[3] == shown[0]["message_id"]


async def test_a_change_of_a_part(rig: Rig) -> None:
    """A change shows in the merged message; the next one builds on it."""
    ids, message = await one_merged(rig)
    rig.send(change(ids[1], "changed"), change(ids[3], "last"))
    await rig.done()
    assert await read(rig) == [merged(0, "changed", 2, "last")]
    kept = rig.waiting.texts[ANNA, message]
    assert [part.text for part in kept.parts] == ["m0", "changed", "m2", "last"]
    assert rig.waiting.entries[ANNA, Side.TOPIC, message].parts == kept.layout


async def test_a_change_after_the_texts_are_gone(rig: Rig) -> None:
    """Two days later a change is a correction that answers the merged message and stands for her text too."""
    ids, message = await one_merged(rig)
    rig.waiting.texts.clear()
    rig.send(change(ids[1], "changed"))
    await rig.done()
    assert await read(rig) == [merged(*range(4)), "Verbetering van 14:03:\nchanged"]
    last = (await rig.messages(rig.group, rig.waiting.threads[TOPIC.code]))[-1]
    assert last["reply_to_message"]["message_id"] == message
    assert last["entities"][0] == {"type": "bold", "offset": 0, "length": 22}
    assert rig.waiting.entries[ANNA, Side.TOPIC, last["message_id"]].other == ids[1]
    assert rig.waiting.entries[ANNA, Side.PERSON, ids[1]].other == message


async def test_a_change_that_no_longer_fits(rig: Rig) -> None:
    """A part that grew too long for the whole follows as a correction; one too long for that, as it is."""
    ids, message = await one_merged(rig)
    long, longer = "x" * 4070, "y" * 4090
    rig.send(change(ids[0], long), change(ids[1], longer))
    await rig.done()
    assert await read(rig) == [
        merged(*range(4)),
        f"Verbetering van 14:03:\n{long}",
        longer,
    ]
    assert [part.text for part in rig.waiting.texts[ANNA, message].parts][:2] == ["m0", "m1"]


async def test_a_change_of_a_merged_message_that_was_deleted(rig: Rig) -> None:
    """When an expert deleted the merged message, the new text follows as a correction."""
    ids, message = await one_merged(rig)
    expert = await rig.stage.expert("Eva", status="creator")
    await rig.deletes(expert.id, rig.group, message)
    rig.send(change(ids[1], "changed"))
    await rig.done()
    assert await read(rig) == ["Verbetering van 14:03:\nchanged"]


async def test_a_change_that_waits_with_its_text(rig: Rig) -> None:
    """A change that waits behind its text is in the merged message from the start, and is done."""
    await spent(rig)
    ids = await rig.her_messages(3)
    row = texts(rig, ids)
    rig.send(row[0], row[1], change(ids[0], "changed"), row[2])
    await rig.done()
    assert await read(rig) == [merged("changed", 1, 2)]


async def test_an_unknown_outcome_repeats_the_same(rig: Rig) -> None:
    """When the answer is lost, the same parts are sent again, though more have come; what came follows."""
    await spent(rig)
    ids = await rig.her_messages(6)
    await rig.stage.fault("sendMessage", "reset", when="after", times=1)
    rig.send(*texts(rig, ids[:3]))

    async def lost() -> bool:
        return any(one["hits"] for one in await rig.stage.faults())

    await rig.until(lost)
    rig.send(*texts(rig, ids[3:], first=3))
    await rig.done(20)
    shown = await read(rig)
    assert shown[0] == shown[1] == merged(0, 1, 2)
    assert "\n\n".join(shown[2:]) in (merged(3, 4, 5), f"m3\n\n{merged(4, 5)}")


async def test_what_telegram_refuses_merged_goes_by_itself(rig: Rig) -> None:
    """When Telegram refuses the merged message, its parts are copied one by one, and none is lost."""
    await spent(rig)
    ids = await rig.her_messages(3)
    await rig.stage.fault(
        "sendMessage", code=400, description="Bad Request: can't parse entities", times=2
    )
    rig.send(*texts(rig, ids))
    await rig.done(20)
    assert await read(rig) == ["m0", "m1", "m2"]


async def test_a_crash_in_flight_loses_nothing(rig: Rig) -> None:
    """The process dies while a merged message is on its way: all parts come, in order, at least once."""
    await spent(rig)
    ids = await rig.her_messages(4)
    hold = await rig.hold("sendMessage")
    rig.send(*texts(rig, ids))
    await rig.held()
    await rig.restart()
    await rig.release(hold)
    await rig.done(20)
    found = "\n".join(await read(rig))
    places = [found.rindex(f"m{number}") for number in range(4)]
    assert places == sorted(places)


async def test_a_deleted_topic_gets_all_parts(rig: Rig) -> None:
    """The topic is gone when a merged message is sent: it is made again, and the parts go there, in order."""
    await spent(rig)
    ids = await rig.her_messages(4)
    expert = await rig.stage.expert("Eva", status="creator")
    thread = rig.waiting.threads[TOPIC.code]
    await rig.stage.control.post(
        f"as/{expert.id}/delete_topic", {"chat_id": rig.group, "thread_id": thread}
    )
    rig.send(*texts(rig, ids))
    await rig.done(20)
    (topic,) = await rig.topics()
    shown = await rig.texts(rig.group, topic["id"])
    assert shown[0] == "card"
    assert "\n".join(shown[1:]).replace("14:03\n", "").split() == ["m0", "m1", "m2", "m3"]


async def test_while_a_merged_message_flies_more_may_come(rig: Rig) -> None:
    """Texts that come during the call are not in it, and follow."""
    await spent(rig)
    ids = await rig.her_messages(4)
    hold = await rig.hold("sendMessage")
    rig.send(*texts(rig, ids[:2]))
    await rig.held()
    rig.send(*texts(rig, ids[2:], first=2))
    await asyncio.sleep(0.05)
    await rig.release(hold)
    await rig.done(20)
    assert (await read(rig))[0] == merged(0, 1)
    assert rig.waiting.texts[ANNA, _other(rig, ids[0])].holds(ids[1])


@pytest.mark.parametrize("known", [True, False])
async def test_a_part_is_taken_back(rig: Rig, known: bool) -> None:
    """What stands in a merged message is never deleted with the others: it is told whether it can be taken out of it."""
    ids, message = await one_merged(rig)
    if not known:
        del rig.waiting.texts[ANNA, message]
    rig.send(TakeBack(TOPIC, Counterpart(ids[1]), about=ids[1], told=MessageId(99)))
    await rig.done()
    told = [one for one in rig.events if isinstance(one, TakenBack)]
    assert told == [TakenBack(False, ids[1], MessageId(99), done=False, merged=known)]
    assert await read(rig) == [merged(0, 1, 2, 3)]


async def test_a_corrected_part_is_taken_back(rig: Rig) -> None:
    """The corrections below the merged message say what is to go, too: they are deleted, and nothing else is."""
    ids, message = await one_merged(rig)
    long, longer = "x" * 4070, "y" * 4090
    rig.send(change(ids[1], long), change(ids[1], longer), change(ids[2], long))
    await rig.done()
    last = f"Verbetering van 14:03:\n{long}"
    assert (await read(rig))[-1] == last
    rig.send(TakeBack(TOPIC, Counterpart(ids[1]), about=ids[1], told=MessageId(99)))
    await rig.done()
    told = [one for one in rig.events if isinstance(one, TakenBack)]
    assert told == [TakenBack(False, ids[1], MessageId(99), done=False, merged=True)]
    assert await read(rig) == [merged(0, 1, 2, 3), last]
    rig.send(change(ids[1], "gone"))
    await rig.done()
    assert await read(rig) == [merged(0, "gone", 2, 3), last]
    assert rig.waiting.entries[ANNA, Side.PERSON, ids[1]].other == message


async def test_a_part_is_taken_back_while_it_flies(rig: Rig) -> None:
    """So it is with a text that became part of one while it was being taken back."""
    await spent(rig)
    ids = await rig.her_messages(2)
    hold = await rig.hold("sendMessage")
    rig.send(*texts(rig, ids))
    await rig.held()
    rig.send(TakeBack(TOPIC, Counterpart(ids[1]), about=ids[1]))
    await rig.release(hold)
    await rig.done(20)
    assert [one.merged for one in rig.events if isinstance(one, TakenBack)] == [True]
    assert await read(rig) == [merged(0, 1)]


def _other(rig: Rig, message: MessageId) -> MessageId:
    other = rig.waiting.entries[ANNA, Side.PERSON, message].other
    assert other is not None
    return other


def test_nothing_known_is_no_part() -> None:
    """Of a merged message whose texts are gone nothing is held."""
    assert not Merged().holds(MessageId(1))
