"""Board: which answers and contacts are being checked right now, by what the store keeps and what the content says.

A flag stands until what it is about was changed or confirmed, and follows an entry to a new id. So content that is put live ends flags by itself; the
owner of the desk then takes them out of the store and tells the experts, in one write.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Final, Protocol

from msgspec.structs import replace

from bot.faq.checking import id_now, standing
from bot.handoff import general
from bot.handoff.flag import Flag, Lift
from bot.ports import StoreAwayError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bot.faq.content import Content
    from bot.handoff.desk import Desk
    from bot.handoff.effects import Effect
    from bot.handoff.flag import FlagChange
    from bot.handoff.ids import UpdateId
    from bot.ports import Outbox, Outcome

LOOK_EVERY: Final = 2.0
"""Real seconds between two looks: `helpline faq flags` may take a flag away meanwhile."""

log = logging.getLogger(__name__)


class Flagged(Protocol):
    """What is needed of the store. Its method raises StoreAwayError."""

    async def flags(self) -> Mapping[str, Flag]:
        """Return every flag, by the id of its entry or contact."""
        ...


class Lifting(Protocol):
    """What is needed of the store of the owner. Its method raises StoreAwayError."""

    async def emit(
        self,
        update: UpdateId | None,
        effects: Sequence[Effect],
        now: float,
        flags: Sequence[FlagChange] = (),
    ) -> Outcome:
        """Write effects that belong to no person, and flags."""
        ...


class Board:
    """Shows what is being checked; one per process.

    `follow` and `tidy` are awaited by the tasks that own them. Cancelling them loses nothing.
    """

    def __init__(self, store: Flagged, content: Callable[[], Content]) -> None:
        """`content` returns the content of now."""
        self._store = store
        self._content = content
        self._stored: dict[str, Flag] = {}
        self._changes = 0
        self._of = ""
        """The version of the content that `_standing` was made for."""
        self._standing: Mapping[str, Flag] = {}

    def flags(self) -> Mapping[str, Flag]:
        """Return what is being checked, by the id of its entry or contact."""
        content = self._content()
        if content.version != self._of:
            self._look(content)
        return self._standing

    def ids(self) -> frozenset[str]:
        """Return the ids of the entries and contacts that are being checked."""
        return frozenset(self.flags())

    def note(self, changes: Sequence[FlagChange]) -> None:
        """Take in flags that were committed."""
        self._changes += 1
        for change in changes:
            if isinstance(change, Flag):
                self._stored[change.id] = change
            elif change.flag in (None, self._stored.get(change.id)):
                self._stored.pop(change.id, None)
        self._look(self._content())

    async def load(self) -> None:
        """Take in what the store keeps. Raises StoreAwayError."""
        before = self._changes
        stored = await self._store.flags()
        if before == self._changes:  # else the newest of them may not have been there yet
            self._stored = dict(stored)
            self._look(self._content())

    async def follow(self) -> None:
        """Follow the store for ever. Raises nothing of its own."""
        while True:
            await asyncio.sleep(LOOK_EVERY)
            try:
                await self.load()
            except StoreAwayError:
                log.debug("The store is away: what is being checked stays as it was known.")
            except Exception as error:  # noqa: BLE001  a mistake must not end it in silence
                log.error("What is being checked can't be followed (%s).", type(error).__name__)  # noqa: TRY400  a traceback can hold texts

    async def tidy(
        self, store: Lifting, outbox: Outbox, desk: Desk, now: Callable[[], float]
    ) -> None:
        """Let go of flags that stand no longer, and tell the experts, for ever. For the owner of the desk.

        Raises nothing of its own. `store` writes for its tenure; `now` is the time in epoch seconds.
        """
        while True:
            try:
                await self._lift(store, outbox, desk, now())
            except StoreAwayError:
                log.debug("The store is away: flags that stand no longer go later.")
            except Exception as error:  # noqa: BLE001  a mistake must not end it in silence
                log.error("Flags can't be lifted (%s).", type(error).__name__)  # noqa: TRY400  a traceback can hold texts
            await asyncio.sleep(LOOK_EVERY)

    async def _lift(self, store: Lifting, outbox: Outbox, desk: Desk, now: float) -> None:
        content, standing_now = self._content(), self.flags()
        ids = {item: id_now(content, item) for item in self._stored}
        over = [item for item, now_called in ids.items() if now_called not in standing_now]
        moved = [item for item in ids if item not in over and ids[item] != item]
        if not over and not moved:
            return
        lines = general.checked(content, over, desk)
        changes: tuple[FlagChange, ...] = (
            *(standing_now[ids[item]] for item in moved),
            *(Lift(item, self._stored[item]) for item in (*over, *moved)),
        )
        outcome = await store.emit(None, lines, now, changes)
        outbox.accept(outcome.envelopes)
        self.note(changes)

    def _look(self, content: Content) -> None:
        kept = standing(content, {one.id: one.digest for one in self._stored.values()})
        found = (
            replace(flag, id=id_now(content, item))
            for item, flag in self._stored.items()
            if item in kept
        )
        self._standing = {flag.id: flag for flag in found}
        self._of = content.version
