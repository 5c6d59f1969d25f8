"""Gathering: all there is about somebody, from every corner of the store."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import msgspec
from msgspec.structs import replace

from bot.handoff.erasure import Ask
from bot.handoff.events import Timer
from bot.handoff.ids import CaseCode, EffectId, ExpertId, MessageId, PersonId, ThreadId, UserId
from bot.handoff.known import Known, Trace, Traces
from bot.handoff.message_map import Side
from bot.store import entries, keys
from bot.store.audit import Audit
from bot.store.dead_letters import DeadLetters
from bot.store.flags import flags_in
from bot.store.records import VERSION_DIGITS, Records
from bot.store.unreadable import ErasedError, SealError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence

    from bot.handoff.audit import Deed, Role
    from bot.handoff.case import Case
    from bot.handoff.decision import Record
    from bot.handoff.message_map import Entry

_PAGE: Final = 1000
"""What is read at once."""
_NUMBER: Final = re.compile(rb"(?<![0-9])[0-9]{4,19}(?![0-9])")
"""What may be the number of a chat."""


class Gathering(DeadLetters, Audit):
    """The part of the store that knows where everything about somebody is."""

    async def known(self, person: PersonId, user: UserId | None, ask: Ask) -> Known:
        """Return what there is about somebody besides her record, and what she did as an expert.

        Without `user`, which only her record tells, the latter is not known.

        What she asks for herself (to see it, to have it erased) looks through the whole store. What happens once in a
        while with everybody looks through fewer places: codes and topics, and the journal when a case is over.

        Raises:
            StoreAwayError: when the store is away.
        """
        codes = [code async for code, who in self._hash(keys.CODES) if who == person.encode()]
        found = [one async for one in self._hash(keys.TOPICS)]
        mine = f"{person}:".encode()
        topics = [
            (ThreadId(int(thread)), CaseCode(owner[len(mine) :].decode()))
            for thread, owner in found
            if owner.startswith(mine)
        ]
        all_codes = dict.fromkeys(
            (*(CaseCode(one.decode()) for one in codes), *(c for _, c in topics))
        )
        (stored,) = await self._pipe.ask(("HGETALL", keys.message_map(person)))
        kept, names = _map(stored)
        known = Known(
            codes=tuple(all_codes),
            archived=await self._archived(tuple(all_codes)),
            topics=tuple(sorted(topics)),
            entries=kept,
            names=names,
        )
        if ask is Ask.TIDY:
            return known
        known = replace(
            known,
            lines=await self._lines(frozenset(all_codes)),
            unreadable=await self._unreadable_lines(frozenset(all_codes)),
            waiting=await self._waiting_of(person),
            letters=await self._letters_of(person, user, frozenset(one for one, _ in topics)),
        )
        if ask is Ask.REMNANTS:
            return replace(known, merged=await self._merged_of(person))
        if user is None or ask in (Ask.EXPIRE, Ask.EXPIRE_CASES):
            return known
        expert = self._codec.expert_id(user)
        known = replace(known, timers=await self._timers_of(person))
        # Who has no case and never did anything as an expert costs little, however often she asks.
        is_expert = await self._is_expert(expert)
        if all_codes:
            known = replace(known, merged=await self._merged_of(person))
        if is_expert:
            known = replace(known, is_expert=True, traces=await self._traces(expert))
        if ask is Ask.EXPORT and (all_codes or is_expert):
            deeds, own = await self._deeds(frozenset(all_codes), expert)
            known = replace(known, deeds=deeds, traces=replace(known.traces, deeds=own))
        return known

    # --- inside ---------------------------------------------------------------------------

    async def _keys(self, pattern: str) -> AsyncIterator[str]:
        """Go through the keys of a kind; each comes once."""
        cursor, seen = b"0", set()
        while True:
            command = ("SCAN", cursor, "MATCH", f"{keys.TAG}:{pattern}", "COUNT", _PAGE)
            ((cursor, found),) = await self._pipe.ask(command)
            for one in found:
                if one not in seen:
                    seen.add(one)
                    yield one.decode()
            if cursor == b"0":
                return

    async def _hash(self, key: str) -> AsyncIterator[tuple[bytes, bytes]]:
        cursor = b"0"
        while True:
            ((cursor, found),) = await self._pipe.ask(("HSCAN", key, cursor, "COUNT", _PAGE))
            for field, value in zip(found[::2], found[1::2], strict=True):
                yield field, value
            if cursor == b"0":
                return

    async def _stream(self, key: str) -> AsyncIterator[tuple[str, Sequence[bytes]]]:
        start = "-"
        while True:
            (page,) = await self._pipe.ask(("XRANGE", key, start, "+", "COUNT", _PAGE))
            for place, fields in page:
                yield place.decode(), fields
            if len(page) < _PAGE:
                return
            start = f"({page[-1][0].decode()}"

    async def _archived(self, codes: Sequence[CaseCode]) -> tuple[Case, ...]:
        found: list[Case] = []
        for code in codes:
            key = keys.archive(code)
            (sealed,) = await self._pipe.ask(("GET", key))
            if (case := case_in(self._records, key, sealed)) is not None:
                found.append(case)
        return tuple(sorted(found, key=lambda one: one.opened_at))

    async def _lines(self, codes: frozenset[CaseCode] | None) -> tuple[tuple[str, Record], ...]:
        """Return lines of the journal about these cases, or all."""
        found: list[tuple[str, Record]] = []
        async for place, (_, code, _, sealed) in self._stream(keys.JOURNAL):
            if codes is not None and code.decode() not in codes:
                continue
            try:
                found.append((place, self._records.open_record(code.decode(), sealed)))
            except SealError:
                continue
        return tuple(found)

    async def _unreadable_lines(
        self, codes: frozenset[CaseCode]
    ) -> tuple[tuple[str, CaseCode], ...]:
        """Return lines about these cases that nobody can read any more: they are to go with their cases all the same."""
        found: list[tuple[str, CaseCode]] = []
        async for place, (_, code, _, sealed) in self._stream(keys.JOURNAL):
            about = CaseCode(code.decode())
            if about in codes:
                try:
                    self._records.open_record(about, sealed)
                except ErasedError:
                    found.append((place, about))
                except SealError:
                    continue
        return tuple(found)

    async def _timers_of(self, person: PersonId) -> tuple[tuple[Timer, float], ...]:
        members = [f"{person}:{timer}" for timer in Timer]
        (scores,) = await self._pipe.ask(("ZMSCORE", keys.TIMERS, *members))
        return tuple(
            (timer, float(at)) for timer, at in zip(Timer, scores, strict=True) if at is not None
        )

    async def _merged_of(self, person: PersonId) -> tuple[tuple[MessageId, str], ...]:
        found: list[tuple[MessageId, str]] = []
        async for key in self._keys(f"w:{person}:*"):
            message = MessageId(int(key.rpartition(":")[2]))
            (sealed,) = await self._pipe.ask(("GET", key))
            found.append((message, _text(self._records, person, message, sealed)))
        return tuple(found)

    async def _waiting_of(self, person: PersonId) -> tuple[EffectId, ...]:
        return tuple(
            [
                EffectId(place)
                async for place, (_, owner, _, _) in self._stream(keys.EFFECTS)
                if owner == person.encode()
            ]
        )

    async def _letters_of(
        self, person: PersonId, user: UserId | None, threads: frozenset[ThreadId]
    ) -> tuple[tuple[str, bytes], ...]:
        """Return what was set aside that she sent, that was to be sent to her, or that was written in her topics."""

        def is_hers(number: int) -> bool:
            """Tell whether a number is that of her chat; where it isn't known, by the keyed hash of it."""
            if user is not None:
                return number == user
            return self._codec.person_id(UserId(number)) == person

        found: list[tuple[str, bytes]] = []
        for letter in await self.dead_letters():
            if letter.buried is None:
                continue
            body = letter.buried.body
            if letter.update is None:
                if letter.buried.owner == person:
                    found.append((letter.id, b""))
            elif _is_about(body, is_hers, frozenset()):
                found.append((letter.id, body))
            elif _is_about(body, is_hers, threads):
                found.append((letter.id, b""))
        return tuple(found)

    async def _deeds(
        self, codes: frozenset[CaseCode], expert: ExpertId
    ) -> tuple[tuple[tuple[Deed, Role, float], ...], tuple[tuple[Deed, float], ...]]:
        """Return what stands in the audit of these cases, and of what an expert did."""
        about: list[tuple[Deed, Role, float]] = []
        own: list[tuple[Deed, float]] = []
        names = {name for name, known in (await self._experts()).items() if known == expert}
        (numbers,) = await self._pipe.ask(("HKEYS", keys.AUDIT))
        last = max(map(int, numbers), default=0)
        for first in range(min(map(int, numbers), default=1), last + 1, _PAGE):
            for entry in await self.audit_entries(first, min(last, first + _PAGE - 1)):
                row = None if entry is None else self.opened(entry)
                if row is None or row.stored is None:
                    continue
                if row.code in codes:
                    about.append((row.stored.deed, row.stored.by, row.stored.at))
                if row.stored.who in names:
                    own.append((row.stored.deed, row.stored.at))
        return tuple(sorted(about, key=lambda one: one[2])), tuple(
            sorted(own, key=lambda one: one[1])
        )

    async def _is_expert(self, expert: ExpertId) -> bool:
        """Tell whether somebody did anything as an expert: all that experts do is in the audit, or is a flag."""
        if expert in (await self._experts()).values():
            return True
        return any(one.by == expert for one in (await flags_in(self._pipe)).values())

    async def _traces(self, expert: ExpertId) -> Traces:
        cases = [case async for _, found, _ in self._experts_in(expert) for case in found]
        async for key in self._keys("a:*"):
            (sealed,) = await self._pipe.ask(("GET", key))
            if (case := case_in(self._records, key, sealed)) is not None:
                cases += _spoken(case, expert)
        answers = 0
        async for key in self._keys("m:*"):
            async for field, value in self._hash(key):
                if not field.startswith(b"n:") and entries.unpack(value).author == expert:
                    answers += 1
        flags = [one.id for one in (await flags_in(self._pipe)).values() if one.by == expert]
        return Traces(tuple(cases), answers, tuple(flags))

    async def _experts_in(
        self, expert: ExpertId
    ) -> AsyncIterator[tuple[PersonId, list[Trace], bool]]:
        """Go through everybody: in which of her cases an expert spoke, and whether she is blocked by him or so."""
        async for key in self._keys("p:*"):
            who = PersonId(key.rpartition(":")[2])
            (stored,) = await self._pipe.ask(("GET", key))
            try:
                person = self._records.open_person(who, (stored or b"")[VERSION_DIGITS:])
            except SealError:
                continue
            cases = [] if person.case is None else _spoken(person.case, expert)
            yield who, cases, names_expert(person, expert)


