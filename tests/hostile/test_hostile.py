"""Hostile: more than a thousand inputs of people who want what is not theirs, at a running helpline."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from bot.handoff import buttons
from bot.handoff.ids import case_code, find_code
from tests.dialog.case import taken
from tests.dialog.talk import kept_of
from tests.hostile.updates import Forger, Target
from tests.support.helpline import Helpline, helpline

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable
    from pathlib import Path

    from bot.emulator.actors import Expert, Person
    from tests.dialog.case import Case

Json = dict[str, Any]
SEED = 20
AT = 1_800_000_000


@dataclass
class Scene:
    """Two people with a case each, an expert who helps them, one who was removed, and an outsider."""

    line: Helpline
    anna: Person
    bram: Person
    eva: Expert
    cases: tuple[Case, Case]
    gerrit: Expert
    mallory: Person
    target: Target

    def forger(self, who: Person | Expert, seed: int = SEED) -> Forger:
        """Who makes updates in the name of somebody."""
        account = {"id": who.id, "is_bot": False, "first_name": "Mallory", "language_code": "nl"}
        return Forger(Random(seed), account, self.target, AT)

    async def brings(self, updates: Iterable[Json]) -> int:
        """Let updates come, and wait until all are settled; how many."""
        count = 0
        for update in updates:
            await self.line.stage.control.post("raw_update", update)
            count += 1
        await self.line.stage.settle(0.2, 60.0)
        return count

    def shown(self) -> list[list[Json]]:
        """What the two people and the topics of their cases show."""
        views = [self.anna.messages(), self.bram.messages()]
        views += [self.eva.messages(case.topic) for case in self.cases]
        return [[message.raw for message in view] for view in views]

    async def answers(self, after: int) -> dict[str, str]:
        """What was answered to pressed buttons since a call, by the id of the press."""
        found = await self.line.stage.control.get("calls", after=after, texts=1)
        return {
            call["arguments"]["callback_query_id"]: call["arguments"].get("text", "")
            for call in found["calls"]
            if call["method"].lower() == "answercallbackquery"
        }

    async def calls(self) -> int:
        """The number of the last call so far."""
        return int((await self.line.stage.control.get("calls"))["last"])

    async def to(self, chats: Iterable[int], after: int) -> list[Json]:
        """Which calls concerned these chats since a call."""
        found = await self.line.stage.calls(after=after)
        wanted = set(chats)
        return [call for call in found if call.get("chat_id") in wanted]


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Scene]:
    """A helpline in which two cases run."""
    async with helpline(tmp_path / "data") as line:
        stage = line.stage
        anna, bram = await stage.person("Anna"), await stage.person("Bram")
        eva, gerrit = await stage.expert("Eva"), await stage.expert("Gerrit")
        cases = (await taken(anna, eva), await taken(bram, eva))
        members = f"groups/{line.emulator.group_id}/members"
        await stage.control.post(members, {"user_id": gerrit.id, "status": "kicked"})
        mallory = await stage.person("Mallory")
        await mallory.starts()
        await stage.settle()
        codes = [find_code(case.topic.name) for case in cases]
        target = Target(
            group=line.emulator.group_id,
            codes=[code for code in codes if code is not None],
            threads=[case.topic.id for case in cases],
            messages=[number for case in cases for number in (case.card.id, case.question.id)],
        )
        assert len(target.codes) == 2
        yield Scene(line, anna, bram, eva, cases, gerrit, mallory, target)


async def test_more_than_a_thousand_inputs_change_nothing_of_others(scene: Scene) -> None:
    """After each kind of them the chats and topics of two cases show what they did; in the store they are the same."""
    kept = [await kept_of(scene.line, scene.anna), await kept_of(scene.line, scene.bram)]
    await scene.line.runner.start()
    await scene.line.stage.settle()
    before = scene.shown()
    outside, removed = scene.forger(scene.mallory), scene.forger(scene.gerrit, SEED + 1)
    kinds = {
        "buttons in her own chat": outside.presses(150),
        "chats of others": outside.replayed(100, [scene.anna.id, scene.bram.id]),
        "payloads": outside.payloads(100),
        "orders": outside.orders(150),
        "changes": outside.changes(100, [scene.anna.id, scene.bram.id]),
        "reactions in chats of others": outside.reactions(50, [scene.anna.id, scene.bram.id]),
        "answers to what others wrote": outside.replies(80, [scene.anna.id, scene.bram.id]),
        "disguised": outside.disguised(120),
        "orders of who was removed": removed.orders(50),
        "reactions of who was removed": removed.reactions(50, [scene.target.group]),
        "buttons of who was removed": removed.group_presses(150),
        "buttons in other groups": outside.group_presses(50, -1_009_000_000_001),
        "other groups": outside.elsewhere(50),
        "bots": outside.by_bots(50),
        "migrated": outside.migrated(50),
        "topics with a code": outside.topics(50),
        "damaged": outside.damaged(100),
        "oversized": outside.oversized(20),
    }
    total, after = 0, await scene.calls()
    for kind, updates in kinds.items():
        total += await scene.brings(updates)
        assert scene.shown() == before, kind
    assert total >= 1_000
    called = {call["chat_id"] for call in await scene.line.stage.calls(after=after)} - {None}
    assert called <= {scene.mallory.id, scene.gerrit.id, scene.target.group}
    assert len(scene.mallory.bot_messages()) > 100  # they did come in
    assert [await kept_of(scene.line, scene.anna), await kept_of(scene.line, scene.bram)] == kept


async def test_words_that_are_no_answer_reach_nobody(scene: Scene) -> None:
    """Whatever a member writes in General about a topic, or somebody as a channel, both people see nothing of it."""
    member = scene.forger(scene.eva, SEED + 2)
    after = await scene.calls()
    before = scene.shown()
    await scene.brings(member.in_general(60))
    assert scene.shown() == before
    await scene.brings(member.by_channels(40))
    assert scene.shown()[:2] == before[:2]
    assert await scene.to([scene.anna.id, scene.bram.id], after) == []


async def test_a_code_that_is_known_says_no_more_than_one_that_is_not(scene: Scene) -> None:
    """A button with the code of somebody's case is answered like one with a code that nobody has."""
    forger = scene.forger(scene.mallory)
    real, none = scene.target.codes[0], case_code(b"nobod")
    coded = (
        buttons.DONE,
        buttons.RATE,
        buttons.SENTENCE,
        buttons.AFTER,
        buttons.TAKE,
        buttons.CLOSE,
        buttons.REOPEN,
        buttons.ADMIT,
        buttons.BAR,
        buttons.UNBAR,
        buttons.HELD_ANSWER,
        buttons.SEND_NOTE,
    )
    presses = {
        (verb, code): forger.press(f"{verb}:{code}") for verb in coded for code in (real, none)
    }
    after = await scene.calls()
    await scene.brings(presses.values())
    answers = await scene.answers(after)
    for verb in coded:
        said = {answers[presses[verb, code]["callback_query"]["id"]] for code in (real, none)}
        assert len(said) == 1, verb


