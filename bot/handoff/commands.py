"""Commands: what a text that begins with a slash does in her chat, in whatever stage she is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.handoff import (
    access,
    closing,
    holding,
    position,
    questionnaire,
    questions,
    rights,
    screening,
    start,
    taking_back,
    watch,
    whoami,
)
from bot.handoff.audit import Role
from bot.handoff.buttons import case_rows, way_out
from bot.handoff.duty import duty_text
from bot.handoff.events import Timer
from bot.handoff.person import Stage
from bot.handoff.table import Move

if TYPE_CHECKING:
    from bot.handoff.events import Incoming
    from bot.handoff.turn import Turn

_COMMANDS: Final = {
    "start": "start",
    "help": "help",
    "hulp": "help",
    "privacy": "privacy",
    "mijngegevens": "my_data",
    "mydata": "my_data",
    "vergeetmij": "forget_me",
    "forget": "forget_me",
    "wiebenik": "who_am_i",
    "whoami": "who_am_i",
    "112": "emergency",
    "nood": "emergency",
    "emergency": "emergency",
    "deskundige": "expert",
    "mens": "expert",
    "expert": "expert",
    "terughalen": "take_back",
    "unsend": "take_back",
    "stop": "stop",
    "menu": "menu",
    "themas": "themes",
    "themes": "themes",
    "taal": "language",
    "language": "language",
    "klaar": "done",
    "done": "done",
}


def action(name: str) -> str | None:
    """Return what a command does, by its name without the slash; None when there is none of that name."""
    return _COMMANDS.get(name.split("@", 1)[0].lower())


def obey(turn: Turn, message: Incoming) -> bool:
    """Do what a command says; tell whether the message is one."""
    word = message.text[1:].split(maxsplit=1)[0] if len(message.text) > 1 else ""
    match action(word):
        case "start" if access.invited(turn) and _wants_case(turn):
            questionnaire.begin(turn)
        case "start":
            show_start(turn)
        case "help":
            turn.say(turn.words("help", duty=duty_text(turn)), way_out(turn))
        case "emergency":
            watch.emergency(turn)
            turn.do(*holding.let_go(turn, holding.Why.DANGER))
            screening.let_go(turn)
        case "privacy":
            start.privacy(turn)
        case "who_am_i":
            whoami.show(turn)
        case "my_data":
            rights.show(turn)
        case "forget_me":
            rights.explain(turn)
        case "expert":
            ask_expert(turn)
        case "take_back":
            taking_back.obey(turn, message)
        case "stop" if turn.is_at(Stage.INTAKE):
            questionnaire.stop(turn, None)
        case "stop" | "menu" if turn.is_at(Stage.TALKING):
            questions.menu(turn)
        case "themes" if not turn.is_at(Stage.NEW):
            questions.themes(turn)
        case "language":
            start.choose_language(turn, "en" if turn.language == "nl" else "nl", None)
        case "done" if turn.open:
            closing.close(turn, by=Role.PERSON)
        case None:
            return False
        case _:
            show_start(turn)
    return True


def _wants_case(turn: Turn) -> bool:
    """Tell whether she was about to have a case placed, and something was still missing for it."""
    return turn.is_at(Stage.TALKING) and turn.person.intake is not None


def show_start(turn: Turn) -> None:
    """Show where she is, or begin anew."""
    if turn.is_at(Stage.NEW):
        start.greet(turn)
    elif turn.is_at(Stage.INTAKE):
        position.go_on(turn)
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


def ask_expert(turn: Turn) -> None:
    """Go the way to a human, from wherever she is."""
    if turn.is_at(Stage.NEW):
        start.greet(turn)
    elif turn.is_at(Stage.INTAKE):
        position.go_on(turn)
    else:
        questionnaire.begin(turn)
