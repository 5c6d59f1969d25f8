"""The transition table: every legal move of a person from one stage to another. The one place for it."""

from enum import StrEnum

from bot.handoff.person import Stage


class Move(StrEnum):
    """Why a person goes from one stage to another."""

    AGREE = "agree"
    """She agrees to the start text."""
    DECLINE = "decline"
    """She does not: the FAQ and the numbers are hers all the same."""
    ASK_EXPERT = "ask_expert"
    """She wants a human; the intake begins."""
    LEAVE_INTAKE = "leave_intake"
    """She stops the intake."""
    PLACE = "place"
    """The case is placed."""
    TAKE_UP = "take_up"
    """An expert claims the case or answers."""
    CLOSE = "close"
    """An expert closes the case, or she is helped."""
    REOPEN = "reopen"
    """The closed case goes on."""
    START_OVER = "start_over"
    """A new question after a closed case."""


class IllegalMoveError(Exception):
    """A decision tried a move that the table does not hold: our mistake, never a person's."""


TABLE: dict[tuple[Stage, Move], Stage] = {
    (Stage.NEW, Move.AGREE): Stage.TALKING,
    (Stage.NEW, Move.DECLINE): Stage.TALKING,
    (Stage.TALKING, Move.ASK_EXPERT): Stage.INTAKE,
    (Stage.TALKING, Move.PLACE): Stage.WAITING,  # danger: no questions first
    (Stage.INTAKE, Move.LEAVE_INTAKE): Stage.TALKING,
    (Stage.INTAKE, Move.PLACE): Stage.WAITING,
    (Stage.WAITING, Move.TAKE_UP): Stage.CONVERSATION,
    (Stage.WAITING, Move.CLOSE): Stage.CLOSED,
    (Stage.CONVERSATION, Move.CLOSE): Stage.CLOSED,
    (Stage.CLOSED, Move.REOPEN): Stage.WAITING,
    (Stage.CLOSED, Move.START_OVER): Stage.TALKING,
}


def after(stage: Stage, move: Move) -> Stage:
    """Return the stage after a move.

    Raises:
        IllegalMoveError: when the table does not hold this move.
    """
    try:
        return TABLE[stage, move]
    except KeyError:
        raise IllegalMoveError(f"{move} is not a move out of {stage}") from None
