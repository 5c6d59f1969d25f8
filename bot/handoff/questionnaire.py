"""The questionnaire in her chat: one message that is edited per question, until the case is placed and after."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from bot.handoff import buttons, placing, watch
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
    row,
    way_out,
)
from bot.handoff.duty import duty_line
from bot.handoff.person import Intake, Stage, Urgency
from bot.handoff.question_screen import answers_of, form_of, may_place, question_of, screen
from bot.handoff.table import Move
from bot.intake import answers as replies
from bot.intake.answers import Answers
from bot.intake.form import Kind
from bot.intake.typed import Chosen, Command, command_of, parse
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


def begin(turn: Turn) -> None:
    """Ask the first question in a message of its own, or go on where she stopped."""
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
        html = Html(f"{turn.words('intake.intro', duty=duty_line(turn))}\n\n{html}")
    turn.say(html, keyboard, name=NAME)


def go_on(turn: Turn) -> None:
    """Show the open question again, in a new message: after a pause, or while she waits."""
    intake = turn.person.intake
    if intake is None:
        return
    if turn.open and intake.question is None:
        _update(turn, question=_next(turn))
    html, keyboard = screen(turn)
    turn.say(html, keyboard, name=NAME)


def pressed(turn: Turn, arguments: list[str], message: MessageId) -> bool:
    """Take in a pressed button; tell whether it still means something."""
    intake = turn.person.intake
    if intake is None or not arguments:
        return False
    form = form_of(turn)
    match arguments:
        case [what] if what == GO_ON:
            if turn.open:
                go_on(turn)
            else:
                _show(turn, message)
        case [what] if what == STOP:
            stop(turn, message)
        case [what] if what == PLACE:
            return place(turn)
        case [what] if what == SAME and intake.confirming:
            _confirm(turn)
            _show(turn, message)
        case [what] if what == OTHER and intake.confirming:
            _update(turn, confirming=False)
            _show(turn, message)
        case [what, question_id] if what == CHANGE and form.question(question_id) is not None:
            _update(turn, question=question_id, misses=0)
            _show(turn, message)
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
        back(turn)
    elif what == SKIP and question.skippable:
        _answered(turn, question, ())
    elif what == READY and question.kind is Kind.MULTIPLE:
        _answered(turn, question, answers_of(turn).get(question.id) or ())
    else:
        return False
    _show(turn, message)
    return True


def typed(turn: Turn, words: str) -> None:
    """Take in what she typed during the intake. The message itself is kept for the case."""
    intake = turn.person.intake
    if intake is None:
        return
    if intake.confirming:
        _typed_confirmation(turn, words)
        return
    question = question_of(turn)
    if question is None:
        _typed_at_summary(turn, words)
        return
    match parse(question, words, turn.language):
        case Chosen(values=values):
            if question.kind is Kind.TEXT:
                values = (TYPED,)
            if not _danger_answer(turn, question, values):
                _answered(turn, question, values)
                _repeat(turn)
        case Command.DONE if question.kind is Kind.MULTIPLE:
            _answered(turn, question, answers_of(turn).get(question.id) or ())
            _repeat(turn)
        case Command.BACK:
            back(turn)
            _repeat(turn)
        case Command.SKIP if question.skippable:
            _answered(turn, question, ())
            _repeat(turn)
        case Command.STOP:
            stop(turn, None)
        case Command.PLACE | Command.HUMAN if may_place(turn):
            place(turn)
        case _:
            _missed(turn)


def missed(turn: Turn) -> None:
    """She answered with something that is no answer (a voice message, a picture)."""
    if turn.person.intake is not None:
        _missed(turn)


def stop(turn: Turn, message: MessageId | None) -> None:
    """Leave the intake; nothing is sent, and what she typed stays for later."""
    if message is not None:
        turn.edit(message, None)
    else:
        turn.edit(NAME, None)
    if turn.is_at(Stage.INTAKE):
        turn.move(Move.LEAVE_INTAKE)
        turn.change(intake=None)
        turn.count("abandoned")
        turn.say(
            turn.words("intake.stopped"),
            (row(button(turn, "button.themes", buttons.THEMES)), *way_out(turn)),
        )


def place(turn: Turn) -> bool:
    """Place the case now, with the answers there are; tell whether that was possible."""
    if not turn.is_at(Stage.INTAKE) or not may_place(turn):
        return False
    turn.edit(NAME, None)
    placing.place(turn)
    return True


def back(turn: Turn) -> None:
    """Go to the question before this one."""
    intake = turn.person.intake
    if intake is None:
        return
    earlier = replies.back(form_of(turn), intake.answers, intake.question)
    if earlier is not None and not (turn.open and earlier.before_placing):
        _update(turn, question=earlier.id, misses=0)


# --- inside -----------------------------------------------------------------------------------


def _update(turn: Turn, **fields: object) -> None:
    intake = turn.person.intake
    if intake is not None:
        turn.change(intake=msgspec.structs.replace(intake, **fields))


def _next(turn: Turn) -> str | None:
    question = replies.next_question(form_of(turn), answers_of(turn))
    return question.id if question else None


def _choose(turn: Turn, question: Question, value: str, message: MessageId) -> None:
    if question.kind is Kind.MULTIPLE:
        chosen = replies.toggled(question, answers_of(turn).get(question.id) or (), value)
        _update(turn, answers=answers_of(turn).with_answer(question.id, chosen), misses=0)
        _show(turn, message)
    elif not _danger_answer(turn, question, (value,), message):
        _answered(turn, question, (value,))
        _show(turn, message)


def _danger_answer(
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
    _answered(turn, question, values)
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


def _answered(turn: Turn, question: Question, values: tuple[str, ...]) -> None:
    _update(turn, answers=answers_of(turn).with_answer(question.id, values), misses=0)
    _update(turn, question=_next(turn))
    if question.before_placing and may_place(turn):
        _offer_known(turn)
    if turn.open:
        placing.answers_changed(turn)


def _offer_known(turn: Turn) -> None:
    """Ask a returning person in one tap whether role and region are as last time."""
    known = replies.carried_over(form_of(turn), turn.person.known)
    if known.given and all(answers_of(turn).get(name) is None for name, _ in known.given):
        _update(turn, confirming=True)


def _confirm(turn: Turn) -> None:
    answers = answers_of(turn)
    for name, values in replies.carried_over(form_of(turn), turn.person.known).given:
        answers = answers.with_answer(name, values)
    _update(turn, answers=answers, confirming=False)
    _update(turn, question=_next(turn))


def _typed_confirmation(turn: Turn, words: str) -> None:
    match _yes_or_no(turn, words):
        case True:
            _confirm(turn)
            _repeat(turn)
        case False:
            _update(turn, confirming=False)
            _repeat(turn)
        case None:
            _missed(turn)


def _yes_or_no(turn: Turn, words: str) -> bool | None:
    said = words.strip().lower().rstrip(".!")
    if said in turn.words("typed.yes").split("|"):
        return True
    return False if said in turn.words("typed.no").split("|") else None


def _typed_at_summary(turn: Turn, words: str) -> None:
    command = command_of(words)
    if command is Command.BACK:
        back(turn)
        _repeat(turn)
    elif command is Command.STOP:
        stop(turn, None)
    elif command is not None or _yes_or_no(turn, words):
        place(turn)
    else:
        _missed(turn)


def _missed(turn: Turn) -> None:
    """First a friendly second try; after that the way to a human. Never a dead end."""
    intake = turn.person.intake
    if intake is None:
        return
    _update(turn, misses=intake.misses + 1)
    question = question_of(turn)
    if intake.misses and question is not None and question.before_placing:
        # Not knowing about safety counts as urgent, never as "no".
        turn.raise_urgency(Urgency.AMBER)
        unknown = next((one.value for one in question.options if one.urgency == "amber"), None)
        _answered(turn, question, (unknown,) if unknown else ())
    key = "intake.second_try" if not intake.misses else "intake.way_out"
    html, keyboard = screen(turn)
    turn.say(Html(f"{turn.words(key)}\n\n{html}"), keyboard, name=NAME)


def _show(turn: Turn, message: MessageId) -> None:
    """Show where she is, in the same message; while she waits the last question ends it."""
    html, keyboard = screen(turn)
    turn.edit(message, html, keyboard)


def _repeat(turn: Turn) -> None:
    """Show where she is after a typed answer: in the same message, which is moved down no further."""
    html, keyboard = screen(turn)
    turn.edit(NAME, html, keyboard)
