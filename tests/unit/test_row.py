"""Rows: one commit that writes what several would."""

import msgspec

from bot.handoff.case import Case
from bot.handoff.events import Timer
from bot.handoff.ids import CaseCode, ChatId, EffectId, PersonId, UpdateId
from bot.handoff.person import Person
from bot.ports import Commit
from bot.row import joined

_FIRST, _SECOND = list(Timer)[:2]


def _commit(update: int, language: str = "nl") -> Commit:
    return Commit(
        Person(PersonId("anna"), ChatId(1), language), version=3, update=UpdateId(update), now=5.0
    )


def test_the_last_person_counts_and_every_update() -> None:
    """The record of the last commit is written over the version of the first, and all updates are marked."""
    found = joined([_commit(1), _commit(2), _commit(3, "en")])
    assert found is not None
    assert (found.version, found.person.language) == (3, "en")
    assert (found.update, found.also) == (1, (2, 3))


def test_the_last_word_on_a_timer_counts() -> None:
    """A timer that is set and then cancelled ends up cancelled, and the other way round set."""
    first = msgspec.structs.replace(_commit(1), set_timers=((_FIRST, 7.0),), cancel=(_SECOND,))
    second = msgspec.structs.replace(_commit(2), set_timers=((_SECOND, 8.0),), cancel=(_FIRST,))
    found = joined([first, second])
    assert found is not None
    assert found.cancel == (_FIRST,)
    assert found.set_timers == ((_SECOND, 8.0),)


def test_what_does_not_fit_into_one_commit() -> None:
    """Two archived cases, and whatever settles an effect, are no row."""
    case = Case(CaseCode("AAAA-AAAA"), "nl", 0.0)
    archiving = msgspec.structs.replace(_commit(1), archive=case)
    assert joined([archiving, _commit(2)]) is not None
    assert joined([archiving, archiving]) is None
    settling = msgspec.structs.replace(_commit(1), settled=(EffectId("1-1"),))
    assert joined([settling, _commit(2)]) is None


def test_an_update_that_came_twice_is_no_row() -> None:
    """One and the same update in one answer is left to the store, which knows the second one by its mark."""
    assert joined([_commit(1), _commit(2), _commit(1)]) is None
