"""Stopping and starting: nothing lost, nothing twice after a clean stop."""

import asyncio
from collections.abc import Sequence

import pytest

from bot.handoff.effects import Doubt, Edit, Named, OpenTopic, Say
from bot.handoff.events import TopicOpened
from bot.handoff.ids import ThreadId
from bot.ports import Envelope, StoreAwayError
from tests.contract.outbox.rig import CODE, GENERAL, TOPIC, Rig


async def test_what_waits_is_taken_up_after_a_restart(rig: Rig) -> None:
    """Effects that were committed while no outbox ran are carried out in order."""
    await rig.outbox.stop()
    rig.waiting.commit(OpenTopic(TOPIC, "case"), Say(TOPIC, "a"), person=rig.anna.person)
    rig.waiting.commit(Say(TOPIC, "b"), person=rig.anna.person)
    await rig.restart()
    await rig.done()
    [topic] = await rig.topics()
    assert await rig.texts(rig.group, topic["id"]) == ["a", "b"]


async def test_a_call_in_flight_ends_before_the_stop(rig: Rig) -> None:
    """The call in flight is recorded, the next is not begun, and a restart repeats nothing."""
    number = await rig.hold("sendMessage")
    rig.send(Say(rig.anna, "a"), Say(rig.anna, "b"))
    await rig.held()
    stopping = asyncio.create_task(rig.outbox.stop(5.0))
    await asyncio.sleep(0.05)
    assert not stopping.done()
    await rig.release(number)
    await stopping
    assert len(rig.waiting.effects) == 1
    await rig.restart()
    await rig.done()
    assert (await rig.texts(rig.anna.chat))[-2:] == ["a", "b"]


async def test_a_decoration_in_flight_ends_before_the_stop(rig: Rig) -> None:
    """What is carried beside the order of its place is waited for and recorded too; the next is not begun."""
    number = await rig.hold("editMessageText")
    rig.send(Say(GENERAL, "line", name="line"), person=None)
    await rig.done()
    line = Named("line")
    first, second = Edit(GENERAL, line, "one"), Edit(GENERAL, line, "two")
    rig.send(first, person=None)
    await rig.held()
    rig.send(second, person=None)
    stopping = asyncio.create_task(rig.outbox.stop(5.0))
    await asyncio.sleep(0.05)
    assert not stopping.done()
    await rig.release(number)
    await stopping
    assert [one.effect for one in rig.waiting.effects.values()] == [second]
    assert not [task for task in asyncio.all_tasks() if task.get_name() == "lane"]


async def test_a_stop_does_not_wait_for_pauses(rig: Rig) -> None:
    """Lanes that rest are let go at once; what they hold waits in the store."""
    await rig.stage.fault("sendMessage", code=429, retry_after=3600)
    rig.send(Say(rig.anna, "a"))
    await rig.called("sendMessage")
    await asyncio.sleep(0.05)
    async with asyncio.timeout(0.5):
        await rig.outbox.stop(5.0)
    assert len(rig.waiting.effects) == 1


async def test_a_stop_gives_up_a_call_that_hangs(rig: Rig) -> None:
    """A call that does not end in time is given up, and its effect is tried again after a restart."""
    number = await rig.hold("sendMessage")
    rig.send(Say(rig.anna, "a"))
    await rig.held()
    async with asyncio.timeout(1.0):
        await rig.outbox.stop(0.1)
    assert len(rig.waiting.effects) == 1
    await rig.release(number)
    await rig.restart()
    await rig.done()


async def test_a_topic_begun_before_a_crash_is_adopted(rig: Rig) -> None:
    """After a crash in createForumTopic the topic's service message is waited for, and adopted."""
    await rig.stage.fault("createForumTopic", kind="hang", when="after")
    rig.send(OpenTopic(TOPIC, "case"), Say(TOPIC, "card"))
    await rig.until(rig.topics)
    [topic] = await rig.topics()
    await rig.outbox.stop(0.0)
    assert [one.attempted for one in rig.waiting.effects.values()] == [True, False]
    await rig.restart(hold_seconds=600.0)
    await asyncio.sleep(0.05)
    rig.waiting.threads[CODE] = ThreadId(topic["id"])
    rig.outbox.topic_known(CODE)
    await rig.done()
    assert len(await rig.topics()) == 1
    assert rig.events == []


async def test_a_topic_begun_before_a_crash_and_never_made(rig: Rig) -> None:
    """After a crash before createForumTopic took effect the topic is made after the wait."""
    number = await rig.hold("createForumTopic")
    rig.send(OpenTopic(TOPIC, "case"))
    await rig.held()
    await rig.outbox.stop(0.0)
    began = rig.clock.now()
    await rig.restart()
    await asyncio.sleep(0.05)
    before = len(await rig.topics())
    await rig.release(number)
    await rig.done()
    assert rig.clock.now() >= began + 8.0
    assert before == 0
    assert isinstance(rig.events[-1], TopicOpened)


