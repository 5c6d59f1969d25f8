"""Vigil: how long messages of people wait in their lanes, and who is to hear that it takes long.

It only sees and reports. What is said to whom, and how often, are rules of the core.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final, Protocol

from bot.handoff.effects import Amend, Pass, Relay, ToPerson, ToTopic
from bot.handoff.events import AnswerStalled, MessagesMoved, MessagesStalled, MessagesWait
from bot.outbox.receipt import of_hers
from bot.ports import StoreAwayError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bot.handoff.events import Event
    from bot.handoff.ids import CaseCode, EffectId, MessageId, PersonId
    from bot.outbox.alarms import Clock
    from bot.ports import Envelope

log = logging.getLogger(__name__)

LONG: Final = 60.0
"""Seconds after which a wait has to be told in words."""
LOOK_EVERY: Final = 1.0
"""Seconds between two looks; a wait is known as precisely as that."""
SETTLES: Final = 3.0
"""Seconds after a start in which what waited before goes at once if it can; until then nothing is said of it."""


class Listener(Protocol):
    """Who is told: the service. Both raise StoreAwayError when nothing was committed."""

    async def mention(self, person: PersonId, event: Event) -> None:
        """Take in something that leaves all effects where they are."""
        ...

    async def queue(self, waiting: int, oldest: float) -> None:
        """Take in how many messages wait for their topics, and for how long the oldest (seconds)."""
        ...


class Vigil:
    """Looks at what waits every few seconds. Owned, as a task of `run`, by who made it; `run` never raises."""

    def __init__(
        self,
        waiting: Callable[[], Iterable[Envelope]],
        listener: Listener,
        clock: Clock,
        *,
        sign_after: float = 3.0,
        waited: Callable[[EffectId], float] = lambda _: 0.0,
    ) -> None:
        """`waiting` returns what waits now, in all lanes; after `sign_after` seconds a sign says so.

        `waited` tells for how many seconds an effect of before the start has waited already.
        """
        self._sign_after = sign_after
        self._waited = waited
        self._begun: float | None = None
        """When the first look was."""
        self._waiting = waiting
        self._listener = listener
        self._clock = clock
        self._since: dict[EffectId, float] = {}
        self._told: dict[CaseCode, PersonId] = {}
        self._marked: set[EffectId] = set()
        """What a sign says of that it waits."""

    async def run(self) -> None:
        """Look, again and again."""
        while True:
            try:
                await self.look()
            except StoreAwayError:
                pass  # it is told at the next look
            except Exception as error:  # noqa: BLE001  a bug here must not end the helpline
                log.error("Looking at what waits failed with %s", type(error).__name__)  # noqa: TRY400  a traceback can hold texts
            await self._clock.sleep(LOOK_EVERY)

    async def look(self) -> None:
        """Look once at what waits, and tell what has to be told.

        Raises:
            StoreAwayError: the store is away; what was not told yet is told at the next look.
        """
        now = self._clock.now()
        first = self._begun is None
        # A clock that was set back does not make anything wait longer or shorter than it did.
        begun = self._begun = now if self._begun is None else min(now, self._begun)
        settled = now - begun >= SETTLES
        hers: dict[CaseCode, tuple[PersonId, float]] = {}
        answers: list[tuple[Envelope, Relay | Pass]] = []
        messages: dict[PersonId, list[tuple[MessageId, EffectId]]] = {}
        since: dict[EffectId, float] = {}
        count, oldest = 0, now
        for envelope in self._waiting():
            effect = envelope.effect
            if not isinstance(effect, Relay | Pass | Amend) or envelope.person is None:
                continue
            if isinstance(effect, Relay) and effect.again:
                continue
            new = now - self._waited(envelope.id) if first else now
            at = since[envelope.id] = min(now, self._since.get(envelope.id, new))
            # A sign is for what waits here: much that waited while nobody was there goes at once.
            here = now - max(at, begun)
            match effect.to:
                case ToTopic(code=code):
                    hers.setdefault(code, (envelope.person, at))
                    count, oldest = count + 1, min(oldest, at)
                    if self._is_new(envelope, here) and of_hers(effect) is not None:
                        waiting = effect.source, envelope.id
                        messages.setdefault(envelope.person, []).append(waiting)
                case ToPerson() if not isinstance(effect, Amend):
                    if self._is_new(envelope, here):
                        answers.append((envelope, effect))
                case _:
                    pass
        self._since = since
        self._marked.intersection_update(since)
        await self._mark_hers(messages)
        if settled:
            await self._tell_her(hers, now)
        await self._tell_experts(answers)
        if settled or not count:
            await self._listener.queue(count, now - oldest)

    async def _tell_her(self, hers: dict[CaseCode, tuple[PersonId, float]], now: float) -> None:
        for code, (person, at) in hers.items():
            long = now - at >= LONG and code not in self._told
            if long and await self._mention(person, MessagesStalled(code)):
                self._told[code] = person
        for code, person in list(self._told.items()):
            if code not in hers and await self._mention(person, MessagesMoved(code)):
                del self._told[code]

    def _is_new(self, envelope: Envelope, waited: float) -> bool:
        """Tell whether a sign has to say from now on that something waits; of an album the first part stands for it."""
        if waited < self._sign_after or envelope.id in self._marked:
            return False
        return not isinstance(envelope.effect, Relay) or envelope.effect.joins is None

    async def _mark_hers(self, messages: dict[PersonId, list[tuple[MessageId, EffectId]]]) -> None:
        for person, waiting in messages.items():
            if await self._mention(person, MessagesWait(tuple(waiting))):
                self._marked.update(effect for _, effect in waiting)

    async def _tell_experts(self, answers: list[tuple[Envelope, Relay | Pass]]) -> None:
        for envelope, effect in answers:
            if envelope.person is None:
                continue
            if await self._mention(envelope.person, AnswerStalled(effect.source, envelope.id)):
                self._marked.add(envelope.id)

    async def _mention(self, person: PersonId, event: Event) -> bool:
        """Tell of one case; False when that failed for a reason of its own, which the others do not suffer from."""
        try:
            await self._listener.mention(person, event)
        except StoreAwayError:
            raise
        except Exception as error:  # noqa: BLE001  as a record that can't be read
            log.error("Telling that something waits failed with %s", type(error).__name__)  # noqa: TRY400  a traceback can hold texts
            return False
        return True
