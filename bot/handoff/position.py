"""Position: her place in the questionnaire, and the steps from it, whether she presses or types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from bot.handoff import buttons, placing, watch
from bot.handoff.buttons import GO_ON, PLACE, button, row
from bot.handoff.person import Urgency
from bot.handoff.question_screen import answers_of, form_of, may_place, screen
from bot.intake import answers as replies
from bot.text import Html

if TYPE_CHECKING:
    from bot.handoff.ids import MessageId
    from bot.handoff.turn import Turn
    from bot.intake.form import Question

NAME: Final = "intake"
"""The name under which the questionnaire's one message is remembered."""

TYPED: Final = "typed"
"""The answer to a question for a text: the text itself stays in her message and is not kept twice."""

URGENCY: Final = {"red": Urgency.RED, "amber": Urgency.AMBER}


def update(turn: Turn, **fields: object) -> None:
    """Change fields of her place."""
    intake = turn.person.intake
    if intake is not None:
        turn.change(intake=msgspec.structs.replace(intake, **fields))


def following(turn: Turn) -> str | None:
    """Return the question that comes next; None when all are answered or passed over."""
    question = replies.next_question(form_of(turn), answers_of(turn))
    return question.id if question else None


def back(turn: Turn) -> bool:
    """Go to the question before this one; tell whether there is one."""
    intake = turn.person.intake
    if intake is None:
        return False
    earlier = replies.back(form_of(turn), intake.answers, intake.question)
    if earlier is None or (turn.open and earlier.before_placing):
        return False
    update(turn, question=earlier.id, misses=0, confirming=False)
    return True


def go_on(turn: Turn) -> None:
    """Show the open question again, in a new message: after a pause, or while she waits."""
    intake = turn.person.intake
    if intake is None:
        return
    if turn.open and intake.question is None:
        update(turn, question=following(turn))
    html, keyboard = screen(turn)
    turn.say(Html(f"{turn.words('neutral.question')}\n\n{html}"), keyboard, name=NAME)


def answered(turn: Turn, question: Question, values: tuple[str, ...]) -> None:
    """Take in an answer (nothing: passed over), and go to the next question."""
    update(turn, answers=answers_of(turn).with_answer(question.id, values), misses=0)
    update(turn, question=following(turn))
    if question.before_placing and may_place(turn):
        _offer_known(turn)
    if turn.open:
        placing.answers_changed(turn)


def danger_answer(
    turn: Turn, question: Question, values: tuple[str, ...], message: MessageId | None = None
) -> bool:
    """Answer "there is danger" with the numbers, in the same message, and let her place the case or go on."""
    urgency = max(
        (
            URGENCY[option.urgency]
            for value in values
            if (option := question.option(value)) is not None and option.urgency is not None
        ),
        default=Urgency.NORMAL,
    )
    if urgency is Urgency.NORMAL:
        return False
    turn.raise_urgency(urgency)
    answered(turn, question, values)
    screen = turn.knowledge.content.screen(red=urgency is Urgency.RED)
    html = watch.screen_html(turn, screen)
    keyboard = (
        row(button(turn, "button.place_now", buttons.INTAKE, PLACE)),
        row(
            button(turn, "button.questions", buttons.INTAKE, GO_ON),
            button(turn, "button.112", buttons.EMERGENCY),
        ),
    )
    if message is None:
        turn.say(html, keyboard, name=NAME)
    else:
        turn.edit(message, html, keyboard)
    return True


def _offer_known(turn: Turn) -> None:
    """Ask a returning person in one tap whether role and region are as last time."""
    known = replies.carried_over(form_of(turn), turn.person.known)
    if known.given and all(answers_of(turn).get(name) is None for name, _ in known.given):
        update(turn, confirming=True)


def confirm(turn: Turn) -> None:
    """Take role and region of last time."""
    answers = answers_of(turn)
    for name, values in replies.carried_over(form_of(turn), turn.person.known).given:
        answers = answers.with_answer(name, values)
    update(turn, answers=answers, confirming=False)
    update(turn, question=following(turn))


def show(turn: Turn, message: MessageId) -> None:
    """Show where she is, in the same message; while she waits the last question ends it."""
    html, keyboard = screen(turn)
    turn.edit(message, html, keyboard)


def repeat(turn: Turn) -> None:
    """Show where she is after a typed answer: in the same message, which is moved down no further."""
    html, keyboard = screen(turn)
    turn.edit(NAME, html, keyboard)
