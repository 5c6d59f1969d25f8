"""Known: all there is about somebody, gathered from every corner of the store, to be shown to her or erased."""

from msgspec import Struct

from bot.handoff.audit import Deed, Role
from bot.handoff.case import Case
from bot.handoff.decision import Record
from bot.handoff.events import Timer
from bot.handoff.ids import CaseCode, EffectId, MessageId, ThreadId
from bot.handoff.message_map import Entry, Side


class Trace(Struct, frozen=True):
    """What somebody did as an expert in one case, or in what came before it."""

    code: CaseCode
    letter: str
    """The letter the other side knows them by."""
    answered_at: float
    """Epoch seconds; 0 for no answer."""


class Traces(Struct, frozen=True):
    """What somebody did as an expert."""

    cases: tuple[Trace, ...] = ()
    answers: int = 0
    """Answers that are known to be theirs."""
    flags: tuple[str, ...] = ()
    """Ids of the answers and contacts that they said are wrong."""
    deeds: tuple[tuple[Deed, float], ...] = ()
    """What stands in the audit: what, and when (epoch seconds)."""


class Known(Struct, frozen=True):
    """What the store holds of one person besides her record. Times are epoch seconds."""

    codes: tuple[CaseCode, ...] = ()
    """The codes of all her cases."""
    archived: tuple[Case, ...] = ()
    """Her closed cases that made room for a newer one, oldest first."""
    topics: tuple[tuple[ThreadId, CaseCode], ...] = ()
    """Every topic that is or was one of hers."""
    entries: tuple[tuple[Side, MessageId, Entry], ...] = ()
    """Her message map, oldest first."""
    names: tuple[tuple[str, MessageId], ...] = ()
    """Messages of the bot that are remembered under a name."""
    lines: tuple[tuple[str, Record], ...] = ()
    """Lines of the journal about her cases, each with its place there."""
    unreadable: tuple[tuple[str, CaseCode], ...] = ()
    """Lines of the journal whose key was erased: the place of each, and its case."""
    timers: tuple[tuple[Timer, float], ...] = ()
    merged: tuple[tuple[MessageId, str], ...] = ()
    """Texts that went on together, by the message in the topic."""
    waiting: tuple[EffectId, ...] = ()
    """What is still to be sent."""
    letters: tuple[tuple[str, bytes], ...] = ()
    """What was set aside because it could not be handled: its place, and what she sent, as it came (JSON).

    Empty for what experts wrote to her, and for what was to be sent to her.
    """
    deeds: tuple[tuple[Deed, Role, float], ...] = ()
    """What stands in the audit of her cases: what, in which role, and when."""
    is_expert: bool = False
    """She did something as an expert."""
    traces: Traces = Traces()
