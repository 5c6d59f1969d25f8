"""Herald: tells the experts in General how the content is: once what is wrong, once that it is live again.

What was told is remembered in the store, so neither a start nor another owner repeats it. Who tries things out in the
folder does not fill the group: after a few messages the next one waits, and then tells how it is by then.
"""

from __future__ import annotations

import hashlib
import logging
from collections import deque
from typing import TYPE_CHECKING, Final

from bot.content.condition import FetchTrouble
from bot.handoff import content_news
from bot.ports import StoreAwayError
from bot.text import text

if TYPE_CHECKING:
    from bot.clock import Clock
    from bot.content.condition import Condition
    from bot.content.shelf import Shelf
    from bot.faq.changes import Changes
    from bot.handoff.desk import Desk
    from bot.handoff.effects import Effect
    from bot.outbox.outbox import Outbox
    from bot.store.valkey_store import ValkeyStore
    from bot.text import Html

MOST: Final = 4
WITHIN: Final = 300.0
"""Seconds in which at most so many messages are written."""
AWAY_PAUSE: Final = 2.0

_SUBJECT: Final = "content"
_LIVE: Final = "live"
_TROUBLES: Final = {
    FetchTrouble.NO_GIT: "general.content_no_git",
    FetchTrouble.REFUSED: "general.content_refused",
    FetchTrouble.NO_BRANCH: "general.content_no_branch",
    FetchTrouble.NO_FOLDER: "general.content_no_folder",
    FetchTrouble.TOO_LARGE: "general.content_too_large",
    FetchTrouble.OTHER: "general.content_not_fetched",
}
"""What somebody has to mend. That the server is away for a while is no news: it comes back by itself."""

log = logging.getLogger(__name__)


class Herald:
    """One per tenure. Its task raises nothing of its own; cancelling it loses nothing."""

    def __init__(
        self,
        shelf: Shelf,
        store: ValkeyStore,
        outbox: Outbox,
        desk: Desk,
        clock: Clock,
        *,
        fetched: bool,
    ) -> None:
        """`fetched`: content comes from elsewhere, so the experts are told of each version that is live."""
        self._shelf = shelf
        self._store = store
        self._outbox = outbox
        self._desk = desk
        self._clock = clock
        self._fetched = fetched
        self._written: deque[float] = deque(maxlen=MOST)
        self._passed: Changes | None = None
        """What came with the version that was live when all was last well: it is not new once more."""

    async def run(self) -> None:
        """Tell for ever."""
        seen: Condition | None = None
        while True:
            condition = await self._shelf.changed(seen)
            try:
                seen = await self._tell(condition)
                if self._wrong(seen) is None:
                    self._passed = seen.changes
            except Exception as error:  # noqa: BLE001  a mistake must not end it in silence
                if not isinstance(error, StoreAwayError):
                    why = type(error).__name__
                    log.error("The experts can't be told of the content (%s).", why)  # noqa: TRY400  a traceback can hold texts
                await self._clock.sleep(AWAY_PAUSE)

    async def _tell(self, condition: Condition) -> Condition:
        """Tell how the content is; return what was told, which may be newer."""
        told = await self._store.told(_SUBJECT)
        if _state(condition) == told:
            return condition
        if self._news(condition, told) is not None and await self._wait():
            condition = self._shelf.condition
        state = _state(condition)
        if state == told:
            return condition
        news = self._news(condition, told)
        now = self._clock.now()
        if news is not None:
            self._written.append(now)
        effects = () if news is None else (news,)
        outcome = await self._store.emit(None, effects, now, told=(_SUBJECT, state))
        self._outbox.accept(outcome.envelopes)
        return condition

    def _news(self, condition: Condition, told: str) -> Effect | None:
        """What to write, when `told` was told before."""
        wrong = self._wrong(condition)
        was_wrong = bool(told) and not told.startswith(_LIVE)
        if wrong is not None:
            return (content_news.line_changed if was_wrong else content_news.line)(wrong)
        content = self._shelf.knowledge.content
        if was_wrong:
            new = condition.changes if condition.changes is not self._passed else None
            return content_news.said(content_news.mended(new, content, self._desk))
        if self._fetched and told and condition.commit:
            news = content_news.live(condition.changes, content, condition.commit, self._desk)
            return content_news.said(news)
        return None

    def _wrong(self, condition: Condition) -> Html | None:
        if condition.problems:
            return content_news.broken(condition.problems, self._desk)
        key = _TROUBLES.get(condition.trouble) if condition.trouble is not None else None
        return text(self._desk.language, key) if key is not None else None

    async def _wait(self) -> bool:
        """Wait for a turn to write; tell whether that took time."""
        if len(self._written) < MOST:
            return False
        left = self._written[0] + WITHIN - self._clock.now()
        if not 0 < left <= WITHIN:
            return False
        await self._clock.sleep(left)
        return True


def _state(condition: Condition) -> str:
    """What the experts should know, in a word that tells it from anything else."""
    if condition.problems:
        words = "\n".join(map(str, condition.problems))
        return f"broken {hashlib.sha256(words.encode()).hexdigest()[:16]}"
    if condition.trouble in _TROUBLES:
        return f"trouble {condition.trouble}"
    return f"{_LIVE} {condition.version}"
