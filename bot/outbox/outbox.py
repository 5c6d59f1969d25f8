"""Outbox: carries out committed effects, in order within a lane, different lanes side by side."""

from __future__ import annotations

import asyncio
import logging
import random
from collections import Counter
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from telegram.error import TelegramError

from bot.handoff.albums import Part
from bot.handoff.effects import Amend, OpenTopic, Priority, Relay, TakeBack, lane
from bot.outbox.albums import Gathering, album_of
from bot.outbox.backoff import LONGEST_FOR_STORE, Backoff, Complaints
from bot.outbox.carrier import Carrier
from bot.outbox.doubts import Doubts
from bot.outbox.figures import Figures, Queue
from bot.outbox.gate import Gate
from bot.outbox.lanes import Kind, Lane, kind_of
from bot.outbox.ledger import Ledger
from bot.outbox.offering import present
from bot.outbox.opening import Opening
from bot.outbox.places import Places, Protection
from bot.outbox.signs import Signs
from bot.ports import StoreAwayError

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterator, Sequence
    from typing import Any

    from telegram import Bot

    from bot.handoff.decision import Toast
    from bot.handoff.ids import CaseCode, ChatId, EffectId, MessageId, PersonId
    from bot.handoff.inline import Offer
    from bot.outbox.alarms import Clock
    from bot.outbox.gate import Limits
    from bot.ports import Envelope, Licence, Report, Waiting

log = logging.getLogger(__name__)

TOAST_SECONDS: Final = 5.0
"""How long an answer to a button or an inline query may take: lost is better than late."""
A_MOMENT: Final = 1.0
"""Seconds for which a message waits whose change is being decided: it may have to stay."""
OFFERS_AT_ONCE: Final = 16
"""Inline queries that are answered at one moment. They come with each letter that anybody in Telegram types."""

RECORDED_SECONDS: Final = 1.0
"""How long what is on its way to a topic is waited for, when an expert seems to answer it already: others wait too."""
LONGEST_REST: Final = 60.0
"""Seconds after which a lane that rests looks again, whatever it waits for."""


