"""The shell around `decide`: load, decide, commit. Its ports are what store and outbox fill."""

from __future__ import annotations

import secrets
from asyncio import Lock
from collections import deque
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol
from weakref import WeakValueDictionary

import msgspec
from msgspec import Struct

from bot.handoff import general
from bot.handoff.case import Case
from bot.handoff.decide import Context, decide
from bot.handoff.decision import Record
from bot.handoff.effects import Effect, OpenTopic, ToTopic, lane
from bot.handoff.events import (
    HISTORY,
    Edited,
    Event,
    ExpertEdited,
    ExpertPressed,
    ExpertWrote,
    Timer,
    TimerFired,
    TopicAppeared,
    TopicDelayed,
    TopicGone,
    TopicOpened,
    TopicShut,
    Wrote,
)
from bot.handoff.ids import (
    CODE_BYTES,
    CaseCode,
    ChatId,
    EffectId,
    ExpertId,
    MessageId,
    PersonId,
    ThreadId,
    UpdateId,
    UserId,
    case_code,
)
from bot.handoff.message_map import Entry, EntryKind, Link, Side
from bot.handoff.person import Person

if TYPE_CHECKING:
    from bot.handoff.decision import Decision, Toast
    from bot.handoff.desk import Desk
    from bot.handoff.knowledge import Knowledge


class StoreAwayError(Exception):
    """The store does not answer or refuses writes. Nothing was acknowledged; try again later."""


class Envelope(Struct, frozen=True):
    """An effect on its way: its place in the outbox, its lane, and whether an attempt was begun before a crash."""

    id: EffectId
    effect: Effect
    person: PersonId | None = None
    """Whose case it belongs to; None for lines in General."""
    attempted: bool = False


class Snapshot(Struct, frozen=True):
    """What the store knows of one person. `version` is 0 for somebody new, whose `person` is None."""

    version: int
    person: Person | None
    entries: Mapping[tuple[Side, MessageId], Entry]
    """The entries of the message map that were asked for and exist."""
    history: tuple[tuple[MessageId, EntryKind], ...] = ()
    """The newest delivered messages of her chat (hers and answers), oldest first; only when asked for."""


class TopicOwner(Struct, frozen=True):
    """Whose topic a thread is."""

    person: PersonId
    code: CaseCode


class Outcome(Struct, frozen=True):
    """How a commit ended. `envelopes` are the effects as they stand in the outbox now, in order."""

    status: str
    """`done`, `conflict` (the version moved on: load again) or `seen` (this update was committed before)."""
    envelopes: tuple[Envelope, ...] = ()


class Commit(Struct, frozen=True):
    """Everything one decision writes, at once or not at all."""

    person: Person
    version: int
    """The version that was loaded; 0 for somebody new."""
    update: UpdateId | None
    """The update this follows from; marked as seen. None for what comes from inside."""
    now: float
    effects: tuple[Effect, ...] = ()
    settled: tuple[EffectId, ...] = ()
    """Effects that are done with this commit and leave the outbox."""
    requeue: tuple[EffectId, ...] = ()
    """Effects that move behind `effects`, in this order (they get new ids)."""
    set_timers: tuple[tuple[Timer, float], ...] = ()
    cancel: tuple[Timer, ...] = ()
    links: tuple[Link, ...] = ()
    topics: tuple[tuple[CaseCode, ThreadId | None], ...] = ()
    """The thread of a case from now on; None when its topic is gone. A thread, once known, keeps its owner."""
    fired: tuple[Timer, float] | None = None
    """The timer this follows from and when it was due; a timer that was moved meanwhile is a conflict."""
    codes: tuple[CaseCode, ...] = ()
    """New case codes of this person."""
    archive: Case | None = None
    records: tuple[Record, ...] = ()
    count: tuple[str, ...] = ()


