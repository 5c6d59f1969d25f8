"""The ports: what the service asks of store and outbox, and what those two owe each other."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING, NewType, Protocol

from msgspec import Struct

from bot.handoff.audit import AuditLine
from bot.handoff.case import Case
from bot.handoff.decision import Draft, Record
from bot.handoff.effects import Effect
from bot.handoff.erasure import Ask, Erasure
from bot.handoff.events import Event, Timer
from bot.handoff.flag import FlagChange
from bot.handoff.ids import (
    CaseCode,
    EffectId,
    ExpertId,
    MessageId,
    PersonId,
    ThreadId,
    UpdateId,
    UserId,
)
from bot.handoff.known import Known
from bot.handoff.merged import Merged
from bot.handoff.message_map import OF_HERS, Entry, EntryKind, Link, Side
from bot.handoff.person import Person

if TYPE_CHECKING:
    from bot.handoff.albums import Part
    from bot.handoff.decision import Toast
    from bot.handoff.inline import Offer


class StoreAwayError(Exception):
    """The store does not answer or refuses writes. Nothing was acknowledged; try again later."""


class DamagedError(Exception):
    """Something stored can't be read any more. It stays where it is; trying again does not help."""


class FencedError(StoreAwayError):
    """Another process owns the desk: nothing was written, and nothing of this tenure ever will be."""


Epoch = NewType("Epoch", str)
"""Names the tenure of one owner of the desk among all there were and will be: a number, a space, the token of the
owner. Made by the store."""


class Lease(Protocol):
    """What is needed of the store to own the desk. Every method raises StoreAwayError when the store is away."""

    async def acquire(
        self, token: str, seconds: float, *, dead: Epoch | None = None, at_once: bool = False
    ) -> Epoch | None:
        """Become the owner for so many seconds; None while somebody else is.

        Asking again with the same `token` gives the same epoch. `dead` is an owner that has ended for certain:
        the lease is taken from it; with `at_once` from whoever holds it.
        """
        ...

    async def holder(self) -> Epoch | None:
        """Return the epoch of who owns the desk, None when nobody does."""
        ...

    async def renew(self, epoch: Epoch, seconds: float) -> bool:
        """Own the desk for so many seconds from now; False when a later epoch has begun."""
        ...

    async def release(self, epoch: Epoch) -> None:
        """Let somebody else take over at once."""
        ...


class Handed(Struct, frozen=True):
    """An update that another process handed over, and the entry of the inbox it stands in."""

    entry: str
    update: UpdateId
    body: bytes | None
    """As it came from Telegram; None when it can't be opened."""


class Inbox(Protocol):
    """What carries updates to the owner of the desk. Every method raises StoreAwayError when the store is away."""

    async def hand_over(self, update: UpdateId, body: bytes, now: float) -> bool:
        """Give an update, as it came, to the owner; False when it was settled before."""
        ...

    async def on_the_way(self, updates: Collection[UpdateId]) -> frozenset[UpdateId]:
        """Return which of these updates are not settled yet."""
        ...

    async def handed(self, after: str, seconds: float) -> Sequence[Handed]:
        """Return updates that were handed over behind `after` ("0": all), waiting so long for the first."""
        ...

    async def settled(self, done: Sequence[Handed]) -> None:
        """Take updates out of the inbox that are settled."""
        ...


class Licence(Protocol):
    """What is asked before each call to Telegram, and once more when its first byte is about to leave."""

    async def room(self) -> None:
        """Return when a call may start: all of its time fits in what is left of the lease.

        Raises:
            FencedError: it never will; somebody else owns the desk.
        """
        ...

    def holds(self) -> bool:
        """Tell whether a call that leaves at this moment ends before the lease can."""
        ...