async def test_a_topic_is_made_however_soon_each_process_dies(rig: Rig) -> None:
    """The wait counts from the call whose outcome is open, whoever made it; what waited at Telegram is heard first."""
    number = await rig.hold("createForumTopic")
    rig.send(OpenTopic(TOPIC, "case"))
    await rig.held()
    await rig.outbox.stop(0.0)
    began = rig.clock.now()
    await rig.release(number)
    lives = 0
    rig.heard = True
    while not rig.events:
        await rig.restart()
        lives += 1
        await asyncio.sleep(0.05)
    assert lives >= 3
    assert rig.clock.now() >= began + 8.0
    assert isinstance(rig.events[-1], TopicOpened)


async def test_a_topic_is_not_made_again_before_all_was_heard(rig: Rig) -> None:
    """Long after a call of uncertain outcome its service message may still wait at Telegram."""
    number = await rig.hold("createForumTopic")
    rig.send(OpenTopic(TOPIC, "case"))
    await rig.held()
    await rig.outbox.stop(0.0)
    await asyncio.sleep(0.6)
    await rig.restart(hold_seconds=30.0)
    await asyncio.sleep(0.2)
    before = len(await rig.stage.calls("createForumTopic"))
    await rig.release(number)
    rig.heard = True
    await rig.done()
    assert before == 1
    assert isinstance(rig.events[-1], TopicOpened)


async def test_what_must_not_repeat_is_left_after_a_crash(rig: Rig) -> None:
    """An effect that was begun before a crash, and whose repeat would be worse, is not sent again."""
    await rig.stage.fault("sendMessage", kind="hang", when="after")
    rig.send(Say(rig.anna, "once", doubt=Doubt.DROP), Say(rig.anna, "next"))
    await rig.called("sendMessage")
    await rig.restart()
    await rig.done()
    assert (await rig.texts(rig.anna.chat))[-2:] == ["once", "next"]


async def test_a_start_without_a_store_begins_nothing(rig: Rig) -> None:
    """When the store is away at the start that is said, and a second start works."""
    await rig.outbox.stop()
    rig.waiting.commit(Say(rig.anna, "a"), person=rig.anna.person)
    rig.waiting.away = True
    rig.renew()
    with pytest.raises(StoreAwayError):
        await rig.outbox.start(rig.report)
    rig.waiting.away = False
    await rig.outbox.start(rig.report)
    await rig.done()
    assert (await rig.texts(rig.anna.chat))[-1] == "a"


@pytest.mark.parametrize("late", [False, True], ids=["before the read", "after the read"])
async def test_what_is_accepted_during_the_start_comes_after_what_waits(
    rig: Rig, monkeypatch: pytest.MonkeyPatch, late: bool
) -> None:
    """Effects that are handed over while the outbox starts are carried out once, behind the older ones."""
    await rig.outbox.stop()
    rig.renew()
    rig.waiting.commit(Say(rig.anna, "old"), person=rig.anna.person)
    read = rig.waiting.waiting

    async def waiting() -> Sequence[Envelope]:
        if not late:
            rig.send(Say(rig.anna, "new"))
        found = await read()
        if late:
            rig.send(Say(rig.anna, "new"))
        return found

    monkeypatch.setattr(rig.waiting, "waiting", waiting)
    await rig.outbox.start(rig.report)
    await rig.done()
    assert (await rig.texts(rig.anna.chat))[-2:] == ["old", "new"]


async def test_an_idle_outbox_has_no_tasks(rig: Rig) -> None:
    """A lane that is empty leaves neither a task nor an entry behind."""

    def lanes() -> int:
        return sum(task.get_name() == "lane" for task in asyncio.all_tasks())

    rig.send(Say(rig.anna, "a"))
    assert lanes() == 1
    await rig.done()
    await rig.until(lambda: lanes() == 0)
    assert rig.outbox.pending(f"p:{rig.anna.person}") == ()


async def test_a_clock_set_back_makes_no_wait_longer(rig: Rig) -> None:
    """A call that failed, and a topic of uncertain outcome, are tried again as soon as before."""
    await rig.stage.fault("sendMessage", kind="error", code=500, times=2)
    await rig.stage.fault("createForumTopic", kind="reset", when="before")
    rig.send(Say(rig.anna, "one"), OpenTopic(TOPIC, "case"))
    await rig.called("sendMessage")
    rig.clock.set_back(3600.0)
    await rig.done()
    assert (await rig.texts(rig.anna.chat))[-1] == "one"
    assert isinstance(rig.events[-1], TopicOpened)
