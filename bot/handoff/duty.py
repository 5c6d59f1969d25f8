"""Duty: what people are told about when a human reads, so that no screen promises one who is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.faq.checking import contact_line
from bot.text import Html, moment, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.handoff.turn import Turn


TALKING_FOR: Final = 15 * 60
"""Seconds after an expert's answer in which she is told that an expert talks with her, whatever the hours."""


def reads_now(turn: Turn) -> bool:
    """Tell whether a human reads now: by the hours, or because one has just answered her."""
    return turn.desk.on_duty(turn.now) or _talking(turn)


def duty_line(turn: Turn) -> Html:
    """Return one sentence: whether somebody is on duty now, and when again."""
    desk, now, language = turn.desk, turn.now, turn.language
    if turn.person.admission.barred is not None:
        return text(language, "access.no_duty")
    if _talking(turn):
        return text(language, "duty.talking")
    if desk.on_duty(now):
        closes = desk.closes(now)
        if closes is None:
            return text(language, "duty.always")
        return text(language, "duty.now", until=moment(language, closes, desk.local(now)))
    opens = desk.opens(now)
    if opens is None:
        return text(language, "duty.never")
    return text(language, "duty.later", at=moment(language, opens, desk.local(now)))


def duty_text(turn: Turn) -> Html:
    """Return whether somebody is on duty now, and whom to call when nobody is."""
    line = duty_line(turn)
    if reads_now(turn):
        return line
    return Html(f"{line}\n\n{text(turn.language, 'duty.call', numbers=meanwhile(turn))}")


def promise_line(turn: Turn, promised: float) -> Html:
    """Return by when somebody answers; when nobody is on duty now, also whom to call meanwhile."""
    desk, now, language = turn.desk, turn.now, turn.language
    if desk.opens(now) is None:
        return text(language, "promise.never", numbers=meanwhile(turn))
    at = moment(language, desk.local(promised), desk.local(now))
    if desk.on_duty(now):
        return text(language, "promise.now", at=at)
    return text(language, "promise.later", at=at, numbers=meanwhile(turn))


def meanwhile(turn: Turn) -> Html:
    """Return whom to call while nobody reads: numbers from the contacts, one a line."""
    return _lines(turn, ("politie_geen_spoed", "veilig_thuis", "zelfmoordpreventie_113"))


def by_phone(turn: Turn) -> Html:
    """Return whom professionals can call with what should not be typed: lines from the contacts."""
    return _lines(turn, ("ess", "lse", "veilig_thuis"))


def _lines(turn: Turn, names: Sequence[str]) -> Html:
    contacts = turn.knowledge.content.contacts
    lines = [
        contact_line(contacts[name], turn.language, turn.flags)
        for name in names
        if name in contacts
    ]
    return Html("\n".join(text(turn.language, "line", line=line) for line in lines))


def _talking(turn: Turn) -> bool:
    return turn.open and any(turn.now - one.answered_at < TALKING_FOR for one in turn.case.speakers)
