"""Forgetting: from all there is about somebody to what leaves the store, and what is asked of Telegram."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from bot.handoff import general_lines, hold_words
from bot.handoff.audit import AuditLine, Deed, Role
from bot.handoff.buttons import emergency_row
from bot.handoff.card import REGION_QUESTION, THEME_QUESTION
from bot.handoff.decision import Decision, RecordKind
from bot.handoff.effects import (
    DeleteMessages,
    DeleteTopic,
    Priority,
    Say,
    ToGeneral,
    ToPerson,
)
from bot.handoff.erasure import Erasure, Remains
from bot.handoff.events import Timer
from bot.handoff.ids import CaseCode, ChatId, ExpertId
from bot.handoff.message_map import EntryKind, Side
from bot.handoff.person import Earlier, Person
from bot.identifiers import find, masked
from bot.text import Html, text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from bot.handoff.admission import Bar
    from bot.handoff.case import Case
    from bot.handoff.decision import Record
    from bot.handoff.desk import Desk
    from bot.handoff.effects import Effect
    from bot.handoff.erasure import Wish
    from bot.handoff.ids import MessageId, PersonId, ThreadId
    from bot.handoff.knowledge import Knowledge
    from bot.handoff.known import Known

ROLE_QUESTION: Final = "rol"
_DAY: Final = 24 * 3600.0
NO_EXPERT: Final = ExpertId("")
NOBODYS: Final = CaseCode("")
"""Stands in a line of the journal where the code of its case was."""


def all_at_her_word(decision: Decision, known: Known, expert: ExpertId, desk: Desk) -> Decision:
    """Erase everything because she asked for it: nothing is kept but what was only counted. She hears that it is done."""
    person = decision.person
    her = ToPerson(person.id, person.chat)
    effects: list[Effect] = [*_topics_gone(known.topics), *general_lines.erased(known.names, desk)]
    typed = {link.id for link in decision.links if link.side is Side.PERSON}
    effects.append(DeleteMessages(her, _messages(known, person, typed)))
    danger = bool(person.danger.at or person.urgent or (person.case and person.case.urgency))
    key = "forgotten_danger" if danger else "forgotten"
    said, until = text(person.language, key), blocked_until(person, desk)
    if until:
        said = Html(f"{said}\n\n{still_blocked(person, desk)}")
    effects.append(Say(her, said, emergency_row(person.language)))
    if known.topics:
        line = text(desk.language, "general.forgotten")
        effects.append(Say(ToGeneral(), line, priority=Priority.STATE))
    gone = _gone(decision, known, effects, expert if known.is_expert else None)
    return replace(gone, erasure=gone.erasure and replace(gone.erasure, blocked_until=until))


def blocked_until(person: Person, desk: Desk) -> float:
    """Return until when a block of hers outlives all else (epoch seconds); 0 where there is none."""
    bar, days = person.admission.barred, desk.retention.block_days
    return 0.0 if bar is None or not days else bar.at + days * _DAY


def still_blocked(person: Person, desk: Desk) -> str:
    """Return what she is to know of that."""
    until = f"{desk.local(blocked_until(person, desk)):%d-%m-%Y}"
    return text(person.language, "forget.blocked", until=until)


def all_in_time(decision: Decision, known: Known, knowledge: Knowledge, desk: Desk) -> Decision:
    """Erase everything because its time is over; of each case there remains what points to nobody."""
    person = decision.person
    cases = (*known.archived, *((person.case,) if person.case else ()))
    effects: list[Effect] = [*decision.effects, *_topics_gone(known.topics)]
    effects += general_lines.erased(known.names, desk)
    if messages := _messages(known, person):
        effects.append(DeleteMessages(ToPerson(person.id, person.chat), messages, at_once=1))
    gone = _gone(decision, known, effects)
    return replace(
        gone,
        records=_anew((line for _, line in known.lines), person.language),
        erasure=gone.erasure
        and replace(
            gone.erasure,
            remains=_remains(cases, knowledge),
            blocked_until=blocked_until(person, desk),
        ),
    )


def cases_in_time(
    decision: Decision, known: Known, wish: Wish, knowledge: Knowledge, desk: Desk
) -> Decision:
    """Erase older cases whose time is over, and nothing else of hers."""
    person = decision.person
    codes = frozenset(wish.codes)
    topics = tuple(one for one in known.topics if one[1] in codes)
    entries = _entries(known, topics)
    messages = tuple(sorted((id for side, id in entries if side is Side.PERSON), reverse=True))
    effects: list[Effect] = [*decision.effects, *_topics_gone(topics)]
    effects += general_lines.erased(known.names, desk, codes)
    if messages:
        effects.append(DeleteMessages(ToPerson(person.id, person.chat), messages, at_once=1))
    lines = [(place, line) for place, line in known.lines if line.code in codes]
    return replace(
        decision,
        person=replace(
            person, topicless=tuple(one for one in person.topicless if one not in codes)
        ),
        effects=tuple(effects),
        records=(*decision.records, *_anew((line for _, line in lines), person.language)),
        erasure=Erasure(
            codes=wish.codes,
            threads=tuple(thread for thread, _ in topics),
            entries=entries,
            copies=_in_group(entries),
            names=tuple(name for name, _ in known.names if name.rpartition(":")[2] in codes),
            lines=(
                *(place for place, _ in lines),
                *(place for place, code in known.unreadable if code in codes),
            ),
            remains=_remains((one for one in known.archived if one.code in codes), knowledge),
        ),
    )


def tidied(decision: Decision, known: Known, now: float) -> Decision:
    """Let go of the numbers of messages that only served to delete them, and see to cases that nobody looks after.

    Such numbers are worth nothing after two days. Cases that an earlier release put away are not in her record.
    """
    person = decision.person
    after = {one.code for one in person.earlier} | ({person.case.code} if person.case else set())
    found = tuple(
        Earlier(one.code, one.closed_at)
        for one in known.archived
        if one.closed_at is not None and one.code not in after
    )
    alone = tuple((side, id) for side, id, entry in known.entries if entry.kind is EntryKind.ALONE)
    timers = dict(decision.set_timers)
    if found:
        timers[Timer.ERASE] = now
        person = replace(person, earlier=(*found, *person.earlier))
    return replace(
        decision,
        person=person,
        set_timers=tuple(timers.items()),
        cancel=tuple(one for one in decision.cancel if one not in timers),
        erasure=Erasure(codes=(), entries=alone) if alone else None,
    )


def remnants(person: PersonId, known: Known, desk: Desk, now: float) -> Decision:
    """Erase what leads to somebody whose record can't be read any more, as after a backup was put back.

    Her chat is not known, so nothing is asked of Telegram there: that was done when she was erased.
    """
    nobody = Person(person, ChatId(0), desk.language)
    noted = AuditLine(Deed.DELETED, now, Role.SYSTEM, about="remnants")
    effects = [*_topics_gone(known.topics), *general_lines.erased(known.names, desk)]
    return _gone(Decision(nobody, count=("remnants",), audit=(noted,)), known, effects)


def without(person: Person, expert: ExpertId) -> Person:
    """Return a person's record without who one of her experts was: his letter and what he did stay."""
    known = person.admission
    return replace(
        person,
        case=None if person.case is None else case_without(person.case, expert),
        held=tuple(
            replace(one, expert=NO_EXPERT) if one.expert == expert else one for one in person.held
        ),
        admission=replace(
            known,
            barring=_unsigned(known.barring, expert),
            barred=_unsigned(known.barred, expert),
        ),
    )


