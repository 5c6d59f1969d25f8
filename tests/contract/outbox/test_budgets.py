"""Budgets: on a stand-in that enforces them, nothing is refused, and what is urgent comes first."""

import asyncio
import itertools
from typing import Any

import pytest
from msgspec.json import encode
from msgspec.structs import replace

from bot.emulator.actors import Expert, Topic
from bot.handoff.effects import (
    Amend,
    CloseTopic,
    Edit,
    Named,
    OpenTopic,
    Pass,
    Priority,
    React,
    Relay,
    RenameTopic,
    Say,
    ToTopic,
)
from bot.handoff.ids import CaseCode, MessageId, PersonId, ThreadId
from bot.handoff.live import Position
from bot.handoff.message_map import Side
from tests.contract.outbox.rig import ANNA, BEA, CODE, GENERAL, OTHER_TOPIC, TOPIC, Rig

MINUTE = 60.0


async def topics(rig: Rig, count: int) -> list[ToTopic]:
    """Make so many topics, without budgets."""
    places = [ToTopic(CaseCode(f"CASE-{number:04}")) for number in range(count)]
    for place in places:
        rig.send(OpenTopic(place, f"case {place.code}"))
    await rig.done()
    return places


async def refused(rig: Rig) -> list[dict[str, Any]]:
    """The calls that the stand-in answered with 429."""
    return [one for one in await rig.stage.calls() if one["code"] == 429]


def thread(rig: Rig, place: ToTopic) -> ThreadId:
    return rig.waiting.threads[place.code]


async def sent(rig: Rig) -> list[str]:
    """The texts that were sent to the group, in the order of the calls."""
    return [
        one["arguments"]["text"]
        for one in await told(rig, "sendMessage")
        if one["chat_id"] == rig.group and one["ok"]
    ]


async def topic(rig: Rig, expert: Expert) -> Topic:
    """The only topic, as an expert sees it."""
    [found] = await expert.topics()
    return found


async def told(rig: Rig, *methods: str) -> list[dict[str, Any]]:
    """The calls of these methods, with their arguments."""
    calls = (await rig.stage.control.get("calls", texts=1))["calls"]
    return [one for one in calls if one["method"] in methods]


async def test_a_full_group_is_never_asked_for_more(rig: Rig) -> None:
    """Sixty lines of twelve cases at once go out in order, in a bit more than three windows, without one 429."""
    places = await topics(rig, 12)
    await rig.budgets()
    began = rig.clock.now()
    for number in range(5):
        rig.send(*(Say(place, f"{place.code} {number}") for place in places))
    await rig.done()
    assert not await refused(rig)
    assert rig.clock.now() - began > 2 * MINUTE
    for place in places:
        texts = await rig.texts(rig.group, thread(rig, place))
        assert texts == [f"{place.code} {number}" for number in range(5)]


async def test_a_private_chat_does_not_wait_for_the_group(rig: Rig) -> None:
    """While the group's budget is spent, an answer to a person arrives at once."""
    [place] = await topics(rig, 1)
    await rig.budgets()
    rig.send(*(Say(place, f"line {number}") for number in range(40)))
    await rig.until(lambda: len(rig.waiting.finished) > 8)
    began = rig.clock.now()
    rig.send(Pass(rig.anna, MessageId(900), "answer"))
    await rig.until(lambda: any(side is Side.PERSON for _, side, _ in rig.waiting.entries))
    assert rig.clock.now() - began < MINUTE / 4
    assert (await rig.texts(rig.anna.chat))[-1] == "answer"


async def test_danger_goes_before_all_that_waits(rig: Rig) -> None:
    """A danger case that comes while fifty lines wait has its topic and its first lines before nearly all of them."""
    places = await topics(rig, 10)
    await rig.budgets()
    for place in places:
        rig.send(*(Say(place, f"{place.code} {number}") for number in range(5)))
    await rig.until(lambda: len(rig.waiting.finished) >= 8 + 10)
    came = len(await sent(rig))
    began = rig.clock.now()
    rig.send(
        OpenTopic(TOPIC, "danger", priority=Priority.DANGER),
        Say(TOPIC, "danger card", priority=Priority.DANGER),
    )
    await rig.until(lambda: CODE in rig.waiting.threads)
    assert (
        rig.clock.now() - began < 10.0 + 5.0
    )  # five for what the test itself takes, sixty times as fast
    await rig.done(15)
    assert (await sent(rig)).index("danger card") <= came + 2
    assert not await refused(rig)


