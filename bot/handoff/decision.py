"""A decision: what `decide` answers, complete, before anything is done."""

from enum import StrEnum
from typing import Annotated

from msgspec import Struct

from bot.declared import Sort, parts
from bot.handoff.audit import AuditLine
from bot.handoff.case import Case
from bot.handoff.effects import Effect
from bot.handoff.erasure import Erasure, Wish
from bot.handoff.events import Timer
from bot.handoff.flag import FlagChange
from bot.handoff.ids import CaseCode, EffectId, ThreadId
from bot.handoff.message_map import Link
from bot.handoff.person import Person


class Toast(Struct, frozen=True):
    """The answer to a pressed button. Takes no lane and is not stored: lost is better than late."""

    callback: str
    text: str = ""
    """At most 200 characters (Bot API, answerCallbackQuery)."""
    alert: bool = False


class RecordKind(StrEnum):
    """What the journal for the coordinator holds."""

    RATING = "rating"
    SENTENCE = "sentence"


class Record(Struct, frozen=True):
    """A line for the coordinator: a rating (`value` "1"–"5") or a sentence that goes with it."""

    kind: Annotated[RecordKind, parts.RATING.holds("which of the two")]
    code: Annotated[CaseCode, parts.RATING.holds("the code of the case", sort=Sort.PSEUDONYM)]
    at: Annotated[float, parts.RATING.holds("when")]
    value: Annotated[str, parts.RATING.holds("the rating or the sentence")]


class Draft(Struct, frozen=True):
    """A new entry for the FAQ that an expert proposes: a file to be written into the drafts folder."""

    name: Annotated[str, parts.DRAFT.holds("the name of the file", sort=Sort.TECHNICAL)]
    """Of the file; never used twice."""
    yaml: Annotated[str, parts.DRAFT.holds("the proposed answer")]
    """May hold what people wrote, so it is sealed while it waits."""


class Decision(Struct, frozen=True):
    """The new state and everything that follows from it, written in one commit."""

    person: Person
    effects: tuple[Effect, ...] = ()
    front: bool = False
    """The effects go before what still waits in the lane of the topic (a rebuilt or reopened topic)."""
    set_timers: tuple[tuple[Timer, float], ...] = ()
    """Timers to set (epoch seconds); one that is set already is moved."""
    cancel: tuple[Timer, ...] = ()
    links: tuple[Link, ...] = ()
    topics: tuple[tuple[CaseCode, ThreadId], ...] = ()
    """Threads of older cases that became known; that of the newest case stands in the case itself."""
    archive: Case | None = None
    """A closed case that makes room for a new one."""
    records: tuple[Record, ...] = ()
    count: tuple[str, ...] = ()
    """Names of counters to add one to (never with anything personal in them)."""
    tally: tuple[tuple[str, int], ...] = ()
    """What is added to the counts of the day, by name (entries appear by id; never a text)."""
    flags: tuple[FlagChange, ...] = ()
    drafts: tuple[Draft, ...] = ()
    audit: tuple[AuditLine, ...] = ()
    """Who did what, for the record that nobody can change."""
    withdrawn: tuple[EffectId, ...] = ()
    """Effects that wait in the outbox and are not to be carried out."""
    wish: Wish | None = None
    """What can be decided only when all there is about her is known (`rights.fulfilled`)."""
    erasure: Erasure | None = None
    """What leaves the store with this commit."""
    toast: Toast | None = None
