"""The start: what the helpline is and is not, and her agreement to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.handoff import buttons, position, questions
from bot.handoff.buttons import button, row, way_out
from bot.handoff.duty import duty_line
from bot.handoff.effects import Keyboard
from bot.handoff.person import Consent, Stage
from bot.handoff.table import Move

if TYPE_CHECKING:
    from bot.handoff.ids import MessageId
    from bot.handoff.turn import Turn

TEXT_VERSION: Final = "2026-11"
"""Version of the start text. Raise it whenever its meaning changes."""

NAME: Final = "start"
"""The name under which the start screen is remembered."""


def greet(turn: Turn) -> None:
    """Show the start screen."""
    turn.change(greeted_at=turn.now)
    turn.say(_screen(turn), _keyboard(turn), name=NAME)
    turn.count("start")


def more(turn: Turn, message: MessageId) -> None:
    """Show the long text in place of the short one, with the same buttons."""
    turn.edit(message, turn.words("start.more"), _keyboard(turn, more=False))


def agree(turn: Turn, message: MessageId | None) -> None:
    """Keep her agreement, and answer what she typed before, or ask what it is about."""
    consent(turn)
    if message is not None:
        turn.edit(message, None)
    if turn.person.pending:
        questions.answer(turn)
    else:
        questions.menu(turn)


def consent(turn: Turn) -> None:
    """Keep which version of the text she agreed to, and go on."""
    turn.change(consent=Consent(TEXT_VERSION, turn.now, turn.language))
    if turn.is_at(Stage.NEW):
        turn.move(Move.AGREE)
        turn.count("consent")


def choose_language(turn: Turn, language: str, message: MessageId | None) -> None:
    """Speak the other language from now on, and show where she is in it."""
    turn.change(language=language)
    if turn.is_at(Stage.NEW) and message is not None:
        turn.edit(message, _screen(turn), _keyboard(turn))
    elif turn.is_at(Stage.NEW):
        greet(turn)
    elif turn.is_at(Stage.INTAKE):
        position.go_on(turn)
    elif turn.is_at(Stage.TALKING):
        questions.menu(turn)
    else:
        turn.say(turn.words("language.chosen"), way_out(turn))


def remind(turn: Turn) -> None:
    """Say that her messages are kept and wait for her agreement."""
    turn.say(turn.words("start.kept"), _keyboard(turn), name=NAME)


def _screen(turn: Turn) -> str:
    kept = turn.words("start.kept_line") if turn.person.pending else ""
    return turn.words("start.screen", name=turn.desk.name, duty=duty_line(turn), kept=kept)


def _keyboard(turn: Turn, *, more: bool = True) -> Keyboard:
    other = "en" if turn.language == "nl" else "nl"
    last = [button(turn, "button.other_language", buttons.LANGUAGE, other)]
    if more:
        last.insert(0, button(turn, "button.more", buttons.MORE))
    return (
        row(
            button(turn, "button.danger", buttons.DANGER),
            button(turn, "button.112", buttons.EMERGENCY),
        ),
        row(button(turn, "button.agree", buttons.AGREE)),
        tuple(last),
    )