async def test_danger_lifts_the_whole_lane_and_nothing_overtakes_in_it(rig: Rig) -> None:
    """A danger message of somebody whose texts wait takes them with it, in order, before the others."""
    places = await topics(rig, 6)
    await rig.budgets()
    for place in places:
        rig.send(*(Say(place, f"{place.code} {number}") for number in range(6)))
    await rig.until(lambda: len(rig.waiting.finished) >= 6 + 8)
    last = places[-1]
    rig.send(Say(last, "danger", priority=Priority.DANGER))
    await rig.until(
        lambda: not [one for one in rig.waiting.effects.values() if one.effect.to == last]
    )
    others = [one for one in rig.waiting.effects.values() if one.effect.to != last]
    assert len(others) >= 15
    assert (await rig.texts(rig.group, thread(rig, last)))[-1] == "danger"
    assert len(await rig.texts(rig.group, thread(rig, last))) == 7


async def test_one_flooding_person_delays_herself_only(rig: Rig) -> None:
    """Behind sixty lines of one case, one line of each of three others comes among the next few."""
    places = await topics(rig, 4)
    await rig.budgets()
    flooding, *others = places
    rig.send(*(Say(flooding, f"flood {number}") for number in range(60)))
    await rig.until(lambda: len(rig.waiting.finished) >= 4 + 8)
    rig.send(*(Say(place, "one line") for place in others))
    await rig.until(
        lambda: not [one for one in rig.waiting.effects.values() if one.effect.to in others]
    )
    texts = await sent(rig)
    assert texts.count("one line") == 3
    assert len(texts) <= 8 + 2 * 3 + 2


async def test_what_was_spent_survives_a_restart(rig: Rig) -> None:
    """After a restart in the middle the window still counts what was spent before it."""
    places = await topics(rig, 5)
    await rig.budgets()
    for place in places:
        rig.send(*(Say(place, f"{place.code} {number}") for number in range(8)))
    for done in (9, 13, 17):
        await rig.until(lambda done=done: len(rig.waiting.finished) >= 5 + done)  # type: ignore[misc]  # bound per turn
        await rig.restart()
    await rig.done(15)
    assert not await refused(rig)
    for place in places:
        texts = await rig.texts(rig.group, thread(rig, place))
        assert list(dict.fromkeys(texts)) == [f"{place.code} {number}" for number in range(8)]


async def test_decorations_come_last_and_only_the_newest(rig: Rig) -> None:
    """Of ten titles and card edits among messages only the newest are set, after the messages, a minute apart."""
    await rig.open_topic()
    await rig.budgets()
    rig.send(Say(TOPIC, "card", name="card"))
    for number in range(10):
        rig.send(
            Edit(TOPIC, Named("card"), f"card {number}"),
            RenameTopic(TOPIC, f"title {number}"),
            Say(TOPIC, f"line {number}"),
        )
    await rig.done(15)
    titles = await told(rig, "editForumTopic")
    edits = await told(rig, "editMessageText")
    assert [one["arguments"]["name"] for one in titles][-1] == "title 9"
    assert [one["arguments"]["text"] for one in edits][-1] == "card 9"
    decorated = sorted(one["time"] for one in (*titles, *edits))
    assert all(b - a > 0.9 for a, b in itertools.pairwise(decorated))
    assert len(decorated) <= 4
    assert not await refused(rig)


async def test_what_is_replaced_while_it_waits_for_its_turn_is_not_sent(rig: Rig) -> None:
    """A card edit that stands at the gate when a newer one comes leaves its turn to that one."""
    place, other = await topics(rig, 2)
    rig.send(Say(place, "card", name="card"))
    await rig.done()
    await rig.budgets()
    rig.send(*(Say(other, f"line {number}") for number in range(12)))
    await rig.until(lambda: len(rig.waiting.effects) <= 4)
    rig.send(Edit(place, Named("card"), "old"))
    await asyncio.sleep(0.1)
    rig.send(Edit(place, Named("card"), "new"))
    await rig.done(15)
    edits = await told(rig, "editMessageText")
    assert [one["arguments"]["text"] for one in edits] == ["new"]


async def test_an_edit_of_nothing_costs_nothing(rig: Rig) -> None:
    """An edit of a line that was never sent leaves without a call, and takes nothing of the group's budget."""
    await rig.budgets()
    rig.send(Edit(GENERAL, Named("queue"), "over"), person=None)
    await rig.done()
    assert not await told(rig, "editMessageText")
    assert not rig.waiting.spendings
    assert rig.outbox.queue().operations == 0


async def test_a_receipt_does_not_wait_for_the_group(rig: Rig) -> None:
    """A reaction under an expert's message comes at once, whatever waits in his topic; the newest one counts."""
    await rig.open_topic()
    expert = await rig.stage.expert("Daan")
    message = MessageId((await expert.notes(await topic(rig, expert), "note")).id)
    await rig.budgets()
    rig.send(*(Say(TOPIC, f"line {number}") for number in range(30)))
    await rig.until(lambda: len(rig.waiting.finished) >= 1 + 8)
    rig.send(React(TOPIC, message, "👌"))
    await rig.until(
        lambda: not [one for one in rig.waiting.effects.values() if isinstance(one.effect, React)]
    )
    assert len(rig.waiting.effects) > 15