def case_without(case: Case, expert: ExpertId) -> Case:
    """Return a case without who one of its experts was."""
    return replace(
        case,
        speakers=tuple(
            replace(one, expert=NO_EXPERT) if one.expert == expert else one for one in case.speakers
        ),
        speaking=None if case.speaking == expert else case.speaking,
        noted_by=None if case.noted_by == expert else case.noted_by,
        marks=tuple(
            replace(one, expert=NO_EXPERT) if one.expert == expert else one for one in case.marks
        ),
    )


# --- inside -----------------------------------------------------------------------------------


def _unsigned(bar: Bar | None, expert: ExpertId) -> Bar | None:
    return replace(bar, by=NO_EXPERT) if bar is not None and bar.by == expert else bar


def _gone(
    decision: Decision, known: Known, effects: list[Effect], expert: ExpertId | None = None
) -> Decision:
    """Return a decision after which there is nothing of her."""
    return replace(
        decision,
        effects=tuple(effects),
        set_timers=(),
        cancel=(),
        links=(),
        topics=(),
        archive=None,
        records=(),
        # The code goes; that something was erased is all that stays.
        audit=tuple(replace(one, code=None) for one in decision.audit),
        erasure=Erasure(
            codes=known.codes,
            whole=True,
            threads=tuple(thread for thread, _ in known.topics),
            copies=_in_group((side, id) for side, id, _ in known.entries),
            merged=tuple(message for message, _ in known.merged),
            lines=(*(place for place, _ in known.lines), *(place for place, _ in known.unreadable)),
            letters=tuple(place for place, _ in known.letters),
            waiting=known.waiting,
            expert=expert,
        ),
    )