class Store(Protocol):
    """What the service needs of the store. Every method raises StoreAwayError when the store is away."""

    def person_id(self, user: UserId) -> PersonId:
        """Return the keyed hash of a Telegram user id."""
        ...

    def expert_id(self, user: UserId) -> ExpertId:
        """Return the keyed hash of an expert's Telegram user id."""
        ...

    async def load(
        self, person: PersonId, ask: Sequence[tuple[Side, MessageId]] = (), *, history: int = 0
    ) -> Snapshot:
        """Load a person and the asked-for entries of the message map, in one round trip.

        With `history`, also the ids of that many newest messages on her side that were delivered.
        """
        ...

    async def owner_of_topic(self, thread: ThreadId) -> TopicOwner | None:
        """Return whose topic a thread is."""
        ...

    async def owner_of_code(self, code: CaseCode) -> PersonId | None:
        """Return whose case a code is."""
        ...

    async def seen(self, update: UpdateId, now: float) -> bool:
        """Tell whether an update was committed before."""
        ...

    async def commit(self, commit: Commit) -> Outcome:
        """Write a commit: atomically, checked in full before the first write."""
        ...

    async def due(self, now: float, limit: int) -> Sequence[tuple[PersonId, Timer, float]]:
        """Return timers that are due at `now`, oldest first."""
        ...

    async def next_due(self) -> float | None:
        """Return when the next timer is due (epoch seconds)."""
        ...

    async def emit(self, update: UpdateId | None, effects: Sequence[Effect], now: float) -> Outcome:
        """Write effects that belong to no person (a line in General), and mark the update as seen."""
        ...


class Finished(Struct, frozen=True):
    """What one delivered effect leaves behind: written in the transaction that removes it."""

    id: EffectId
    person: PersonId | None
    links: tuple[Link, ...] = ()
    named: tuple[tuple[str, MessageId], ...] = ()
    follow: tuple[Effect, ...] = ()


class Waiting(Protocol):
    """What the outbox needs of the store. Every method raises StoreAwayError when the store is away."""

    async def waiting(self) -> Sequence[Envelope]:
        """Return every effect that waits, in order; read once, at start."""
        ...

    async def begin(self, effect: EffectId) -> None:
        """Note that a call whose repeat would hurt is about to start."""
        ...

    async def finish(self, done: Finished) -> Sequence[Envelope]:
        """Remove a delivered effect, write its links and names, append what follows; return the latter.

        Removing an effect that is already gone writes nothing and returns nothing.
        """
        ...

    async def thread_of(self, code: CaseCode) -> ThreadId | None:
        """Return the thread of a case, None while it has no topic."""
        ...

    async def counterpart(
        self, person: PersonId, side: Side, message: MessageId
    ) -> MessageId | None:
        """Return the message that stands on the other side for this one of `side`."""
        ...

    async def named(self, person: PersonId, name: str) -> MessageId | None:
        """Return the message that was sent under a name."""
        ...


Report = Callable[[PersonId, Event, EffectId], Awaitable[None]]
"""How the outbox tells the service of an outcome that changes a case. When it returns, the effect is settled
(or, after a rebuilt topic, requeued) and what follows has been accepted."""


class Outbox(Protocol):
    """What the service needs of the outbox."""

    def accept(self, envelopes: Sequence[Envelope]) -> None:
        """Take over committed effects, in order."""
        ...

    def pending(self, lane: str) -> tuple[EffectId, ...]:
        """Return the ids of effects that wait in a lane, in order."""
        ...

    def forget(self, ids: Sequence[EffectId]) -> None:
        """Let go of effects that a commit settled or requeued."""
        ...

    def topic_known(self, code: CaseCode) -> None:
        """Note that a commit changed the thread of a case: who waits for it looks again."""
        ...

    async def answer(self, toast: Toast) -> None:
        """Answer a pressed button; never raises, never repeats."""
        ...


RECENT_FOR = 10.0
"""Seconds for which texts of one person are looked at for danger as one. They live in memory only."""

ATTEMPTS = 8
"""How often a decision is made anew when the record moved on meanwhile."""


