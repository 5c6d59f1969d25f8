"""FakeWaiting: the store as the outbox sees it, in memory, with a switch that takes it away."""

from __future__ import annotations

import asyncio
from itertools import count
from typing import TYPE_CHECKING

from msgspec.structs import replace

from bot.handoff.ids import EffectId
from bot.ports import Envelope, Finished, StoreAwayError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.handoff.effects import Effect
    from bot.handoff.ids import CaseCode, MessageId, PersonId, ThreadId
    from bot.handoff.merged import Merged
    from bot.handoff.message_map import Entry, Side


class FakeWaiting:
    """Fills the port `Waiting`. What a commit would write is written by `commit` and `threads`."""

    def __init__(self) -> None:
        self.effects: dict[EffectId, Envelope] = {}
        self.entries: dict[tuple[PersonId, Side, MessageId], Entry] = {}
        self.names: dict[tuple[PersonId | None, str], MessageId] = {}
        self.texts: dict[tuple[PersonId, MessageId], Merged] = {}
        """What merged messages hold; a test that takes one away lets it expire."""
        self.threads: dict[CaseCode, ThreadId] = {}
        self.finished: list[EffectId] = []
        self.away = False
        self.moved = asyncio.Event()
        self.spendings: list[tuple[float, int]] = []
        self._numbers = count(1)

    def commit(
        self,
        *effects: Effect,
        person: PersonId | None,
        settled: Sequence[EffectId] = (),
        requeue: Sequence[EffectId] = (),
    ) -> tuple[Envelope, ...]:
        """Write effects as a commit does: the settled leave, the requeued move behind the new ones."""
        assert len(set(requeue)) == len(requeue), "an effect would move twice"
        again = [self.effects[one].effect for one in requeue if one in self.effects]
        for one in (*settled, *requeue):
            self.effects.pop(one, None)
        return self._append((*effects, *again), person)

    async def waiting(self) -> Sequence[Envelope]:
        self._look()
        return tuple(self.effects.values())

    async def begin(self, effect: EffectId, now: float) -> None:
        self._look()
        if effect in self.effects:
            self.effects[effect] = replace(self.effects[effect], begun=now)

    async def finish(self, done: Finished) -> Sequence[Envelope]:
        self._look()
        known = [self.effects.pop(one, None) for one in (done.id, *done.also)]
        if not any(known):
            return ()
        self.finished.extend((done.id, *done.also))
        if done.person is not None:
            for link in done.links:
                key = (done.person, link.side, link.id)
                before = self.entries.get(key)
                author = link.entry.author or (before.author if before else None)
                self.entries[key] = replace(link.entry, author=author)
            if done.merged is not None:
                message, merged = done.merged
                self.texts[done.person, message] = merged
        for name, named in done.named:
            self.names[done.person, name] = named
        follow = self._append(done.follow, done.person)
        self._tell()
        return follow

    async def thread_of(self, code: CaseCode) -> ThreadId | None:
        self._look()
        return self.threads.get(code)

    async def counterpart(
        self, person: PersonId, side: Side, message: MessageId
    ) -> MessageId | None:
        self._look()
        entry = self.entries.get((person, side, message))
        return entry.other if entry else None

    async def entry(self, person: PersonId, side: Side, message: MessageId) -> Entry | None:
        self._look()
        return self.entries.get((person, side, message))

    async def merged(self, person: PersonId, message: MessageId) -> Merged | None:
        self._look()
        return self.texts.get((person, message))

    async def named(self, person: PersonId | None, name: str) -> MessageId | None:
        self._look()
        return self.names.get((person, name))

    async def spend(self, at: float, cost: int, window: float) -> None:
        del window
        self._look()
        self.spendings.append((at, cost))

    async def spent(self, since: float) -> Sequence[tuple[float, int]]:
        self._look()
        return [one for one in self.spendings if one[0] >= since]

    async def empty(self, within: float = 10.0) -> None:
        """Wait until nothing waits any more."""
        async with asyncio.timeout(within):
            while self.effects:
                self.moved.clear()
                await self.moved.wait()

    def _append(self, effects: Sequence[Effect], person: PersonId | None) -> tuple[Envelope, ...]:
        made = []
        for effect in effects:
            envelope = Envelope(EffectId(f"{next(self._numbers):06}"), effect, person)
            self.effects[envelope.id] = envelope
            made.append(envelope)
        self._tell()
        return tuple(made)

    def _look(self) -> None:
        if self.away:
            raise StoreAwayError("the store is away")

    def _tell(self) -> None:
        self.moved.set()
