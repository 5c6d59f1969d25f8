"""Budgets: the group is written into faster than Telegram allows, and Telegram never has to refuse anything."""

import asyncio
import re
from pathlib import Path
from typing import Any

from bot.emulator.actors import Expert, Person, Stage
from bot.text import bare
from tests.dialog.case import opened, taken
from tests.dialog.talk import RED
from tests.support.helpline import helpline, program

WITHIN = 60.0


def budgets(faster: int) -> dict[str, str]:
    """Telegram's budgets, so many times as fast."""
    return {
        "telegram__budgets__private_per_second": str(faster),
        "telegram__budgets__group_per_minute": "20",
        "telegram__budgets__group_window_seconds": str(60.0 / faster),
        "telegram__budgets__total_per_second": str(30 * faster),
    }


async def enforce(stage: Stage, faster: int) -> None:
    """Let the stand-in refuse what Telegram would refuse."""
    wish: dict[str, Any] = {
        "enforced": True,
        "private_per_second": faster,
        "group_per_minute": 20,
        "group_window": 60.0 / faster,
        "total_per_second": 30 * faster,
    }
    await stage.control.post("budgets", wish)


async def refused(stage: Stage) -> list[str]:
    """The methods of the calls that were one too many."""
    return [one["method"] for one in await stage.calls() if one["code"] == 429]


async def writes(anna: Person, count: int) -> None:
    """Let her write numbered texts, faster than they can go."""
    for number in range(count):
        await anna.writes(f"bericht nummer {number}.")


def numbers(eva: Expert, topic: Any) -> list[int]:
    """The numbers of the texts that a topic shows, in order."""
    texts = " ".join(one.text for one in eva.messages(topic))
    return [int(found) for found in re.findall(r"bericht nummer (\d+)\.", texts)]


async def test_a_kill_does_not_forget_what_was_spent(tmp_path: Path) -> None:
    """Killed twice while its window is spent, the bot is refused nothing; all arrives, in order."""
    async with program(tmp_path / "data", **budgets(20)) as (line, running):
        stage = line.stage
        await enforce(stage, 20)
        anna, eva = await stage.person("Anna"), await stage.expert("Eva")
        case = await opened(anna, eva)
        for start in range(3):
            for number in range(start * 12, start * 12 + 12):
                await anna.writes(f"bericht nummer {number}.")
            await asyncio.sleep(0.3)
            if start < 2:
                await running.kill()
                await running.start()
        await eva.sees(case.topic, "nummer 35.", within=WITHIN)
        await stage.settle()
        shown = numbers(eva, case.topic)
        assert list(dict.fromkeys(shown)) == list(range(36))
        assert await refused(stage) == []


async def test_danger_and_answers_pass_a_full_group(tmp_path: Path) -> None:
    """While the group is full an answer reaches its person and a danger case gets its topic, before what waits."""
    async with helpline(tmp_path / "data") as line:
        stage = line.stage
        anna, eva = await stage.person("Anna"), await stage.expert("Eva")
        bea = await stage.person("Bea")
        case = await taken(anna, eva)
        others = [await stage.person(f"Persoon {number}") for number in range(3)]
        topics = [case.topic, *[(await opened(one, eva)).topic for one in others]]
        await bea.starts()
        await bea.presses(bare("nl", "button.agree"))
        await bea.writes(RED["nl"])
        await enforce(stage, 5)
        for name, value in budgets(5).items():
            line.environ[f"HELPLINE_{name.upper()}"] = value
        await line.restart()
        await asyncio.gather(*(writes(one, 8) for one in (anna, *others)))
        assert sum(len(numbers(eva, topic)) for topic in topics) < 8 * len(topics)
        before = len(await stage.calls())
        await bea.presses(bare("nl", "button.now"))
        topic = await eva.topic(re.compile("^🔴"), within=WITHIN)
        await eva.replies(case.card, "Dat klinkt goed.")
        await anna.sees("Dat klinkt goed.", within=WITHIN)
        await eva.sees(topic, RED["nl"], within=WITHIN)
        await eva.sees(case.topic, "nummer 7.", within=WITHIN)
        await stage.settle()
        assert numbers(eva, case.topic) == list(range(8))
        made = [(one["method"], one["chat_id"], one["thread_id"]) for one in await stage.calls()]
        threads = [each.id for each in topics]
        waited = max(number for number, one in enumerate(made) if one[2] in threads)
        assert made.index(("createForumTopic", eva.group_id, None), before) < waited
        assert made.index(("copyMessage", anna.id, None), before) < waited
