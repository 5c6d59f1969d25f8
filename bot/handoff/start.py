"""The start: what the helpline is and is not, and her agreement to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.handoff import buttons, position, questions, watch
from bot.handoff.buttons import button, row, way_out
from bot.handoff.duty import duty_line, duty_text
from bot.handoff.effects import Keyboard
from bot.handoff.person import Consent, Stage
from bot.handoff.table import Move
from bot.text import Html

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
    key = "start.kept_unread" if _asks_unread(turn) else "start.kept"
    turn.say(turn.words(key, duty=duty_text(turn)), _keyboard(turn), name=NAME)


def is_unread(turn: Turn) -> bool:
    """Tell whether there is something of hers that the bot can't read, and she was not told so yet."""
    return not turn.person.unreadable_told and any(
        one.unread or watch.is_foreign(turn, one.text) for one in turn.person.pending
    )


def _asks_unread(turn: Turn) -> bool:
    """Tell whether to say so now. That is never taken as harmless: it asks for danger, and a "ja" answers that."""
    if not is_unread(turn):
        return False
    turn.change(unreadable_told=True)
    watch.ask(turn)
    return True


def _kept(turn: Turn) -> str:
    if not turn.person.pending:
        return ""
    if _asks_unread(turn):
        return Html(f"\n\n{turn.words('start.unread_line')}")
    return turn.words("start.kept_line")


def _screen(turn: Turn) -> str:
    kept = _kept(turn)
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
