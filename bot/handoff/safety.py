"""Safety: what she says, by a button or in words, when she is asked whether there is danger now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.handoff import position, questions, start, watch
from bot.handoff.person import Stage, Urgency
from bot.intake.form import Urgency as Answered
from bot.intake.typed import Chosen, parse

if TYPE_CHECKING:
    from bot.handoff.events import Incoming
    from bot.handoff.turn import Turn
    from bot.intake.form import Question

WITHIN: Final = 10 * 60
"""Seconds after the question in which a mere "ja" or "nee" is the answer to it."""


def answered(turn: Turn, message: Incoming, asked_at: float) -> bool:
    """Take a text for the answer to "is there danger now?", asked at `asked_at`; tell whether it was one."""
    if not asked_at or turn.now - asked_at > WITHIN or message.text.strip().isdecimal():
        return False
    question = _question(turn)
    said = parse(question, message.text, turn.language) if question is not None else None
    if question is None or not isinstance(said, Chosen):
        return False
    # A mere "yes" says nothing to the experts.
    turn.change(kept=tuple(one for one in turn.person.kept if one.message != message.id))
    levels = {option.urgency for option in question.options if option.value in said.values}
    if Answered.RED in levels:
        watch.button_pressed(turn)
    elif Answered.AMBER in levels:
        turn.raise_urgency(Urgency.AMBER)
        watch.say_screen(turn, turn.knowledge.content.screen(red=False))
    else:
        go_on(turn)
    return True


def go_on(turn: Turn) -> None:
    """There is no danger after all: go on where she was."""
    watch.note_asked(turn)
    if turn.is_at(Stage.NEW):
        start.greet(turn)
    elif turn.is_at(Stage.INTAKE):
        position.go_on(turn)
    elif turn.is_at(Stage.TALKING):
        questions.after_danger(turn)


def _question(turn: Turn) -> Question | None:
    """Return the intake's question for danger."""
    return next(
        (
            question
            for question in turn.knowledge.form.questions
            if any(option.urgency for option in question.options)
        ),
        None,
    )
