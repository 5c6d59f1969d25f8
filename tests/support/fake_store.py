"""FakeStore and FakeOutbox: what the service stores and hands on, in memory, as strict as the real ones."""

from __future__ import annotations

from collections import Counter, OrderedDict
from itertools import count
from typing import TYPE_CHECKING

import msgspec

from bot.handoff.albums import Part
from bot.handoff.effects import Relay, ToTopic, lane
from bot.handoff.ids import EffectId, ExpertId, PersonId
from bot.handoff.known import Known
from bot.handoff.message_map import OF_HERS, Entry, EntryKind, Link, Side
from bot.handoff.person import Person
from bot.ports import Commit, Envelope, Outcome, Snapshot, TopicOwner

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.handoff.case import Case
    from bot.handoff.decision import Draft, Record, Toast
    from bot.handoff.effects import Effect
    from bot.handoff.erasure import Ask, Erasure, Remains
    from bot.handoff.events import Timer
    from bot.handoff.flag import FlagChange
    from bot.handoff.ids import CaseCode, MessageId, ThreadId, UpdateId, UserId
    from bot.handoff.inline import Offer
    from bot.handoff.merged import Merged
    from bot.ports import Finished

_ENCODE = msgspec.msgpack.Encoder(enc_hook=str).encode
"""Texts that are Telegram HTML already are stored as plain strings."""


