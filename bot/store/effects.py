"""Effects in the store: the outbox as a log, entries leave it when they are done."""

from collections.abc import Sequence
from typing import Final

from bot.handoff.audit import AuditLine
from bot.handoff.effects import Effect
from bot.handoff.flag import FlagChange
from bot.handoff.ids import CaseCode, EffectId, MessageId, PersonId, ThreadId, UpdateId
from bot.handoff.message_map import Entry, Side
from bot.ports import Envelope, Finished, Outcome
from bot.store import entries, keys
from bot.store.audit import Audit
from bot.store.flags import packed
from bot.store.merged import MergedMessages
from bot.store.shelf import outcome, readable
from bot.store.unreadable import ErasedError
from bot.store.write import Wipe, Write
from bot.store.writer import Row

_PAGE: Final = 500
"""Entries read at once at start."""


class Effects(Audit, MergedMessages):
    """The part of the store that keeps what waits to be sent, and what was sent for what."""

    _damaged: list[Row]
    """What `waiting` could not open."""

    @staticmethod
    def committed_at(effect: EffectId) -> float:
        """Return when an effect was committed, by the server's clock (epoch seconds): its id begins with that."""
        return int(effect.partition("-")[0]) / 1000

    async def emit(
        self,
        update: UpdateId | None,
        effects: Sequence[Effect],
        now: float,
        flags: Sequence[FlagChange] = (),
        told: tuple[str, str] | None = None,
        audit: Sequence[AuditLine] = (),
    ) -> Outcome:
        """Write effects that belong to no person and flags, and mark the update as seen. `now` in epoch seconds.

        `told`: a subject of the helpline itself, and what the experts are told of it by this (`Told.told`).

        Raises:
            StoreAwayError: when nothing was written because the store is away.
        """
        sealed = [self._records.seal_effect(None, one) for one in effects]
        written = await self._writer.write(
            Write(
                owner=None,
                now=now,
                update=update,
                effects=sealed,
                flags=[packed(one) for one in flags],
                told=told,
                audit=await self._audited(audit),
            )
        )
        return outcome(self._records, written, None, effects)

    async def waiting(self) -> Sequence[Envelope]:
        """Return every effect that waits, in order; read once, at start.

        One that can't be opened is left out, and set aside by `bury_damaged`; one whose key was erased is taken away.

        Raises:
            StoreAwayError: when the store is away.
        """
        found: list[Envelope] = []
        erased: list[EffectId] = []
        self._damaged = []
        (marked,) = await self._pipe.ask(("HGETALL", keys.BEGUN))
        begun = {one: float(since) for one, since in zip(marked[::2], marked[1::2], strict=True)}
        start = "-"
        while True:
            (page,) = await self._pipe.ask(("XRANGE", keys.EFFECTS, start, "+", "COUNT", _PAGE))
            for one, (_, owner, _, sealed) in page:
                row = Row(one.decode(), owner.decode(), sealed, begun.pop(one, None))
                try:
                    whole = readable(self._records, row)
                except ErasedError:
                    erased.append(EffectId(row.id))
                    continue
                if whole is None:
                    self._damaged.append(row)
                else:
                    found.append(whole)
            if len(page) < _PAGE:
                break
            start = f"({page[-1][0].decode()}"
        for at in range(0, len(erased), _PAGE):
            gone = erased[at : at + _PAGE]
            await self._writer.write(Write(owner=None, settled=gone), receipt=False)
        if begun:
            # Begun just before its removal became known: the mark outlived its effect.
            await self._pipe.ask(("HDEL", keys.BEGUN, *begun))
        return found

    async def begin(self, effect: EffectId, now: float) -> None:
        """Note that a call whose repeat would hurt is about to start, at `now` (epoch seconds). Raises StoreAwayError."""
        await self._writer.write(Write(owner=None, begun=((effect, now),)), receipt=False)

    async def finish(self, done: Finished) -> Sequence[Envelope]:
        """Remove a delivered effect (and those done with it), write its links and names, append what follows.

        Returns the latter. Removing an effect that is already gone writes nothing and returns nothing.

        Raises:
            StoreAwayError: when nothing was written because the store is away.
        """
        if done.merged is None and not done.follow and not done.counted:
            await self._leaving.leave(done)
            return ()
        if done.merged is not None and done.person is not None:
            # Before the rest: a record without its entry is never looked for, and goes by itself.
            await self.keep_merged(done.person, *done.merged, anew=bool(done.also))
        follow = done.follow
        try:
            key = await self._key_of(done.person)
            effects = [self._records.seal_effect(done.person, one, key) for one in follow]
        except ErasedError:
            follow, effects = (), []  # nothing of hers is kept any more
        write = Write(
            owner=done.person,
            settled=(done.id, *done.also),
            links=done.links,
            named=done.named,
            effects=effects,
            wipes=[
                *(Wipe("count", keys.COUNTS, name, count) for name, count in done.counted),
                *_noted(done),
            ],
        )
        # Without followers a repeat finds the effect gone, which is all that its caller needs to know.
        written = await self._writer.write(write, receipt=bool(follow))
        return outcome(self._records, written, done.person, follow).envelopes

    async def thread_with(self, message: MessageId) -> ThreadId | None:
        """Return the topic in which a copy of a message of hers stands; None for another message. Raises StoreAwayError."""
        (stored,) = await self._pipe.ask(("HGET", keys.whereabouts(message), message))
        return None if stored is None else ThreadId(int(stored))

    async def thread_of(self, code: CaseCode) -> ThreadId | None:
        """Return the thread of a case, None while it has no topic. Raises StoreAwayError."""
        (stored,) = await self._pipe.ask(("HGET", keys.THREADS, code))
        return None if stored is None else ThreadId(int(stored))

    async def counterpart(
        self, person: PersonId, side: Side, message: MessageId
    ) -> MessageId | None:
        """Return the message that stands on the other side for this one of `side`. Raises StoreAwayError."""
        field = entries.field(side, message)
        (stored,) = await self._pipe.ask(("HGET", keys.message_map(person), field))
        return None if stored is None else entries.unpack(stored).other

    async def entry(self, person: PersonId, side: Side, message: MessageId) -> Entry | None:
        """Return what is known of a message. Raises StoreAwayError."""
        field = entries.field(side, message)
        (stored,) = await self._pipe.ask(("HGET", keys.message_map(person), field))
        return None if stored is None else entries.unpack(stored)

    async def named(self, person: PersonId | None, name: str) -> MessageId | None:
        """Return the message that was sent under a name; None owns those in General. Raises StoreAwayError."""
        field = entries.name_field(name)
        (stored,) = await self._pipe.ask(("HGET", keys.message_map(person), field))
        return None if stored is None else MessageId(int(stored))


def _noted(done: Finished) -> list[Wipe]:
    """Return what notes where its copies of her messages stand."""
    found: list[Wipe] = []
    for copy in done.copies:
        key = keys.whereabouts(copy)
        found += [
            Wipe("put", key, copy, done.thread or 0),
            Wipe("expire", key, value=keys.WHEREABOUTS_FOR),
        ]
    return found
