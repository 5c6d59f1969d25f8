"""What a decision notes for the audit: who did what to which case, and never what was said."""

from __future__ import annotations

import msgspec
import pytest

from bot.handoff.audit import AuditLine, Deed, Role
from tests.support.people import Player, talking, waiting


def _noted(player: Player) -> list[tuple[Deed, Role, str | None]]:
    """Return what the last decision noted: deed, role, and expert."""
    assert player.decision is not None
    return [(one.deed, one.by, one.expert) for one in player.decision.audit]


def _lines(player: Player) -> tuple[AuditLine, ...]:
    assert player.decision is not None
    return player.decision.audit


def test_placing_is_hers() -> None:
    """A case that is placed is noted under its code, as done by her."""
    anna = waiting()
    assert anna.person.case is not None
    (line,) = _lines(anna)
    assert (line.deed, line.by, line.expert) == (Deed.PLACED, Role.PERSON, None)
    assert (line.code, line.at) == (anna.person.case.code, anna.now)


def test_claiming_and_answering_are_the_expert_s() -> None:
    """A claim and each answer are noted with who did it; a second claim, which does nothing, is not."""
    anna = waiting()
    anna.expert_presses("Ik pak dit op")
    assert _noted(anna) == [(Deed.CLAIMED, Role.EXPERT, "bo")]
    anna.expert_sends_press("take", by="cas")
    assert _noted(anna) == []
    for by in ("bo", "cas"):
        anna.expert("Hallo", anna.card, by=by)
        assert _noted(anna) == [(Deed.ANSWERED, Role.EXPERT, by)]
    anna.expert("/a En nog iets", by="cas")
    assert _noted(anna) == [(Deed.ANSWERED, Role.EXPERT, "cas")]


def test_what_stays_inside_is_not_noted() -> None:
    """Neither a note nor a message of hers is anybody's business afterwards."""
    anna = talking()
    anna.expert("Alleen voor ons")
    assert _noted(anna) == []
    anna.writes("Dank je wel")
    assert _noted(anna) == []


def test_a_changed_answer_is_noted() -> None:
    """Who changes an answer that was sent stands there; a changed note does not."""
    anna = talking()
    answer = anna.expert("Bel 0900", anna.card)
    anna.expert_edits(answer, "Bel 0800")
    assert _noted(anna) == [(Deed.CHANGED, Role.EXPERT, "bo")]
    note = anna.expert("Voor ons")
    anna.expert_edits(note, "Voor ons allemaal")
    assert _noted(anna) == []


@pytest.mark.parametrize("by_her", [True, False])
def test_closing_and_reopening(by_her: bool) -> None:
    """The end and what follows it are noted with who did it."""
    anna = talking()
    if by_her:
        anna.writes("/klaar")
        assert _noted(anna) == [(Deed.CLOSED, Role.PERSON, None)]
    else:
        anna.expert_presses("Sluit de zaak")
        assert _noted(anna) == [(Deed.CLOSED, Role.EXPERT, "bo")]
    anna.expert_presses("Heropen de zaak")
    assert _noted(anna) == [(Deed.REOPENED, Role.EXPERT, "bo")]


def test_alarms_say_how_urgent_and_nothing_else() -> None:
    """A danger sign is noted with its level, without her words; before a case it is about none."""
    new = Player()
    new.agrees()
    new.writes("Hij heeft een mes en staat voor de deur")
    (line,) = _lines(new)
    assert (line.deed, line.by, line.about, line.code) == (Deed.ALARMED, Role.SYSTEM, "red", None)
    anna = talking()
    anna.writes("Hij heeft een mes en staat voor de deur")
    assert anna.person.case is not None
    assert [(one.deed, one.about, one.code) for one in _lines(anna)] == [
        (Deed.ALARMED, "red", anna.person.case.code)
    ]
    assert b"mes" not in msgspec.msgpack.encode(_lines(anna))
