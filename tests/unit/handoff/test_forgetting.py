"""Forgetting: what goes with a case or a person, and what remains that points to nobody."""

from __future__ import annotations

import msgspec

from bot.handoff import forgetting
from bot.handoff.case import Case, Speaker
from bot.handoff.decision import Decision, Record, RecordKind
from bot.handoff.effects import (
    DeleteMessages,
    DeleteTopic,
    Edit,
    Here,
    Say,
    ToGeneral,
    ToPerson,
)
from bot.handoff.erasure import Ask, Wish
from bot.handoff.ids import CaseCode, ChatId, ExpertId, MessageId, PersonId, ThreadId
from bot.handoff.known import Known
from bot.handoff.message_map import Entry, EntryKind, Side
from bot.handoff.person import Earlier, Held, Kept, Person
from bot.intake.answers import Answers
from tests.support.desks import ALWAYS, MONDAY, knowledge

A, B = CaseCode("AAAA-2222"), CaseCode("BBBB-3333")
BO = ExpertId("bo")
OLD = Case(
    A,
    "nl",
    MONDAY,
    answers=Answers(
        (
            ("veiligheid", ("nee",)),
            ("rol", ("jongerenwerk",)),
            ("regio", ("Ergens bij de brug",)),
            ("thema", ("groep",)),
        )
    ),
    closed_at=MONDAY + 5 * 3600,
    answered=True,
    rating=4,
    urgency=1,
    speakers=(Speaker(BO, "A", MONDAY + 60),),
    speaking=BO,
)
NEW = Case(B, "nl", MONDAY + 9e5)
ANNA = Person(PersonId("anna"), ChatId(5), "nl", case=NEW)


def _entry(
    side: Side, number: int, other: int | None, kind: EntryKind = EntryKind.HERS
) -> tuple[Side, MessageId, Entry]:
    return side, MessageId(number), Entry(kind, other=None if other is None else MessageId(other))


KNOWN = Known(
    codes=(A, B),
    archived=(OLD,),
    topics=((ThreadId(100), A), (ThreadId(140), A), (ThreadId(200), B)),
    entries=(
        _entry(Side.PERSON, 11, 102),
        _entry(Side.PERSON, 12, 150, EntryKind.ANSWER),
        _entry(Side.PERSON, 13, None, EntryKind.ALONE),
        _entry(Side.PERSON, 21, 203),
        _entry(Side.TOPIC, 101, None, EntryKind.CARD),
        _entry(Side.TOPIC, 102, 11),
        _entry(Side.TOPIC, 201, None, EntryKind.CARD),
        _entry(Side.TOPIC, 203, 21),
    ),
    names=((f"card:{A}", MessageId(101)), (f"card:{B}", MessageId(201)), ("start", MessageId(3))),
    lines=(
        ("1-1", Record(RecordKind.RATING, A, MONDAY + 7, "4")),
        ("1-2", Record(RecordKind.SENTENCE, A, MONDAY + 8, "Bel me op 06-12345678")),
        ("1-3", Record(RecordKind.RATING, B, MONDAY + 9, "5")),
    ),
)


def test_only_what_belongs_to_the_older_case_goes() -> None:
    """Topics (a rebuilt one too), map, names and lines of the older case go; nothing of the newer one does."""
    wish = Wish(Ask.EXPIRE_CASES, (A,))
    done = forgetting.cases_in_time(Decision(ANNA), KNOWN, wish, knowledge(), ALWAYS)
    gone = done.erasure
    assert gone is not None
    assert (gone.whole, gone.codes, gone.threads) == (False, (A,), (100, 140))
    assert gone.entries == (
        (Side.PERSON, 11),
        (Side.PERSON, 12),
        (Side.TOPIC, 101),
        (Side.TOPIC, 102),
    )
    assert gone.copies == (101, 102)
    assert gone.names == (f"card:{A}",)
    assert gone.lines == ("1-1", "1-2")
    assert done.person.case is NEW
    her = ToPerson(ANNA.id, ANNA.chat)
    assert done.effects == (
        DeleteTopic(ToGeneral(), ThreadId(100), erased=True),
        DeleteTopic(ToGeneral(), ThreadId(140), erased=True),
        DeleteMessages(her, (MessageId(12), MessageId(11)), at_once=1),
    )


