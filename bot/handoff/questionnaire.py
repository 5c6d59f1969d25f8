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
    case_rows,
    row,
    way_out,
)
from bot.handoff.duty import duty_text
from bot.handoff.events import Timer
from bot.handoff.person import Intake, Stage, Urgency
from bot.handoff.question_screen import answers_of, form_of, may_place, question_of, screen
from bot.handoff.table import Move
from bot.intake import answers as replies
from bot.intake.answers import Answers
from bot.intake.form import Kind
from bot.intake.typed import Chosen, Command, NotUnderstood, command_of, parse
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
    if turn.open:
        turn.say(turn.words("status", code=turn.case.code, duty=duty_text(turn)), case_rows(turn))
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
        html = Html(f"{turn.words('intake.intro', duty=duty_text(turn))}\n\n{html}")
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
        case [what, question_id] if what == CHANGE:
            changed = form.question(question_id)
            if changed is None or turn.open:
                return False
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
        if not back(turn):
            return False
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
    question = question_of(turn)
    if question is None or intake.confirming:
        _typed_at_check(turn, words)
        return
    match parse(question, words, turn.language):
        case Chosen(values=values):
            if question.kind is Kind.TEXT:
                values = (TYPED,)
            if not _danger_answer(turn, question, values):
                _answered(turn, question, values)
                _repeat(turn)
        case NotUnderstood(reason="too_long") if question.kind is Kind.TEXT:
            # Her message is kept whole, however long.
            _answered(turn, question, (TYPED,))
            _repeat(turn)
        case Command.DONE if question.kind is Kind.MULTIPLE:
            _answered(turn, question, answers_of(turn).get(question.id) or ())
            _repeat(turn)
        case Command.SKIP if question.skippable:
            _answered(turn, question, ())
            _repeat(turn)
        case Command() as command:
            _steer(turn, command)
        case _:
            _missed(turn, unread=not turn.knowledge.talk.readable(words))


def missed(turn: Turn) -> None:
    """She answered with something that the bot can't read (a voice message, a picture)."""
    if turn.person.intake is not None:
        _missed(turn, unread=True)


def wants_words(turn: Turn) -> bool:
    """Tell whether she is asked for a text of her own, to which any text is an answer."""
    question = question_of(turn)
    return question is not None and question.kind is Kind.TEXT


def taken_in(turn: Turn) -> None:
    """Count a text of hers as the answer where any text is one; the message itself goes its own way."""
    question = question_of(turn)
    if question is not None and wants_words(turn):
        _answered(turn, question, (TYPED,))
        if turn.open:
            _repeat(turn)


def stop(turn: Turn, message: MessageId | None) -> None:
    """Leave the intake; nothing is sent, and what she typed stays for later."""
    if message is not None:
        turn.edit(message, None)
    else:
        turn.edit(NAME, None)
    if turn.is_at(Stage.INTAKE):
        leave(turn)
        turn.say(
            turn.words("intake.stopped"),
            (row(button(turn, "button.themes", buttons.THEMES)), *way_out(turn)),
        )


def leave(turn: Turn) -> None:
    """End the intake without a case."""
    turn.move(Move.LEAVE_INTAKE)
    turn.change(intake=None)
    turn.count("abandoned")


def place(turn: Turn) -> bool:
    """Place the case now, with the answers there are; tell whether that was possible."""
    if not turn.is_at(Stage.INTAKE) or not may_place(turn):
        return False
    turn.edit(NAME, None)
    placing.place(turn)
    return True


def back(turn: Turn) -> bool:
    """Go to the question before this one; tell whether there is one."""
    intake = turn.person.intake
    if intake is None:
        return False
    earlier = replies.back(form_of(turn), intake.answers, intake.question)
    if earlier is None or (turn.open and earlier.before_placing):
        return False
    _update(turn, question=earlier.id, misses=0, confirming=False)
    return True


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


def _typed_at_check(turn: Turn, words: str) -> None:
    """She typed where she is asked whether something is right: the summary, or what is known of her."""
    intake = turn.person.intake
    yes, command = _yes_or_no(turn, words), command_of(words)
    confirming = intake is not None and intake.confirming
    if confirming and yes is not None:
        if yes:
            _confirm(turn)
        else:
            _update(turn, confirming=False)
        _repeat(turn)
    elif yes:
        place(turn)
    elif command is not None:
        _steer(turn, command)
    elif not confirming and (named := _named(turn, words)) is not None:
        _update(turn, question=named.id, misses=0)
        _repeat(turn)
    elif yes is False:
        html, keyboard = screen(turn)
        turn.say(Html(f"{turn.words('intake.what_to_change')}\n\n{html}"), keyboard, name=NAME)
    else:
        key = "intake.second_try" if confirming else "intake.at_check"
        _missed(turn, unread=not turn.knowledge.talk.readable(words), key=key)


def _named(turn: Turn, words: str) -> Question | None:
    """Return the question that she names by its label in the summary."""
    name = words.strip(" ✎.!").casefold()
    answers = answers_of(turn)
    return next(
        (
            question
            for question in replies.asked(form_of(turn), answers)
            if answers.get(question.id) and question.label.get(turn.language).casefold() == name
        ),
        None,
    )


def _steer(turn: Turn, command: Command) -> None:
    """Do what a typed word says that answers no question."""
    match command:
        case Command.BACK:
            if back(turn):
                _repeat(turn)
            else:
                go_on(turn)
        case Command.STOP:
            stop(turn, None)
        case Command.PLACE | Command.HUMAN:
            if not place(turn):
                _missed(turn, key="intake.safety_first")
        case Command.SKIP | Command.DONE:
            _missed(turn)


def _yes_or_no(turn: Turn, words: str) -> bool | None:
    said = words.strip().lower().rstrip(".!")
    if said in turn.words("typed.yes").split("|"):
        return True
    return False if said in turn.words("typed.no").split("|") else None


def _missed(turn: Turn, *, unread: bool = False, key: str = "intake.second_try") -> None:
    """First a friendly second try; after that the way to a human. Never a dead end.

    What the bot can't read is never taken as harmless, and it says so.
    """
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
    words = [turn.words("intake.unreadable")] if unread else []
    if intake.misses:
        words.append(turn.words("intake.way_out", duty=duty_text(turn)))
    elif not unread:
        words.append(turn.words(key))
    html, keyboard = screen(turn)
    turn.say(Html("\n\n".join((*words, html))), keyboard, name=NAME)


def _show(turn: Turn, message: MessageId) -> None:
    """Show where she is, in the same message; while she waits the last question ends it."""
    html, keyboard = screen(turn)
    turn.edit(message, html, keyboard)


def _repeat(turn: Turn) -> None:
    """Show where she is after a typed answer: in the same message, which is moved down no further."""
    html, keyboard = screen(turn)
    turn.edit(NAME, html, keyboard)
