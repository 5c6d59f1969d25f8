"""Faults: whatever Telegram, the network or the store do, what was written arrives."""

import asyncio
import os
import re
import signal
from typing import Any

import pytest

from bot.emulator.actors import Expert, Message, Person, Stage
from tests.dialog.case import taken
from tests.support.helpline import Helpline

CALM = 0.4
"""Seconds in which something would have come that must not."""

BEFORE = [
    {"kind": "error", "code": 500, "description": "Internal Server Error"},
    {"kind": "http502html"},
    {"kind": "reset"},
    {"kind": "garbage"},
    {"kind": "error", "code": 429, "description": "Too Many Requests", "retry_after": 1},
]
"""Failures of a call that had no effect."""
NAMES = ["500", "502 page", "reset", "garbage", "429"]


def counted(messages: list[Message], text: str) -> int:
    """How often a text is shown."""
    return len([each for each in messages if each.text == text])


@pytest.mark.parametrize("fault", BEFORE, ids=NAMES)
async def test_a_call_that_failed_is_made_again(
    fault: dict[str, Any], anna: Person, eva: Expert, stage: Stage
) -> None:
    """After any failure without effect, both directions go on: once each, and in order."""
    case = await taken(anna, eva)
    await stage.settle(quiet=0.1)
    await stage.fault("copyMessage", times=2, **fault)
    await anna.writes("Van haar 1")
    await anna.writes("Van haar 2")
    answer = await eva.replies(case.card, "Van ons 1")
    await stage.settle(quiet=0.1)
    await stage.advance(10)
    await eva.sees(case.topic, "Van haar 2")
    await anna.sees("Van ons 1")
    await eva.sees_reaction(answer, "👌")
    # What had to wait for the group may come in one message.
    shown = "\n".join(each.text for each in eva.messages(case.topic))
    assert re.findall(r"Van haar \d", shown) == ["Van haar 1", "Van haar 2"]
    assert counted(anna.messages(), "Van ons 1") == 1


@pytest.mark.parametrize("kind", ["reset", "http502html"])
async def test_a_lost_answer_may_repeat_and_never_loses(
    kind: str, anna: Person, eva: Expert, stage: Stage
) -> None:
    """When Telegram's answer is lost after the effect, the message is there at least once, in its place."""
    case = await taken(anna, eva)
    await stage.settle(quiet=0.1)
    await stage.fault("copyMessage", kind=kind, when="after")
    await anna.writes("Van haar 1")
    await anna.writes("Van haar 2")
    await stage.settle(quiet=0.1)
    await stage.advance(10)
    await eva.sees(case.topic, "Van haar 2")
    await stage.settle()
    assert counted(eva.messages(case.topic), "Van haar 1") in (1, 2)
    assert counted(eva.messages(case.topic), "Van haar 2") == 1
    assert eva.messages(case.topic)[-1].text == "Van haar 2"


async def test_a_slow_group_does_not_hold_up_her_chat(
    anna: Person, eva: Expert, stage: Stage
) -> None:
    """While the expert group has to pause, she is still answered; afterwards the group has everything."""
    case = await taken(anna, eva)
    await stage.settle(quiet=0.1)
    await stage.fault(
        "copyMessage",
        chat_id=eva.group_id,
        code=429,
        description="Too Many Requests: retry after 30",
        retry_after=30,
    )
    await anna.writes("Dit wacht even")
    await stage.settle(quiet=0.1)
    await anna.writes("/112")
    await anna.sees("112")
    answer = await eva.replies(case.card, "Ik ben er")
    await anna.sees("Ik ben er")
    await eva.never_sees(case.topic, "Dit wacht even", for_seconds=CALM)
    await stage.advance(31)
    await eva.sees(case.topic, "Dit wacht even")
    await eva.sees_reaction(answer, "👌")


