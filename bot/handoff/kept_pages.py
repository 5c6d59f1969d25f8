"""Kept pages: what is kept about her, in a few lines at first, and all of it page by page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.declared import by_term
from bot.handoff import buttons
from bot.handoff.buttons import button, row
from bot.text import Html

if TYPE_CHECKING:
    from bot.handoff.effects import Keyboard
    from bot.handoff.turn import Turn

KEPT: Final = "kept"
"""What follows `more` in the data of the buttons, with the number of a page behind it; none for the short text."""
_ROOM: Final = 450
"""Signs on one page; what a phone shows without scrolling."""


def short(turn: Turn) -> Html:
    """Return what is kept, in a few lines."""
    keeps = turn.desk.retention
    return turn.words("privacy.kept", days=keeps.message_map_days, months=keeps.case_record_months)


def pages(turn: Turn) -> tuple[Html, ...]:
    """Return all that is kept, as the data map says it: for how long, and what."""
    found: list[list[str]] = []
    room = 0
    for term, things in by_term(turn.language, turn.desk.retention):
        head, fresh = turn.words("privacy.term", term=term), True
        for thing in things:
            line = turn.words("privacy.line", what=thing)
            if len(line) > room:
                found.append([])
                room, fresh = _ROOM, True
            if fresh:
                found[-1].append(Html(f"\n{head}") if found[-1] else head)
                fresh = False
            found[-1].append(line)
            room -= len(line)
    return tuple(Html("\n".join(one)) for one in found)


def rows(turn: Turn, page: int) -> Keyboard:
    """Return the row to the pages before and after a page; 0 is the short text."""
    if page == 0:
        return (row(button(turn, "button.kept_all", buttons.MORE, KEPT, 1)),)
    back = (buttons.MORE, KEPT, page - 1) if page > 1 else (buttons.MORE, KEPT)
    found = [button(turn, "button.back", *back)]
    if page < len(pages(turn)):
        found.append(button(turn, "button.page_on", buttons.MORE, KEPT, page + 1))
    return (tuple(found),)
