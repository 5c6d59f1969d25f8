"""Placing: a case is made of what is known, gets its topic and card, and she hears what happens next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.handoff import admission, buttons, card, holding, retention, screening
from bot.handoff.audit import Deed, Role
from bot.handoff.buttons import button, case_rows, row
from bot.handoff.case import Case
from bot.handoff.choices import Choices, begun_anew
from bot.handoff.duty import promise_line
from bot.handoff.effects import Edit, Named, OpenTopic, Priority, RenameTopic
from bot.handoff.events import Timer
from bot.handoff.person import Intake, Kept, Stage, Urgency
from bot.handoff.table import Move
from bot.handoff.unsent import Unsent
from bot.intake import answers as replies
from bot.intake.answers import Answers
from bot.text import Html

if TYPE_CHECKING:
    from bot.handoff.effects import Keyboard
    from bot.handoff.events import Incoming
    from bot.handoff.turn import Turn
    from bot.intake.form import Form

KEEP_FOR: Final = 7 * 24 * 3600
"""Seconds for which messages typed before a case stay meant for the case that follows."""

KEPT_AT_MOST: Final = 100
"""Messages that are kept for a case at most; older ones go first."""


def keep(turn: Turn, message: Incoming) -> None:
    """Keep a message of hers for the case that follows: its text too, if it may show who somebody is.

    Without the text it could only go as it is.
    """
    kept = [one for one in turn.person.kept if turn.now - one.at <= KEEP_FOR]
    if all(one.message != message.id for one in kept):
        kept.append(Kept(message.id, turn.now, _found(turn, message)))
    turn.change(kept=tuple(kept[-KEPT_AT_MOST:]))
    _forget_in_time(turn)


def keep_changed(turn: Turn, message: Incoming) -> None:
    """Let a change of a message that is kept take its place."""
    if any(one.message == message.id for one in turn.person.kept):
        found = _found(turn, message)
        kept = turn.person.kept
        turn.change(
            kept=tuple(
                Kept(one.message, one.at, found) if one.message == message.id else one
                for one in kept
            )
        )
        _forget_in_time(turn)


def forget_kept(turn: Turn) -> None:
    """Forget the messages that are too old to be meant for a case that follows, and their texts."""
    turn.change(kept=tuple(one for one in turn.person.kept if turn.now - one.at < KEEP_FOR))
    _forget_in_time(turn)


def _forget_in_time(turn: Turn) -> None:
    """See to it that a text is not kept for longer than it is meant for a case."""
    first = min((one.at for one in turn.person.kept if one.found is not None), default=None)
    if first is not None:
        turn.set_timer(Timer.KEPT, first + KEEP_FOR)


def _found(turn: Turn, message: Incoming) -> Unsent | None:
    found = holding.read(turn, message)
    asked = turn.desk.policy.concerns(found.kind)
    return found if found.spots or found.veiled or found.album or asked else None


def place(turn: Turn) -> None:
    """Place a case: topic, card, her first messages in order, and word to her."""
    intake = _intake(turn)
    person = turn.person
    if person.case is not None:
        retention.archived(turn)
        turn.archive(person.case)
        if person.case.topic is None:
            turn.change(topicless=(*person.topicless, person.case.code))
    turn.move(Move.PLACE)
    answers = intake.answers
    form = turn.knowledge.form_of(intake.form)
    case = Case(
        code=admission.case_code(turn),
        language=person.language,
        opened_at=turn.now,
        waiting_since=turn.now,
        urgency=int(person.urgent),
        form=form.version_id,
        answers=answers,
        choices=begun_anew(person.case.choices) if person.case is not None else Choices(),
    )
    turn.change(
        case=case,
        urgent=Urgency.NORMAL,
        pending=(),
        held=(),
        unreadable_told=False,
        asked_after=False,
        rating_sentence=False,
        known=_known(person.known, form, answers),
    )
    turn.cancel(Timer.QUESTION)
    turn.cancel(Timer.AFTER)
    title = card.title(turn)
    turn.change_case(title=title)
    priority = Priority.DANGER if case.urgency else Priority.NEW_CASE
    turn.do(OpenTopic(turn.topic, title, priority=priority), card.card(turn, priority=priority))
    _send_kept(turn, priority)
    promised = turn.desk.promise(turn.now)
    turn.set_timer(Timer.PROMISE, promised)
    rest = _questions_left(turn)
    if not rest:
        turn.change(intake=None)
    turn.say(
        turn.words(
            "placed",
            code=case.code,
            promise=promise_line(turn, promised),
            previews=_previews(turn),
        ),
        placed_rows(turn, questions=rest),
        name=f"placed:{case.code}",
    )
    holding.ask_all(turn)
    screening.ask(turn)
    turn.count("placed")
    turn.audit(Deed.PLACED, Role.PERSON)


def _previews(turn: Turn) -> Html:
    """Return how to hide what a locked screen shows, said once; where there is danger, that nothing waits."""
    if turn.case.urgency >= Urgency.RED:
        return Html(f"\n\n{turn.words('unsent.all_at_once')}")
    if turn.person.previews_told or turn.case.urgency:
        return Html("")
    turn.change(previews_told=True)
    return Html(f"\n\n{turn.words('previews')}")


def placed_rows(turn: Turn, *, questions: bool) -> Keyboard:
    """Return the buttons under the word that her case is placed."""
    last = case_rows(turn)[0]
    faq = row(button(turn, "button.themes_waiting", buttons.THEMES))
    if not questions:
        return (faq, last)
    more = button(turn, "button.more_questions", buttons.INTAKE, buttons.GO_ON)
    return (row(more), faq, last)


def relay_kept(turn: Turn, first: Priority = Priority.MESSAGE) -> None:
    """Send the messages that were kept, in order; they are the first (or next) messages of the case.

    `first` is how urgent the first of them is: a new case is not there without it. Of a dangerous one all are, and
    none waits for her word.
    """
    _send_kept(turn, first)
    holding.ask_all(turn)
    screening.ask(turn)


def _send_kept(turn: Turn, first: Priority) -> None:
    kept = turn.person.kept
    turn.change(kept=(), pending=())
    if any(one.found is not None for one in kept):
        turn.cancel(Timer.KEPT)
    fresh = [one for one in kept if turn.now - one.at <= KEEP_FOR]
    messages = [one.found or Unsent(one.message) for one in fresh]
    holding.go_all(turn, screening.hold_back(turn, messages, first), first)


def answers_changed(turn: Turn) -> None:
    """Bring case, card and title up to date with answers given while she waits."""
    intake = turn.person.intake
    if intake is None:
        return
    turn.change_case(answers=intake.answers)
    form = turn.knowledge.form_of(intake.form)
    turn.change(known=_known(turn.person.known, form, intake.answers))
    refresh(turn)
    if intake.question is None:
        turn.change(intake=None)


def refresh(turn: Turn) -> None:
    """Bring card and title up to date with the case."""
    shown = card.card(turn)
    turn.do(Edit(turn.topic, Named(card.name(turn)), shown.html, shown.keyboard))
    title = card.title(turn)
    if title != turn.case.title:
        turn.change_case(title=title)
        turn.do(RenameTopic(turn.topic, title))


def taken_up(turn: Turn) -> None:
    """Go from waiting to a conversation: somebody has the case. What was promised is an answer, and still is."""
    if turn.is_at(Stage.WAITING):
        turn.move(Move.TAKE_UP)
        turn.count("taken_up")


def _intake(turn: Turn) -> Intake:
    """Return her answers so far; what must be asked before placing counts as passed over by now."""
    intake = turn.person.intake
    form = turn.knowledge.form_of(intake.form if intake else "")
    answers = intake.answers if intake else Answers()
    for question in form.questions:
        if question.before_placing and answers.get(question.id) is None:
            answers = answers.with_answer(question.id, ())
    following = replies.next_question(form, answers)
    intake = Intake(form.version_id, following.id if following else None, answers)
    turn.change(intake=intake)
    return intake


def _questions_left(turn: Turn) -> bool:
    intake = turn.person.intake
    if intake is None:
        return False
    form = turn.knowledge.form_of(intake.form)
    return replies.next_question(form, intake.answers) is not None


def _known(known: Answers, form: Form, answers: Answers) -> Answers:
    """Return what a returning person will be offered again: the newest role and region."""
    for question_id, values in replies.carried_over(form, answers).given:
        known = known.with_answer(question_id, values)
    return known