class Outbox:
    """Fills the port `Outbox` of the service.

    A lane has a task while something waits in it, and none otherwise. Its task is cancelled only by
    `stop`, never raises, and never ends while its lane holds something.

    Args:
        bot: initialised, over `AiohttpRequest` so that failures can be judged.
        waiting: the store.
        group: the expert group.
        clock: time; `bot.clock` has one.
        hold_seconds: how long the service message of a topic of uncertain outcome is waited for.
        delay_seconds: after which a topic that can't be made is reported as delayed.
        limits: the budgets; without them only floods hold a chat back.
        heard: tells whether all was settled that waited at Telegram when this process began to listen; without it
            that is never known.
        licence: is asked before each call; without it every call may start.
        figures: counts what is done.
        album_seconds: how long the parts of an album wait for a further one, from the newest on.
        delivered: the sign under a message of hers that was shown to wait, once it is in its topic.
        protection: where what is relayed can't be forwarded or saved; without it that is nowhere.
        in_flight: how many calls may be under way at once.
        chance: numbers from 0 to 1, for the jitter of pauses.
    """

    def __init__(
        self,
        bot: Bot,
        waiting: Waiting,
        group: ChatId,
        clock: Clock,
        *,
        limits: Limits | None = None,
        licence: Licence | None = None,
        figures: Figures | None = None,
        hold_seconds: float = 20.0,
        heard: Callable[[], bool] | None = None,
        delay_seconds: float = 10.0,
        album_seconds: float = 0.6,
        delivered: str = "👌",
        protection: Protection | None = None,
        in_flight: int = 256,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._bot = bot
        self._waiting = waiting
        self._clock = clock
        self._delivered = delivered
        self._hold = hold_seconds
        self._delay = delay_seconds
        self._heard = heard or (lambda: False)
        self._places = Places(waiting, group, protection)
        self._licence = licence
        self._figures = figures
        self._gate = Gate(in_flight, clock, group, waiting, limits)
        self._gathering = Gathering(album_seconds, self._heard)
        self._backoff = Backoff(chance)
        self._complaints = Complaints(log)
        self._lanes: dict[str, Lane] = {}
        self._toasts: set[asyncio.Task[None]] = set()
        self._offers = 0
        self._doubts = Doubts()
        self._carrier: Carrier | None = None

    async def start(self, report: Report) -> None:
        """Take up what waits in the store, and begin.

        Raises:
            StoreAwayError: nothing was begun; call again.
        """
        waiting = await self._waiting.waiting()
        await self._gate.recall()
        early = [one for known in self._lanes.values() for one in known.waiting.values()]
        self._lanes.clear()
        signs = Signs(self._delivered, self._has)
        signs.recall(waiting)
        ledger = Ledger(
            waiting=self._waiting,
            report=report,
            accept=self.accept,
            clock=self._clock,
            backoff=self._backoff,
            complaints=self._complaints,
            signs=signs,
        )
        opening = Opening(
            places=self._places,
            ledger=ledger,
            clock=self._clock,
            hold=self._hold,
            delay=self._delay,
            heard=self._heard,
        )
        self._carrier = Carrier(
            bot=self._bot,
            waiting=self._waiting,
            places=self._places,
            ledger=ledger,
            opening=opening,
            gate=self._gate,
            gathering=self._gathering,
            clock=self._clock,
            backoff=self._backoff,
            complaints=self._complaints,
            signs=signs,
            doubts=self._doubts,
            licence=self._licence,
            figures=self._figures,
        )
        self._accept(waiting, early=True)
        self.accept(early)

    async def stop(self, timeout: float = 5.0) -> None:  # noqa: ASYNC109  the caller's grace, not a limit on waiting
        """Begin nothing more; let calls in flight end and be recorded, for at most `timeout` seconds."""
        self._carrier = None
        lanes = [one for place in self._lanes.values() for one in place.beside or (place,)]
        for one in lanes:
            if one.task is not None and not one.busy:
                one.task.cancel()
        tasks = [*self._toasts, *(one.task for one in lanes if one.task is not None)]
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=timeout)
            for task in late:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        self._gate.close()

    # --- the port -----------------------------------------------------------------------------

    def accept(self, envelopes: Sequence[Envelope]) -> None:
        """Take over committed effects, in order; one that is known already is passed over."""
        self._accept(envelopes)

    def _accept(self, envelopes: Sequence[Envelope], *, early: bool = False) -> None:
        for envelope in envelopes:
            effect = envelope.effect
            name = lane(effect)
            place = self._lanes.get(name)
            if place is None:
                place = self._lanes[name] = Lane(name)
            place.waiting.setdefault(envelope.id, envelope)
            if isinstance(effect, TakeBack):
                place.recalls += 1
            if place.deciding and (isinstance(effect, Amend) or effect.priority is Priority.DANGER):
                place.deciding = 0.0  # it was decided, or something may not wait for that
                place.wake.set()
            kind = kind_of(effect)
            one = place if kind is Kind.MAIN else place.beside_of(kind)
            if early:
                self._doubts.about(effect)
            if album := album_of(effect):
                self._gathering.arrived(place, album, self._clock.now(), early=early)
            elif place.arrivals:
                place.wake.set()  # an album that waits must not hold up what is more urgent
            if one.task is None:
                self._begin(one)
            elif one.ticket is not None:
                self._gate.lift(one)
            if isinstance(effect, OpenTopic):
                place.wake.set()

    def pending(self, lane: str) -> tuple[EffectId, ...]:
        """Return what waits in a lane, in order; not the effect that is on its way or being reported."""
        found = self._lanes.get(lane)
        return found.pending() if found is not None else ()

    def what_waits(self) -> Iterator[Envelope]:
        """Go through all that waits, in order within a lane; nothing may be accepted meanwhile."""
        return (one for known in self._lanes.values() for one in known.waiting.values())

    def _has(self, effect: EffectId) -> bool:
        return any(effect in known.waiting for known in self._lanes.values())

    def parts(self, album: str) -> tuple[Part, ...]:
        """Return the parts of an album that have not left, in order; they wait for a moment longer.

        Nothing when some of them are on their way: then it is too late to keep the album together.
        """
        for found in self._lanes.values():
            if album in found.arrivals:
                return self._gathering.parts(found, album, self._clock.now())
        return ()

    def unleft(self, person: PersonId, message: MessageId, *, hers: bool) -> Part | None:
        """Return a message of hers, or an answer to her, that has not left; it waits for a moment longer.

        Nothing when it is on its way: then it is too late to take it out.
        """
        for name, found in self._lanes.items():
            if name.startswith("t:") is not hers:
                continue
            for one in found.waiting.values():
                effect = one.effect
                if one.person != person or not isinstance(effect, Relay) or effect.again:
                    continue
                if effect.source == message:
                    if one.id in found.flying:
                        return None
                    found.deciding = self._clock.now() + A_MOMENT
                    return Part(one.id, effect)
        return None

    def hold(self) -> None:
        """Begin no call for a moment, until `go_on`: something that takes no longer is more urgent."""
        self._gate.hold()

    def go_on(self) -> None:
        """Begin what waited for the end of `hold`; without one nothing happens."""
        self._gate.go_on()

    def forget(self, ids: Sequence[EffectId]) -> None:
        """Let go of effects that a commit settled or requeued."""
        if not ids:
            return  # as after every message of hers, however many lanes there are
        for found in self._lanes.values():
            for one in ids:
                if found.waiting.pop(one, None) is not None:
                    found.deciding = 0.0
                    found.wake.set()

    def answer(self, toast: Toast) -> None:
        """Begin to answer a pressed button; nobody waits for it, and it is never repeated."""
        self._beside(self._answer(toast), "toast")

    def presents(self) -> bool:
        """Tell whether `present` would answer an inline query now: nobody need seek what nobody would see."""
        return self._offers < OFFERS_AT_ONCE

    def present(self, offer: Offer) -> None:
        """Begin to answer an inline query; nobody waits for it, and it is never repeated.

        While many are being answered this one is not: they must not take the connections that messages need.
        """
        if self.presents():
            self._offers += 1
            self._beside(self._present(offer), "offer")

    def _beside(self, work: Coroutine[Any, Any, None], name: str) -> None:
        task = asyncio.create_task(work, name=name)
        self._toasts.add(task)
        task.add_done_callback(self._toasts.discard)

    async def answered(self) -> None:
        """Wait until the answers to buttons and inline queries that are under way have ended."""
        await asyncio.gather(*self._toasts)

    async def _answer(self, toast: Toast) -> None:
        with suppress(TelegramError, TimeoutError):
            async with asyncio.timeout(TOAST_SECONDS):
                await self._bot.answer_callback_query(
                    toast.callback, toast.text or None, show_alert=toast.alert or None
                )

    async def _present(self, offer: Offer) -> None:
        try:
            with suppress(TelegramError, TimeoutError):
                async with asyncio.timeout(TOAST_SECONDS):
                    await present(self._bot, offer)
        finally:
            self._offers -= 1

    # --- beside it ----------------------------------------------------------------------------

    def topic_known(self, code: CaseCode) -> None:
        """Note that a commit changed the thread of a case: who waits for it looks again."""
        self._places.forget(code)
        found = self._lanes.get(f"t:{code}")
        if found is not None:
            found.wake.set()

    async def recorded(self, lane: str) -> None:
        """Wait, for a moment at most, until what is on its way to a lane now has arrived and is recorded."""
        found = self._lanes.get(lane)
        if found is None or not found.busy:
            return
        under_way = found.flying
        with suppress(TimeoutError):
            async with asyncio.timeout(RECORDED_SECONDS):
                while found.busy and found.flying == under_way:  # noqa: ASYNC110  seldom, and nobody need tell
                    await asyncio.sleep(0.01)

    def queue(self) -> Queue:
        """Return what waits now, what is on its way included."""
        lanes = [one.waiting for one in self._lanes.values() if one.waiting]
        heads = tuple(next(iter(waiting)) for waiting in lanes)
        urgencies = Counter(
            one.effect.priority.name.lower() for waiting in lanes for one in waiting.values()
        )
        return Queue(urgencies.total(), heads, dict(urgencies), self._gate.spent())

    # --- the lanes ----------------------------------------------------------------------------

    def _begin(self, one: Lane) -> None:
        """Start the task of a lane that has something to do and none yet."""
        if self._carrier is not None and one.task is None and one.head() is not None:
            one.task = asyncio.create_task(self._run(one, self._carrier), name="lane")

    async def _run(self, one: Lane, carrier: Carrier) -> None:
        """Empty a lane. Ends when nothing in it can be done yet, or after `stop`."""
        failures = 0
        while one.head() is not None and self._carrier is carrier:
            one.wake.clear()
            until: float | None
            try:
                until = await carrier.carry(one)
                failures = 0
            except StoreAwayError as error:
                failures += 1
                self._complaints.store(error, self._clock.now())
                until = self._clock.now() + self._backoff.pause(failures, LONGEST_FOR_STORE)
            except Exception as error:  # noqa: BLE001  one lane's bug must not end it in silence
                failures += 1
                log.error("A lane failed with %s", type(error).__name__)  # noqa: TRY400  a traceback can hold texts
                until = self._clock.now() + self._backoff.pause(failures)
            if until is None:
                self._stir(one)
            elif self._carrier is carrier:
                await self._rest(one, until)
        one.task = None
        self._stir(one)
        if not one.waiting and self._lanes.get(one.name) is one.place:
            del self._lanes[one.name]

    def _stir(self, one: Lane) -> None:
        """Let the other lanes of a place look: what they wait for may be done."""
        for other in one.beside:
            if other is not one:
                other.wake.set()
                self._begin(other)

    async def _rest(self, one: Lane, until: float) -> None:
        """Wait until a time, or until the lane is woken; for no longer than now seems to be left until then."""
        left = min(max(0.0, until - self._clock.now()), LONGEST_REST)
        sleeping = asyncio.ensure_future(self._clock.sleep(left))
        woken = asyncio.ensure_future(one.wake.wait())
        try:
            await asyncio.wait((sleeping, woken), return_when=asyncio.FIRST_COMPLETED)
        finally:
            sleeping.cancel()
            woken.cancel()
