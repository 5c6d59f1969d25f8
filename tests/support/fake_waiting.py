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
    from bot.handoff.message_map import Entry, Side


class FakeWaiting:
    """Fills the port `Waiting`. What a commit would write is written by `commit` and `threads`."""

    def __init__(self) -> None:
        self.effects: dict[EffectId, Envelope] = {}
        self.entries: dict[tuple[PersonId, Side, MessageId], Entry] = {}
        self.names: dict[tuple[PersonId, str], MessageId] = {}
        self.threads: dict[CaseCode, ThreadId] = {}
        self.finished: list[EffectId] = []
        self.away = False
        self.moved = asyncio.Event()
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

    async def begin(self, effect: EffectId) -> None:
        self._look()
        if effect in self.effects:
            self.effects[effect] = replace(self.effects[effect], attempted=True)

    async def finish(self, done: Finished) -> Sequence[Envelope]:
        self._look()
        if self.effects.pop(done.id, None) is None:
            return ()
        self.finished.append(done.id)
        if done.person is not None:
            for link in done.links:
                key = (done.person, link.side, link.id)
                known = self.entries.get(key)
                author = link.entry.author or (known.author if known else None)
                self.entries[key] = replace(link.entry, author=author)
            for name, message in done.named:
                self.names[done.person, name] = message
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

    async def named(self, person: PersonId, name: str) -> MessageId | None:
        self._look()
        return self.names.get((person, name))

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
