"""Opening: a topic is made once, also when nobody knows whether the first call made it.

Telegram has no idempotency key. So after a call of uncertain outcome the topic's service message is
waited for, which comes back as an update and is adopted by the service; only then it is tried again.
The wait counts from that call, also when its process has ended since: else a process that dies sooner than the wait
is over, again and again, never makes the topic. All that waited at Telegram must have been heard first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.handoff.effects import OpenTopic
from bot.handoff.events import TopicDelayed

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.outbox.alarms import Clock
    from bot.outbox.lanes import Attempt, Lane
    from bot.outbox.ledger import Ledger
    from bot.outbox.places import Places
    from bot.ports import Envelope


LOOK_AGAIN: Final = 0.1
"""Seconds after which it is looked again whether all that waited at Telegram was heard."""


class Opening:
    """Decides when `createForumTopic` may be called. Seconds throughout."""

    def __init__(
        self,
        *,
        places: Places,
        ledger: Ledger,
        clock: Clock,
        hold: float,
        delay: float,
        heard: Callable[[], bool],
    ) -> None:
        """`heard` tells whether all was settled that waited at Telegram when this process began to listen."""
        self._places = places
        self._ledger = ledger
        self._clock = clock
        self._hold = hold
        self._heard = heard
        self.delay = delay

    async def ready(
        self, lane: Lane, envelope: Envelope, effect: OpenTopic, attempt: Attempt
    ) -> float:
        """Return until when to wait before asking for the topic; 0 when it may be asked for now.

        Settles the effect when the topic is there already.
        """
        if await self._places.look_up(effect.to.code) is not None:
            await self._ledger.close(lane, envelope)
            return 0.0
        now = self._clock.now()
        if attempt.uncertain and not attempt.hold_until:
            attempt.hold_until = now + self._hold
        told_at = attempt.since + self.delay
        if now >= told_at:
            await self.tell_delay(envelope, effect, attempt)
        wait = max(attempt.not_before, self._held_until(attempt, now))
        if wait > now:
            return wait if attempt.told else min(wait, told_at)
        attempt.uncertain, attempt.hold_until, attempt.called = False, 0.0, None
        return 0.0

    def _held_until(self, attempt: Attempt, now: float) -> float:
        """Return until when the service message is waited for; 0 when there is nothing to wait for."""
        if attempt.called is None or not attempt.uncertain:
            return attempt.hold_until
        # A clock that was set back must not make the wait longer.
        over = min(attempt.called + self._hold, attempt.hold_until)
        if over > now or self._heard():
            return over
        return min(attempt.hold_until, now + LOOK_AGAIN)

    async def tell_delay(self, envelope: Envelope, effect: OpenTopic, attempt: Attempt) -> None:
        """Tell the service once that the topic can't be made right now."""
        if not attempt.told:
            attempt.told = True
            await self._ledger.mention(envelope, TopicDelayed(effect.to.code))
