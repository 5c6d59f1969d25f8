"""The shell around `decide`: load, decide, commit. Its ports are in `bot.ports`."""

from __future__ import annotations

import secrets
from asyncio import Lock
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

import msgspec

from bot.circumstances import asked, entries_for
from bot.committing import commit_of
from bot.handoff import (
    access,
    admission,
    blocking,
    forgetting,
    general,
    inline,
    inviting,
    queue_line,
    retention,
    rights,
)
from bot.handoff.admission import Invitation
from bot.handoff.decide import Context, decide
from bot.handoff.decision import Draft
from bot.handoff.effects import OpenTopic, Priority, Relay, Say, ToPerson, ToTopic, lane
from bot.handoff.erasure import Ask
from bot.handoff.events import (
    HISTORY,
    Edited,
    Event,
    ExpertEdited,
    ExpertPressed,
    ExpertReacted,
    ExpertWrote,
    Reacted,
    Timer,
    TimerFired,
    TopicAppeared,
    TopicDelayed,
    TopicGone,
    TopicOpened,
    TopicShut,
    Wrote,
)
from bot.handoff.flag import Flag, FlagChange
from bot.handoff.flagging import Books
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
from bot.handoff.person import Person
from bot.handoff.queue_line import QueueLine
from bot.pace import Pace
from bot.ports import Commit, StoreAwayError, TopicOwner
from bot.recent import Recent
from bot.row import joined
from bot.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.handoff.albums import Part
    from bot.handoff.decision import Decision
    from bot.handoff.desk import Desk
    from bot.handoff.erasure import Erasure
    from bot.handoff.inline import Seeking
    from bot.handoff.knowledge import Knowledge
    from bot.ports import Outbox, Outcome, Snapshot, Store


Noted = Callable[[Sequence[FlagChange], Sequence[Draft]], None]
"""Is told which flags and drafts were committed."""


def _nobody(flags: Sequence[FlagChange], drafts: Sequence[Draft]) -> None:
    """Listen to nothing."""


Relayed = Callable[[PersonId, MessageId, str], None]
"""Is told of each text of hers that goes to the experts, and in which nothing was seen that is danger."""


def _goes_on(person: PersonId, message: MessageId, text: str) -> None:
    """Do nothing."""


