"""Afterthought: what was relayed is looked at for likeness to danger, after it went on and beside the work."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot import afterthought
from bot.afterthought import WAITING, Afterthought
from bot.faq.danger import Level, Sign
from bot.faq.guess import Guess
from bot.handoff.events import Suspected
from bot.handoff.ids import MessageId, PersonId
from bot.ports import StoreAwayError
from tests.support.desks import knowledge

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from bot.handoff.events import Event
    from bot.handoff.knowledge import Knowledge

ANNA = PersonId("anna")


class Likeness:
    """Finds the word that a level is called by; notes all that it is asked about."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def look(self, text: str) -> Guess:
        """Guess at a text."""
        self.asked.append(text)
        if "fout" in text:
            raise ValueError
        level = next((one for one in (Level.AMBER, Level.ASK) if one.name in text), None)
        return Guess(None if level is None else Sign(level, "suicidaal"), calm=level is None)


class Rig:
    """An afterthought at work, and what it mentioned."""

    def __init__(self) -> None:
        self.likeness: Likeness | None = Likeness()
        self.mentioned: list[Event] = []
        self.away = 0
        self.looked = 0
        """How often it took up a text."""
        self._known = (
            knowledge()
        )  # the first one is read from disk: nothing waits for that with a limit
        self.afterthought = Afterthought(self._knowledge)

    def _knowledge(self) -> Knowledge:
        self.looked += 1
        return replace(self._known, likeness=self.likeness)

    async def mention(self, person: PersonId, event: Event) -> None:
        """Take in what is mentioned, unless the store is away."""
        assert person == ANNA
        if self.away:
            self.away -= 1
            raise StoreAwayError
        self.mentioned.append(event)

    async def until(self, done: Callable[[], bool]) -> None:
        """Wait until something is so."""
        async with asyncio.timeout(30):
            while not done():  # noqa: ASYNC110  the thread tells nobody
                await asyncio.sleep(0.005)


@asynccontextmanager
async def at_work(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Rig]:
    """An afterthought that rests for a moment only."""
    monkeypatch.setattr(afterthought, "PAUSE", 0.001)
    rig = Rig()
    task = asyncio.create_task(rig.afterthought.run(rig.mention))
    try:
        yield rig
    finally:
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task


async def test_what_is_like_danger_is_mentioned(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is as like danger as brings a screen is mentioned with its message and kind; what only raises the question is not."""
    async with at_work(monkeypatch) as rig:
        for number, text in enumerate(("gewoon", "AMBER zo", "ASK zo", "AMBER weer"), 1):
            rig.afterthought.went(ANNA, MessageId(number), text)
        await rig.until(lambda: len(rig.mentioned) > 1)
        assert rig.mentioned == [Suspected(MessageId(one), "suicidaal") for one in (2, 4)]


async def test_it_goes_on_after_a_fault(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A text that can't be judged and a store that is away end nothing; no text stands in the log."""
    async with at_work(monkeypatch) as rig:
        rig.away = 1
        for number, text in enumerate(("AMBER een", "fout twee", "AMBER drie"), 1):
            rig.afterthought.went(ANNA, MessageId(number), text)
        await rig.until(lambda: bool(rig.mentioned))
        assert rig.mentioned == [Suspected(MessageId(3), "suicidaal")]
    assert "twee" not in caplog.text


async def test_only_so_many_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """When more is written than can be looked at, the oldest messages go without; nothing is kept of them."""
    async with at_work(monkeypatch) as rig:
        for number in range(2 * WAITING):
            rig.afterthought.went(ANNA, MessageId(number), f"bericht {number}")
        likeness = rig.likeness
        assert likeness is not None
        await rig.until(lambda: len(likeness.asked) >= WAITING)
        assert likeness.asked == [f"bericht {one}" for one in range(WAITING, 2 * WAITING)]


async def test_nothing_is_learned_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Until likeness was learned nothing is mentioned, and nothing fails."""
    async with at_work(monkeypatch) as rig:
        rig.likeness = None
        rig.afterthought.went(ANNA, MessageId(1), "AMBER een")
        await rig.until(lambda: rig.looked > 0)
        rig.likeness = Likeness()
        rig.afterthought.went(ANNA, MessageId(2), "AMBER twee")
        await rig.until(lambda: bool(rig.mentioned))
        assert rig.mentioned == [Suspected(MessageId(2), "suicidaal")]