async def test_a_topic_is_closed_after_its_last_title(rig: Rig) -> None:
    """What a closed topic shows is set before it is closed, and does not wait for a minute then."""
    await rig.open_topic()
    await rig.budgets()
    began = rig.clock.now()
    rig.send(Say(TOPIC, "card", name="card"), Edit(TOPIC, Named("card"), "closed card"))
    rig.send(RenameTopic(TOPIC, "closed"), CloseTopic(TOPIC))
    await rig.done()
    assert rig.clock.now() - began < MINUTE
    methods = [one["method"] for one in await rig.stage.calls()]
    assert methods.index("closeForumTopic") > methods.index("editForumTopic")
    assert methods.index("closeForumTopic") > methods.index("editMessageText")


async def test_an_edit_stays_before_a_new_message_of_its_name(rig: Rig) -> None:
    """When a name is given to a new message, the edit before it still changes the old one."""
    place_thread = await rig.open_topic()
    rig.send(Say(TOPIC, "old", name="card"))
    rig.send(Edit(TOPIC, Named("card"), "old, done"), Say(TOPIC, "new", name="card"))
    await rig.done()
    assert await rig.texts(rig.group, place_thread) == ["old, done", "new"]


async def test_a_429_lowers_the_rate_of_its_chat_for_a_while(rig: Rig) -> None:
    """After a 429 that comes all the same, the group gets half of its budget, and nobody else less."""
    places = await topics(rig, 10)
    await rig.budgets()
    await rig.stage.fault("sendMessage", chat_id=rig.group, code=429, retry_after=1)
    for place in places:
        rig.send(*(Say(place, f"{place.code} {number}") for number in range(2)))
    began = rig.clock.now()
    rig.send(*(Say(rig.anna, f"hers {number}") for number in range(5)))
    await rig.until(lambda: len(rig.waiting.effects) <= 20)
    await rig.done(15)
    assert rig.clock.now() - began > MINUTE
    assert len(await refused(rig)) == 1


async def test_her_change_that_must_be_sent_anew_asks_for_its_turn_again(rig: Rig) -> None:
    """A change that turns into a new message takes two calls of the private budget, and no 429."""
    await rig.budgets()
    expert = await rig.stage.expert("Daan")
    await rig.open_topic()
    where = await topic(rig, expert)
    both = [MessageId((await expert.notes(where, "answer")).id) for _ in range(2)]
    rig.send(*(Relay(rig.anna, one) for one in both))
    await rig.done()
    rig.send(*(Amend(rig.anna, one, "", caption=True) for one in both), Say(rig.anna, "after"))
    await rig.done()
    assert not await refused(rig)
    edits = await rig.stage.calls("editMessageCaption")
    assert [one["ok"] for one in edits] == [False, False]
    assert len(await rig.stage.calls("copyMessage")) == 4
    assert (await rig.texts(rig.anna.chat))[-3:] == ["answer", "answer", "after"]


async def test_budgets_leave_no_task_behind(rig: Rig) -> None:
    """When nothing waits any more, no lane and no watcher is left."""
    _, bea = await rig.another("Bea", BEA)
    await rig.budgets()
    rig.send(*(Say(bea, f"{number}") for number in range(5)), person=BEA)
    rig.send(*(Say(OTHER_TOPIC, f"{number}") for number in range(3)), person=PersonId("x"))
    rig.send(OpenTopic(OTHER_TOPIC, "late"), person=PersonId("x"))
    await rig.done()
    await asyncio.sleep(0.1)
    names = {task.get_name() for task in asyncio.all_tasks()}
    assert not names & {"lane", "gate"}
    assert rig.anna.person == ANNA


async def test_a_place_that_moves_on_is_shown_now_and_then(rig: Rig) -> None:
    """However often a live location moves, its copy follows about once a minute, and shows the newest place in the end."""
    await rig.open_topic()
    await rig.budgets()
    (source,) = await rig.her_messages(1)
    at = Position(52.0, 4.0, live_period=600)
    rig.send(Relay(TOPIC, source, source_chat=rig.anna.chat, live=encode(at).decode()))
    await rig.done()
    began = rig.clock.now()
    for number in range(1, 21):
        moved = encode(replace(at, longitude=4.0 + number / 100)).decode()
        rig.send(Amend(TOPIC, source, "", live=moved, priority=Priority.DECORATION))
        await rig.clock.sleep(2)
    await rig.done()
    minutes = (rig.clock.now() - began) / 60
    calls = await rig.stage.calls("editMessageLiveLocation")
    assert len(calls) <= 2 + minutes
    (shown,) = await rig.messages(rig.group, rig.waiting.threads[TOPIC.code])
    assert shown["location"]["longitude"] == pytest.approx(4.2, abs=1e-4)