_ABOUT_ANSWERS = frozenset({"answered", "helped", "not_helped", "sent"})
"""Counters that are kept for each answer."""

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
        *,
        flags: Callable[[], Mapping[str, Flag]] = dict,
        noted: Noted = _nobody,
        happened: Tally | None = None,
        relayed: Relayed = _goes_on,
    ) -> None:
        """Wire the shell.

        `knowledge` returns the content of now, `now` the time (epoch seconds); `timer_set` is told of each
        timer that a commit set. `flags` returns what is being checked, by id; `noted` is told of the flags and
        drafts of each commit that has some; `happened` counts what decisions count; `relayed` is told of each text
        of hers that goes to the experts.
        """
        self._relayed = relayed
        self._happened = Tally() if happened is None else happened
        self._flags = flags
        self._noted = noted
        self._store = store
        self._outbox = outbox
        self._desk = desk
        self._knowledge = knowledge
        self._now = now
        self._timer_set = timer_set
        self._locks: WeakValueDictionary[PersonId, Lock] = WeakValueDictionary()
        self._recent = Recent()
        self._pace = Pace()
        self._queue_line = QueueLine()

    async def from_person(
        self, update: UpdateId | None, user: UserId, chat: ChatId, event: Event
    ) -> None:
        """Handle what a professional did in her private chat.

        Raises:
            StoreAwayError: nothing was committed.
        """
        person = self._store.person_id(user)
        # Who only reacts to something did not come to us.
        newcomer = None if isinstance(event, Reacted) else Person(person, chat, self._desk.language)
        await self._handle(person, event, update=update, newcomer=newcomer)

    async def row_from_person(
        self, row: Sequence[tuple[UpdateId, Wrote]], user: UserId, chat: ChatId
    ) -> bool:
        """Handle messages that a professional sent one behind the other, in one commit.

        False when that can't be, and nothing was committed: each is then handled by itself.

        Raises:
            StoreAwayError: nothing was committed.
        """
        if any(inviting.payload_of(event.message) is not None for _, event in row):
            return False  # the store is asked about an invitation
        if any(event.message.album or asked(event) for _, event in row):
            return False  # it matters what came before, and how far that is
        person_id = self._store.person_id(user)
        async with self._lock(person_id):
            snapshot = await self._store.load(person_id)
            before = snapshot.person
            if before is None and snapshot.version:
                return False  # what is left of her record has to go first
            now = self._now()
            if before is None:
                before = await self._blocked(Person(person_id, chat, self._desk.language), now)
            recent = self._recent.kept(person_id)
            done = False
            try:
                commits = []
                for update, event in row:
                    context = self._context(person_id, event, snapshot, None, now)
                    decision = decide(before, event, context)
                    if decision.wish is not None:
                        return False
                    commits.append(
                        commit_of(before, snapshot.version, decision, now, update=update)
                    )
                    if context.reading is not None:
                        self._recent.add(person_id, context.reading, now)
                    before = decision.person
                commit = joined(commits)
                outcome = await self._store.commit(commit) if commit is not None else None
                done = outcome is not None and outcome.status == "done"
            finally:
                if not done:
                    self._recent.put_back(person_id, recent)
            if commit is None or outcome is None or not done:
                return False
            self._committed(commit, outcome)
            return True

    async def from_group(
        self, update: UpdateId | None, thread: ThreadId | None, event: Event
    ) -> None:
        """Handle what happened in the expert group: in a topic, or in General (`thread` None).

        Raises:
            StoreAwayError: nothing was committed.
        """
        if isinstance(event, ExpertReacted):
            thread = await self._store.thread_with(event.message)
            if thread is None:
                return  # to a message that is none of hers: that is between colleagues
        owner: TopicOwner | None = None
        if (about := admission.code_of(event)) is not None and thread is None:
            person = await self._store.owner_of_code(about)
            if person is not None and await self._handle(person, event, update=update):
                return
        if isinstance(event, TopicAppeared):
            person = await self._store.owner_of_code(event.code)
            owner = TopicOwner(person, event.code) if person is not None else None
        elif thread is not None:
            owner = await self._store.owner_of_topic(thread)
        if owner is not None:
            code = None if isinstance(event, TopicAppeared) else owner.code
            if isinstance(event, ExpertWrote) and event.message.reply_own:
                # What is answered may be in the topic while we have not heard yet that it is.
                await self._outbox.recorded(lane_of(owner.code))
            if await self._handle(owner.person, event, update=update, code=code):
                return
        books = Books(self._knowledge(), self._desk, self._flags(), self._now())
        notice = general.flag(event, books)
        if notice is None:
            toast = general.stale(event, self._desk) if isinstance(event, ExpertPressed) else None
            effects = (
                general.answer(event, self._desk)
                if owner is None
                else general.of_nobody(event, owner.code, self._desk)
            )
            notice = general.Notice(effects, toast=toast)
        outcome = await self._store.emit(update, notice.effects, self._now(), notice.flags)
        self._outbox.accept(outcome.envelopes)
        if notice.flags:
            self._noted(notice.flags, ())
        if notice.toast is not None:
            self._outbox.answer(notice.toast)

    def refuse(self, event: ExpertPressed) -> None:
        """Answer a button of somebody who is no longer among the experts, like one that means nothing any more."""
        self._outbox.answer(general.stale(event, self._desk))

    def offer(self, seeking: Seeking) -> None:
        """Answer what somebody seeks to share in another chat. Nothing is committed: a lost answer is nobody's loss.

        While too many are being answered nothing is sought: that takes the time in which messages are relayed.
        """
        if not self._outbox.presents():
            return
        offered = inline.offer(seeking, self._knowledge(), self._desk, self._flags())
        self._outbox.present(offered)

    async def report(self, person: PersonId, event: Event, effect: EffectId) -> None:
        """Handle an outcome that changes a case; `effect` leaves the outbox, or moves behind what follows.

        A topic that is delayed goes on being tried: its effect stays where it is.
        """
        settles = None if isinstance(event, TopicDelayed) else effect
        await self._handle(person, event, effect=settles)

    async def mention(self, person: PersonId, event: Event) -> None:
        """Handle what the outbox sees and what leaves all effects where they are.

        Raises:
            StoreAwayError: nothing was committed.
        """
        await self._handle(person, event)

    async def queue(self, waiting: int, oldest: float) -> None:
        """Show the experts how many messages wait for their topics, the oldest for `oldest` seconds, if it matters.

        Raises:
            StoreAwayError: nothing was committed.
        """
        now = self._now()
        line, effects = queue_line.look(
            self._queue_line, waiting=waiting, oldest=oldest, now=now, desk=self._desk
        )
        if effects:
            outcome = await self._store.emit(None, effects, now)
            self._outbox.accept(outcome.envelopes)
        self._queue_line = line

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
    ) -> bool:
        """Load, decide, commit; False when she is no longer kept, and nothing was done but for what was hers."""
        async with self._lock(person_id):
            for _ in range(ATTEMPTS):
                now = self._now()
                snapshot = await self._store.load(
                    person_id, asked(event), history=HISTORY if isinstance(event, TopicGone) else 0
                )
                if snapshot.person is None and snapshot.version and newcomer is not None:
                    # She was erased, and what led to her was put back from a backup: it is not hers.
                    await self._swept(person_id, snapshot.version, now)
                    snapshot = await self._store.load(person_id)
                person = snapshot.person
                if person is None and newcomer is not None:
                    person = await self._blocked(newcomer, now)
                if person is None:
                    await self._let_go(person_id, effect, fired, snapshot.version, now)
                    return False
                if isinstance(event, TopicGone):
                    event = msgspec.structs.replace(event, history=snapshot.history)
                context = self._context(person_id, event, snapshot, code, now)
                invitation = await self._invitation(person, event, now)
                if invitation is not None:
                    context = msgspec.structs.replace(context, invitation=invitation)
                if isinstance(event, TopicAppeared | TopicOpened):
                    known = await self._store.owner_of_topic(event.thread) is not None
                    context = msgspec.structs.replace(context, thread_known=known)
                decision = decide(person, event, context)
                decision = await self._fulfilled(decision, context)
                behind = event.code if isinstance(event, TopicGone | TopicShut) else None
                commit = commit_of(
                    person,
                    snapshot.version,
                    decision,
                    now,
                    update=update,
                    effect=effect,
                    fired=fired,
                    pending=None if behind is None else self._outbox.pending(lane_of(behind)),
                )
                outcome = await self._store.commit(commit)
                if outcome.status == "conflict":
                    continue
                if outcome.status == "seen":
                    return True
                if isinstance(event, Wrote) and context.reading is not None:
                    self._recent.add(person_id, context.reading, now)
                self._committed(commit, outcome)
                break
            else:
                if fired is not None or effect is not None:
                    return True  # the timer was moved, or the effect settled, by somebody else
                raise StoreAwayError("a record is changed again and again by somebody else")
        if decision.toast is not None:
            self._outbox.answer(decision.toast)
        return True

    async def _let_go(
        self,
        person: PersonId,
        effect: EffectId | None,
        fired: tuple[Timer, float] | None,
        version: int,
        now: float,
    ) -> None:
        """Take away what waits for somebody whose record was erased, in time all that leads to her.

        Raises StoreAwayError.
        """
        if (
            fired is not None
            and fired[0] is Timer.ERASE
            and await self._swept(person, version, now)
        ):
            return
        if effect is not None or fired is not None:
            await self._store.let_go(person, effect=effect, fired=fired)
        if effect is not None:
            self._outbox.forget((effect,))

    async def _blocked(self, newcomer: Person, now: float) -> Person:
        """Return a newcomer, blocked when she was and is erased otherwise. Raises StoreAwayError."""
        user = UserId(newcomer.chat)  # a private chat has the id of its user (Bot API, Chat.id)
        until = await self._store.blocked_until(user, now)
        return blocking.still(newcomer, until, self._desk) if until else newcomer

    async def _swept(self, person: PersonId, version: int, now: float) -> bool:
        """Take away all that leads to somebody whose record can't be read, or isn't there; tell whether that was done.

        When an operator lost the case keys, what is in the topics is all that is left of open cases: then it is
        kept as long as that of a closed one. Raises StoreAwayError.
        """
        lost_at = await self._store.case_keys_lost_at()
        kept_for = self._desk.retention.message_map_days * retention.DAY
        if lost_at and abs(now - lost_at) < kept_for:
            return False
        known = await self._store.known(person, None, Ask.REMNANTS)
        decision = forgetting.remnants(person, known, self._desk, now)
        commit = Commit(
            decision.person,
            version,
            None,
            now,
            effects=decision.effects,
            count=decision.count,
            erasure=decision.erasure,
            audit=decision.audit,
        )
        outcome = await self._store.commit(commit)
        if outcome.status == "done":
            self._committed(commit, outcome)
        return True

    async def _invitation(self, person: Person, event: Event, now: float) -> Invitation | None:
        """Return what became of the invitation that she came with; None when she needs none, or brought none."""
        if not isinstance(event, Wrote):
            return None
        code, known = inviting.payload_of(event.message), person.admission
        if code is None or known.since or known.barred is not None:
            return None
        if not access.may_try(known, now):
            return Invitation(over=True)
        organisation = None
        if inviting.is_code(code):
            organisation = await self._store.redeem(code, person.id, now)
        return Invitation(valid=organisation is not None, organisation=organisation or "")

    async def _fulfilled(self, decision: Decision, context: Context) -> Decision:
        """Return a decision with what it wished for, if it did. Raises StoreAwayError."""
        if decision.wish is None:
            return decision
        person = decision.person
        user = UserId(person.chat)  # a private chat has the id of its user (Bot API, Chat.id)
        known = await self._store.known(person.id, user, decision.wish.ask)
        found = rights.fulfilled(decision, known, context, self._store.expert_id(user))
        if found.erasure is not None and found.erasure.expert is not None:
            await self._forget_expert(person.id, found.erasure.expert)
        return found

    async def _forget_expert(self, herself: PersonId, expert: ExpertId) -> None:
        """Take an expert out of all that is stored. Harmless to repeat. Raises StoreAwayError."""
        for one in await self._store.persons_with(expert):
            for _ in range(ATTEMPTS if one != herself else 0):
                snapshot = await self._store.load(one)
                if snapshot.person is None:
                    break
                without = forgetting.without(snapshot.person, expert)
                commit = Commit(without, snapshot.version, None, self._now())
                if (await self._store.commit(commit)).status == "done":
                    break
        await self._store.forget_expert(expert)

    def _lock(self, person: PersonId) -> Lock:
        """Return what keeps events of one person one after the other."""
        lock = self._locks.get(person)
        if lock is None:
            lock = self._locks[person] = Lock()
        return lock

    def _committed(self, commit: Commit, outcome: Outcome) -> None:
        """Let everybody know what was committed."""
        self._outbox.forget((*commit.settled, *commit.requeue))
        if commit.erasure is not None:
            self._erased(commit.person, commit.erasure)
        self._outbox.accept(outcome.envelopes)
        for changed, _ in commit.topics:
            self._outbox.topic_known(changed)
        for _, at in commit.set_timers:
            self._timer_set(at)
        for name in commit.count:
            self._happened.add(kind_of(name))
        if commit.flags or commit.drafts:
            self._noted(commit.flags, commit.drafts)
        for one in commit.effects:
            if isinstance(one, Relay) and one.text and is_news_of_hers(one):
                self._relayed(commit.person.id, one.source, one.text)

    def _erased(self, person: Person, erasure: Erasure) -> None:
        """Let go in memory of what was erased."""
        lanes = [lane_of(code) for code in erasure.codes]
        if erasure.whole:
            self._recent.put_back(person.id, ())
            lanes.append(lane(Say(ToPerson(person.id, person.chat), "")))
        waiting = [one for name in lanes for one in self._outbox.pending(name)]
        self._outbox.forget((*erasure.waiting, *waiting))
        for code in erasure.codes:
            self._outbox.topic_known(code)

    def _context(
        self,
        person: PersonId,
        event: Event,
        snapshot: Snapshot,
        code: CaseCode | None,
        now: float,
    ) -> Context:
        entry, subject = entries_for(event, snapshot.entries)
        parts: tuple[Part, ...] = ()
        unleft: Part | None = None
        if isinstance(event, Wrote | ExpertWrote | ExpertEdited) and (album := event.message.album):
            parts = self._outbox.parts(album)
        if isinstance(event, Edited | ExpertEdited):
            hers = isinstance(event, Edited)
            unleft = self._outbox.unleft(person, event.message.id, hers=hers)
        knowledge = self._knowledge()
        reading, pace = None, 0
        if isinstance(event, Wrote):
            pace = self._pace.sent(person, event.message.id, now)
        elif isinstance(event, Edited):
            pace = self._pace.sent(person, hash((event.message.id, event.message.text)), now)
        if isinstance(event, Wrote | Edited) and event.message.text:
            reading = knowledge.watch.read(event.message.text)
        return Context(
            now=now,
            fresh=case_code(secrets.token_bytes(CODE_BYTES)),
            desk=self._desk,
            knowledge=knowledge,
            entry=entry,
            subject=subject,
            reading=reading,
            recent=self._recent.readings(person, now),
            code=code,
            flags=self._flags(),
            parts=parts,
            unleft=unleft,
            pace=pace,
        )


def is_news_of_hers(relay: Relay) -> bool:
    """Tell whether a relay takes something new of hers to the experts, that no danger was seen in."""
    return isinstance(relay.to, ToTopic) and not relay.again and relay.priority > Priority.DANGER


def kind_of(name: str) -> str:
    """Return what a counter counts without which answer it is about, so that there are only so many kinds."""
    kind = name.partition(".")[0]
    return kind if kind in _ABOUT_ANSWERS else name


def lane_of(code: CaseCode) -> str:
    """Return the lane of a case's topic."""
    return lane(OpenTopic(ToTopic(code), ""))
