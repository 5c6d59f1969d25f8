"""Typed words: what she types during the intake. Words do what buttons do, and there is no dead end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.handoff import holding, position, questionnaire
from bot.handoff.duty import duty_text
from bot.handoff.person import Urgency
from bot.handoff.question_screen import answers_of, form_of, question_of, screen
from bot.intake import answers as replies
from bot.intake.form import Kind
from bot.intake.typed import Chosen, Command, NotUnderstood, command_of, parse
from bot.text import Html

if TYPE_CHECKING:
    from bot.handoff.turn import Turn
    from bot.intake.form import Question


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
            values = _kept_values(turn, question, values)
            if not position.danger_answer(turn, question, values):
                position.answered(turn, question, values)
                position.repeat(turn)
        case NotUnderstood(reason="too_long") if question.kind is Kind.TEXT:
            # Her message is kept whole, however long.
            position.answered(turn, question, (position.TYPED,))
            position.repeat(turn)
        case Command.DONE if question.kind is Kind.MULTIPLE:
            position.answered(turn, question, answers_of(turn).get(question.id) or ())
            position.repeat(turn)
        case Command.SKIP if question.skippable:
            position.answered(turn, question, ())
            position.repeat(turn)
        case Command() as command:
            _steer(turn, command)
        case _:
            _missed(turn, unread=not turn.knowledge.talk.readable(words))


def _kept_values(turn: Turn, question: Question, values: tuple[str, ...]) -> tuple[str, ...]:
    """Return an answer as it is kept and shown on the card: words of her own without what shows who somebody is."""
    if question.kind is Kind.TEXT:
        return (position.TYPED,)
    return tuple(
        value if question.option(value) is not None else holding.hidden(turn, value)
        for value in values
    )


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
        position.answered(turn, question, (position.TYPED,))
        if turn.open:
            position.repeat(turn)


def _typed_at_check(turn: Turn, words: str) -> None:
    """She typed where she is asked whether something is right: the summary, or what is known of her."""
    intake = turn.person.intake
    yes, command = _yes_or_no(turn, words), command_of(words)
    confirming = intake is not None and intake.confirming
    if confirming and yes is not None:
        if yes:
            position.confirm(turn)
        else:
            position.update(turn, confirming=False)
        position.repeat(turn)
    elif yes:
        questionnaire.place(turn)
    elif command is not None:
        _steer(turn, command)
    elif not confirming and (named := _named(turn, words)) is not None:
        position.update(turn, question=named.id, misses=0)
        position.repeat(turn)
    elif yes is False:
        html, keyboard = screen(turn)
        turn.say(
            Html(f"{turn.words('intake.what_to_change')}\n\n{html}"), keyboard, name=position.NAME
        )
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
            if position.back(turn):
                position.repeat(turn)
            else:
                position.go_on(turn)
        case Command.STOP:
            questionnaire.stop(turn, None)
        case Command.PLACE | Command.HUMAN:
            if not questionnaire.place(turn):
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
    position.update(turn, misses=intake.misses + 1)
    question = question_of(turn)
    if intake.misses and question is not None and question.before_placing:
        # Not knowing about safety counts as urgent, never as "no".
        turn.raise_urgency(Urgency.AMBER)
        unknown = next((one.value for one in question.options if one.urgency == "amber"), None)
        position.answered(turn, question, (unknown,) if unknown else ())
    words = [turn.words("intake.unreadable")] if unread else []
    if intake.misses:
        words.append(turn.words("intake.way_out", duty=duty_text(turn)))
    elif not unread:
        words.append(turn.words(key, duty=duty_text(turn)))
    html, keyboard = screen(turn)
    turn.say(Html("\n\n".join((*words, html))), keyboard, name=position.NAME)
