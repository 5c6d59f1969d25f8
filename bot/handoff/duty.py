"""Duty: what people are told about when a human reads, so that no screen promises one who is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.text import Html, moment, text

if TYPE_CHECKING:
    from bot.handoff.turn import Turn


def duty_line(turn: Turn) -> Html:
    """Return one sentence: whether somebody is on duty now, and when again."""
    desk, now, language = turn.desk, turn.now, turn.language
    if desk.on_duty(now):
        closes = desk.closes(now)
        if closes is None:
            return text(language, "duty.always")
        return text(language, "duty.now", until=moment(language, closes, desk.local(now)))
    opens = desk.opens(now)
    if opens is None:
        return text(language, "duty.never")
    return text(language, "duty.later", at=moment(language, opens, desk.local(now)))


def promise_line(turn: Turn, promised: float) -> Html:
    """Return by when somebody answers; when nobody is on duty now, also whom to call meanwhile."""
    desk, now, language = turn.desk, turn.now, turn.language
    at = moment(language, desk.local(promised), desk.local(now))
    if desk.on_duty(now):
        return text(language, "promise.now", at=at)
    return text(language, "promise.later", at=at, numbers=meanwhile(turn))


def meanwhile(turn: Turn) -> Html:
    """Return whom to call while nobody reads: numbers from the contacts, one a line."""
    contacts = turn.knowledge.content.contacts
    lines = [
        contacts[name].line(turn.language)
        for name in ("politie_geen_spoed", "veilig_thuis", "zelfmoordpreventie_113")
        if name in contacts
    ]
    return Html("\n".join(text(turn.language, "line", line=line) for line in lines))
