"""Merging: she writes faster than Telegram lets through, and the experts still read, answer and see it right."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.emulator.actors import Expert, Message, Person, Stage
from tests.dialog.case import Case, opened
from tests.dialog.talk import RED
from tests.support.helpline import Helpline, helpline, program

WINDOW = 4.0
"""Seconds of the group's window here: fifteen times as fast as Telegram's."""
ALLOWED = 12
WITHIN = 30.0
BUDGET = {
    "telegram__budgets__group_per_minute": str(ALLOWED),
    "telegram__budgets__group_window_seconds": str(WINDOW),
}


@pytest.fixture
async def line(tmp_path: Path) -> AsyncIterator[Helpline]:
    """A helpline that keeps to a budget of the group, on a stand-in that enforces it."""
    async with helpline(tmp_path / "data", **BUDGET) as running:
        await enforced(running.stage)
        yield running


async def enforced(stage: Stage) -> None:
    """Let the stand-in refuse what is over the group's budget."""
    await stage.control.post(
        "budgets",
        {
            "enforced": True,
            "private_per_second": 0,
            "group_per_minute": ALLOWED,
            "group_window": WINDOW,
            "total_per_second": 0,
        },
    )


async def merged(anna: Person, eva: Expert, case: Case, count: int = 12) -> Message:
    """Let her write so many texts at once; the merged message that the experts see with the last of them."""
    for number in range(count):
        await anna.writes(f"bericht nummer {number}.")
    return await eva.sees(case.topic, f"nummer {count - 1}.", within=WITHIN)


def hers(anna: Person, number: int) -> Message:
    """A text of hers, by its number."""
    return next(one for one in anna.messages() if one.text == f"bericht nummer {number}.")


async def nothing_refused(stage: Stage) -> None:
    """No call was one too many."""
    assert not [one for one in await stage.calls() if one["code"] == 429]


async def test_all_of_it_arrives_in_few_messages(stage: Stage, anna: Person, eva: Expert) -> None:
    """Twelve texts arrive in order, in a few messages with times; Telegram never has to refuse one."""
    case = await opened(anna, eva)
    last = await merged(anna, eva, case)
    shown = [one.text for one in eva.messages(case.topic) if "bericht nummer" in one.text]
    whole = "\n".join(shown)
    places = [whole.index(f"nummer {number}.") for number in range(12)]
    assert places == sorted(places)
    assert whole.count("bericht nummer") == 12
    assert len(shown) < 8
    hour, minute = last.text.split("\n", 1)[0].split(":")
    assert hour.isdecimal()
    assert len(minute) == 2
    assert last.entities[0]["type"] == "bold"
    await nothing_refused(stage)


async def test_an_answer_to_a_quoted_part(anna: Person, eva: Expert) -> None:
    """An expert who quotes a part of a merged message answers that part; without a quote the last one."""
    case = await opened(anna, eva)
    last = await merged(anna, eva, case)
    await eva.replies(last, "Vertel daar meer over", quote="nummer 10.")
    first = await anna.sees("Vertel daar meer over")
    assert first.reply_to == hers(anna, 10).id
    await eva.replies(last, "En dit ook")
    second = await anna.sees("En dit ook")
    assert second.reply_to == hers(anna, 11).id


async def test_quotes_both_ways(anna: Person, eva: Expert) -> None:
    """What is quoted of one of the texts is quoted where it stands in the merged message, and the other way round."""
    case = await opened(anna, eva)
    last = await merged(anna, eva, case)
    await anna.writes("Deze bedoel ik", reply_to=hers(anna, 11), quote="nummer")
    shown = await eva.sees(case.topic, "Deze bedoel ik", within=WITHIN)
    assert (shown.reply_to, shown.quote) == (last.id, "nummer")
    assert shown.quote_at == last.text.rindex("nummer")
    await eva.replies(last, "Deze dus?", quote="nummer 10.")
    back = await anna.sees("Deze dus?")
    assert (back.reply_to, back.quote) == (hers(anna, 10).id, "nummer 10.")


async def test_a_change_of_a_part_follows(anna: Person, eva: Expert) -> None:
    """A change of a text shows in the merged message, and leaves the other parts as they were."""
    case = await opened(anna, eva)
    last = await merged(anna, eva, case)
    await anna.edits(hers(anna, 10), "bericht nummer tien")
    await eva.sees(case.topic, "nummer tien", within=WITHIN)
    now = await eva.looks_again(last)
    assert "nummer tien" in now.text
    assert "nummer 11." in now.text
    assert "nummer 10." not in now.text


async def test_a_late_change_is_a_correction(
    anna: Person, eva: Expert, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the texts are no longer kept, a change comes as a marked correction below the merged message."""
    monkeypatch.setattr("bot.store.merged.KEPT_FOR", 1)
    case = await opened(anna, eva)
    last = await merged(anna, eva, case)
    await asyncio.sleep(1.1)
    await anna.edits(hers(anna, 10), "bericht nummer tien")
    found = await eva.sees(case.topic, "Verbetering van", within=WITHIN)
    assert found.text.endswith("\nbericht nummer tien")
    assert found.reply_to == last.id


async def test_danger_in_a_flood(stage: Stage, anna: Person, eva: Expert) -> None:
    """Danger in the midst of a flood is marked under the message in which it stands, and goes with what was before."""
    case = await opened(anna, eva)
    for number in range(8):
        await anna.writes(f"bericht nummer {number}.")
    await anna.writes(RED["nl"])
    mark = await eva.sees(case.topic, "herkend in dit bericht", within=WITHIN)
    marked = next(one for one in eva.messages(case.topic) if one.id == mark.reply_to)
    assert RED["nl"] in marked.text
    whole = "\n".join(one.text for one in eva.messages(case.topic))
    assert all(whole.index(f"nummer {number}.") < whole.index(RED["nl"]) for number in range(8))
    await nothing_refused(stage)


@pytest.mark.parametrize("when", ["before", "after"])
async def test_killed_in_the_middle_of_a_merged_call(when: str, tmp_path: Path) -> None:
    """Killed -9 while a merged message is on its way, the bot brings all of it: in order, and never nothing."""
    async with program(tmp_path / "data", **BUDGET) as (line, running):
        stage = line.stage
        anna, eva = await stage.person("Anna"), await stage.expert("Eva")
        case = await opened(anna, eva)
        await enforced(stage)
        hold = await stage.hold("sendMessage", when=when, chat_id=eva.group_id)
        for number in range(12):
            await anna.writes(f"bericht nummer {number}.")
        await stage.held(within=WITHIN)
        await running.kill()
        await stage.release(hold)
        await running.start()
        # What she writes now comes behind all that may come twice.
        await anna.writes("bericht nummer 12.")
        last = await eva.sees(case.topic, "nummer 12.", within=WITHIN)
        await stage.settle()
        whole = "\n".join(one.text for one in eva.messages(case.topic))
        firsts = [whole.index(f"nummer {number}.") for number in range(13)]
        lasts = [whole.rindex(f"nummer {number}.") for number in range(13)]
        assert firsts == sorted(firsts)
        assert lasts == sorted(lasts)
        answer = await eva.replies(last, "Dank je")
        await eva.sees_reaction(answer, "👌", within=WITHIN)
        assert (await anna.sees("Dank je")).reply_to == hers(anna, 12).id
        await nothing_refused(stage)
