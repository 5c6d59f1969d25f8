"""Topics: made once whatever happens, made again when deleted, reopened when closed."""

import asyncio

import pytest

from bot.handoff.effects import CloseTopic, OpenTopic, Relay, ReopenTopic, Say
from bot.handoff.events import TopicDelayed, TopicGone, TopicOpened, TopicShut
from bot.handoff.ids import MessageId, ThreadId
from tests.contract.outbox.rig import ANNA, CODE, TOPIC, Rig


async def made(rig: Rig) -> ThreadId:
    """Wait until the stand-in has a topic; return its thread."""
    await rig.until(rig.topics)
    return ThreadId((await rig.topics())[-1]["id"])


async def test_a_topic_is_made_and_used(rig: Rig) -> None:
    """The first effects of a case make its topic, tell the service its thread, and fill it in order."""
    ids = await rig.her_messages(2)
    rig.send(OpenTopic(TOPIC, "case"), Say(TOPIC, "card"), *rig.relays(ids))
    await rig.done()
    [topic] = await rig.topics()
    assert rig.events == [TopicOpened(CODE, topic["id"])]
    assert await rig.texts(rig.group, topic["id"]) == ["card", "m0", "m1"]


@pytest.mark.parametrize("kind", ["reset", "hang", "http502html", "garbage"])
async def test_a_topic_of_uncertain_outcome_is_adopted(rig: Rig, kind: str) -> None:
    """When the reply is lost, the service message that comes back is adopted and no second topic is made."""
    await rig.restart(hold_seconds=6000.0, delay_seconds=6000.0)
    await rig.stage.fault("createForumTopic", kind=kind, when="after")
    rig.send(OpenTopic(TOPIC, "case"), Say(TOPIC, "card"))
    thread = await made(rig)
    await asyncio.sleep(0.05)
    rig.waiting.threads[CODE] = thread  # what the service commits for the update
    rig.outbox.topic_known(CODE)
    await rig.done()
    assert len(await rig.topics()) == 1
    assert await rig.texts(rig.group, thread) == ["card"]
    assert not any(isinstance(one, TopicOpened) for one in rig.events)


async def test_a_topic_that_nothing_is_heard_of_is_asked_for_again(rig: Rig) -> None:
    """When no service message comes, the topic is asked for again, but not before the wait is over."""
    await rig.stage.fault("createForumTopic", kind="reset", when="before")
    began = rig.clock.now()
    rig.send(OpenTopic(TOPIC, "case"), Say(TOPIC, "card"))
    await rig.done()
    assert rig.clock.now() >= began + 8.0
    assert len(await rig.topics()) == 1
    assert rig.events[0] == TopicDelayed(CODE)
    assert isinstance(rig.events[1], TopicOpened)


async def test_a_topic_known_before_the_attempt_is_not_made(rig: Rig) -> None:
    """When the case has a topic already, the effect is done without a call and without a word."""
    thread = await rig.open_topic()
    rig.events.clear()
    rig.send(OpenTopic(TOPIC, "case"), Say(TOPIC, "card"))
    await rig.done()
    assert rig.events == []
    assert await rig.texts(rig.group, thread) == ["card"]
    assert len(await rig.topics()) == 1


async def test_a_refused_topic_is_told_at_once_and_tried_again(rig: Rig) -> None:
    """Without the right to make topics she is told once; her messages wait and arrive in order."""
    await rig.stage.fault(
        "createForumTopic",
        code=400,
        description="Bad Request: not enough rights to create a topic",
        times=2,
    )
    ids = await rig.her_messages(2)
    await rig.restart(delay_seconds=10_000.0)
    rig.send(OpenTopic(TOPIC, "case"), *rig.relays(ids))
    await rig.done(15)
    assert [type(one) for one in rig.events] == [TopicDelayed, TopicOpened]
    [topic] = await rig.topics()
    assert await rig.texts(rig.group, topic["id"]) == ["m0", "m1"]


async def test_a_topic_behind_a_flood_is_delayed(rig: Rig) -> None:
    """While the group is paused for long she is told, and the topic is made after the pause."""
    await rig.stage.fault("createForumTopic", code=429, retry_after=60)
    began = rig.clock.now()
    rig.send(OpenTopic(TOPIC, "case"))
    await rig.done()
    assert [type(one) for one in rig.events] == [TopicDelayed, TopicOpened]
    assert rig.times[0] < began + 60.0 <= rig.times[1]
    assert len(await rig.topics()) == 1


