"""Admission: whether a person may reach a human through this line, and how that came about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

import msgspec
from msgspec import Struct

from bot.declared import Sort, parts
from bot.handoff import buttons, general_lines
from bot.handoff.buttons import desk_button, row
from bot.handoff.effects import Edit, Named, Priority, Say, ToGeneral
from bot.handoff.events import ExpertPressed, Timer
from bot.handoff.ids import CaseCode, ExpertId, find_code

if TYPE_CHECKING:
    from bot.handoff.events import Event
    from bot.handoff.turn import Turn

ALARM_AGAIN_AFTER: Final = 30 * 60
"""Seconds in which the experts hear once that somebody who is blocked may be in danger."""


class Bar(Struct, frozen=True):
    """That an expert blocked her, or proposed to: when (epoch seconds), who, and why in words."""

    at: Annotated[float, parts.ACCESS.holds("when it was")]
    by: Annotated[ExpertId, parts.EXPERT.holds("the keyed id of who did it")]
    reason: Annotated[str, parts.ACCESS.holds("why, in the expert's words", sort=Sort.SPECIAL)]


class Admission(Struct, frozen=True, omit_defaults=True):
    """What of a person's access is kept. Times are epoch seconds; 0 is never."""

    since: Annotated[float, parts.ACCESS.holds("when she was let in")] = 0.0
    """When she was let in, by an invitation or by a coordinator."""
    organisation: Annotated[str, parts.ACCESS.holds("who invited her")] = ""
    """The organisation that invited her; the experts see it."""
    request: Annotated[str, parts.ACCESS.holds("the code of her request")] = ""
    """The code under which a coordinator is asked about her; it becomes that of her case."""
    refused_at: Annotated[float, parts.ACCESS.holds("when a coordinator said no")] = 0.0
    """When a coordinator said no."""
    tries: Annotated[int, parts.ACCESS.holds("how many codes were none")] = 0
    """Invitations in a row that were none, since `tried_at`."""
    tried_at: Annotated[float, parts.ACCESS.holds("when the first of them was tried")] = 0.0
    barring: Bar | None = None
    """A block that waits to be confirmed."""
    barred: Bar | None = None
    """She is blocked."""
    alarmed_at: Annotated[float, parts.ACCESS.holds("when the experts were warned")] = 0.0
    """When the experts last heard that she is blocked and may be in danger."""
    slowed_at: Annotated[float, parts.ACCESS.holds("when she was told that it goes slower")] = 0.0
    """When she last heard that it goes slower."""


class Invitation(Struct, frozen=True):
    """What became of the code that she came with: whose invitation it is, or that it is none for her."""

    valid: bool = False
    organisation: str = ""
    over: bool = False
    """It was not looked up: there were too many before it."""


def code_of(event: Event) -> CaseCode | None:
    """Return the code that a button under a line in General names: whom it is about. None for any other event."""
    if not isinstance(event, ExpertPressed):
        return None
    verb, _, rest = event.data.partition(":")
    return find_code(rest) if verb in (buttons.ADMIT, buttons.UNBAR) else None


def change(turn: Turn, **fields: object) -> None:
    """Change fields of her admission."""
    turn.change(admission=msgspec.structs.replace(turn.person.admission, **fields))


def request_name(code: str) -> str:
    """Return the name under which the question about her in General is remembered."""
    return f"{general_lines.REQUEST}{code}"


def case_code(turn: Turn) -> CaseCode:
    """Return the code for a case that is placed now: that of her request, which ends with it, or a new one."""
    code = turn.person.admission.request
    if not code:
        return turn.context.fresh
    end_request(turn, "general.request_placed")
    return CaseCode(code)


def end_request(turn: Turn, key: str) -> None:
    """End her request; `key` is what its line in General says from now on."""
    code = turn.person.admission.request
    if not code:
        return
    change(turn, request="")
    turn.cancel(Timer.REQUEST)
    said = turn.desk_words(key, code=code)
    turn.do(Edit(ToGeneral(), Named(request_name(code)), said, priority=Priority.STATE))


def alarm(turn: Turn) -> None:
    """Tell the experts that somebody they blocked may be in danger; whether that changes anything is theirs to say."""
    known, case = turn.person.admission, turn.person.case
    if known.barred is None or 0 <= turn.now - known.alarmed_at < ALARM_AGAIN_AFTER:
        return
    change(turn, alarmed_at=turn.now)
    key = "general.barred_danger" if case is not None else "general.barred_back_danger"
    tell_of_barred(turn, key, Priority.DANGER)


def tell_of_barred(turn: Turn, key: str, priority: Priority) -> None:
    """Tell the experts of somebody they blocked, with a button that lifts the block.

    Who has no case, since all else of her was erased, is named by a code of its own.
    """
    case = turn.person.case
    if case is None:
        code = CaseCode(turn.person.admission.request) or turn.context.fresh
        change(turn, request=code)
        name = request_name(code)
    else:
        code = case.code
        name = general_lines.name(code, turn.now)
    lift = desk_button(turn, "button.unbar", buttons.UNBAR, code)
    said = turn.desk_words(key, code=code)
    turn.do(Say(ToGeneral(), said, (row(lift),), name=name, priority=priority))