async def test_telegram_away_for_an_hour_loses_nothing(
    anna: Person, eva: Expert, stage: Stage
) -> None:
    """When no call works for an hour, everything arrives afterwards, in order, both ways."""
    case = await taken(anna, eva)
    await stage.settle(quiet=0.1)
    for method in ("copyMessage", "sendMessage", "setMessageReaction"):
        await stage.fault(method, kind="http502html", times=None)
    for number in range(1, 4):
        await anna.writes(f"Van haar {number}")
        await eva.replies(case.card, f"Van ons {number}")
    for _ in range(6):
        await stage.advance(600)
        await asyncio.sleep(0.05)
    await stage.no_faults()
    await stage.advance(60)
    await eva.sees(case.topic, "Van haar 3")
    await anna.sees("Van ons 3")
    hers = [each.text for each in eva.messages(case.topic) if each.text.startswith("Van haar")]
    ours = [each.text for each in anna.messages() if each.text.startswith("Van ons")]
    assert hers == ["Van haar 1", "Van haar 2", "Van haar 3"]
    assert ours == ["Van ons 1", "Van ons 2", "Van ons 3"]


@pytest.mark.parametrize("fault", BEFORE[:4], ids=NAMES[:4])
async def test_updates_that_cannot_be_fetched_are_fetched_later(
    fault: dict[str, Any], anna: Person, eva: Expert, stage: Stage
) -> None:
    """While asking for updates fails nothing is lost, and nothing comes twice."""
    case = await taken(anna, eva)
    await stage.fault("getUpdates", times=2, **fault)
    for number in range(1, 4):
        await anna.writes(f"Van haar {number}")
    await eva.sees(case.topic, "Van haar 3")
    await stage.settle()
    shown = [each.text for each in eva.messages(case.topic) if each.text.startswith("Van haar")]
    assert shown == ["Van haar 1", "Van haar 2", "Van haar 3"]


async def test_a_receipt_that_fails_does_not_repeat_the_answer(
    anna: Person, eva: Expert, stage: Stage
) -> None:
    """When only the reaction fails, the answer is not sent again, and the reaction comes later."""
    case = await taken(anna, eva)
    await stage.fault("setMessageReaction", code=500, description="Internal Server Error", times=2)
    answer = await eva.replies(case.card, "Eén keer")
    await anna.sees("Eén keer")
    await stage.settle(quiet=0.1)
    await stage.advance(10)
    await eva.sees_reaction(answer, "👌")
    assert counted(anna.messages(), "Eén keer") == 1


async def test_the_store_killed_comes_back_and_nothing_is_lost(
    anna: Person, eva: Expert, stage: Stage, line: Helpline
) -> None:
    """The embedded store is killed -9 in a conversation; it is started again, and all arrives once."""
    case = await taken(anna, eva)
    await stage.settle(quiet=0.1)
    for number in range(1, 4):
        await anna.writes(f"Van haar {number}")
    os.kill(store_of(line), signal.SIGKILL)
    for number in range(4, 7):
        await anna.writes(f"Van haar {number}")
    answer = await eva.replies(case.card, "Van ons")
    await anna.sees("Van ons", within=20)
    await eva.sees_reaction(answer, "👌", within=20)
    await eva.sees(case.topic, "Van haar 6", within=20)
    await stage.settle()
    shown = [each.text for each in eva.messages(case.topic) if each.text.startswith("Van haar")]
    assert list(dict.fromkeys(shown)) == [f"Van haar {number}" for number in range(1, 7)]
    assert len(shown) <= 7


async def test_a_button_pressed_while_the_store_is_away_counts_once(
    anna: Person, eva: Expert, stage: Stage, line: Helpline
) -> None:
    """A press during the outage is not lost: it is done when the store is back."""
    case = await taken(anna, eva)
    await stage.settle(quiet=0.1)
    os.kill(store_of(line), signal.SIGKILL)
    await eva.presses("Sluit de zaak", case.topic, answer_within=0)
    await anna.sees("is afgesloten", within=20)
    await eva.sees_topic(case.topic, closed=True, within=20)
    await stage.settle()
    assert len([each for each in anna.messages() if "is afgesloten" in each.text]) == 1


def store_of(line: Helpline) -> int:
    """The process id of the helpline's embedded store."""
    pidfile = next((line.data_dir / "store").glob("*.pid"))
    return int(pidfile.read_text())
