"""Order and completeness under every kind of failure."""

import asyncio
import logging
from typing import Any

import pytest

from bot.handoff.effects import Doubt, OpenTopic, Pass, Relay, RenameTopic, Say
from bot.handoff.events import Undelivered, Why
from bot.handoff.ids import MessageId, PersonId
from bot.ports import FencedError
from tests.contract.outbox.rig import ANNA, BEA, GENERAL, OTHER_TOPIC, TOPIC, Rig

FAULTS: dict[str, dict[str, Any]] = {
    "500 before": {"kind": "error", "code": 500, "when": "before"},
    "502 with HTML": {"kind": "http502html", "when": "before"},
    "reset before": {"kind": "reset", "when": "before"},
    "garbage before": {"kind": "garbage", "when": "before"},
    "429": {"kind": "error", "code": 429, "retry_after": 3, "when": "before"},
    "401": {"kind": "error", "code": 401, "description": "Unauthorized", "when": "before"},
    "hang before": {"kind": "hang", "when": "before"},
}
AFTER: dict[str, dict[str, Any]] = {
    "500 after": {"kind": "error", "code": 500, "when": "after"},
    "reset after": {"kind": "reset", "when": "after"},
    "garbage after": {"kind": "garbage", "when": "after"},
    "hang after": {"kind": "hang", "when": "after"},
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
async def test_nothing_is_lost_or_overtaken(rig: Rig, fault: dict[str, Any]) -> None:
    """Calls that fail before their effect are made again; order stays, and nothing comes twice."""
    thread = await rig.open_topic()
    ids = await rig.her_messages(6)
    await rig.stage.fault("copyMessage", skip=1, times=2, **fault)
    rig.send(*rig.relays(ids))
    await rig.done()
    assert await rig.texts(rig.group, thread) == [f"m{n}" for n in range(6)]


@pytest.mark.parametrize("fault", AFTER.values(), ids=AFTER)
async def test_a_lost_reply_repeats_at_most_one(rig: Rig, fault: dict[str, Any]) -> None:
    """When the reply is lost after the effect, that one message comes twice, and order stays."""
    thread = await rig.open_topic()
    ids = await rig.her_messages(3)
    await rig.stage.fault("copyMessage", skip=1, times=1, **fault)
    rig.send(*rig.relays(ids))
    await rig.done()
    assert await rig.texts(rig.group, thread) == ["m0", "m1", "m1", "m2"]


async def test_what_must_not_repeat_does_not(rig: Rig) -> None:
    """An effect whose repeat would be worse is left after a lost reply, and the lane goes on."""
    await rig.stage.fault("sendMessage", kind="reset", when="after")
    rig.send(Say(rig.anna, "once", doubt=Doubt.DROP), Say(rig.anna, "next"))
    await rig.done()
    assert (await rig.texts(rig.anna.chat))[-2:] == ["once", "next"]


async def test_a_failing_lane_delays_no_other(rig: Rig) -> None:
    """While one person's chat fails, another's goes on."""
    _, bea = await rig.another("Bea", BEA)
    await rig.stage.fault("sendMessage", chat_id=rig.anna.chat, code=500, times=None)
    waits = rig.send(*(Say(rig.anna, f"a{n}") for n in range(3)))
    rig.send(*(Say(bea, f"b{n}") for n in range(3)), person=BEA)
    await rig.until(lambda: len(rig.waiting.effects) == len(waits))
    assert (await rig.texts(bea.chat))[-3:] == ["b0", "b1", "b2"]
    await rig.stage.no_faults()
    await rig.done()
    assert (await rig.texts(rig.anna.chat))[-3:] == ["a0", "a1", "a2"]


async def test_a_flood_pauses_its_whole_chat_and_no_other(rig: Rig) -> None:
    """429 in one topic holds every lane of the group for as long as it says; private chats go on."""
    await rig.open_topic()
    await rig.open_topic(OTHER_TOPIC)
    pause = 60
    await rig.stage.fault("sendMessage", chat_id=rig.group, code=429, retry_after=pause)
    began = rig.clock.now()
    rig.send(Say(TOPIC, "first"))
    await rig.called("sendMessage")
    rig.send(Say(OTHER_TOPIC, "second"), Say(GENERAL, "third"))
    rig.send(Say(rig.anna, "hers"))
    await rig.until(lambda: len(rig.waiting.effects) == 3)
    assert (await rig.texts(rig.anna.chat))[-1] == "hers"
    await rig.done()
    assert rig.clock.now() >= began + pause
    assert len(await rig.stage.calls("sendMessage")) == 5  # one of them refused


async def test_a_person_who_blocked_the_bot(rig: Rig) -> None:
    """An answer to a person who blocked the bot is reported with its message, and lines to her too."""
    await rig.anna_account.blocks()
    rig.send(Pass(rig.anna, MessageId(900), "answer"), Say(rig.anna, "line"))
    await rig.done()
    assert rig.events == [
        Undelivered(True, MessageId(900), Why.BLOCKED),
        Undelivered(True, None, Why.BLOCKED),
    ]


async def test_a_deleted_account(rig: Rig) -> None:
    """An answer to an account that no longer exists says so."""
    await rig.stage.fault("sendMessage", code=403, description="Forbidden: user is deactivated")
    rig.send(Pass(rig.anna, MessageId(900), "answer"))
    await rig.done()
    assert rig.events == [Undelivered(True, MessageId(900), Why.DEACTIVATED)]


async def test_a_message_that_cannot_be_copied(rig: Rig) -> None:
    """What can't be copied is reported to its sender, and what comes after it arrives."""
    thread = await rig.open_topic()
    [fine] = await rig.her_messages(1)
    rig.send(*rig.relays([MessageId(4711), fine]))
    await rig.done()
    assert Undelivered(False, MessageId(4711), Why.UNCOPYABLE) in rig.events
    assert await rig.texts(rig.group, thread) == ["m0"]


async def test_a_line_that_never_works_is_given_up(
    rig: Rig, caplog: pytest.LogCaptureFixture
) -> None:
    """A line with broken HTML leaves the lane with a word in the log, and no word of the line."""
    rig.send(Say(rig.anna, "<b>canary"), Say(rig.anna, "next"))
    await rig.done()
    assert (await rig.texts(rig.anna.chat))[-1] == "next"
    assert "Given up: Say" in caplog.text
    assert "canary" not in caplog.text


async def test_her_messages_outlast_a_missing_right(rig: Rig) -> None:
    """While the bot may not write in the group her message waits; a title does not hold it up."""
    thread = await rig.open_topic()
    ids = await rig.her_messages(1)
    await rig.stage.fault(
        "editForumTopic",
        times=None,
        code=400,
        description="Bad Request: not enough rights to edit the topic",
    )
    await rig.stage.fault(
        "copyMessage",
        times=2,
        code=403,
        description="Forbidden: bot was kicked from the supergroup chat",
    )
    rig.send(RenameTopic(TOPIC, "new"), *rig.relays(ids))
    await rig.done(15)
    assert await rig.texts(rig.group, thread) == ["m0"]
    assert rig.events[1:] == []


async def test_a_bug_of_ours_is_told_and_does_not_stop_the_lane(
    rig: Rig, caplog: pytest.LogCaptureFixture
) -> None:
    """An effect that can't even be written down as a call is reported, not tried forever, not quoted."""
    rig.send(Pass(rig.anna, MessageId(900), "x", entities="canary"), Say(rig.anna, "next"))
    await rig.done()
    assert rig.events == [Undelivered(True, MessageId(900), Why.REFUSED)]
    assert (await rig.texts(rig.anna.chat))[-1] == "next"
    assert "canary" not in caplog.text


async def test_a_store_that_is_away_after_the_call(
    rig: Rig, caplog: pytest.LogCaptureFixture
) -> None:
    """A delivery that can't be recorded is recorded later, and its call is not made again."""
    number = await rig.hold("sendMessage")
    rig.send(Say(rig.anna, "a"), Say(rig.anna, "b"))
    await rig.held()
    rig.waiting.away = True
    await rig.release(number)
    await rig.called("sendMessage")
    await asyncio.sleep(0.1)
    assert len(rig.waiting.effects) == 2
    rig.waiting.away = False
    await rig.done()
    assert (await rig.texts(rig.anna.chat))[-2:] == ["a", "b"]
    told = [one.getMessage() for one in caplog.records if one.name.startswith("bot.")]
    assert told == ["Sending waits: the store is away"]


async def test_a_fenced_outbox_says_nothing_of_the_store(
    rig: Rig, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When another process owns the desk nothing is recorded any more, and the store is not said to be away."""

    async def fenced(*_: object) -> None:
        raise FencedError("Another process owns the desk.")

    monkeypatch.setattr(rig.waiting, "finish", fenced)
    monkeypatch.setattr(rig.waiting, "begin", fenced)
    rig.send(Say(rig.anna, "a"), Say(GENERAL, "b", doubt=Doubt.DROP))
    await rig.called("sendMessage")
    await asyncio.sleep(0.1)
    assert len(rig.waiting.effects) == 2
    assert not [one for one in caplog.records if one.name.startswith("bot.")]


async def test_a_service_that_is_away_after_the_call(rig: Rig) -> None:
    """An outcome that can't be reported is reported later, once, and the topic is made once."""
    rig.report_away = True
    rig.send(OpenTopic(TOPIC, "case"))
    await rig.called("createForumTopic")
    await asyncio.sleep(0.05)
    assert len(rig.waiting.effects) == 1
    rig.report_away = False
    await rig.done()
    assert len(rig.events) == 1
    assert len(await rig.topics()) == 1


async def test_many_lanes_at_once(rig: Rig) -> None:
    """Sixty people are written to side by side, each in order."""
    people = [await rig.another(f"P{n}", PersonId(f"p{n}")) for n in range(60)]
    for number in range(3):
        for _, place in people:
            rig.send(Say(place, f"s{number}"), person=place.person)
    await rig.done()
    for _, place in people:
        assert (await rig.texts(place.chat))[-3:] == ["s0", "s1", "s2"]


async def test_ids_and_texts_stay_out_of_the_log(
    rig: Rig, caplog: pytest.LogCaptureFixture
) -> None:
    """Whatever fails, the log of the outbox holds neither texts nor ids nor the token."""
    caplog.set_level(logging.DEBUG, logger="bot")
    await rig.stage.fault("*", kind="reset", times=1)
    await rig.stage.fault("*", code=403, description="Forbidden: canary", times=1)
    rig.send(Say(rig.anna, "canary"), Relay(rig.anna, MessageId(4711)))
    await rig.done()
    told = "".join(one.getMessage() for one in caplog.records if one.name.startswith("bot.outbox"))
    for secret in ("canary", str(rig.anna.chat), "4711", rig.bot.token, ANNA):
        assert secret not in told