def _topics_gone(topics: Collection[tuple[ThreadId, CaseCode]]) -> list[Effect]:
    return [DeleteTopic(ToGeneral(), thread, erased=True) for thread, _ in topics]


def _is_in_group(name: str) -> bool:
    """Tell whether what is remembered under a name stands in the group, and not in her chat."""
    return name.startswith("card:") or general_lines.is_one(name) or hold_words.is_topic_name(name)


def _messages(
    known: Known, person: Person, typed: Collection[MessageId] = ()
) -> tuple[MessageId, ...]:
    """Return every message of her chat that is known by its number, those `typed` just now included, newest first."""
    found = set(typed) | {id for side, id, _ in known.entries if side is Side.PERSON}
    found |= {id for side, _, entry in known.entries if side is Side.TOPIC and (id := entry.other)}
    found |= {one.message for one in person.kept} | {one.message for one in person.pending}
    found |= {one.message for one in (*person.unsent, *person.screened)}
    found |= {one.message for one in person.held if one.expert is None}
    found |= {id for name, id in known.names if not _is_in_group(name)}
    return tuple(sorted(found, reverse=True))


def _in_group(entries: Iterable[tuple[Side, MessageId]]) -> tuple[MessageId, ...]:
    return tuple(id for side, id in entries if side is Side.TOPIC)


def _entries(
    known: Known, topics: Collection[tuple[ThreadId, CaseCode]]
) -> tuple[tuple[Side, MessageId], ...]:
    """Return what of her message map belongs to older cases.

    Numbers in the group grow with time, and a topic has the number of the message that began it. So what stands in
    the group before the topic of a case that goes on belongs to the cases before it. Without that topic nothing is
    told apart, and it goes with the newest case.
    """
    gone = {thread for thread, _ in topics}
    stay = [thread for thread, _ in known.topics if thread not in gone]
    if not stay or not gone:
        return ()
    until = min((thread for thread in stay if thread > max(gone)), default=None)
    since = max((thread for thread in stay if thread < min(gone)), default=0)
    if until is None:
        return ()
    found = []
    for side, message, entry in known.entries:
        there = message if side is Side.TOPIC else entry.other
        if there is not None and since <= there < until:
            found.append((side, message))
    return tuple(found)


def _anew(lines: Iterable[Record], language: str) -> tuple[Record, ...]:
    """Return lines of the journal without the code of a case, to the day, and without what may tell who somebody is."""
    return tuple(
        replace(
            line,
            code=NOBODYS,
            at=line.at - line.at % _DAY,
            value=line.value
            if line.kind is RecordKind.RATING
            else masked(line.value, find(line.value), language),
        )
        for line in lines
    )


def _remains(cases: Iterable[Case], knowledge: Knowledge) -> tuple[Remains, ...]:
    return tuple(_of(case, knowledge) for case in cases if case.closed_at is not None)


def _of(case: Case, knowledge: Knowledge) -> Remains:
    """Return what remains of a case."""
    form = knowledge.form_of(case.form)

    def chosen(name: str) -> str:
        """An answer that was chosen; nothing of what was typed."""
        question = form.question(name)
        values = case.answers.get(name) or ()
        return ",".join(one for one in values if question is not None and question.option(one))

    return Remains(
        month=f"{datetime.fromtimestamp(case.opened_at, UTC):%Y-%m}",
        language=case.language,
        role=chosen(ROLE_QUESTION),
        region=chosen(REGION_QUESTION),
        concern=chosen(THEME_QUESTION),
        urgency=case.urgency,
        answered=case.answered,
        hours=int(((case.closed_at or case.opened_at) - case.opened_at) // 3600),
        rating=case.rating,
    )