async def test_a_deleted_topic_is_made_again(rig: Rig) -> None:
    """A send that finds the topic deleted reports it; everything that waited arrives in the new one, in order."""
    thread = await rig.open_topic()
    eva = await rig.stage.expert("Eva")
    await eva.deletes(await eva.topic())
    ids = await rig.her_messages(3)
    rig.events.clear()
    rig.send(*rig.relays(ids))
    await rig.done()
    assert rig.events[0] == TopicGone(CODE, thread, about=ids[0])
    [topic] = await rig.topics()
    assert topic["id"] != thread
    assert await rig.texts(rig.group, topic["id"]) == ["card", "m0", "m1", "m2"]


async def test_a_topic_that_nothing_is_about_to_make(rig: Rig) -> None:
    """When what was to make a topic is gone the service is asked once, and what waits arrives in order."""
    ids = await rig.her_messages(2)
    rig.send(Say(TOPIC, "first"), *rig.relays(ids))
    await rig.done()
    assert [type(one) for one in rig.events] == [TopicGone, TopicOpened]
    assert rig.events[0] == TopicGone(CODE, None)
    [topic] = await rig.topics()
    assert await rig.texts(rig.group, topic["id"]) == ["card", "first", "m0", "m1"]


async def test_a_topic_that_was_made_again_meanwhile(rig: Rig) -> None:
    """When the store knows a newer thread than the outbox, the message goes there and nothing is reported."""
    await rig.open_topic()
    rig.send(Say(TOPIC, "old"))
    await rig.done()
    eva = await rig.stage.expert("Eva")
    await eva.deletes(await eva.topic())
    newer = (await rig.bot.create_forum_topic(rig.group, "newer")).message_thread_id
    rig.waiting.threads[CODE] = ThreadId(newer)
    rig.events.clear()
    rig.send(Say(TOPIC, "line"))
    await rig.done()
    assert rig.events == []
    assert await rig.texts(rig.group, newer) == ["line"]


async def test_a_closed_topic_is_reopened(rig: Rig) -> None:
    """A send that finds the topic closed to the bot reports it; the message arrives behind the reopening."""
    thread = await rig.open_topic()
    rig.send(CloseTopic(TOPIC))
    await rig.done()
    await rig.stage.fault("copyMessage", code=400, description="Bad Request: TOPIC_CLOSED")
    ids = await rig.her_messages(2)
    rig.events.clear()
    rig.send(*rig.relays(ids))
    await rig.done()
    assert rig.events == [TopicShut(CODE)]
    assert await rig.texts(rig.group, thread) == ["m0", "m1"]
    [topic] = await rig.topics()
    assert not topic["closed"]


async def test_a_topic_that_stays_closed_is_not_hammered(rig: Rig) -> None:
    """When reopening does not help, the pauses between attempts grow."""
    await rig.open_topic()
    await rig.stage.fault("sendMessage", times=6, code=400, description="Bad Request: TOPIC_CLOSED")
    began = rig.clock.now()
    rig.send(Say(TOPIC, "line"))
    await rig.done()
    # Half of 0.5, 1, 2, 4 and 8 seconds.
    assert rig.clock.now() - began >= 7.75


async def test_messages_wait_for_a_topic_that_comes_later(rig: Rig) -> None:
    """An opening that stands behind messages goes first; so they are never stuck before it."""
    ids = await rig.her_messages(1)
    rig.send(*rig.relays(ids))
    await asyncio.sleep(0.05)
    rig.send(OpenTopic(TOPIC, "case"), ReopenTopic(TOPIC))
    await rig.done()
    [topic] = await rig.topics()
    assert await rig.texts(rig.group, topic["id"]) == ["m0"]


async def test_messages_wait_for_a_topic_that_somebody_else_makes(rig: Rig) -> None:
    """Messages of a case without a topic go out as soon as its thread is known."""
    ids = await rig.her_messages(1)
    rig.send(Relay(TOPIC, MessageId(ids[0]), source_chat=rig.anna.chat), person=ANNA)
    await asyncio.sleep(0.05)
    thread = (await rig.bot.create_forum_topic(rig.group, "case")).message_thread_id
    rig.waiting.threads[CODE] = ThreadId(thread)
    rig.outbox.topic_known(CODE)
    await rig.done()
    assert await rig.texts(rig.group, thread) == ["m0"]
