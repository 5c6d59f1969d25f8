"""Retention: what is due of whom, and when."""

from __future__ import annotations

from typing import Any

import msgspec

from bot.declared import Retention
from bot.handoff.case import Case
from bot.handoff.desk import AccessMode
from bot.handoff.effects import Say, ToGeneral
from bot.handoff.erasure import Ask
from bot.handoff.events import Timer, TimerFired
from bot.handoff.ids import CaseCode, ChatId, PersonId
from bot.handoff.person import Earlier, Person, Stage
from bot.handoff.retention import DAY, Due, due_of
from tests.support.desks import MONDAY
from tests.support.people import Player

A, B, C = CaseCode("AAAA-2222"), CaseCode("BBBB-3333"), CaseCode("CCCC-4444")
TERMS = Retention()


def _person(**fields: Any) -> Person:
    return Person(PersonId("anna"), ChatId(5), "nl", **fields)


def _closed(*, warned_at: float = 0.0, code: CaseCode = B) -> Case:
    return Case(code, "nl", MONDAY - DAY, closed_at=MONDAY, warned_at=warned_at)


def test_first_a_word_then_the_end() -> None:
    """A case is warned of three days before its time, and erased with all of her at the end of it."""
    quiet = _person(case=_closed(), stage=Stage.CLOSED)
    assert due_of(quiet, TERMS, MONDAY + 26.9 * DAY) == Due()
    assert due_of(quiet, TERMS, MONDAY + 27 * DAY) == Due(warned=(B,))
    warned = _person(case=_closed(warned_at=MONDAY + 27 * DAY), stage=Stage.CLOSED)
    assert due_of(warned, TERMS, MONDAY + 29.9 * DAY) == Due()
    assert due_of(warned, TERMS, MONDAY + 30 * DAY) == Due(erased=(B,), whole=True)


def test_nothing_goes_without_the_days_of_warning() -> None:
    """After a long stop a case is warned of first, and goes three days after that."""
    late = _person(case=_closed(), stage=Stage.CLOSED)
    assert due_of(late, TERMS, MONDAY + 90 * DAY) == Due(warned=(B,))
    warned = _person(case=_closed(warned_at=MONDAY + 90 * DAY), stage=Stage.CLOSED)
    assert due_of(warned, TERMS, MONDAY + 92 * DAY) == Due()
    assert due_of(warned, TERMS, MONDAY + 93 * DAY).whole


def test_without_a_word() -> None:
    """Where nobody is to be warned it goes at once when its time is over."""
    terms = Retention(message_map_days=7, warn_days=0)
    quiet = _person(case=_closed(), stage=Stage.CLOSED)
    assert due_of(quiet, terms, MONDAY + 6.9 * DAY) == Due()
    assert due_of(quiet, terms, MONDAY + 7 * DAY) == Due(erased=(B,), whole=True)


def test_an_older_case_goes_alone() -> None:
    """Only the older case goes while a newer one is open."""
    earlier = (Earlier(A, MONDAY - 30 * DAY, MONDAY - 3 * DAY),)
    newer = Case(B, "nl", MONDAY)
    person = _person(case=newer, stage=Stage.WAITING, earlier=earlier)
    assert due_of(person, TERMS, MONDAY) == Due(erased=(A,))


def test_cases_go_in_their_order() -> None:
    """A case that was warned of waits for an older one that was not yet: keys are erased up to that of a case."""
    told, untold = Earlier(B, MONDAY - 30 * DAY, MONDAY - 3 * DAY), Earlier(A, MONDAY - 31 * DAY)
    newer = Case(C, "nl", MONDAY)
    person = _person(case=newer, stage=Stage.WAITING, earlier=(untold, told))
    assert due_of(person, TERMS, MONDAY) == Due(warned=(A,))
    both = (Earlier(A, MONDAY - 31 * DAY, MONDAY), told)
    person = _person(case=newer, stage=Stage.WAITING, earlier=both)
    assert due_of(person, TERMS, MONDAY + 2.9 * DAY) == Due()
    assert due_of(person, TERMS, MONDAY + 3 * DAY) == Due(erased=(A, B))


def test_a_case_that_waits_for_an_older_one_is_not_looked_at_all_the_time() -> None:
    """With a case of an earlier release before it, both go three days after the older one was warned of."""
    anna = Player()
    anna.places()
    anna.expert_presses("Sluit de zaak")
    anna.waits(27 * DAY)
    assert anna.person.case is not None
    anna.person = msgspec.structs.replace(anna.person, earlier=(Earlier(A, MONDAY - DAY),))
    anna.waits(3 * DAY)
    assert anna.decision is not None
    assert anna.decision.wish is None or anna.decision.wish.ask is Ask.TIDY
    assert A in anna.general.last.text
    assert anna.timers[Timer.ERASE] == anna.now + 3 * DAY
    anna.waits(3 * DAY)
    assert anna.decision.wish is not None
    assert anna.decision.wish.ask is Ask.EXPIRE


