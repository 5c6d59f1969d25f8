"""Buttons: what a press carries (`callback_data`), and the rows that stand under many screens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.handoff.effects import Button, Keyboard
from bot.text import bare

if TYPE_CHECKING:
    from bot.handoff.turn import Turn

# Hers. Data is `verb` or `verb:argument[:argument]`; at most 64 bytes (Bot API, InlineKeyboardButton).
AGREE: Final = "agree"
DECLINE: Final = "decline"
DANGER: Final = "danger"
MORE: Final = "more"
LANGUAGE: Final = "lang"
EMERGENCY: Final = "112"
SAFE: Final = "safe"
EXPERT: Final = "expert"
PLACE_NOW: Final = "now"
THEMES: Final = "themes"
THEME: Final = "theme"
ENTRY: Final = "entry"
HELPED: Final = "helped"
INTAKE: Final = "in"
# What follows `in`.
CHOOSE: Final = "c"
READY: Final = "r"
BACK: Final = "b"
SKIP: Final = "s"
STOP: Final = "x"
PLACE: Final = "p"
SAME: Final = "y"
OTHER: Final = "n"
CHANGE: Final = "e"
GO_ON: Final = "g"
HELD: Final = "held"
UNSENT: Final = "unsent"
# What follows `unsent` and the message: what becomes of what was found in it.
SHOW: Final = "s"
MASK: Final = "m"
REWRITE: Final = "e"
SCREENED: Final = "shown"
NAMES: Final = "names"
ASK: Final = "a"
DONE: Final = "done"
RATE: Final = "rate"
SENTENCE: Final = "sentence"
AFTER: Final = "after"
KEEP_ALL: Final = "keep"
# The experts'.
TAKE: Final = "take"
CLOSE: Final = "close"
REOPEN: Final = "reopen"
SEND_NOTE: Final = "note"
HELD_ANSWER: Final = "answer"
SEND_ENTRY: Final = "faq"
AGAIN: Final = "x"
"""What follows an entry that was sent in this case before, and says so on its button."""
FLAG: Final = "flag"
LIFT: Final = "unflag"
ADMIT: Final = "admit"
BAR: Final = "bar"
UNBAR: Final = "unbar"


_ROOM: Final = 44
"""Signs on a button; longer ones are cut off on a phone."""


def label(text: str) -> str:
    """Return a text as it fits on a button."""
    return text if len(text) <= _ROOM else f"{text[: _ROOM - 1].rstrip()}…"


def data(verb: str, *arguments: object) -> str:
    """Return the callback data for a verb and its arguments."""
    return ":".join((verb, *map(str, arguments)))


def row(*buttons: Button) -> tuple[Button, ...]:
    """Return a row of buttons."""
    return buttons


def button(turn: Turn, key: str, verb: str, *arguments: object, **values: object) -> Button:
    """Return a button with a text in her language."""
    return Button(bare(turn.language, key, **values), data(verb, *arguments))


def desk_button(turn: Turn, key: str, verb: str, *arguments: object) -> Button:
    """Return a button with a text in the experts' language."""
    return Button(bare(turn.desk.language, key), data(verb, *arguments))


def way_out(turn: Turn) -> Keyboard:
    """Return the row that is under every screen: a human, and 112.

    In an open case the human is there already; for who is blocked there is none.
    """
    emergency = button(turn, "button.112", EMERGENCY)
    if turn.open or turn.person.admission.barred is not None:
        return (row(emergency),)
    return (row(button(turn, "button.expert", EXPERT), emergency),)


def emergency_row(language: str) -> Keyboard:
    """Return the row with 112 alone, under what is said outside of a turn."""
    return (row(Button(bare(language, "button.112"), EMERGENCY)),)


def case_rows(turn: Turn) -> Keyboard:
    """Return the row under what the bot says of her open case: she is helped, and 112."""
    return (
        row(
            button(turn, "button.i_am_helped", DONE, turn.case.code),
            button(turn, "button.112", EMERGENCY),
        ),
    )


def danger_rows(turn: Turn) -> Keyboard:
    """Return the buttons under a danger screen: a human with priority, no danger after all, and 112."""
    rows: list[tuple[Button, ...]] = []
    if not turn.open and turn.person.admission.barred is None:
        key = "button.now" if turn.desk.on_duty(turn.now) else "button.now_off_duty"
        rows.append(row(button(turn, key, PLACE_NOW)))
    rows.append(
        row(button(turn, "button.safe", SAFE), button(turn, "button.112", EMERGENCY))
        if not turn.open
        else row(button(turn, "button.112", EMERGENCY))
    )
    return tuple(rows)
