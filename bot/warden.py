"""Warden: looks now and then whether the experts' group is still closed to others, and warns in General while it is not.

Telegram tells of few of these changes by itself, so the group is looked at each hour too. What was told is remembered in
the store: neither a start nor another owner repeats it.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Final

from bot.handlers.inspection import dangers_of_group
from bot.handoff import group_news
from bot.handoff.group_news import GroupDanger
from bot.ports import StoreAwayError

if TYPE_CHECKING:
    from collections.abc import Callable

    from telegram import Bot

    from bot.clock import Clock
    from bot.handoff.desk import Desk
    from bot.outbox.outbox import Outbox
    from bot.store.valkey_store import ValkeyStore

LOOK_EVERY: Final = 3600.0
"""Seconds between two looks when nothing happens."""
GATHER: Final = 1.0
"""Seconds for which more is waited for after something happened in the group: who comes seldom comes alone."""
AWAY_PAUSE: Final = 30.0
"""Seconds before another look, when Telegram or the store gave no answer."""

_SUBJECT: Final = "group"
_SAFE: Final = "safe"
UNSAFE: Final = (
    "The expert group is public, shows its history, or deletes by itself; see `helpline check`."
)

log = logging.getLogger(__name__)


class Warden:
    """One per tenure. Its task raises nothing of its own; cancelling it loses nothing."""

    def __init__(
        self,
        bot: Bot,
        group: int,
        store: ValkeyStore,
        outbox: Outbox,
        desk: Desk,
        clock: Clock,
        wrong: Callable[[str], None],
        *,
        visible_history: bool,
    ) -> None:
        """`wrong` is told what is wrong with the group, in a sentence; empty when nothing is.

        `visible_history`: that new members see what was written before is taken as it is.
        """
        self._bot = bot
        self._group = group
        self._store = store
        self._outbox = outbox
        self._desk = desk
        self._clock = clock
        self._wrong = wrong
        self._visible_history = visible_history
        self._changed = asyncio.Event()

    def changed(self) -> None:
        """Note that something in the group may have changed: it is looked at soon."""
        self._changed.set()

    async def run(self) -> None:
        """Look after it for ever."""
        while True:
            self._changed.clear()
            try:
                looked = await self._look()
            except Exception as error:  # noqa: BLE001  a mistake must not end it in silence
                looked = False
                if not isinstance(error, StoreAwayError):
                    log.error("The group can't be looked after (%s).", type(error).__name__)  # noqa: TRY400  a traceback can hold texts
            await self._wait(LOOK_EVERY if looked else AWAY_PAUSE)

    async def _wait(self, seconds: float) -> None:
        """Wait so long, or until something happens in the group and a moment more."""
        sleeping = asyncio.ensure_future(self._clock.sleep(seconds))
        changing = asyncio.ensure_future(self._changed.wait())
        try:
            await asyncio.wait((sleeping, changing), return_when=asyncio.FIRST_COMPLETED)
            if changing.done():
                await self._clock.sleep(GATHER)
        finally:
            sleeping.cancel()
            changing.cancel()
            await asyncio.gather(sleeping, changing, return_exceptions=True)

    async def _look(self) -> bool:
        """Look once, and tell what is new; False when Telegram gave no answer."""
        dangers = await dangers_of_group(self._bot, self._group)
        if dangers is None:
            return False
        if self._visible_history:
            dangers -= {GroupDanger.HISTORY}
        self._wrong(UNSAFE if dangers else "")
        state = " ".join(sorted(dangers)) or _SAFE
        told = await self._store.told(_SUBJECT) or _SAFE
        if state == told:
            return True
        news = (
            group_news.unsafe(dangers, self._desk, again=told != _SAFE)
            if dangers
            else group_news.safe_again(self._desk)
        )
        now = self._clock.now()
        outcome = await self._store.emit(None, (news,), now, told=(_SUBJECT, state))
        self._outbox.accept(outcome.envelopes)
        return True