def test_a_code_in_general_goes_with_its_case() -> None:
    """Lines in General about the older case say that it is erased; those about the newer one stay as they are."""
    names = (
        (f"request:{A}", MessageId(90)),
        (f"general:{int(MONDAY)}:{A}", MessageId(91)),
        (f"general:{int(MONDAY)}:{B}", MessageId(92)),
    )
    known = msgspec.structs.replace(KNOWN, names=names)
    wish = Wish(Ask.EXPIRE_CASES, (A,))
    done = forgetting.cases_in_time(Decision(ANNA), known, wish, knowledge(), ALWAYS)
    edits = [one for one in done.effects if isinstance(one, Edit)]
    assert [one.target for one in edits] == [Here(MessageId(90)), Here(MessageId(91))]
    assert not any(A in (one.html or "") for one in edits)
    whole = forgetting.all_in_time(Decision(ANNA), known, knowledge(), ALWAYS)
    assert sum(isinstance(one, Edit) for one in whole.effects) == 3


def test_what_remains_points_to_nobody() -> None:
    """Month, chosen answers and figures remain: no code, no time of day, nothing that was typed."""
    done = forgetting.all_in_time(Decision(ANNA), KNOWN, knowledge(), ALWAYS)
    assert done.erasure is not None
    (remains,) = done.erasure.remains
    assert msgspec.to_builtins(remains) == {
        "month": "2026-11",
        "language": "nl",
        "role": "jongerenwerk",
        "concern": "groep",
        "urgency": 1,
        "answered": True,
        "hours": 5,
        "rating": 4,
    }
    assert {one.code for one in done.records} == {CaseCode("")}
    assert all(one.at % (24 * 3600) == 0 for one in done.records)
    assert "06-12345678" not in repr(done.records)
    assert [one.value for one in done.records if one.kind is RecordKind.RATING] == ["4", "5"]


def test_at_her_word_nothing_remains() -> None:
    """What she asked for leaves no record, no rating and no code in the audit; she hears that it is done, last of all."""
    asked = Decision(
        msgspec.structs.replace(ANNA, kept=(Kept(MessageId(30), MONDAY),)),
        effects=(Say(ToPerson(ANNA.id, ANNA.chat), "something else"),),
    )
    done = forgetting.all_at_her_word(asked, KNOWN, BO, ALWAYS)
    gone = done.erasure
    assert gone is not None
    assert gone.whole
    assert (gone.remains, done.records, gone.expert) == ((), (), None)
    assert gone.lines == ("1-1", "1-2", "1-3")
    messages = next(one for one in done.effects if isinstance(one, DeleteMessages))
    assert messages.messages == (30, 21, 13, 12, 11, 3)
    assert messages.at_once == 100
    said = [one for one in done.effects if isinstance(one, Say)]
    assert [isinstance(one.to, ToPerson) for one in said] == [True, False]
    assert "Alles is gewist" in said[0].html


def test_what_was_asked_about_her_in_general_goes() -> None:
    """A request holds a code and answers of hers. What stands in the group is not looked for in her chat."""
    names = (
        (f"request:{A}", MessageId(90)),
        (f"unsent:{A}", MessageId(104)),
        ("unsent:0", MessageId(14)),
    )
    known = msgspec.structs.replace(KNOWN, names=(*KNOWN.names, *names))
    for done in (
        forgetting.all_at_her_word(Decision(ANNA), known, BO, ALWAYS),
        forgetting.all_in_time(Decision(ANNA), known, knowledge(), ALWAYS),
    ):
        (edit,) = [one for one in done.effects if isinstance(one, Edit)]
        assert (edit.to, edit.target) == (ToGeneral(), Here(MessageId(90)))
        assert edit.html is not None
        assert A not in edit.html
        deleted = next(one for one in done.effects if isinstance(one, DeleteMessages))
        assert deleted.messages == (21, 14, 13, 12, 11, 3)


def test_who_did_something_as_an_expert_is_forgotten_as_one() -> None:
    """Only then the whole store has to be gone through."""
    known = msgspec.structs.replace(KNOWN, is_expert=True)
    done = forgetting.all_at_her_word(Decision(ANNA), known, BO, ALWAYS)
    assert done.erasure is not None
    assert done.erasure.expert == BO


def test_a_case_without_who_its_expert_was() -> None:
    """The letter and what was done stay; the id is gone wherever it stood."""
    held = Held(MessageId(4), "contact", expert=BO)
    person = msgspec.structs.replace(ANNA, case=OLD, held=(held,))
    without = forgetting.without(person, BO)
    assert BO not in repr(without)
    assert without.case is not None
    assert [one.letter for one in without.case.speakers] == ["A"]
    assert without.held[0].expert is not None


def test_cases_that_an_earlier_release_put_away_are_looked_after() -> None:
    """An archived case that nobody keeps the time of is remembered, and looked at; lone numbers are let go."""
    done = forgetting.tidied(Decision(ANNA), KNOWN, MONDAY + 99)
    assert done.person.earlier == (Earlier(A, MONDAY + 5 * 3600),)
    assert [at for _, at in done.set_timers] == [MONDAY + 99]
    assert done.erasure is not None
    assert done.erasure.entries == ((Side.PERSON, 13),)
