"""The decision: from a person and an event to everything that follows. Pure; time and chance are arguments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.handoff import (
    answering,
    buttons,
    closing,
    deadlines,
    questionnaire,
    questions,
    relay,
    start,
    topics,
    watch,
)
from bot.handoff.buttons import case_rows, way_out
from bot.handoff.decision import Decision
from bot.handoff.duty import duty_text
from bot.handoff.effects import Here, Priority
from bot.handoff.events import (
    Blocked,
    Edited,
    Event,
    ExpertEdited,
    ExpertPressed,
    ExpertWrote,
    Incoming,
    Kind,
    Pressed,
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
from bot.handoff.ids import CaseCode, MessageId
from bot.handoff.person import Person, Stage, Typed, Urgency
from bot.handoff.placing import keep, place, refresh, relay_kept
from bot.handoff.table import Move
from bot.handoff.turn import Context, Turn

if TYPE_CHECKING:
    from bot.faq.danger import Sign

REMIND_AFTER: Final = 10.0
"""Seconds after the start screen in which further texts are no reason to show it again."""

_COMMANDS: Final = {
    "start": "start",
    "help": "help",
    "112": "emergency",
    "nood": "emergency",
    "emergency": "emergency",
    "deskundige": "expert",
    "mens": "expert",
    "expert": "expert",
    "stop": "stop",
    "menu": "menu",
    "themas": "themes",
    "themes": "themes",
    "taal": "language",
    "language": "language",
    "klaar": "done",
    "done": "done",
}

__all__ = ["Context", "decide"]


def decide(person: Person, event: Event, context: Context) -> Decision:
    """Decide what follows from an event.

    Never raises for what a person did; an exception is a mistake of ours.
    """
    turn = Turn(person, context)
    match event:
        case Wrote(message=message):
            _wrote(turn, message)
        case Edited(message=message):
            _edited(turn, message)
        case Pressed():
            _pressed(turn, event)
        case Blocked():
            _blocked(turn)
        case Unblocked():
            _unblocked(turn)
        case ExpertWrote(author=author, message=message):
            if not _close_command(turn, message):
                answering.wrote(turn, author, message)
        case ExpertEdited(author=author, message=message):
            answering.edited(turn, author, message)
        case ExpertPressed():
            _expert_pressed(turn, event)
        case TopicAppeared(thread=thread, code=code) | TopicOpened(thread=thread, code=code):
            topics.opened(turn, code, thread)
        case TopicClosed(thread=thread):
            topics.closed_by_hand(turn, thread)
        case TopicReopened(thread=thread):
            topics.reopened_by_hand(turn, thread)
        case TopicDelayed(code=code):
            topics.delayed(turn, code)
        case TopicGone():
            topics.gone(turn, event)
        case TopicShut(code=code):
            topics.shut(turn, code)
        case TimerFired(timer=timer):
            _timer(turn, timer)
        case Undelivered():
            _undelivered(turn, event)
    return turn.decision()


# --- she writes -------------------------------------------------------------------------------


def _wrote(turn: Turn, message: Incoming) -> None:
    if turn.person.blocked:
        turn.change(blocked=False)
    if closing.is_forgotten(turn):
        turn.move(Move.START_OVER)
    sign = watch.look(turn, message.text)
    if _is_command(message, sign) and _command(turn, message):
        return
    if turn.open:
        relay.relay(turn, message, sign)
    elif message.kind in relay.ASKED_FIRST:
        _no_card(turn, message)
    elif turn.is_at(Stage.CLOSED):
        closing.after(turn, message, sign)
    else:
        keep(turn, message.id)
        if sign is not None and watch.is_danger(sign):
            _danger_before(turn, message, sign)
        elif turn.is_at(Stage.INTAKE):
            _typed_in_intake(turn, message)
        else:
            _typed_before(turn, message)


def _is_command(message: Incoming, sign: Sign | None) -> bool:
    """Tell whether a message is a command. One that goes on about danger is a message like any other."""
    if message.kind is not Kind.TEXT or not message.text.startswith("/"):
        return False
    return not watch.is_danger(sign) or len(message.text.split()) == 1


def _no_card(turn: Turn, message: Incoming) -> None:
    """Say that a contact card or location goes nowhere while no case is open."""
    turn.say(turn.words("no_cards"), way_out(turn), reply_to=Here(message.id))
    if turn.is_at(Stage.NEW) and not turn.person.greeted_at:
        start.greet(turn)


def _danger_before(turn: Turn, message: Incoming, sign: Sign) -> None:
    """Danger, and no case is open: the screen first. What she typed waits, and is an answer where one is asked for."""
    turn.cancel(Timer.QUESTION)
    if turn.is_at(Stage.INTAKE):
        questionnaire.taken_in(turn)
    else:
        questions.pend(turn, message)
    watch.show(turn, sign)


def _typed_in_intake(turn: Turn, message: Incoming) -> None:
    if message.kind is not Kind.TEXT:
        questionnaire.missed(turn)
    elif questionnaire.wants_words(turn):
        questionnaire.typed(turn, message.text)
    elif (who := turn.knowledge.talk.self_identifies(message.text)) is not None:
        questionnaire.leave(turn)
        questions.not_a_professional(turn, who)
    else:
        questionnaire.typed(turn, message.text)


def _typed_before(turn: Turn, message: Incoming) -> None:
    """She typed before or between questions: agreement first, then an answer to all of it at once."""
    if turn.is_at(Stage.NEW) and turn.person.greeted_at and _agrees(turn, message.text):
        kept = tuple(one for one in turn.person.kept if one.message != message.id)
        turn.change(kept=kept)
        start.agree(turn, None)
        return
    questions.pend(turn, message)
    if turn.is_at(Stage.NEW) and not turn.person.greeted_at:
        start.greet(turn)
    questions.wait_for_more(turn)


def _agrees(turn: Turn, text: str) -> bool:
    return text.strip().lower().rstrip(".!") in turn.words("typed.agree").split("|")


def _edited(turn: Turn, message: Incoming) -> None:
    sign = watch.look(turn, message.text)
    turn.change(
        pending=tuple(
            Typed(one.message, message.text, one.unread) if one.message == message.id else one
            for one in turn.person.pending
        )
    )
    if turn.context.subject is not None:
        relay.amend(turn, message, sign)
    elif sign is None or not watch.is_danger(sign):
        return
    elif turn.open:
        # It never went to the experts, so it goes now.
        relay.relay(turn, message, sign)
    elif turn.is_at(Stage.CLOSED):
        closing.after(turn, message, sign)
    else:
        turn.cancel(Timer.QUESTION)
        watch.show(turn, sign)


def _command(turn: Turn, message: Incoming) -> bool:
    word = message.text[1:].split(maxsplit=1)[0] if len(message.text) > 1 else ""
    match _COMMANDS.get(word.split("@", 1)[0].lower()):
        case "start":
            _start(turn)
        case "help":
            turn.say(turn.words("help", duty=duty_text(turn)), way_out(turn))
        case "emergency":
            watch.emergency(turn)
        case "expert":
            _ask_expert(turn)
        case "stop" if turn.is_at(Stage.INTAKE):
            questionnaire.stop(turn, None)
        case "stop" | "menu" if turn.is_at(Stage.TALKING):
            questions.menu(turn)
        case "themes" if not turn.is_at(Stage.NEW):
            questions.themes(turn)
        case "language":
            start.choose_language(turn, "en" if turn.language == "nl" else "nl", None)
        case "done" if turn.open:
            closing.close(turn, by_her=True)
        case None:
            return False
        case _:
            _start(turn)
    return True


def _start(turn: Turn) -> None:
    if turn.is_at(Stage.NEW):
        start.greet(turn)
    elif turn.is_at(Stage.INTAKE):
        questionnaire.go_on(turn)
    elif turn.open:
        turn.say(turn.words("status", code=turn.case.code, duty=duty_text(turn)), case_rows(turn))
    else:
        if turn.is_at(Stage.CLOSED):
            turn.move(Move.START_OVER)
            turn.change(asked_after=False)
            turn.cancel(Timer.AFTER)
        if turn.person.pending:
            questions.answer(turn)
        else:
            questions.menu(turn)


def _ask_expert(turn: Turn) -> None:
    if turn.is_at(Stage.NEW):
        start.greet(turn)
    elif turn.is_at(Stage.INTAKE):
        questionnaire.go_on(turn)
    else:
        questionnaire.begin(turn)


# --- she presses ------------------------------------------------------------------------------


def _pressed(turn: Turn, event: Pressed) -> None:
    verb, *arguments = event.data.split(":")
    if not _act(turn, verb, arguments, event):
        turn.toast(event.callback, turn.words("toast.stale"))
    turn.toast(event.callback)


def _act(turn: Turn, verb: str, arguments: list[str], event: Pressed) -> bool:
    """Do what a button of hers says; tell whether it (still) means something."""
    message = event.message
    match verb, arguments:
        case buttons.EMERGENCY, []:
            watch.emergency(turn)
        case buttons.DANGER, []:
            _danger_now(turn)
        case buttons.SAFE, []:
            return _safe(turn, message)
        case buttons.PLACE_NOW, []:
            return _place_now(turn, event)
        case buttons.MORE, [] if turn.is_at(Stage.NEW):
            start.more(turn, message)
        case buttons.LANGUAGE, [("nl" | "en") as language]:
            start.choose_language(turn, language, message)
        case buttons.AGREE, [] if turn.is_at(Stage.NEW):
            start.agree(turn, message)
        case buttons.EXPERT, [] if turn.open:
            turn.toast(event.callback, turn.words("toast.open_already", code=turn.case.code))
        case buttons.EXPERT, []:
            _ask_expert(turn)
        case _ if turn.is_at(Stage.NEW):
            return False
        case buttons.THEMES, []:
            questions.themes(turn)
        case buttons.THEMES, ["b"]:
            questions.themes(turn, message)
        case buttons.THEME, [theme]:
            return questions.theme(turn, theme, message)
        case buttons.ENTRY, [entry]:
            return questions.entry(turn, entry, message)
        case buttons.HELPED, [entry, ("y" | "n") as yes]:
            return questions.helped(turn, entry, yes=yes == "y", message=message)
        case buttons.INTAKE, _:
            return questionnaire.pressed(turn, arguments, message)
        case buttons.HELD, [held, ("y" | "n") as send] if held.isdecimal():
            return _release(turn, MessageId(int(held)), send=send == "y", question=message)
        case buttons.DONE, [code] if turn.open and turn.case.code == code:
            turn.edit(message, None)
            closing.close(turn, by_her=True)
        case buttons.RATE, [code, ("1" | "2" | "3" | "4" | "5") as stars]:
            return _toasted(turn, event, closing.rate(turn, CaseCode(code), int(stars), message))
        case buttons.SENTENCE, [code]:
            return _toasted(turn, event, closing.ask_sentence(turn, CaseCode(code)))
        case buttons.AFTER, [what]:
            return closing.choose(turn, what, message)
        case _:
            return False
    return True


def _toasted(turn: Turn, event: Pressed, key: str | None) -> bool:
    if key is not None:
        turn.toast(event.callback, turn.words(key))
    return True


def _danger_now(turn: Turn) -> None:
    """She says that there is danger now, with a button; in an open case the experts hear it too."""
    if turn.open:
        turn.tell_topic(turn.desk_words("topic.danger_button"), priority=Priority.DANGER)
    watch.button_pressed(turn)
    if turn.open:
        refresh(turn)


def _safe(turn: Turn, message: MessageId) -> bool:
    """No danger after all: go on where she was."""
    turn.edit(message, None, way_out(turn))
    if turn.is_at(Stage.NEW):
        start.greet(turn)
    elif turn.is_at(Stage.INTAKE):
        questionnaire.go_on(turn)
    elif turn.is_at(Stage.TALKING):
        if turn.person.pending:
            questions.answer(turn, safe=True)
        else:
            questions.menu(turn)
    return True


def _place_now(turn: Turn, event: Pressed) -> bool:
    """Danger: place the case without questions. Pressing it is her agreement, and the button says so."""
    if turn.open:
        turn.toast(event.callback, turn.words("toast.open_already", code=turn.case.code))
        return True
    turn.raise_urgency(Urgency.AMBER)
    turn.edit(event.message, None)
    if turn.is_at(Stage.NEW):
        start.consent(turn)
    if turn.is_at(Stage.CLOSED):
        closing.reopened(turn)
        relay_kept(turn)
    else:
        place(turn)
    return True


def _release(turn: Turn, held: MessageId, *, send: bool, question: MessageId) -> bool:
    if not relay.release(turn, held, send=send):
        return False
    turn.edit(question, turn.words("held_sent" if send else "held_not_sent"), way_out(turn))
    return True


# --- the experts ------------------------------------------------------------------------------


def _close_command(turn: Turn, message: Incoming) -> bool:
    """Close the case when that is what the message says; it never leaves the topic."""
    word = (message.text.split(maxsplit=1) or [""])[0].split("@", 1)[0].lower()
    if message.kind is not Kind.TEXT or word not in ("/sluit", "/close"):
        return False
    if turn.open and not turn.older:
        closing.close(turn, by_her=False)
    else:
        turn.react(message.id, turn.desk.reactions.note)
    return True


def _expert_pressed(turn: Turn, event: ExpertPressed) -> None:
    key = "toast.older_case" if turn.older else _expert_act(turn, event)
    turn.toast(event.callback, turn.desk_words(key))


def _expert_act(turn: Turn, event: ExpertPressed) -> str:
    verb, *arguments = event.data.split(":")
    expert = event.author.id
    match verb, arguments:
        case buttons.TAKE, []:
            return answering.claim(turn, expert)
        case buttons.CLOSE, [] if turn.open:
            closing.close(turn, by_her=False)
            return "toast.closed"
        case buttons.REOPEN, []:
            return closing.reopened_by_expert(turn)
        case buttons.SEND_NOTE, [note] if note.isdecimal():
            return answering.send_note(turn, expert, MessageId(int(note)), event.message)
        case buttons.HELD_ANSWER, [held, ("y" | "n") as go] if held.isdecimal():
            return answering.release(
                turn, expert, MessageId(int(held)), event.message, go=go == "y"
            )
        case _:
            return "toast.stale"


# --- what comes from elsewhere ----------------------------------------------------------------


def _timer(turn: Turn, timer: Timer) -> None:
    match timer:
        case Timer.QUESTION:
            if turn.is_at(Stage.TALKING) and turn.person.pending:
                _question_complete(turn)
            elif (
                turn.is_at(Stage.NEW)
                and turn.person.pending
                and turn.now - turn.person.greeted_at > REMIND_AFTER
            ):
                start.remind(turn)
        case Timer.PROMISE:
            deadlines.promise_passed(turn)
        case Timer.AFTER:
            closing.no_choice(turn)


def _question_complete(turn: Turn) -> None:
    """Answer what she typed, unless all of it together shows a danger that no part of it does.

    That is seen as she writes, but what she wrote a moment ago is forgotten when the bot restarts.
    """
    texts = [one.text for one in turn.person.pending if one.text]
    told = turn.now - turn.person.danger.at < REMIND_AFTER + questions.GATHER
    for at in range(1, 1 if told else len(texts)):
        sign = watch.spread(turn, tuple(texts[:at]), texts[at])
        if sign is not None and watch.is_danger(sign):
            watch.show(turn, sign)
            return
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


def _undelivered(turn: Turn, event: Undelivered) -> None:
    """Tell the sender, in words, what was not delivered and why."""
    if not event.to_person:
        if event.about is not None:
            key = "undelivered_edit" if event.edit else "undelivered"
            turn.say(turn.words(key), way_out(turn), reply_to=Here(event.about))
        return
    if event.why in (Why.BLOCKED, Why.DEACTIVATED):
        if event.about is None and turn.open and not turn.person.blocked:
            turn.tell_topic(turn.desk_words(f"topic.undelivered_{event.why}"))
        turn.change(blocked=True)
    if event.about is not None and turn.person.case is not None:
        turn.react(event.about, turn.desk.reactions.failed)
        key = "topic.edit_undelivered" if event.edit else f"topic.undelivered_{event.why}"
        turn.tell_topic(turn.desk_words(key), reply_to=Here(event.about))
