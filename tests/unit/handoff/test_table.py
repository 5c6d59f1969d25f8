"""The table: every legal move, each of them used."""

from __future__ import annotations

import ast

import pytest

from bot.handoff.person import OPEN, Stage
from bot.handoff.table import TABLE, IllegalMoveError, Move, after
from tests.support.desks import ROOT
from tests.support.diagram import PAGE, drawing, drawn
from tests.support.people import Player


def test_what_is_not_in_it_is_our_mistake() -> None:
    """Every other move raises."""
    for stage in Stage:
        for move in Move:
            if (stage, move) in TABLE:
                assert after(stage, move) is TABLE[stage, move]
            else:
                with pytest.raises(IllegalMoveError):
                    after(stage, move)


def test_every_stage_is_reached_and_left() -> None:
    """From the beginning every stage can be reached, and none is a dead end."""
    reached = {Stage.NEW}
    for _ in Stage:
        reached |= {then for (stage, _), then in TABLE.items() if stage in reached}
    assert reached == set(Stage)
    assert {stage for stage, _ in TABLE} == set(Stage)


def test_an_open_case_ends_only_by_closing() -> None:
    """Out of an open case there is no way but to close it."""
    for (stage, move), then in TABLE.items():
        if stage in OPEN and then not in OPEN:
            assert move is Move.CLOSE


def test_stages_change_only_by_the_table() -> None:
    """No module sets a stage by hand."""
    for path in sorted((ROOT / "bot" / "handoff").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.keyword) and node.arg == "stage":
                assert path.name == "turn.py", path.name


def test_every_move_is_made() -> None:
    """Each row of the table happens in some conversation."""
    made: set[tuple[Stage, Move]] = set()

    def note(anna: Player, move: Move, stage: Stage, then: Stage) -> None:
        assert anna.person.stage is then
        made.add((stage, move))

    anna = Player()
    anna.writes("/start")
    anna.presses("Niet akkoord")
    note(anna, Move.DECLINE, Stage.NEW, Stage.TALKING)
    anna = Player()
    anna.agrees()
    note(anna, Move.AGREE, Stage.NEW, Stage.TALKING)
    anna.presses("Deskundige")
    note(anna, Move.ASK_EXPERT, Stage.TALKING, Stage.INTAKE)
    anna.presses("Stop")
    note(anna, Move.LEAVE_INTAKE, Stage.INTAKE, Stage.TALKING)
    anna.writes("hij heeft een mes bij zich")
    anna.presses("met voorrang")
    note(anna, Move.PLACE, Stage.TALKING, Stage.WAITING)
    anna.expert_presses("Sluit")
    note(anna, Move.CLOSE, Stage.WAITING, Stage.CLOSED)
    anna.expert_presses("Heropen")
    note(anna, Move.REOPEN, Stage.CLOSED, Stage.WAITING)
    anna.expert_presses("Ik pak dit op")
    note(anna, Move.TAKE_UP, Stage.WAITING, Stage.CONVERSATION)
    anna.expert_presses("Sluit")
    note(anna, Move.CLOSE, Stage.CONVERSATION, Stage.CLOSED)
    anna.writes("/menu")
    note(anna, Move.START_OVER, Stage.CLOSED, Stage.TALKING)
    anna.places()
    note(anna, Move.PLACE, Stage.INTAKE, Stage.WAITING)
    assert made == set(TABLE)


def test_the_drawing_is_current() -> None:
    """The diagram in the docs is the one that the table gives; `python -m tests.support.diagram` renews it."""
    assert drawn() == drawing()
    assert drawing().count("-->") == len(TABLE) + 1
    page = PAGE.read_text("utf-8")
    assert all(f"**{stage}**" in page for stage in Stage)
