"""The decision: from a person and an event to everything that follows. Pure; time and chance are arguments."""

from __future__ import annotations

from typing import Final

from bot.handoff import (
    access,
    answering,
    closing,
    consent,
    deadlines,
    expert_commands,
    flood,
    her_word,
    holding,
    messages,
    missed,
    notes,
    patience,
    placing,
    presses,
    questions,
    reacting,
    refusing,
    retention,
    screening,
    start,
    taking_back,
    topics,
    watch,
)
from bot.handoff.decision import Decision
from bot.handoff.effects import Here
from bot.handoff.events import (
    AnswerStalled,
    Author,
    AuthorKind,
    Blocked,
    Edited,
    Event,
    ExpertEdited,
    ExpertPressed,
    ExpertReacted,
    ExpertWrote,
    Incoming,
    Kind,
    MessagesMoved,
    MessagesStalled,
    MessagesWait,
    Missed,
    Pressed,
    Reacted,
    Suspected,
    TakenBack,
    Timer,
    TimerFired,
    TopicAppeared,
    TopicClosed,
    TopicDelayed,
    TopicGone,
    TopicOpened,
    TopicReopened,
    TopicShut,
    Unblocked,
    Undelivered,
    Why,
    Wrote,
)
from bot.handoff.orders import is_closing
from bot.handoff.person import Person, Stage
from bot.handoff.turn import Context, Turn
from bot.text import Html

REMIND_AFTER: Final = 10.0
"""Seconds after the start screen in which further texts are no reason to show it again."""

__all__ = ["Context", "decide"]


def decide(person: Person, event: Event, context: Context) -> Decision:
    """Decide what follows from an event.

    Never raises for what a person did; an exception is a mistake of ours.
    """
    turn = Turn(person, context)
    if isinstance(event, Wrote | Pressed):
        retention.active(turn)
    match event:
        case Wrote(message=message):
            messages.wrote(turn, message)
            flood.slow(turn)
            consent.renew(turn)
        case Edited(message=message):
            messages.edited(turn, message)
            flood.slow(turn)
        case Pressed():
            presses.pressed(turn, event)
            consent.renew(turn)
        case Reacted():
            reacting.hers(turn, event)
        case Blocked():
            _blocked(turn)
        case Unblocked():
            _unblocked(turn)
        case ExpertWrote(author=author, message=message):
            if not (
                notes.is_of_kept_album(turn, author, message)
                or _close_command(turn, author, message)
                or expert_commands.obey(turn, author, message)
            ):
                answering.wrote(turn, author, message)
        case ExpertEdited(author=author, message=message):
            if not expert_commands.corrected(turn, author, message):
                answering.edited(turn, author, message)
        case ExpertPressed():
            presses.expert_pressed(turn, event)
        case ExpertReacted():
            reacting.theirs(turn, event)
        case TopicAppeared(thread=thread, code=code) | TopicOpened(thread=thread, code=code):
            topics.opened(turn, code, thread)
        case TopicClosed(thread=thread):
            topics.closed_by_hand(turn, thread)
        case TopicReopened(thread=thread):
            topics.reopened_by_hand(turn, thread)
        case TopicDelayed(code=code):
            topics.delayed(turn, code)
        case MessagesStalled(code=code):
            patience.stalled(turn, code)
        case MessagesMoved(code=code):
            patience.moved(turn, code)
        case Missed():
            missed.missed(turn, event)
        case Suspected(message=message_id, category=category):
            watch.suspected(turn, message_id, category)
        case MessagesWait():
            patience.wait(turn, event)
        case AnswerStalled():
            patience.answer_stalled(turn, event)
        case TopicGone():
            topics.gone(turn, event)
        case TopicShut(code=code):
            topics.shut(turn, code)
        case TimerFired(timer=timer):
            _timer(turn, timer)
        case Undelivered():
            _undelivered(turn, event)
        case TakenBack():
            taking_back.ended(turn, event)
    if turn.person.unsent and turn.open and holding.in_danger(turn):
        turn.do(*holding.let_go(turn, holding.Why.DANGER))
    if turn.person.screened and turn.open and holding.in_danger(turn):
        screening.let_go(turn)
    return turn.decision()