class Envelope(Struct, frozen=True):
    """An effect on its way: its place in the outbox, its lane, and whether an attempt was begun before a crash."""

    id: EffectId
    effect: Effect
    person: PersonId | None = None
    """Whose case it belongs to; None for lines in General."""
    begun: float | None = None
    """When a call was begun whose outcome a crash left open (epoch seconds); None when there is none."""

    @property
    def attempted(self) -> bool:
        """Tell whether a call was begun before a crash."""
        return self.begun is not None


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
    also: tuple[UpdateId, ...] = ()
    """Updates behind `update` that were decided in the same go. When one of them all was committed before,
    nothing is written."""
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
    tally: tuple[tuple[str, int], ...] = ()
    flags: tuple[FlagChange, ...] = ()
    drafts: tuple[Draft, ...] = ()
    audit: tuple[AuditLine, ...] = ()
    erase_keys: str = ""
    """Which of her case keys are erased, so that nothing sealed under them can be read any more, in logs and backups
    too: `older` (all but the one that seals this commit), `all`, or a case code: those up to that case, but never the
    newest. What is sealed under them must go with this commit or be worth nothing."""
    erasure: Erasure | None = None
    """What leaves the store with this commit. When she goes altogether nothing of `person` is written, and the
    effects belong to nobody."""


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

    async def known(self, person: PersonId, user: UserId | None, ask: Ask) -> Known:
        """Return what there is about somebody besides her record, as far as it is needed for what is asked."""
        ...

    async def blocked_until(self, user: UserId, now: float) -> float:
        """Return until when somebody of whom nothing else is kept is blocked (epoch seconds); 0 when she isn't."""
        ...

    async def case_keys_lost_at(self) -> float:
        """Return when an operator last said that case keys were lost for good (epoch seconds); 0 for never."""
        ...

    async def persons_with(self, expert: ExpertId) -> Sequence[PersonId]:
        """Return whose records name an expert."""
        ...

    async def forget_expert(self, expert: ExpertId) -> None:
        """Take an expert out of everything but the records of persons."""
        ...

    async def owner_of_topic(self, thread: ThreadId) -> TopicOwner | None:
        """Return whose topic a thread is."""
        ...

    async def owner_of_code(self, code: CaseCode) -> PersonId | None:
        """Return whose case a code is."""
        ...

    async def thread_with(self, message: MessageId) -> ThreadId | None:
        """Return the topic in which a copy of a message of hers stands; None for any other message."""
        ...

    async def seen(self, update: UpdateId, now: float) -> bool:
        """Tell whether an update was committed before."""
        ...

    async def commit(self, commit: Commit) -> Outcome:
        """Write a commit: atomically, checked in full before the first write."""
        ...

    async def redeem(self, code: str, person: PersonId, now: float) -> str | None:
        """Let a person in with the code of an invitation; return who invited her, None when it lets nobody in.

        Doing so twice is harmless: she counts once.
        """
        ...

    async def let_go(
        self,
        person: PersonId,
        *,
        effect: EffectId | None = None,
        fired: tuple[Timer, float] | None = None,
    ) -> None:
        """Take away an effect or a timer of somebody who is no longer kept."""
        ...

    async def due(self, now: float, limit: int) -> Sequence[tuple[PersonId, Timer, float]]:
        """Return timers that are due at `now`, oldest first."""
        ...

    async def next_due(self) -> float | None:
        """Return when the next timer is due (epoch seconds)."""
        ...

    async def emit(
        self,
        update: UpdateId | None,
        effects: Sequence[Effect],
        now: float,
        flags: Sequence[FlagChange] = (),
        *,
        audit: Sequence[AuditLine] = (),
    ) -> Outcome:
        """Write effects that belong to no person (a line in General) and flags, and mark the update as seen."""
        ...


class Finished(Struct, frozen=True):
    """What one delivered effect leaves behind: written in the transaction that removes it."""

    id: EffectId
    person: PersonId | None
    links: tuple[Link, ...] = ()
    named: tuple[tuple[str, MessageId], ...] = ()
    follow: tuple[Effect, ...] = ()
    also: tuple[EffectId, ...] = ()
    """Effects that are done with it: the other parts of a merged message."""
    counted: tuple[tuple[str, int], ...] = ()
    """What is added to which counter."""
    merged: tuple[MessageId, Merged] | None = None
    """A merged message and what it holds now. Kept for two days from the first time, and no longer."""
    thread: ThreadId | None = None
    """The topic in which its copies of her messages stand, if it made some."""

    @property
    def copies(self) -> tuple[MessageId, ...]:
        """The copies of her messages that it made in its topic."""
        if self.thread is None:
            return ()
        return tuple(
            one.id for one in self.links if one.side is Side.TOPIC and one.entry.kind in OF_HERS
        )


class Spending(Protocol):
    """What the store keeps of the budget of the expert group. Both methods raise StoreAwayError."""

    async def spend(self, at: float, cost: int, window: float) -> None:
        """Note `cost` operations at `at` (epoch seconds), for at least `window` seconds and a minute more."""
        ...

    async def spent(self, since: float) -> Sequence[tuple[float, int]]:
        """Return when how many operations were spent since then, oldest first."""
        ...


class Waiting(Spending, Protocol):
    """What the outbox needs of the store. Every method raises StoreAwayError when the store is away."""

    async def waiting(self) -> Sequence[Envelope]:
        """Return every effect that waits, in order; read once, at start."""
        ...

    async def begin(self, effect: EffectId, now: float) -> None:
        """Note that a call whose repeat would hurt is about to start, at `now` (epoch seconds)."""
        ...

    async def finish(self, done: Finished) -> Sequence[Envelope]:
        """Remove a delivered effect (and those done with it), write its links and names, append what follows.

        Returns the latter. Removing an effect that is already gone writes nothing and returns nothing.
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

    async def entry(self, person: PersonId, side: Side, message: MessageId) -> Entry | None:
        """Return what is known of a message."""
        ...

    async def merged(self, person: PersonId, message: MessageId) -> Merged | None:
        """Return what a merged message in the topic holds; None when that is no longer kept."""
        ...

    async def named(self, person: PersonId | None, name: str) -> MessageId | None:
        """Return the message that was sent under a name; None owns those in General."""
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

    def parts(self, album: str) -> tuple[Part, ...]:
        """Return the parts of an album that have not left, in order; they wait for a moment longer."""
        ...

    def unleft(self, person: PersonId, message: MessageId, *, hers: bool) -> Part | None:
        """Return a message of hers, or an answer to her, that has not left; it waits for a moment longer."""
        ...

    def forget(self, ids: Sequence[EffectId]) -> None:
        """Let go of effects that a commit settled or requeued."""
        ...

    def topic_known(self, code: CaseCode) -> None:
        """Note that a commit changed the thread of a case: who waits for it looks again."""
        ...

    async def recorded(self, lane: str) -> None:
        """Wait, for a moment at most, until what is on its way to a lane now has arrived and is recorded."""
        ...

    def answer(self, toast: Toast) -> None:
        """Begin to answer a pressed button; nobody waits for it, and it is never repeated."""
        ...

    def presents(self) -> bool:
        """Tell whether an answer to an inline query would leave now, or so many do that it would not."""
        ...

    def present(self, offer: Offer) -> None:
        """Begin to answer an inline query; nobody waits for it, and it is never repeated."""
        ...
