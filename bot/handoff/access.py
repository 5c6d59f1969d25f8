"""Access: what is asked of a person before a new case of hers is placed. Never before anything else.

Danger screens, phone numbers, the FAQ and an open case are for everybody, and who may be in danger is handed on first
and asked afterwards.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.handoff import admission, blocking, buttons, consent, placing
from bot.handoff.admission import request_name
from bot.handoff.audit import Deed, Role
from bot.handoff.buttons import button, desk_button, row, way_out
from bot.handoff.card import answer_lines
from bot.handoff.desk import AccessMode
from bot.handoff.duty import meanwhile
from bot.handoff.effects import Edit, Here, Priority, Say, ToGeneral
from bot.handoff.events import Timer
from bot.handoff.ids import CaseCode
from bot.handoff.person import Stage, Urgency
from bot.handoff.question_screen import may_place
from bot.handoff.table import Move
from bot.intake.answers import Answers
from bot.text import Html, text

if TYPE_CHECKING:
    from bot.handoff.admission import Admission
    from bot.handoff.effects import Keyboard
    from bot.handoff.events import ExpertPressed
    from bot.handoff.turn import Turn

TRIES: Final = 5
"""Invitations in a row that are none, within `TRIES_WITHIN`, after which none is looked up for the rest of it."""
TRIES_WITHIN: Final = 60 * 60
"""Seconds."""
REFUSED_FOR: Final = 24 * 60 * 60
"""Seconds after a "no" in which a coordinator is not asked again."""


def admitted(turn: Turn) -> bool:
    """Tell whether a case may be placed for her now. A life weighs more than an invitation."""
    known = turn.person.admission
    if known.barred is not None:
        return False
    return (
        turn.desk.access is AccessMode.OPEN
        or known.since > 0
        or turn.person.urgent > Urgency.NORMAL
    )


def notice(turn: Turn) -> Html:
    """Return what she hears of it before the questions of the intake; mostly nothing."""
    if turn.desk.access is AccessMode.INVITE and not admitted(turn):
        return Html(f"{turn.words('access.notice')}\n\n")
    return Html("")


def ask(turn: Turn) -> None:
    """Say what is needed before her case is placed, and see to it where the bot can. Her answers are kept."""
    if turn.person.admission.barred is not None:
        blocking.turn_away(turn)
        return
    if turn.is_at(Stage.INTAKE):
        turn.move(Move.LEAVE_INTAKE)
    if turn.desk.access is AccessMode.INVITE:
        turn.say(turn.words("access.needed", numbers=meanwhile(turn)), _meanwhile_rows(turn))
        turn.count("admission.invitation_needed")
    else:
        _request(turn)


def asked_already(turn: Turn) -> bool:
    """Say again what she waits for, and lead her through no questions, where these can't change that; tell whether so.

    Once she may place, she goes on with the answers she gave.
    """
    if admitted(turn):
        return False
    if turn.desk.access is AccessMode.INVITE:
        if not may_place(turn):
            return False
        ask(turn)
        return True
    known = turn.person.admission
    if not known.request and not 0 <= turn.now - known.refused_at < REFUSED_FOR:
        return False
    _request(turn)
    return True


def _request(turn: Turn) -> None:
    """Ask a coordinator, once; the line in General shows a code and the intake, and nobody's name."""
    known = turn.person.admission
    if known.request:
        said = turn.words("access.waits", code=known.request, numbers=meanwhile(turn))
        turn.say(said, _meanwhile_rows(turn))
        return
    if 0 <= turn.now - known.refused_at < REFUSED_FOR:
        turn.say(turn.words("access.refused", numbers=meanwhile(turn)), _meanwhile_rows(turn))
        return
    code = turn.context.fresh
    admission.change(turn, request=code)
    language = turn.desk.language
    intake = turn.person.intake
    form = turn.knowledge.form_of(intake.form if intake else "")
    lines = "\n".join(
        text(language, "card.line", label=label, value=value)
        for _, label, value in answer_lines(form, intake.answers if intake else Answers(), language)
    )
    choice = row(
        desk_button(turn, "button.admit", buttons.ADMIT, "y", code),
        desk_button(turn, "button.refuse", buttons.ADMIT, "n", code),
    )
    said = turn.desk_words("general.request", code=code, lines=Html(lines))
    name = request_name(code)
    turn.do(Say(ToGeneral(), said, (choice,), name=name, priority=Priority.NEW_CASE))
    turn.set_timer(Timer.REQUEST, turn.desk.promise(turn.now))
    turn.say(
        turn.words("access.requested", code=code, numbers=meanwhile(turn)), _meanwhile_rows(turn)
    )
    turn.count("admission.requested")


