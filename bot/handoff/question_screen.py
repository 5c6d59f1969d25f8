"""The screens of the questionnaire: a question, the summary, and "still as last time?"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.handoff import buttons, card
from bot.handoff.buttons import (
    BACK,
    CHANGE,
    CHOOSE,
    OTHER,
    PLACE,
    READY,
    SAME,
    SKIP,
    STOP,
    button,
    row,
    way_out,
)
from bot.handoff.effects import Button, Keyboard
from bot.handoff.person import Stage
from bot.intake import answers as replies
from bot.intake.answers import Answers
from bot.intake.form import Kind
from bot.text import Html, text

if TYPE_CHECKING:
    from bot.handoff.turn import Turn
    from bot.intake.form import Form, Question


def form_of(turn: Turn) -> Form:
    """Return the form she started with."""
    intake = turn.person.intake
    return turn.knowledge.form_of(intake.form) if intake else turn.knowledge.form


def question_of(turn: Turn) -> Question | None:
    """Return the question she sees; None at the summary."""
    intake = turn.person.intake
    if intake is None or intake.question is None:
        return None
    return form_of(turn).question(intake.question)


def answers_of(turn: Turn) -> Answers:
    """Return her answers so far."""
    return turn.person.intake.answers if turn.person.intake else Answers()


def may_place(turn: Turn) -> bool:
    """Tell whether everything is answered that must be before a case is placed."""
    return replies.may_place(form_of(turn), answers_of(turn))


def screen(turn: Turn) -> tuple[Html, Keyboard]:
    """Return what she sees of the questionnaire now."""
    intake = turn.person.intake
    if intake is None:
        return turn.words("intake.done"), way_out(turn)
    if intake.confirming:
        return _confirmation(turn)
    question = question_of(turn)
    if question is None:
        return (turn.words("intake.done"), way_out(turn)) if turn.open else _summary(turn)
    return _asked(turn, question)


def _asked(turn: Turn, question: Question) -> tuple[Html, Keyboard]:
    language = turn.language
    html = text(
        language,
        "intake.question",
        question=question.question.get(language),
        why=question.why.get(language),
    )
    if question.kind is Kind.TEXT:
        html = Html(f"{html}\n\n{turn.words('intake.type')}")
    elif question.other_text and not turn.open:
        html = Html(f"{html}\n{turn.words('intake.or_type')}")
    chosen = answers_of(turn).get(question.id) or ()
    options = [
        Button(
            f"✓ {option.label(language)}" if option.value in chosen else option.label(language),
            buttons.data(buttons.INTAKE, CHOOSE, question.id, option.value),
        )
        for option in question.options
    ]
    columns = question.columns
    rows = [tuple(options[at : at + columns]) for at in range(0, len(options), columns)]
    if question.kind is Kind.MULTIPLE:
        rows.append(row(button(turn, "button.ready", buttons.INTAKE, READY, question.id)))
    rows.extend(_controls(turn, question))
    return html, tuple(rows)


def _controls(turn: Turn, question: Question) -> Keyboard:
    controls: list[Button] = []
    earlier = replies.back(form_of(turn), answers_of(turn), question.id)
    if earlier is not None and not (turn.open and earlier.before_placing):
        controls.append(button(turn, "button.back", buttons.INTAKE, BACK, question.id))
    if question.skippable:
        controls.append(button(turn, "button.skip", buttons.INTAKE, SKIP, question.id))
    controls.append(button(turn, "button.stop", buttons.INTAKE, STOP))
    emergency = button(turn, "button.112", buttons.EMERGENCY)
    if turn.is_at(Stage.INTAKE) and may_place(turn):
        place_now = button(turn, "button.place", buttons.INTAKE, PLACE)
        return (tuple(controls), row(place_now, emergency))
    return (tuple(controls), row(emergency))


def _confirmation(turn: Turn) -> tuple[Html, Keyboard]:
    form = form_of(turn)
    known = replies.carried_over(form, turn.person.known)
    lines = card.answer_lines(form, known, turn.language)
    html = turn.words("intake.same", known=", ".join(value for _, _, value in lines))
    keyboard = (
        row(
            button(turn, "button.same", buttons.INTAKE, SAME),
            button(turn, "button.other", buttons.INTAKE, OTHER),
        ),
        row(
            button(turn, "button.place", buttons.INTAKE, PLACE),
            button(turn, "button.112", buttons.EMERGENCY),
        ),
    )
    return html, keyboard


def _summary(turn: Turn) -> tuple[Html, Keyboard]:
    lines = card.answer_lines(form_of(turn), answers_of(turn), turn.language)
    body = Html(
        "\n".join(
            text(turn.language, "intake.summary_line", label=label, value=value)
            for _, label, value in lines
        )
    )
    changes = [
        button(turn, "button.change", buttons.INTAKE, CHANGE, question_id, what=label)
        for question_id, label, _ in lines
    ]
    rows = [tuple(changes[at : at + 2]) for at in range(0, len(changes), 2)]
    return turn.words("intake.summary", lines=body), (
        row(button(turn, "button.place", buttons.INTAKE, PLACE)),
        *rows,
        row(
            button(turn, "button.stop", buttons.INTAKE, STOP),
            button(turn, "button.112", buttons.EMERGENCY),
        ),
    )
