"""The questionnaire in her chat: one message that is edited per question, until the case is placed and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.handoff import access, blocking, buttons, consent, placing, position
from bot.handoff.buttons import (
    BACK,
    CHANGE,
    CHOOSE,
    GO_ON,
    OTHER,
    PLACE,
    READY,
    SAME,
    SKIP,
    STOP,
    button,
    case_rows,
    row,
    way_out,
)
from bot.handoff.duty import duty_text
from bot.handoff.events import Timer
from bot.handoff.person import Intake, Stage
from bot.handoff.question_screen import answers_of, form_of, may_place, question_of, screen
from bot.handoff.table import Move
from bot.intake import answers as replies
from bot.intake.answers import Answers
from bot.intake.form import Kind
from bot.text import Html

if TYPE_CHECKING:
    from bot.handoff.ids import MessageId
    from bot.handoff.turn import Turn
    from bot.intake.form import Question


def begin(turn: Turn) -> None:
    """Ask the first question in a message of its own, or go on where she stopped."""
    if turn.open:
        turn.say(turn.words("status", code=turn.case.code, duty=duty_text(turn)), case_rows(turn))
        return
    if turn.person.admission.barred is not None:
        blocking.turn_away(turn)
        return
    if not consent.suffices(turn):
        consent.ask(turn)
        return
    if access.asked_already(turn):
        return
    # What she asked is kept for the case; a human answers it now.
    turn.change(pending=(), asked_after=False)
    turn.cancel(Timer.QUESTION)
    turn.cancel(Timer.AFTER)
    if turn.is_at(Stage.CLOSED):
        turn.move(Move.START_OVER)
    if turn.is_at(Stage.TALKING):
        turn.move(Move.ASK_EXPERT)
        turn.count("intake")
    intake = turn.person.intake
    if intake is None:
        form = turn.knowledge.form
        first = replies.next_question(form, Answers())
        intake = Intake(form.version_id, first.id if first else None, Answers())
        turn.change(intake=intake)
    html, keyboard = screen(turn)
    if not intake.answers.given:
        intro = turn.words("intake.intro", duty=duty_text(turn))
        html = Html(f"{access.notice(turn)}{intro}\n\n{html}")
    turn.say(html, keyboard, name=position.NAME)


def pressed(turn: Turn, arguments: list[str], message: MessageId) -> bool:
    """Take in a pressed button; tell whether it still means something."""
    intake = turn.person.intake
    if intake is None or not arguments:
        return False
    form = form_of(turn)
    match arguments:
        case [what] if what == GO_ON:
            if turn.open:
                position.go_on(turn)
            else:
                position.show(turn, message)
        case [what] if what == STOP:
            stop(turn, message)
        case [what] if what == PLACE:
            return place(turn)
        case [what] if what == SAME and intake.confirming:
            position.confirm(turn)
            position.show(turn, message)
        case [what] if what == OTHER and intake.confirming:
            position.update(turn, confirming=False)
            position.show(turn, message)
        case [what, question_id] if what == CHANGE:
            changed = form.question(question_id)
            if changed is None or turn.open:
                return False
            position.update(turn, question=question_id, misses=0)
            position.show(turn, message)
        case [what, question_id] if intake.question == question_id and not intake.confirming:
            return _step(turn, what, message)
        case [what, question_id, value] if what == CHOOSE and intake.question == question_id:
            question = form.question(question_id)
            if question is None or question.option(value) is None:
                return False
            _choose(turn, question, value, message)
        case _:
            return False
    return True


def _step(turn: Turn, what: str, message: MessageId) -> bool:
    question = question_of(turn)
    if question is None:
        return False
    if what == BACK:
        if not position.back(turn):
            return False
    elif what == SKIP and question.skippable:
        position.answered(turn, question, ())
    elif what == READY and question.kind is Kind.MULTIPLE:
        position.answered(turn, question, answers_of(turn).get(question.id) or ())
    else:
        return False
    position.show(turn, message)
    return True


def _choose(turn: Turn, question: Question, value: str, message: MessageId) -> None:
    if question.kind is Kind.MULTIPLE:
        chosen = replies.toggled(question, answers_of(turn).get(question.id) or (), value)
        position.update(turn, answers=answers_of(turn).with_answer(question.id, chosen), misses=0)
        position.show(turn, message)
    elif not position.danger_answer(turn, question, (value,), message):
        position.answered(turn, question, (value,))
        position.show(turn, message)


def stop(turn: Turn, message: MessageId | None) -> None:
    """Leave the intake; nothing is sent, and what she typed stays for later."""
    if message is not None:
        turn.edit(message, None)
    else:
        turn.edit(position.NAME, None)
    if turn.is_at(Stage.INTAKE):
        leave(turn)
        turn.say(
            turn.words("intake.stopped", duty=duty_text(turn)),
            (row(button(turn, "button.themes", buttons.THEMES)), *way_out(turn)),
        )


def leave(turn: Turn) -> None:
    """End the intake without a case."""
    turn.move(Move.LEAVE_INTAKE)
    turn.change(intake=None)
    turn.count("abandoned")


def place(turn: Turn) -> bool:
    """Place the case now, with the answers there are, if she may have one; tell whether it was time for that."""
    if not turn.is_at(Stage.INTAKE) or not may_place(turn):
        return False
    turn.edit(position.NAME, None)
    if not consent.suffices(turn):
        consent.ask(turn)
    elif access.admitted(turn):
        placing.place(turn)
    else:
        access.ask(turn)
    return True