def overdue(turn: Turn) -> None:
    """Nobody said yes or no within the promised time: remind them, and tell her what she can do meanwhile."""
    code = turn.person.admission.request
    if not code:
        return
    turn.tell_general(turn.desk_words("general.request_overdue", code=code), about=code)
    turn.say(turn.words("access.overdue", numbers=meanwhile(turn)), _meanwhile_rows(turn))


def pressed(turn: Turn, event: ExpertPressed) -> str | None:
    """Do what a coordinator says to a request; return the key of what to tell, None when it is no such button."""
    match event.data.split(":"):
        case [buttons.ADMIT, ("y" | "n") as said, code]:
            pass
        case _:
            return None
    known = turn.person.admission
    if not code or known.request != code:
        return "toast.request_over"
    yes = said == "y"
    admission.change(
        turn,
        request="" if not yes else code,
        since=turn.now if yes else known.since,
        refused_at=0.0 if yes else turn.now,
    )
    turn.audit(Deed.APPROVED if yes else Deed.REFUSED, event.author.id, code=CaseCode(code))
    turn.count("admission.approved" if yes else "admission.refused")
    line = turn.desk_words(
        "general.request_granted" if yes else "general.request_refused", code=code
    )
    if not yes:
        turn.cancel(Timer.REQUEST)
        turn.do(Edit(ToGeneral(), Here(event.message), line, priority=Priority.STATE))
        turn.say(turn.words("access.refused", numbers=meanwhile(turn)), _meanwhile_rows(turn))
        return "toast.refused"
    if turn.is_at(Stage.CLOSED):
        turn.move(Move.START_OVER)
    if turn.is_at(Stage.TALKING, Stage.INTAKE) and consent.suffices(turn):
        placing.place(turn)
    else:
        admission.end_request(turn, "general.request_granted")
        turn.say(turn.words("access.granted"), way_out(turn))
    return "toast.admitted"


def invited(turn: Turn) -> bool:
    """Take in the invitation that she came with; tell whether it let her in. What follows is for the caller."""
    invitation = turn.context.invitation
    if invitation is None or turn.person.admission.barred is not None:
        return False
    if not invitation.valid:
        _not_invited(turn, over=invitation.over)
        return False
    admission.end_request(turn, "general.request_invited")
    admission.change(
        turn, since=turn.now, organisation=invitation.organisation, tries=0, tried_at=0.0
    )
    turn.audit(Deed.INVITE_USED, Role.PERSON)
    turn.count("admission.invited")
    said = turn.words("access.welcome", organisation=invitation.organisation)
    turn.say(said, way_out(turn))
    return True


def _not_invited(turn: Turn, *, over: bool) -> None:
    """Say the same of every code that lets nobody in, and notice who tries many."""
    known = turn.person.admission
    if not over:
        again = 0 <= turn.now - known.tried_at < TRIES_WITHIN
        tries = known.tries + 1 if again else 1
        admission.change(turn, tries=tries, tried_at=known.tried_at if again else turn.now)
        if tries == TRIES:
            turn.tell_general(turn.desk_words("general.invitation_guessed", count=TRIES))
    turn.count("admission.invitation_wrong")
    needed = turn.desk.access is AccessMode.INVITE
    key = "access.no_invitation" if needed else "access.no_invitation_needed"
    turn.say(turn.words(key), way_out(turn))


def may_try(known: Admission, now: float) -> bool:
    """Tell whether one more code is looked up for her at `now` (epoch seconds)."""
    return known.tries < TRIES or not 0 <= now - known.tried_at < TRIES_WITHIN


def _meanwhile_rows(turn: Turn) -> Keyboard:
    return (
        row(button(turn, "button.themes", buttons.THEMES)),
        row(
            button(turn, "button.danger", buttons.DANGER),
            button(turn, "button.112", buttons.EMERGENCY),
        ),
    )
