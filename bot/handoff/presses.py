"""Presses: what a button means, hers and the experts'; one that means nothing any more says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.handoff import (
    access,
    answering,
    blocking,
    buttons,
    closing,
    commands,
    consent,
    expert_commands,
    her_word,
    hold_words,
    holding,
    kept_pages,
    notes,
    questionnaire,
    questions,
    relay,
    rights,
    safety,
    screening,
    speaking,
    start,
    suggesting,
    watch,
)
from bot.handoff.audit import Role
from bot.handoff.buttons import way_out
from bot.handoff.effects import Priority
from bot.handoff.ids import CaseCode, MessageId
from bot.handoff.person import Stage, Urgency
from bot.handoff.placing import place, refresh, relay_kept

if TYPE_CHECKING:
    from bot.handoff.events import ExpertPressed, Pressed
    from bot.handoff.turn import Turn


def pressed(turn: Turn, event: Pressed) -> None:
    """Do what a button of hers says."""
    verb, *arguments = event.data.split(":")
    watch.asked(turn)
    if not _act(turn, verb, arguments, event):
        turn.toast(event.callback, turn.words("toast.stale"))
    turn.toast(event.callback)


def _act(turn: Turn, verb: str, arguments: list[str], event: Pressed) -> bool:
    """Do what a button of hers says; tell whether it (still) means something."""
    message = event.message
    match verb, arguments:
        case buttons.EMERGENCY, []:
            watch.emergency(turn)
            turn.do(*holding.let_go(turn, holding.Why.DANGER))
            screening.let_go(turn)
        case buttons.DANGER, []:
            _danger_now(turn)
        case buttons.SAFE, []:
            return _safe(turn, message)
        case buttons.PLACE_NOW, []:
            return _place_now(turn, event)
        case buttons.MORE, []:
            start.more(turn, message)
        case buttons.MORE, [kept_pages.KEPT]:
            start.kept(turn, message)
        case buttons.MORE, [kept_pages.KEPT, page] if page.isdecimal() and page.isascii():
            return start.kept(turn, message, int(page))
        case buttons.LANGUAGE, [("nl" | "en") as language]:
            start.choose_language(turn, language, message)
        case buttons.AGREE, [] if not consent.agreed(turn.person):
            start.agree(turn, message)
        case buttons.DECLINE, [] if turn.is_at(Stage.NEW) or turn.person.consent is not None:
            start.decline(turn, message)
        case buttons.KEEP_ALL, []:
            return rights.keep_all(turn, message)
        case buttons.EXPERT, [] if turn.open:
            turn.toast(event.callback, turn.words("toast.open_already", code=turn.case.code))
        case buttons.EXPERT, []:
            commands.ask_expert(turn)
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
        case buttons.UNSENT, [asked, what] if asked.isdecimal():
            if not her_word.choose(turn, MessageId(int(asked)), what):
                turn.toast(event.callback, turn.words("toast.unsent_gone"))
        case buttons.SCREENED, [code, ("y" | "n") as yes]:
            if not screening.choose(turn, code, send=yes == "y"):
                turn.toast(event.callback, turn.words("toast.unsent_gone"))
        case buttons.NAMES, [("s" | "m" | "a") as what, code] if (
            turn.open and turn.case.code == code
        ):
            key = her_word.choose_names(turn, what)
            turn.edit(message, turn.words(key), hold_words.rows_back(turn, what))
        case buttons.DONE, [code] if turn.open and turn.case.code == code:
            turn.edit(message, None)
            closing.close(turn, by=Role.PERSON)
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
    safety.go_on(turn)
    return True


def _place_now(turn: Turn, event: Pressed) -> bool:
    """Danger: place the case without questions. Pressing it is her agreement, and the button says so."""
    if turn.open:
        turn.toast(event.callback, turn.words("toast.open_already", code=turn.case.code))
        return True
    turn.raise_urgency(Urgency.AMBER)
    turn.edit(event.message, None)
    if not access.admitted(turn):
        access.ask(turn)
        return True
    if not consent.agreed(turn.person):
        start.consent(turn)
    if turn.is_at(Stage.CLOSED):
        closing.reopened(turn)
        relay_kept(turn, Priority.DANGER)
    else:
        place(turn)
    return True


def _release(turn: Turn, held: MessageId, *, send: bool, question: MessageId) -> bool:
    key = relay.release(turn, held, send=send)
    if key is None:
        return False
    turn.edit(question, turn.words(key), way_out(turn))
    return True


# --- the experts ------------------------------------------------------------------------------


def expert_pressed(turn: Turn, event: ExpertPressed) -> None:
    """Do what a button in a topic says; the topic of an older case has no more say of her."""
    key = (
        expert_commands.pressed(turn, event)
        or blocking.pressed(turn, event)
        or access.pressed(turn, event)
    )
    if key is None:
        key = "toast.older_case" if turn.older else _expert_act(turn, event)
    turn.toast(event.callback, turn.desk_words(key))


def _expert_act(turn: Turn, event: ExpertPressed) -> str:
    verb, *arguments = event.data.split(":")
    expert = event.author.id
    match verb, arguments:
        case buttons.TAKE, []:
            return speaking.claim(turn, expert)
        case buttons.CLOSE, [] if turn.open:
            closing.close(turn, by=expert)
            return "toast.closed"
        case buttons.REOPEN, []:
            return closing.reopened_by_expert(turn, expert)
        case buttons.SEND_NOTE, [note] if note.isdecimal():
            return notes.send(turn, expert, MessageId(int(note)), event.message)
        case buttons.HELD_ANSWER, [held, ("y" | "n") as go] if held.isdecimal():
            return answering.release(
                turn, expert, MessageId(int(held)), event.message, go=go == "y"
            )
        case buttons.SEND_ENTRY, [about, entry, *more] if about.isdecimal():
            again = more == [buttons.AGAIN]
            return suggesting.send(turn, event, MessageId(int(about)), entry, again=again)
        case _:
            return "toast.stale"