class FakeStore:
    """Fills the port `Store`, and takes in what the outbox finishes. A person is kept as bytes, as in the real one."""

    def __init__(self) -> None:
        self.persons: dict[PersonId, tuple[int, bytes]] = {}
        self.entries: dict[PersonId, dict[tuple[Side, MessageId], Entry]] = {}
        self.names: dict[PersonId, dict[str, MessageId]] = {}
        self.merged: dict[tuple[PersonId, MessageId], Merged] = {}
        self.topics: dict[ThreadId, TopicOwner] = {}
        self.threads: dict[CaseCode, ThreadId] = {}
        self.codes: dict[CaseCode, PersonId] = {}
        self.spots: dict[MessageId, ThreadId] = {}
        """Copies of hers in topics → the topic; a test that makes them notes it."""
        self.timers: dict[tuple[PersonId, Timer], float] = {}
        self.updates: set[UpdateId] = set()
        self.effects: dict[EffectId, Envelope] = {}
        self.archive: dict[CaseCode, Case] = {}
        self.records: list[Record] = []
        self.remains: list[Remains] = []
        self.flags: list[FlagChange] = []
        self.drafts: list[Draft] = []
        self.tally: Counter[str] = Counter()
        self.decided: list[tuple[PersonId, Effect]] = []
        """Every effect that a decision asked for; the ones that only moved are not there twice."""
        self.invitations: dict[str, tuple[str, int, set[PersonId]]] = {}
        """By code: who invites, how many at most, and who came."""
        self._numbers = count(1)
        self.blocked: dict[UserId, float] = {}

    def person(self, person: PersonId) -> Person | None:
        """Return a person as she is stored."""
        stored = self.persons.get(person)
        return None if stored is None else msgspec.msgpack.decode(stored[1], type=Person)

    # --- the port -----------------------------------------------------------------------------

    def person_id(self, user: UserId) -> PersonId:
        """Return an id that says which user it is, for failures that can be read."""
        return PersonId(f"person{user}")

    def expert_id(self, user: UserId) -> ExpertId:
        """Return the same for an expert."""
        return ExpertId(f"expert{user}")

    async def load(
        self, person: PersonId, ask: Sequence[tuple[Side, MessageId]] = (), *, history: int = 0
    ) -> Snapshot:
        """Load a person, the asked-for entries, and her newest delivered messages."""
        stored = self.persons.get(person)
        known = self.entries.get(person, {})
        delivered = sorted(
            (message, entry.kind)
            for (side, message), entry in known.items()
            if side is Side.PERSON
            and entry.other is not None
            and entry.kind in OF_HERS | {EntryKind.ANSWER}
        )
        return Snapshot(
            version=stored[0] if stored else 0,
            person=self.person(person),
            entries={place: known[place] for place in ask if place in known},
            history=tuple(delivered[-history:]) if history else (),
        )

    async def owner_of_topic(self, thread: ThreadId) -> TopicOwner | None:
        """Return whose topic a thread is."""
        return self.topics.get(thread)

    async def owner_of_code(self, code: CaseCode) -> PersonId | None:
        """Return whose case a code is."""
        return self.codes.get(code)

    async def thread_with(self, message: MessageId) -> ThreadId | None:
        """Return the topic in which a copy of a message of hers stands."""
        return self.spots.get(message)

    async def seen(self, update: UpdateId, now: float) -> bool:  # noqa: ARG002  the port says so
        """Tell whether an update was committed before."""
        return update in self.updates

    async def let_go(
        self,
        person: PersonId,
        *,
        effect: EffectId | None = None,
        fired: tuple[Timer, float] | None = None,
    ) -> None:
        """Take away an effect or a timer of somebody who is no longer kept."""
        if effect is not None:
            self.effects.pop(effect, None)
        if fired is not None and self.timers.get((person, fired[0])) == fired[1]:
            del self.timers[person, fired[0]]

    async def commit(self, commit: Commit) -> Outcome:
        """Write a commit: checked in full before the first write."""
        person = commit.person.id
        stored = self.persons.get(person)
        if not self.updates.isdisjoint((commit.update, *commit.also)):
            return Outcome("seen")
        if commit.version != (stored[0] if stored else 0):
            return Outcome("conflict")
        if (
            commit.fired is not None
            and self.timers.get((person, commit.fired[0])) != commit.fired[1]
        ):
            return Outcome("conflict")
        if commit.settled and not any(one in self.effects for one in commit.settled):
            return Outcome("conflict")
        assert len(set(commit.requeue)) == len(commit.requeue), "an effect would move twice"
        for code, thread in commit.topics:
            holder = self.topics.get(thread) if thread is not None else None
            assert holder is None or holder == TopicOwner(person, code), "a topic of another case"
        if commit.update is not None:
            self.updates.update((commit.update, *commit.also))
        if commit.erasure is not None and commit.erasure.whole:
            return self._let_go(commit, commit.erasure)
        if not commit.version and commit.person.admission.barred is not None:
            self.blocked.pop(UserId(commit.person.chat), None)
        self.persons[person] = (commit.version + 1, msgspec.msgpack.encode(commit.person))
        if commit.fired is not None:
            del self.timers[person, commit.fired[0]]
        for timer in commit.cancel:
            self.timers.pop((person, timer), None)
        for timer, at in commit.set_timers:
            self.timers[person, timer] = at
        self._link(person, commit.links)
        for code, thread in commit.topics:
            if thread is None:
                self.threads.pop(code, None)
            else:
                self.threads[code] = thread
                self.topics[thread] = TopicOwner(person, code)
        for code in commit.codes:
            self.codes[code] = person
        if commit.archive is not None:
            self.archive[commit.archive.code] = commit.archive
        if commit.erasure is not None:
            self._erase(person, commit.erasure)
        self.records.extend(commit.records)
        self.flags.extend(commit.flags)
        self.drafts.extend(commit.drafts)
        for name, more in commit.tally:
            self.tally[name] += more
        again = [self.effects[one] for one in commit.requeue if one in self.effects]
        for one in (*commit.settled, *commit.requeue):
            self.effects.pop(one, None)
        self.decided.extend((person, one) for one in commit.effects)
        new = self._append((*commit.effects, *(one.effect for one in again)), person)
        return Outcome("done", new)

    def _let_go(self, commit: Commit, erasure: Erasure) -> Outcome:
        """Take everything of a person away; the effects are nobody's."""
        person = commit.person.id
        self._erase(person, erasure)
        if erasure.blocked_until:
            self.blocked[UserId(commit.person.chat)] = erasure.blocked_until
        for known in (self.persons, self.entries, self.names):
            known.pop(person, None)
        self.timers = {one: at for one, at in self.timers.items() if one[0] != person}
        self.effects = {id: one for id, one in self.effects.items() if one.person != person}
        self.records.extend(commit.records)
        self.decided.extend((person, one) for one in commit.effects)
        return Outcome("done", self._append(commit.effects, None))

    def _erase(self, person: PersonId, erasure: Erasure) -> None:
        for thread in erasure.threads:
            self.topics.pop(thread, None)
        for code in erasure.codes:
            self.threads.pop(code, None)
            self.codes.pop(code, None)
            self.archive.pop(code, None)
        self.records = [one for one in self.records if one.code not in erasure.codes]
        for place in erasure.entries:
            self.entries.get(person, {}).pop(place, None)
        for name in erasure.names:
            self.names.get(person, {}).pop(name, None)
        self.remains.extend(erasure.remains)

    async def blocked_until(self, user: UserId, now: float) -> float:
        """Return until when somebody stays blocked who is erased otherwise."""
        until = self.blocked.get(user, 0.0)
        return until if until > now else 0.0

    async def case_keys_lost_at(self) -> float:
        """No keys are lost here."""
        return 0.0

    async def known(self, person: PersonId, user: UserId | None, ask: Ask) -> Known:  # noqa: ARG002  nobody is an expert here
        """Return what there is about somebody."""
        codes = tuple(code for code, who in self.codes.items() if who == person)
        entries = self.entries.get(person, {})
        return Known(
            codes=codes,
            archived=tuple(self.archive[code] for code in codes if code in self.archive),
            topics=tuple(
                (one, who.code) for one, who in self.topics.items() if who.person == person
            ),
            entries=tuple((side, id, one) for (side, id), one in entries.items()),
            names=tuple(self.names.get(person, {}).items()),
            lines=tuple((str(at), one) for at, one in enumerate(self.records) if one.code in codes),
            timers=tuple((timer, at) for (who, timer), at in self.timers.items() if who == person),
            waiting=tuple(id for id, one in self.effects.items() if one.person == person),
        )

    async def persons_with(self, expert: ExpertId) -> Sequence[PersonId]:
        """Return whose records name an expert."""
        return [one for one, (_, stored) in self.persons.items() if expert.encode() in stored]

    async def forget_expert(self, expert: ExpertId) -> None:
        """Take an expert out of the message maps."""
        for entries in self.entries.values():
            for place, one in entries.items():
                if one.author == expert:
                    entries[place] = Entry(one.kind, None, one.other, one.parts)

    async def redeem(self, code: str, person: PersonId, now: float) -> str | None:  # noqa: ARG002  the port says so
        """Let a person in, as long as there is room."""
        organisation, most, came = self.invitations.get(code, ("", 0, set()))
        if person not in came and len(came) >= most:
            return None
        came.add(person)
        return organisation

    async def due(self, now: float, limit: int) -> Sequence[tuple[PersonId, Timer, float]]:
        """Return timers that are due, oldest first."""
        found = [(at, person, timer) for (person, timer), at in self.timers.items() if at <= now]
        return [(person, timer, at) for at, person, timer in sorted(found)[:limit]]

    async def next_due(self) -> float | None:
        """Return when the next timer is due."""
        return min(self.timers.values(), default=None)

    async def emit(
        self,
        update: UpdateId | None,
        effects: Sequence[Effect],
        now: float,  # noqa: ARG002  the port says so
        flags: Sequence[FlagChange] = (),
    ) -> Outcome:
        """Write effects that belong to nobody, and flags."""
        if update is not None and update in self.updates:
            return Outcome("seen")
        if update is not None:
            self.updates.add(update)
        self.flags.extend(flags)
        return Outcome("done", self._append(effects, None))

    # --- what the outbox does -----------------------------------------------------------------

    def finish(self, done: Finished) -> tuple[Envelope, ...]:
        """Remove a delivered effect, and write what it leaves behind."""
        known = [self.effects.pop(one, None) for one in (done.id, *done.also)]
        if not any(known):
            return ()
        if done.person is not None:
            self._link(done.person, done.links)
            if done.merged is not None:
                self.merged[done.person, done.merged[0]] = done.merged[1]
            self.names.setdefault(done.person, {}).update(done.named)
        return self._append(done.follow, done.person)

    def _link(self, person: PersonId, links: Sequence[Link]) -> None:
        known = self.entries.setdefault(person, {})
        for link in links:
            old = known.get((link.side, link.id))
            new = link.entry
            if old is not None:
                author, other = new.author or old.author, new.other or old.other
                new = Entry(new.kind, author, other, new.parts)
            known[link.side, link.id] = new

    def _append(self, effects: Sequence[Effect], person: PersonId | None) -> tuple[Envelope, ...]:
        made = []
        for effect in effects:
            stored = msgspec.msgpack.decode(_ENCODE(effect), type=type(effect))
            envelope = Envelope(EffectId(f"{next(self._numbers):08}"), stored, person)
            self.effects[envelope.id] = envelope
            made.append(envelope)
        return tuple(made)