class Service:
    """Load, decide, commit; the same for what comes from Telegram, from timers and from the outbox.

    Events of one person are handled one after the other in this process; another process is held
    off by the version that each commit checks.
    """

    def __init__(
        self,
        store: Store,
        outbox: Outbox,
        desk: Desk,
        knowledge: Callable[[], Knowledge],
        now: Callable[[], float],
        timer_set: Callable[[float], None],
    ) -> None:
        """Wire the shell.

        `knowledge` returns the content of now, `now` the time (epoch seconds); `timer_set` is told of each
        timer that a commit set.
        """
        self._store = store
        self._outbox = outbox
        self._desk = desk
        self._knowledge = knowledge
        self._now = now
        self._timer_set = timer_set
        self._locks: WeakValueDictionary[PersonId, Lock] = WeakValueDictionary()
        self._recent: dict[PersonId, deque[tuple[float, str]]] = {}

    async def from_person(
        self, update: UpdateId | None, user: UserId, chat: ChatId, event: Event
    ) -> None:
        """Handle what a professional did in her private chat.

        Raises:
            StoreAwayError: nothing was committed.
        """
        person = self._store.person_id(user)
        newcomer = Person(person, chat, self._desk.language)
        await self._handle(person, event, update=update, newcomer=newcomer)

    async def from_group(
        self, update: UpdateId | None, thread: ThreadId | None, event: Event
    ) -> None:
        """Handle what happened in the expert group: in a topic, or in General (`thread` None).

        Raises:
            StoreAwayError: nothing was committed.
        """
        owner: TopicOwner | None = None
        if isinstance(event, TopicAppeared):
            person = await self._store.owner_of_code(event.code)
            owner = TopicOwner(person, event.code) if person is not None else None
        elif thread is not None:
            owner = await self._store.owner_of_topic(thread)
        if owner is not None:
            code = None if isinstance(event, TopicAppeared) else owner.code
            await self._handle(owner.person, event, update=update, code=code)
            return
        effects = general.answer(event, self._desk)
        outcome = await self._store.emit(update, effects, self._now())
        self._outbox.accept(outcome.envelopes)
        if isinstance(event, ExpertPressed):
            await self._outbox.answer(general.stale(event, self._desk))

    async def report(self, person: PersonId, event: Event, effect: EffectId) -> None:
        """Handle an outcome that changes a case; `effect` leaves the outbox, or moves behind what follows.

        A topic that is delayed goes on being tried: its effect stays where it is.
        """
        settles = None if isinstance(event, TopicDelayed) else effect
        await self._handle(person, event, effect=settles)

    async def fire(self, person: PersonId, timer: Timer, due: float) -> None:
        """Handle a timer that was due at `due` (epoch seconds); one that was moved meanwhile is passed over."""
        await self._handle(person, TimerFired(timer), fired=(timer, due))

    def person_id(self, user: UserId) -> PersonId:
        """Return the keyed hash of a professional's Telegram user id."""
        return self._store.person_id(user)

    def expert_id(self, user: UserId) -> ExpertId:
        """Return the keyed hash of an expert's Telegram user id."""
        return self._store.expert_id(user)

    # --- inside ---------------------------------------------------------------------------

    async def _handle(
        self,
        person_id: PersonId,
        event: Event,
        *,
        update: UpdateId | None = None,
        newcomer: Person | None = None,
        code: CaseCode | None = None,
        effect: EffectId | None = None,
        fired: tuple[Timer, float] | None = None,
    ) -> None:
        lock = self._locks.get(person_id)
        if lock is None:
            lock = self._locks[person_id] = Lock()
        async with lock:
            for _ in range(ATTEMPTS):
                now = self._now()
                snapshot = await self._store.load(
                    person_id, asked(event), history=HISTORY if isinstance(event, TopicGone) else 0
                )
                person = snapshot.person if snapshot.person is not None else newcomer
                if person is None:
                    raise LookupError("a topic or an effect belongs to nobody")
                if isinstance(event, TopicGone):
                    event = msgspec.structs.replace(event, history=snapshot.history)
                context = self._context(person_id, event, snapshot, code, now)
                if isinstance(event, TopicAppeared | TopicOpened):
                    known = await self._store.owner_of_topic(event.thread) is not None
                    context = msgspec.structs.replace(context, thread_known=known)
                decision = decide(person, event, context)
                behind = event.code if isinstance(event, TopicGone | TopicShut) else None
                commit = self._commit(
                    person, snapshot, decision, update, effect, fired, now, behind
                )
                outcome = await self._store.commit(commit)
                if outcome.status == "conflict" and fired is None and effect is None:
                    continue
                if outcome.status != "done":
                    # Seen before; or the timer was moved, or the effect settled, by somebody else.
                    return
                self._remember(person_id, event, now)
                self._outbox.forget((*commit.settled, *commit.requeue))
                self._outbox.accept(outcome.envelopes)
                for changed, _ in commit.topics:
                    self._outbox.topic_known(changed)
                for _, at in commit.set_timers:
                    self._timer_set(at)
                break
            else:
                raise StoreAwayError("a record is changed again and again by somebody else")
        if decision.toast is not None:
            await self._outbox.answer(decision.toast)

    def _context(
        self,
        person: PersonId,
        event: Event,
        snapshot: Snapshot,
        code: CaseCode | None,
        now: float,
    ) -> Context:
        entry = subject = None
        match event:
            case ExpertWrote(message=message) if message.reply_to is not None:
                entry = snapshot.entries.get((Side.TOPIC, message.reply_to))
            case Edited(message=message):
                subject = snapshot.entries.get((Side.PERSON, message.id))
            case ExpertEdited(message=message):
                subject = snapshot.entries.get((Side.TOPIC, message.id))
            case ExpertPressed():
                subject = next(iter(snapshot.entries.values()), None)
            case _:
                pass
        recent = tuple(text for at, text in self._recent.get(person, ()) if now - at <= RECENT_FOR)
        return Context(
            now=now,
            fresh=case_code(secrets.token_bytes(CODE_BYTES)),
            desk=self._desk,
            knowledge=self._knowledge(),
            entry=entry,
            subject=subject,
            recent=recent,
            code=code,
        )

    def _commit(
        self,
        before: Person,
        snapshot: Snapshot,
        decision: Decision,
        update: UpdateId | None,
        effect: EffectId | None,
        fired: tuple[Timer, float] | None,
        now: float,
        behind: CaseCode | None,
    ) -> Commit:
        after = decision.person
        settled: tuple[EffectId, ...] = ()
        requeue: tuple[EffectId, ...] = ()
        if effect is not None and decision.front and behind is not None:
            # What waits in the lane goes on behind what makes the topic good again.
            requeue = tuple(dict.fromkeys((effect, *self._outbox.pending(lane_of(behind)))))
        elif effect is not None:
            settled = (effect,)
        topics: tuple[tuple[CaseCode, ThreadId | None], ...] = decision.topics
        codes: tuple[CaseCode, ...] = ()
        if after.case is not None:
            known = before.case if before.case and before.case.code == after.case.code else None
            if known is None:
                codes = (after.case.code,)
            if after.case.topic != (known.topic if known else None):
                topics = (*topics, (after.case.code, after.case.topic))
        return Commit(
            person=after,
            version=snapshot.version,
            update=update,
            now=now,
            effects=decision.effects,
            settled=settled,
            requeue=requeue,
            set_timers=decision.set_timers,
            cancel=decision.cancel,
            links=decision.links,
            topics=topics,
            fired=fired,
            codes=codes,
            archive=decision.archive,
            records=decision.records,
            count=decision.count,
        )

    def _remember(self, person: PersonId, event: Event, now: float) -> None:
        """Keep a text of hers for a few seconds, in memory, so that a sign spread over two is seen."""
        if not isinstance(event, Wrote) or not event.message.text:
            return
        recent = self._recent.pop(person, None) or deque(maxlen=8)
        recent.append((now, event.message.text))
        self._recent[person] = recent
        # The oldest stand first, since each newcomer is put at the end.
        for known, texts in list(self._recent.items())[:2]:
            if now - texts[-1][0] > RECENT_FOR:
                del self._recent[known]


def lane_of(code: CaseCode) -> str:
    """Return the lane of a case's topic."""
    return lane(OpenTopic(ToTopic(code), ""))


def asked(event: Event) -> tuple[tuple[Side, MessageId], ...]:
    """Return which entries of the message map a decision about this event needs."""
    match event:
        case ExpertWrote(message=message) if message.reply_to is not None:
            return ((Side.TOPIC, message.reply_to),)
        case Edited(message=message):
            return ((Side.PERSON, message.id),)
        case ExpertEdited(message=message):
            return ((Side.TOPIC, message.id),)
        case ExpertPressed(data=data):
            _, _, argument = data.partition(":")
            number = argument.partition(":")[0]
            return ((Side.TOPIC, MessageId(int(number))),) if number.isdecimal() else ()
        case _:
            return ()
