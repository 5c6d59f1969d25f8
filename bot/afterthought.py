"""Afterthought: whether what was relayed in an open case is like danger, looked at beside the work and after it.

The patterns look at every message before it goes on. Likeness takes some milliseconds, so it comes when the message is on
its way already, in a thread, and only a few times in a second: when much is written, the oldest messages go without it.
It is a guess, kept nowhere until it is told: a process that ends forgets what it had not looked at.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from typing import TYPE_CHECKING, Final

from bot.faq.guess import by_both
from bot.handoff.events import Suspected
from bot.handoff.watch import is_danger
from bot.ports import StoreAwayError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.handoff.events import Event
    from bot.handoff.ids import MessageId, PersonId
    from bot.handoff.knowledge import Knowledge

WAITING: Final = 32
"""Messages that wait for it at most; of more the oldest go without."""
PAUSE: Final = 0.1
"""Real seconds between two messages: it takes about a hundredth of one core, however much is written."""

log = logging.getLogger(__name__)


class Afterthought:
    """One per tenure. `run` is awaited by the task that owns it; cancelling it loses nothing that was decided."""

    def __init__(self, knowledge: Callable[[], Knowledge]) -> None:
        """`knowledge` returns the content of now."""
        self._knowledge = knowledge
        self._waiting: deque[tuple[PersonId, MessageId, str]] = deque(maxlen=WAITING)
        self._came = asyncio.Event()

    def went(self, person: PersonId, message: MessageId, text: str) -> None:
        """Note that this text of hers was relayed. It is in no hurry."""
        self._waiting.append((person, message, text))
        self._came.set()

    async def run(self, mention: Callable[[PersonId, Event], Awaitable[None]]) -> None:
        """Look at what was relayed, for ever, and mention what is like danger. Raises nothing of its own."""
        while True:
            await self._came.wait()
            person, message, text = self._waiting.popleft()
            if not self._waiting:
                self._came.clear()
            try:
                category = await self._category(text)
                if category is not None:
                    await mention(person, Suspected(message, category))
            except StoreAwayError:
                log.debug("The store is away: what a message is like is not told.")
            except Exception as error:  # noqa: BLE001  a mistake must not end it in silence
                log.error("What a message is like can't be told (%s).", type(error).__name__)  # noqa: TRY400  a traceback can hold texts
            await asyncio.sleep(PAUSE)

    async def _category(self, text: str) -> str | None:
        """Return the kind of danger that a text is like, None when it is like none or nothing was learned yet."""
        knowledge = self._knowledge()
        if knowledge.likeness is None:
            return None
        guess = await asyncio.to_thread(knowledge.likeness.look, text)
        sign = by_both(knowledge.watch.look(text), guess)
        return sign.category if sign is not None and is_danger(sign) else None