def names_expert(record: Any, expert: ExpertId) -> bool:
    """Tell whether a record names an expert anywhere."""
    return expert in _leaves(msgspec.to_builtins(record))


def _leaves(value: Any) -> set[str]:
    match value:
        case dict():
            return set().union(*map(_leaves, value.values()))
        case list() | tuple():
            return set().union(*map(_leaves, value))
        case str():
            return {value}
        case _:
            return set()


def case_in(records: Records, key: str, sealed: bytes | None) -> Case | None:
    """Return an archived case; None when it can't be read any more."""
    try:
        code = CaseCode(key.rpartition(":")[2])
        return None if sealed is None else records.open_case(code, sealed)
    except SealError:
        return None


def _spoken(case: Case, expert: ExpertId) -> list[Trace]:
    return [
        Trace(case.code, one.letter, one.answered_at)
        for one in case.speakers
        if one.expert == expert
    ]


def _text(records: Records, person: PersonId, message: MessageId, sealed: bytes | None) -> str:
    try:
        return "" if sealed is None else records.open_merged(person, message, sealed).text
    except SealError:
        return ""


def _map(
    stored: Sequence[bytes],
) -> tuple[tuple[tuple[Side, MessageId, Entry], ...], tuple[tuple[str, MessageId], ...]]:
    """Return the entries of a message map, oldest first, and its names."""
    kept: list[tuple[Side, MessageId, Entry]] = []
    names: list[tuple[str, MessageId]] = []
    for field, value in zip(stored[::2], stored[1::2], strict=True):
        name = field.decode()
        if name.startswith("n:"):
            names.append((name[2:], MessageId(int(value))))
        else:
            kept.append((Side(name[0]), MessageId(int(name[1:])), entries.unpack(value)))
    return tuple(sorted(kept, key=lambda one: (one[0], one[1]))), tuple(sorted(names))


def _is_about(body: bytes, is_hers: Callable[[int], bool], threads: frozenset[ThreadId]) -> bool:
    """Tell whether an update came from somebody, or from one of these topics."""
    try:
        update = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return any(is_hers(int(one)) for one in _NUMBER.findall(body))
    waiting = [update]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            number = value.get("id")
            if type(number) is int and is_hers(number):
                return True
            if value.get("message_thread_id") in threads:
                return True
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value
    return False