async def test_who_was_removed_gets_one_answer(scene: Scene) -> None:
    """Whichever button of a case an expert presses who is no member any more, he reads the same sentence."""
    forger = scene.forger(scene.gerrit)
    after = await scene.calls()
    presses = [
        each for each in forger.group_presses(100) if "from" in each["callback_query"]["message"]
    ]
    await scene.brings(presses)
    answers = await scene.answers(after)
    assert len(answers) == len(presses)
    assert len(set(answers.values())) == 1


async def test_the_same_inputs_of_who_may_change_something(scene: Scene) -> None:
    """What this suite compares does change when an expert presses such buttons, or she whose case it is."""
    before = scene.shown()
    await scene.brings(scene.forger(scene.eva).group_presses(150))
    changed = scene.shown()
    assert changed[2:] != before[2:]
    await scene.brings(scene.forger(scene.eva, SEED + 4).reactions(20, [scene.target.group]))
    reacted = scene.shown()
    assert reacted[:2] != changed[:2]
    await scene.brings(scene.forger(scene.anna).orders(30))
    assert scene.shown()[0] != reacted[0]


async def test_the_helpline_goes_on(scene: Scene) -> None:
    """After damaged updates a message of hers arrives in its topic, and an answer comes back."""
    await scene.brings(scene.forger(scene.mallory, SEED + 3).damaged(60))
    await scene.anna.writes("Dit is nog steeds mijn vraag aan jullie")
    copy = await scene.eva.sees(scene.cases[0].topic, "nog steeds mijn vraag")
    await scene.eva.replies(copy, "En wij zijn er nog steeds.")
    await scene.anna.sees("En wij zijn er nog steeds.")