class FakeOutbox:
    """Fills the port `Outbox`. It delivers nothing by itself: a test takes what is next in a lane."""

    def __init__(self) -> None:
        self.lanes: dict[str, OrderedDict[EffectId, Envelope]] = {}
        self.toasts: list[Toast] = []
        self.offers: list[Offer] = []
        self.full = False

    def accept(self, envelopes: Sequence[Envelope]) -> None:
        """Take over committed effects, in order."""
        for envelope in envelopes:
            self.lanes.setdefault(lane(envelope.effect), OrderedDict())[envelope.id] = envelope

    def pending(self, lane: str) -> tuple[EffectId, ...]:
        """Return what waits in a lane, in order."""
        return tuple(self.lanes.get(lane, ()))

    def parts(self, album: str) -> tuple[Part, ...]:
        """Return the parts of an album that have not left, in order."""
        return tuple(
            Part(one.id, one.effect)
            for waiting in self.lanes.values()
            for one in waiting.values()
            if isinstance(one.effect, Relay) and one.effect.album == album
        )

    def unleft(self, person: PersonId, message: MessageId, *, hers: bool) -> Part | None:
        """Return a message of hers, or an answer to her, that has not left."""
        for waiting in self.lanes.values():
            for one in waiting.values():
                effect = one.effect
                if one.person != person or not isinstance(effect, Relay) or effect.again:
                    continue
                if effect.source == message and isinstance(effect.to, ToTopic) is hers:
                    return Part(one.id, effect)
        return None

    def forget(self, ids: Sequence[EffectId]) -> None:
        """Let go of effects that a commit settled or requeued."""
        for waiting in self.lanes.values():
            for one in ids:
                waiting.pop(one, None)

    def topic_known(self, code: CaseCode) -> None:
        """Nobody sleeps here, so nobody is woken."""

    async def recorded(self, lane: str) -> None:
        """Nothing is on its way: what is carried out is recorded at once."""

    def answer(self, toast: Toast) -> None:
        """Keep what would pop up."""
        self.toasts.append(toast)

    def presents(self) -> bool:
        """Tell whether one more is offered."""
        return not self.full

    def present(self, offer: Offer) -> None:
        """Keep what would be offered."""
        self.offers.append(offer)

    def begin_anew(self, waiting: Sequence[Envelope]) -> None:
        """Forget everything, as after a crash, and take up what waits in the store."""
        self.lanes.clear()
        self.accept(waiting)