def test_without_a_case_by_the_last_sign_of_life() -> None:
    """Who has no case goes thirty days after the last thing she did; who came before that was noted is not in a hurry."""
    assert due_of(_person(active_at=MONDAY), TERMS, MONDAY + 29 * DAY) == Due()
    assert due_of(_person(active_at=MONDAY), TERMS, MONDAY + 30 * DAY) == Due(whole=True)
    assert due_of(_person(), TERMS, MONDAY) == Due()


def test_the_timer_follows_her() -> None:
    """Set with the first thing she does; moved to the warning when her case is closed, gone while one is open."""
    anna = Player()
    anna.agrees()
    assert anna.timers[Timer.ERASE] == MONDAY + 30 * DAY
    anna.places()
    anna.expert_presses("Sluit de zaak")
    assert anna.person.case is not None
    assert anna.person.case.closed_at is not None
    assert anna.timers[Timer.ERASE] == anna.person.case.closed_at + 27 * DAY


def test_both_sides_hear_of_it() -> None:
    """The warning names the case to both sides, and what she can do."""
    anna = Player()
    anna.places()
    anna.expert_presses("Sluit de zaak")
    assert anna.person.case is not None
    code = anna.person.case.code
    anna.waits(27 * DAY)
    assert code in anna.chat.last.text
    assert "/mijngegevens" in anna.chat.last.text
    assert code in anna.general.last.text


def test_each_case_has_its_own_line_in_general() -> None:
    """Warned of together, she reads of both at once; the experts of each by itself, under a name that holds its code."""
    anna = Player()
    anna.places()
    anna.expert_presses("Sluit de zaak")
    closed = anna.person.case
    assert closed is not None
    assert closed.closed_at is not None
    earlier = (Earlier(A, closed.closed_at), Earlier(C, closed.closed_at))
    anna.person = msgspec.structs.replace(anna.person, earlier=earlier)
    anna.waits(27 * DAY)
    assert anna.decision is not None
    said = [one for one in anna.decision.effects if isinstance(one, Say)]
    lines = [one for one in said if one.to == ToGeneral()]
    assert [one.name.rpartition(":")[2] for one in lines] == [A, C, closed.code]
    for one in lines:
        assert [code for code in (A, C, closed.code) if code in one.html] == [
            one.name.rpartition(":")[2]
        ]
    (hers,) = [one for one in said if one.to != ToGeneral()]
    assert all(code in hers.html for code in (A, C, closed.code))


def test_who_is_in_the_middle_of_something_is_waited_for() -> None:
    """While she answers questions for a new case nothing is erased under her hands; an hour later it is looked at again."""
    anna = Player()
    anna.places()
    anna.expert_presses("Sluit de zaak")
    anna.waits(27 * DAY)
    anna.waits(3 * DAY - 600)
    anna.presses("👤 Deskundige")
    anna.waits(601)
    assert anna.decision is not None
    assert anna.decision.wish is None
    assert anna.timers[Timer.ERASE] > anna.now


def test_a_clock_that_was_ahead_keeps_nobody_longer() -> None:
    """Set back, the day of her last sign of life and its timer are those of now."""
    anna = Player()
    anna.now += 365 * DAY
    anna.agrees()
    anna.now -= 365 * DAY
    anna.writes("/privacy")
    assert anna.person.active_at == anna.now
    assert anna.timers[Timer.ERASE] == anna.now + 30 * DAY


def test_a_clock_that_was_ahead_when_a_case_was_closed() -> None:
    """Set back, her closed case counts as closed and warned of now at the latest, and goes a term after that."""
    anna = Player()
    anna.places()
    anna.now += 365 * DAY
    anna.expert_presses("Sluit de zaak")
    anna.waits(27 * DAY)
    anna.now -= 392 * DAY
    anna.happens(TimerFired(Timer.ERASE))
    case = anna.person.case
    assert case is not None
    assert (case.closed_at, case.warned_at) == (anna.now, anna.now)
    assert anna.timers[Timer.ERASE] == anna.now + 30 * DAY


def test_what_waits_for_a_coordinator_is_not_erased() -> None:
    """A request for a new case keeps her there when the time of her last case is over, as long as she was there lately."""
    anna = Player()
    anna.places()
    anna.expert_presses("Sluit de zaak")
    anna.waits(29 * DAY)
    anna.desk = msgspec.structs.replace(anna.desk, access=AccessMode.APPROVE)
    anna.writes("Ik heb nog een vraag over de groep")
    anna.presses("Een nieuwe vraag")
    anna.waits(60)
    anna.presses("Deskundige")
    anna.presses("Nee")
    anna.presses("Plaats nu")
    request = anna.person.admission.request
    assert request
    anna.waits(5 * DAY)
    assert anna.decision is not None
    assert anna.decision.wish is None
    anna.general_presses("Ja")
    assert anna.person.case is not None
    assert anna.person.case.code == request
