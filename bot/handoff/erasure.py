"""An erasure: what leaves the store for good with one commit, and what stays of a case that points to nobody."""

from enum import StrEnum
from typing import Annotated

from msgspec import Struct

from bot.declared import parts
from bot.handoff.ids import CaseCode, EffectId, ExpertId, MessageId, ThreadId
from bot.handoff.message_map import Side


class Ask(StrEnum):
    """What a decision asks for that needs all there is about somebody."""

    EXPORT = "export"
    """She wants to see it."""
    FORGET = "forget"
    """She wants all of it gone."""
    EXPIRE = "expire"
    """Its time is over: all of it."""
    EXPIRE_CASES = "expire_cases"
    """The time of older cases is over; she herself goes on."""
    TIDY = "tidy"
    """Nothing is over; what is of no use any more goes."""
    REMNANTS = "remnants"
    """Her record is gone for good, and something that led to her is there still: put back from a backup."""


class Wish(Struct, frozen=True):
    """What is asked for, before it is known what there is."""

    ask: Ask
    codes: tuple[CaseCode, ...] = ()
    """The cases whose time is over."""


class Remains(Struct, frozen=True, omit_defaults=True):
    """What is kept of a case when all that points to her is gone. Nothing of it was typed freely."""

    month: Annotated[str, parts.REMAINS.holds("the month in which it began")]
    """As "2026-11"."""
    language: Annotated[str, parts.REMAINS.holds("in which language it was")]
    role: Annotated[str, parts.REMAINS.holds("the kind of work of who asked")] = ""
    region: Annotated[str, parts.REMAINS.holds("the province")] = ""
    concern: Annotated[str, parts.REMAINS.holds("what sort of question it was")] = ""
    urgency: Annotated[int, parts.REMAINS.holds("how urgent it was")] = 0
    answered: Annotated[bool, parts.REMAINS.holds("whether somebody answered")] = False
    hours: Annotated[int, parts.REMAINS.holds("how many hours it was open")] = 0
    rating: Annotated[int, parts.REMAINS.holds("the rating")] = 0


class Erasure(Struct, frozen=True):
    """What leaves the store, found by what is known of her. Harmless to repeat."""

    codes: tuple[CaseCode, ...]
    """Cases that go, with their archives, threads and keys."""
    whole: bool = False
    """She goes altogether: her record, map, timers and all of her keys."""
    threads: tuple[ThreadId, ...] = ()
    entries: tuple[tuple[Side, MessageId], ...] = ()
    """Of the message map; all of it when she goes altogether."""
    names: tuple[str, ...] = ()
    copies: tuple[MessageId, ...] = ()
    """Messages in the group of which it was kept in which topic they stand."""
    merged: tuple[MessageId, ...] = ()
    lines: tuple[str, ...] = ()
    """Places in the journal."""
    letters: tuple[str, ...] = ()
    """What was set aside."""
    waiting: tuple[EffectId, ...] = ()
    """What was still to be sent."""
    remains: tuple[Remains, ...] = ()
    blocked_until: float = 0.0
    """She is blocked; that outlives all else until then (epoch seconds)."""
    expert: ExpertId | None = None
    """Whose traces as an expert go, too."""
