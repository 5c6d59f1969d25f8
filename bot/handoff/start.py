"""The start: what the helpline is and is not, what it keeps, and whether she agrees to that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.handoff import (
    admission,
    buttons,
    kept_pages,
    position,
    questionnaire,
    questions,
    watch,
)
from bot.handoff import consent as consents
from bot.handoff.buttons import button, case_rows, row, way_out
from bot.handoff.duty import by_phone, duty_line, duty_text
from bot.handoff.events import Timer
from bot.handoff.person import Stage
from bot.handoff.table import Move
from bot.text import Html

if TYPE_CHECKING:
    from bot.handoff.effects import Button, Keyboard
    from bot.handoff.ids import MessageId
    from bot.handoff.turn import Turn

NAME: Final = "start"
"""The name under which the start screen is remembered."""


def greet(turn: Turn) -> None:
    """Show the start screen."""
    turn.change(greeted_at=turn.now)
    turn.say(_screen(turn), _keyboard(turn), name=NAME)
    turn.count("start")


def more(turn: Turn, message: MessageId) -> None:
    """Show the long text in place of the short one, with the same buttons."""
    turn.edit(message, _long(turn), _keyboard(turn, page="more"))


def kept(turn: Turn, message: MessageId, page: int = 0) -> bool:
    """Show what is kept about her, and how long, in place of another text; tell whether there is such a page.

    Page 0 says it in short.
    """
    pages = (kept_pages.short(turn), *kept_pages.pages(turn))
    if page >= len(pages):
        return False
    rows = (*kept_pages.rows(turn, page), *_keyboard(turn, page=kept_pages.KEPT))
    turn.edit(message, pages[page], rows)
    return True


def privacy(turn: Turn) -> None:
    """Show the long text and where she stands with it, so that she can change her mind."""
    said = _long(turn)
    if not turn.is_at(Stage.NEW):
        said = Html(f"{_standing(turn)}\n\n{said}")
    turn.say(said, _keyboard(turn, page="more"))


def agree(turn: Turn, message: MessageId | None) -> None:
    """Keep her agreement, and go on with what waited for it: a human, what she typed before, or what it is about."""
    new, wants_human = turn.is_at(Stage.NEW), turn.person.wants_human
    consent(turn)
    turn.change(wants_human=False)
    if message is not None:
        turn.edit(message, None)
    if wants_human and turn.is_at(Stage.INTAKE):
        if not questionnaire.place(turn):
            position.go_on(turn)
    elif wants_human and not turn.open:
        questionnaire.begin(turn)
    elif new and turn.person.pending:
        questions.answer(turn)
    elif new:
        questions.menu(turn)
    else:
        turn.say(turn.words("consent.thanks"), case_rows(turn) if turn.open else way_out(turn))


def decline(turn: Turn, message: MessageId | None) -> None:
    """Keep that she does not agree: nothing of hers goes to a human, and the FAQ and the numbers stay."""
    if message is not None:
        turn.edit(message, None)
    consents.withdraw(turn)
    if turn.open:
        turn.say(turn.words("consent.declined_open"), case_rows(turn))
        return
    admission.end_request(turn, "general.request_declined")
    if turn.is_at(Stage.NEW):
        turn.move(Move.DECLINE)
    elif turn.is_at(Stage.INTAKE):
        questionnaire.leave(turn)
    elif turn.is_at(Stage.CLOSED):
        turn.change(asked_after=False)
        turn.cancel(Timer.AFTER)
    themes = row(button(turn, "button.themes", buttons.THEMES))
    turn.say(turn.words("consent.declined", numbers=by_phone(turn)), (themes, *way_out(turn)))
    if turn.person.pending and turn.is_at(Stage.TALKING):
        questions.answer(turn)


def consent(turn: Turn) -> None:
    """Keep which version of the text she agreed to, and go on."""
    consents.give(turn)
    if turn.is_at(Stage.NEW):
        turn.move(Move.AGREE)


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


def said_kept(turn: Turn) -> bool:
    """Tell whether the start screen said that a message of hers is kept: what she writes right after it needs no word."""
    return any(one.at <= turn.person.greeted_at for one in turn.person.kept)


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
    waits = _kept(turn)
    return turn.words("start.screen", name=turn.desk.name, duty=duty_line(turn), kept=waits)


def _long(turn: Turn) -> Html:
    return turn.words("start.more", numbers=by_phone(turn))


def _standing(turn: Turn) -> Html:
    given = turn.person.consent
    if given is None:
        return turn.words("privacy.not_agreed")
    local = turn.desk.local(given.at)
    key = "privacy.agreed" if consents.agreed(turn.person) else "privacy.older"
    return turn.words(key, at=f"{local.day}-{local.month}-{local.year}")


def _keyboard(turn: Turn, *, page: str = NAME) -> Keyboard:
    """Return the buttons under a page: the start screen, the long text, or what is kept."""
    last = [_other_page(turn, page)]
    choice: list[Button] = []
    if not consents.agreed(turn.person):
        choice.append(button(turn, "button.agree", buttons.AGREE))
    if turn.is_at(Stage.NEW) or turn.person.consent is not None:
        choice.append(button(turn, "button.decline", buttons.DECLINE))
    emergency = button(turn, "button.112", buttons.EMERGENCY)
    if not turn.is_at(Stage.NEW):
        return (tuple(choice), (*last, emergency))
    other = "en" if turn.language == "nl" else "nl"
    last.append(button(turn, "button.other_language", buttons.LANGUAGE, other))
    return (
        row(button(turn, "button.danger", buttons.DANGER), emergency),
        tuple(choice),
        tuple(last),
    )


def _other_page(turn: Turn, page: str) -> Button:
    if page == "more":
        return button(turn, "button.kept", buttons.MORE, kept_pages.KEPT)
    return button(turn, "button.more", buttons.MORE)
