"""Roster: who has left the group of the experts. Their buttons do nothing any more, and everybody there hears of it.

A button under an old message can be pressed by who is no longer in the group. Who writes there is in it: Telegram lets
nobody else. What he wrote before he left counts, however late it is brought, and shows nothing of where he is now.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from bot.handoff import group_news

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bot.handoff.desk import Desk
    from bot.handoff.effects import Effect
    from bot.handoff.group_news import MemberMoved
    from bot.handoff.ids import ExpertId, UpdateId
    from bot.ports import Outbox, Outcome


class Leaving(Protocol):
    """What is needed of the store. Every method raises StoreAwayError when the store is away."""

    async def leavers(self, now: float) -> Mapping[ExpertId, float]:
        """Return who is out of the group, and since when (epoch seconds)."""
        ...

    async def left(self, expert: ExpertId, at: float) -> None:
        """Remember that somebody is out of the group."""
        ...

    async def is_back(self, expert: ExpertId) -> None:
        """Forget that somebody was out of the group."""
        ...

    async def emit(self, update: UpdateId | None, effects: Sequence[Effect], now: float) -> Outcome:
        """Write effects that belong to no person, and mark the update as seen."""
        ...


class Roster:
    """One per tenure. Every method but `outside` raises StoreAwayError when nothing was kept."""

    def __init__(
        self, store: Leaving, outbox: Outbox, desk: Desk, now: Callable[[], float]
    ) -> None:
        """`now` is the time in epoch seconds."""
        self._store = store
        self._outbox = outbox
        self._desk = desk
        self._now = now
        self._left: dict[ExpertId, float] = {}

    async def load(self) -> None:
        """Take in what the store keeps."""
        self._left = dict(await self._store.leavers(self._now()))

    def outside(self, expert: ExpertId) -> bool:
        """Tell whether somebody is known to be out of the group."""
        return expert in self._left

    async def moved(self, update: UpdateId, news: MemberMoved) -> None:
        """Take in that somebody came or left, and tell it in General, once."""
        if not news.inside:
            await self._store.left(news.expert, news.at)
            self._left[news.expert] = news.at
        elif self._left.get(news.expert, news.at) <= news.at:
            await self.here(news.expert)
        said = group_news.moved(news, self._desk)
        outcome = await self._store.emit(update, (said,), self._now())
        self._outbox.accept(outcome.envelopes)

    async def wrote(self, expert: ExpertId, at: float) -> None:
        """Take in that somebody wrote in the group at `at` (epoch seconds): what is brought late was before he left."""
        if self._left.get(expert, at) < at:
            await self.here(expert)

    async def here(self, expert: ExpertId) -> None:
        """Take in that somebody is in the group."""
        if expert in self._left:
            await self._store.is_back(expert)
            del self._left[expert]
