"""Persons in the store: loading one, and committing what was decided about her."""

from collections.abc import Sequence

from bot.handoff.erasure import Erasure
from bot.handoff.ids import (
    CaseCode,
    ExpertId,
    MessageId,
    PersonId,
    ThreadId,
    UpdateId,
    UserId,
)
from bot.handoff.message_map import OF_HERS, EntryKind, Side
from bot.handoff.person import Person
from bot.ports import Commit, Outcome, Snapshot, StoreAwayError, TopicOwner
from bot.store import entries, keys
from bot.store.audit import Audit
from bot.store.blocked import Blocked
from bot.store.case_key_slots import KeyRef
from bot.store.codec import case_key_of
from bot.store.erasing import wipes_of
from bot.store.flags import packed
from bot.store.keyed import Keyed, noted
from bot.store.pipe import Command
from bot.store.records import VERSION_DIGITS
from bot.store.shelf import outcome
from bot.store.unreadable import ErasedError
from bot.store.write import Write
from bot.store.writer import Written

_DELIVERED = OF_HERS | {EntryKind.ANSWER}


class Persons(Audit, Keyed, Blocked):
    """The part of the store that keeps persons, whose topics and codes are theirs, and which updates were seen."""

    def person_id(self, user: UserId) -> PersonId:
        """Return the keyed hash of a Telegram user id."""
        return self._codec.person_id(user)

    def expert_id(self, user: UserId) -> ExpertId:
        """Return the keyed hash of an expert's Telegram user id."""
        return self._codec.expert_id(user)

    async def load(
        self, person: PersonId, ask: Sequence[tuple[Side, MessageId]] = (), *, history: int = 0
    ) -> Snapshot:
        """Load a person and the asked-for entries of her message map, in one round trip at most.

        With `history`, also that many of the newest messages on her side that were delivered (hers and answers),
        oldest first. Somebody whose case key was erased is as good as new.

        Raises:
            StoreAwayError: when the store is away.
            SealError: when her record can't be opened.
        """
        stored = self._recalled(person)
        commands: list[Command] = []
        if ask:
            fields = (entries.field(side, message) for side, message in ask)
            commands.append(("HMGET", keys.message_map(person), *fields))
        if history:
            commands.append(("HGETALL", keys.message_map(person)))
        if stored is None:
            commands.append(("GET", keys.person(person)))
        replies = await self._pipe.ask(*commands) if commands else []
        found: Sequence[bytes | None] = replies[0] if ask else ()
        if stored is None:
            stored = replies[-1]
            if stored is not None:
                self._persons.keep(person, stored)
        return Snapshot(
            version=int(stored[:VERSION_DIGITS]) if stored else 0,
            person=self._still(person, stored),
            entries={
                place: entries.unpack(entry)
                for place, entry in zip(ask, found, strict=True)
                if entry is not None
            },
            history=_newest(replies[1 if ask else 0], history) if history else (),
        )

    def _recalled(self, person: PersonId) -> bytes | None:
        """Return her record from memory, unless it was sealed anew since: with a key that is no longer there."""
        stored = self._persons.recall(person)
        if stored is not None and not self._codec.knows(stored[VERSION_DIGITS:]):
            self._persons.forget(person)
            return None
        return stored

    def _still(self, person: PersonId, stored: bytes | None) -> Person | None:
        """Return a stored person; None for one who is not there, or not any more."""
        if stored is None or len(stored) == VERSION_DIGITS:
            return None
        try:
            return self._records.open_person(person, stored[VERSION_DIGITS:])
        except ErasedError:
            # Only the version counts from here on: the next commit writes over what nobody can read.
            self._persons.keep(person, stored[:VERSION_DIGITS])
            return None

    async def owner_of_topic(self, thread: ThreadId) -> TopicOwner | None:
        """Return whose topic a thread is, or was."""
        owner = self._topics.recall(thread)
        if owner is None:
            (stored,) = await self._pipe.ask(("HGET", keys.TOPICS, thread))
            if stored is None:
                return None
            person, _, code = stored.decode().partition(":")
            owner = TopicOwner(PersonId(person), CaseCode(code))
            self._topics.keep(thread, owner)  # for good: a thread keeps its owner
        return owner

    async def owner_of_code(self, code: CaseCode) -> PersonId | None:
        """Return whose case a code is."""
        (stored,) = await self._pipe.ask(("HGET", keys.CODES, code))
        return None if stored is None else PersonId(stored.decode())

    async def seen(self, update: UpdateId, now: float) -> bool:
        """Tell whether an update was committed before. `now` in epoch seconds."""
        marks = await self._pipe.ask(*(("SISMEMBER", day, update) for day in keys.seen(now)))
        return any(marks)

    async def commit(self, commit: Commit) -> Outcome:
        """Write a commit: at once or not at all, checked in full before the first write.

        `conflict` also answers a timer that was moved, a code that is another's, and effects to be settled of which
        none is left. An entry without counterpart or author keeps the ones that are stored. Effects to be requeued
        that are gone stay gone.

        Raises:
            StoreAwayError: when nothing was written because the store is away.
            StoreFaultError: when a thread is the topic of another case.
        """
        person = commit.person.id
        if commit.erasure is not None and commit.erasure.whole:
            return await self._let_go(commit, commit.erasure)
        taken: list[KeyRef] = []
        done = False
        try:
            written, record = await self._write(commit, taken)
            done = written.status in {"done", "replayed"}
        except ErasedError:
            # Somebody erased her key since she was loaded.
            self._persons.forget(person)
            return Outcome("conflict")
        except StoreAwayError:
            self._unused(taken)
            raise
        if not done:
            self._unused(taken)
        elif commit.erase_keys or commit.erasure is not None:
            await self._erase_soon()
        ended = outcome(self._records, written, person, commit.effects)
        if ended.status == "done":
            self._persons.keep(person, record)
        return ended

    async def _write(self, commit: Commit, taken: list[KeyRef]) -> tuple[Written, bytes]:
        """Write a commit; return what came of it, and her record. Keys of which she is to have become are `taken`."""
        person = commit.person.id
        before = await self._key_before(commit)
        key = before
        fresh: list[str] = []
        case = commit.person.case
        # The code of a request brings none: until it is placed, what is sealed belongs to the case before it.
        if before is None or (case is not None and case.code in commit.codes):
            if before is None and commit.archive is not None:
                before = await self._taken(taken, fresh, commit.archive.code)
            key = await self._taken(taken, fresh, case.code if case is not None else "")
        archive = commit.archive
        seal = self._records
        effects = tuple(seal.seal_effect(person, one, key) for one in commit.effects)
        record = _digits(commit.version + 1) + seal.seal_person(commit.person, key)
        # Until the answer is there nobody knows what stands in the store.
        self._persons.forget(person)
        wipes = wipes_of(commit.erasure, person, seal) if commit.erasure else []
        if not commit.version and commit.person.admission.barred is not None:
            wipes.append(self._is_kept_again(UserId(commit.person.chat)))
        written = await self._writer.write(
            Write(
                owner=person,
                now=commit.now,
                update=commit.update,
                also=commit.also,
                record=(_digits(commit.version), record),
                fired=commit.fired,
                settled=commit.settled,
                requeue=commit.requeue,
                effects=effects,
                cancel=commit.cancel,
                timers=commit.set_timers,
                links=commit.links,
                topics=commit.topics,
                codes=commit.codes,
                archive=(archive.code, seal.seal_case(archive, before)) if archive else None,
                # Without a code it is nobody's any more, and outlives her key.
                journal=[
                    (one.code, seal.seal_record(one, key if one.code else None))
                    for one in commit.records
                ],
                counts=commit.count,
                flags=[packed(one) for one in commit.flags],
                drafts=[(one.name, seal.seal_draft(one)) for one in commit.drafts],
                tally=commit.tally,
                audit=await self._audited(commit.audit, commit.person, key),
                case_keys=fresh,
                erase=commit.erase_keys,
                wipes=wipes,
            )
        )
        if commit.erasure is not None:
            self._forget_topics(commit.erasure)
        return written, record

    async def _let_go(self, commit: Commit, erasure: Erasure) -> Outcome:
        """Write a commit after which there is nothing of a person. Its effects are nobody's, and outlive her keys."""
        person, seal = commit.person.id, self._records
        self._persons.forget(person)
        written = await self._writer.write(
            Write(
                owner=None,
                whose=person,
                now=commit.now,
                update=commit.update,
                record=(_digits(commit.version), b"-"),
                effects=[seal.seal_effect(None, one) for one in commit.effects],
                journal=[(one.code, seal.seal_record(one)) for one in commit.records],
                counts=commit.count,
                tally=commit.tally,
                audit=await self._audited(commit.audit),
                erase="all",
                wipes=[
                    *wipes_of(erasure, person, seal),
                    *self._stays_blocked(UserId(commit.person.chat), erasure.blocked_until),
                ],
            )
        )
        self._forget_topics(erasure)
        if written.status in {"done", "replayed"}:
            await self._erase_soon()
        return outcome(seal, written, None, commit.effects)

    def _forget_topics(self, erasure: Erasure) -> None:
        for thread in erasure.threads:
            self._topics.forget(thread)

    async def _key_before(self, commit: Commit) -> KeyRef | None:
        """Return the key that sealed her until now: as a rule it stands in the record that was loaded."""
        if not commit.version:
            return None
        stored = self._persons.recall(commit.person.id)
        if stored is not None and stored[:VERSION_DIGITS] == _digits(commit.version):
            return case_key_of(stored[VERSION_DIGITS:])
        return await self._key_of(commit.person.id)

    async def _taken(self, taken: list[KeyRef], fresh: list[str], code: str) -> KeyRef | None:
        """Take a new key for her and note it; None where there are no case keys."""
        key = await self._fresh()
        if key is not None:
            taken.append(key)
            fresh.append(noted(key, code))
        return key


def _digits(version: int) -> bytes:
    """Return a version as it stands before a record; nothing stands there for somebody new."""
    return b"%0*d" % (VERSION_DIGITS, version) if version else b""


def _newest(stored: Sequence[bytes], count: int) -> tuple[tuple[MessageId, EntryKind], ...]:
    """Return the newest delivered messages on her side, oldest first; ids of one chat grow with time."""
    side = Side.PERSON.value.encode()
    found = []
    for field, value in zip(stored[::2], stored[1::2], strict=True):
        if field.startswith(side):
            entry = entries.unpack(value)
            if entry.other is not None and entry.kind in _DELIVERED:
                found.append((MessageId(int(field[1:])), entry.kind))
    return tuple(sorted(found)[-count:])
