"""Retention: when the time of what is kept of somebody is over, and who hears of it before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec
from msgspec import Struct

from bot.handoff.audit import Deed, Role
from bot.handoff.buttons import way_out
from bot.handoff.effects import Priority, Say
from bot.handoff.erasure import Ask
from bot.handoff.events import Timer
from bot.handoff.person import Earlier, Stage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.declared import Retention
    from bot.handoff.case import Case
    from bot.handoff.ids import CaseCode
    from bot.handoff.person import Person
    from bot.handoff.turn import Turn

ENFORCES: Final = "link"
"""The term of the data map that this module, with the erasing of the store, sees to."""

DAY: Final = 24 * 3600.0
AGAIN_AFTER: Final = 3600.0
"""Seconds for which erasing waits while she is in the middle of something."""
IN_THE_MIDDLE: Final = 2 * DAY
"""Seconds after which what she began and left does not count as being in the middle of something.

What she asks of a coordinator counts as long as she herself does: it is his turn.
"""


def active(turn: Turn) -> None:
    """Note that she did something; the day is exact enough. The first time sets the timer."""
    known = turn.person.active_at
    if 0 <= turn.now - known < DAY:
        return
    turn.change(active_at=turn.now)
    if not known or known > turn.now:  # the latter by a clock that was ahead
        schedule(turn)


def ended(person: Person) -> tuple[Earlier, ...]:
    """Return her closed cases that are still kept, the newest one included."""
    case = person.case
    if case is None or case.closed_at is None:
        return person.earlier
    return (*person.earlier, Earlier(case.code, case.closed_at, case.warned_at))


class Due(Struct, frozen=True):
    """What is to be done now about one person."""

    warned: tuple[CaseCode, ...] = ()
    """Cases of which it is to be said that they will be erased."""
    erased: tuple[CaseCode, ...] = ()
    """Cases that are to be erased."""
    whole: bool = False
    """All there is about her is to be erased."""

    def __bool__(self) -> bool:
        """Tell whether there is anything."""
        return bool(self.warned or self.erased or self.whole)


def due_of(person: Person, retention: Retention, now: float) -> Due:
    """Return what is due of a person at `now` (epoch seconds)."""
    cases = ended(person)
    warned = tuple(
        one.code for one in cases if _is_late(retention, one) and now >= _warn_at(retention, one)
    )
    erased = tuple(one.code for one, at in _ends(retention, cases) if now >= at)
    if person.case is not None:
        return Due(warned, erased, person.case.code in erased)
    since = person.active_at or now
    return Due(warned, erased, now - since >= retention.message_map_days * DAY)


def archived(turn: Turn) -> None:
    """Remember that the newest case makes room for another one, and when its time began."""
    case = turn.person.case
    if case is not None and case.closed_at is not None:
        one = Earlier(case.code, case.closed_at, case.warned_at)
        turn.change(earlier=(*turn.person.earlier, one))


def over_at(retention: Retention, one: Earlier) -> float:
    """Return when the time of a case is over (epoch seconds). Nothing is erased without the days of warning."""
    over = one.closed_at + retention.message_map_days * DAY
    return max(over, one.warned_at + retention.warn_days * DAY)


def schedule(turn: Turn) -> None:
    """Set the timer to the next moment at which something of hers is to be erased, or she is to be warned."""
    retention = turn.desk.retention
    cases = ended(turn.person)
    moments = [_warn_at(retention, one) for one in cases if _is_late(retention, one)]
    moments += [at for _, at in _ends(retention, cases)]
    if turn.person.case is None:
        moments.append(turn.person.active_at + retention.message_map_days * DAY)
    if moments:
        turn.set_timer(Timer.ERASE, min(moments))
    else:
        turn.cancel(Timer.ERASE)


def fired(turn: Turn) -> None:
    """Look what is due: ask for erasing it, or warn of that."""
    if not turn.person.active_at:
        turn.change(active_at=turn.now)  # kept by an earlier release, which did not note it
    _set_right(turn)
    due = due_of(turn.person, turn.desk.retention, turn.now)
    if due.warned:
        _warn(turn, due.warned)
    if due.whole:
        if _in_the_middle(turn):
            turn.set_timer(Timer.ERASE, turn.now + AGAIN_AFTER)
            return
        turn.cancel(Timer.ERASE)
        turn.wish(Ask.EXPIRE)
        _note(turn)
        return
    if due.erased:
        kept = tuple(one for one in turn.person.earlier if one.code not in due.erased)
        turn.change(earlier=kept)
        turn.wish(Ask.EXPIRE_CASES, due.erased)
        _note(turn, *due.erased)
    else:
        turn.wish(Ask.TIDY)
    schedule(turn)


def _is_late(retention: Retention, one: Earlier) -> bool:
    """Tell whether it is still to be said that a case will be erased."""
    return bool(retention.warn_days) and not one.warned_at


def _ends(retention: Retention, cases: Sequence[Earlier]) -> Iterator[tuple[Earlier, float]]:
    """Give each case of which it has been said, and when it goes (epoch seconds).

    They go in the order in which they were placed: keys are erased up to that of a case, so one of which nothing was
    said yet holds up those after it.
    """
    at = 0.0
    for one in cases:
        if _is_late(retention, one):
            return
        at = max(at, over_at(retention, one))
        yield one, at


def _set_right(turn: Turn) -> None:
    """Bring back what a clock that was ahead noted: nothing happened later than now."""
    person, now = turn.person, turn.now
    if person.active_at > now:
        turn.change(active_at=now)
    case = person.case
    if case is not None and case.closed_at is not None and _latest(case) > now:
        turn.change_case(closed_at=min(case.closed_at, now), warned_at=min(case.warned_at, now))
    if any(_latest(one) > now for one in person.earlier):
        turn.change(
            earlier=tuple(
                msgspec.structs.replace(
                    one, closed_at=min(one.closed_at, now), warned_at=min(one.warned_at, now)
                )
                for one in person.earlier
            )
        )


def _latest(one: Earlier | Case) -> float:
    return max(one.closed_at or 0.0, one.warned_at)


def undelivered(turn: Turn) -> None:
    """Note that the warning could not be brought to her. Nothing waits for that."""
    if any(one.warned_at for one in ended(turn.person)) and not turn.person.blocked:
        turn.count("erase_warning_undelivered")


def _warn_at(retention: Retention, one: Earlier) -> float:
    return one.closed_at + max(0, retention.message_map_days - retention.warn_days) * DAY


def _warn(turn: Turn, codes: Sequence[CaseCode]) -> None:
    """Tell both sides that cases will be erased; for who can't be reached that is noted."""
    case = turn.person.case
    if case is not None and case.code in codes:
        turn.change_case(warned_at=turn.now)
    turn.change(
        earlier=tuple(
            msgspec.structs.replace(one, warned_at=turn.now) if one.code in codes else one
            for one in turn.person.earlier
        )
    )
    days = turn.desk.retention.warn_days
    named = ", ".join(codes)
    # A line for each: it goes with its case, and does not show which of them are of one person.
    for code in codes:
        line = turn.desk_words("general.erase_soon", code=code, days=days)
        turn.tell_general(line, about=code, silent=True)
    if turn.person.blocked:
        turn.count("erase_warning_undelivered")
    else:
        words = turn.words("erase_soon", codes=named, days=days)
        rows = way_out(turn)
        turn.do(Say(turn.her, words, rows, silent=True, priority=Priority.STATE))


def _in_the_middle(turn: Turn) -> bool:
    person, silent = turn.person, turn.now - turn.person.active_at
    if person.admission.request:
        return silent < turn.desk.retention.message_map_days * DAY
    return (turn.is_at(Stage.INTAKE) or bool(person.pending)) and silent < IN_THE_MIDDLE


def _note(turn: Turn, *codes: CaseCode) -> None:
    """Note what is erased; a code in the audit goes with its case."""
    turn.count("erased")
    for code in codes or (None,):
        turn.audit(Deed.DELETED, Role.SYSTEM, code=code, about="retention")