def _close_command(turn: Turn, author: Author, message: Incoming) -> bool:
    """Close the case when that is what a person among the experts says; it never leaves the topic."""
    if message.kind is not Kind.TEXT or not is_closing(message.text):
        return False
    if author.kind is not AuthorKind.PERSON:
        return False
    turn.react(message.id, turn.desk.reactions.note)
    if turn.open and not turn.older:
        closing.close(turn, by=author.id)
    return True


def _timer(turn: Turn, timer: Timer) -> None:
    match timer:
        case Timer.QUESTION:
            if turn.is_at(Stage.TALKING) and turn.person.pending:
                _question_complete(turn)
            elif (
                turn.is_at(Stage.NEW)
                and turn.person.pending
                and (
                    turn.now - turn.person.greeted_at > REMIND_AFTER
                    or start.is_unread(turn)
                    or not start.said_kept(turn)
                )
            ):
                start.remind(turn)
            consent.renew(turn)
        case Timer.PROMISE:
            deadlines.promise_passed(turn)
        case Timer.AFTER:
            closing.no_choice(turn)
        case Timer.UNSENT:
            her_word.due(turn)
        case Timer.SCREENED:
            screening.due(turn)
        case Timer.KEPT:
            placing.forget_kept(turn)
        case Timer.REQUEST:
            access.overdue(turn)
        case Timer.ERASE:
            retention.fired(turn)


def _question_complete(turn: Turn) -> None:
    """Answer what she typed, unless all of it together shows a danger that no part of it does.

    That is seen as she writes, but what she wrote a moment ago is forgotten when the bot restarts.
    """
    texts = [one.text for one in turn.person.pending if one.text]
    within = REMIND_AFTER + questions.GATHER
    told = watch.lately(turn, turn.person.danger.at, within=within)
    sign = None if told else watch.together(turn, texts)
    if sign is not None and watch.is_danger(sign):
        watch.show(turn, sign)
    else:
        questions.answer(turn)


def _blocked(turn: Turn) -> None:
    if turn.person.blocked:
        return
    turn.change(blocked=True)
    if turn.open:
        turn.tell_topic(turn.desk_words("topic.blocked"))


def _unblocked(turn: Turn) -> None:
    if not turn.person.blocked:
        return
    turn.change(blocked=False)
    if turn.open:
        turn.tell_topic(turn.desk_words("topic.unblocked"))


def _uncopyable(event: Undelivered, key: str, language: str) -> Html | None:
    if event.named is None or event.why is not Why.UNCOPYABLE:
        return None
    return refusing.uncopyable(event.named, key, language)


def _undelivered(turn: Turn, event: Undelivered) -> None:
    """Tell the sender, in words, what was not delivered and why."""
    if not event.to_person:
        if event.about is not None:
            words = _uncopyable(event, "kinds.uncopyable", turn.language)
            patience.not_passed_on(turn, event.about, event.why, edit=event.edit, words=words)
        return
    if event.why in (Why.BLOCKED, Why.DEACTIVATED):
        if event.about is None and turn.open and not turn.person.blocked:
            turn.tell_topic(turn.desk_words(f"topic.undelivered_{event.why}"))
        if event.about is None:
            retention.undelivered(turn)
        turn.change(blocked=True)
    if event.about is not None and turn.person.case is not None:
        reacting.failed(turn, event.about)
        key = "topic.edit_undelivered" if event.edit else f"topic.undelivered_{event.why}"
        words = _uncopyable(event, "topic.uncopyable", turn.desk.language) or turn.desk_words(key)
        if not event.edit:
            words = patience.named_part(turn, words, event.about, turn.desk.language)
        turn.tell_topic(words, reply_to=Here(event.about))
