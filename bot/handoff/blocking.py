"""Blocking: an expert ends what somebody asks of humans, with a reason, and can undo it. The bot stays there for her."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from bot.handoff import admission, buttons, closing, retention
from bot.handoff.admission import Bar
from bot.handoff.audit import Deed
from bot.handoff.buttons import button, desk_button, row, way_out
from bot.handoff.duty import meanwhile
from bot.handoff.effects import Edit, Here, Priority, ToGeneral
from bot.handoff.events import Timer
from bot.handoff.forgetting import NO_EXPERT
from bot.handoff.ids import CaseCode
from bot.handoff.person import Stage
from bot.handoff.table import Move

if TYPE_CHECKING:
    from bot.handoff.desk import Desk
    from bot.handoff.effects import Keyboard, Place
    from bot.handoff.events import Author, ExpertPressed, Incoming
    from bot.handoff.ids import ExpertId
    from bot.handoff.person import Person
    from bot.handoff.turn import Turn

YES, NO = "y", "n"


def still(newcomer: Person, until: float, desk: Desk) -> Person:
    """Return somebody of whom nothing else is kept as blocked until then (epoch seconds); why is not known any more."""
    since = until - desk.retention.block_days * retention.DAY
    bar = Bar(since, NO_EXPERT, "")
    return replace(newcomer, admission=replace(newcomer.admission, barred=bar))


def asked(turn: Turn, author: Author, message: Incoming, reason: str) -> None:
    """Answer `/block`: with a reason it asks whether that is meant, and nothing happens before."""
    if turn.person.admission.barred is not None:
        turn.tell_topic(
            turn.desk_words("topic.barred_already"), _undo(turn), reply_to=Here(message.id)
        )
        return
    if not reason:
        turn.tell_topic(turn.desk_words("topic.bar_reason"), reply_to=Here(message.id))
        return
    admission.change(turn, barring=Bar(turn.now, author.id, reason))
    choice = row(
        desk_button(turn, "button.bar", buttons.BAR, YES),
        desk_button(turn, "button.dont_bar", buttons.BAR, NO),
    )
    turn.tell_topic(turn.desk_words("topic.bar_ask"), (choice,), reply_to=Here(message.id))


def undo_asked(turn: Turn, author: Author, message: Incoming) -> None:
    """Answer `/unblock`."""
    if turn.person.admission.barred is None:
        turn.tell_topic(turn.desk_words("topic.not_barred"), reply_to=Here(message.id))
        return
    _lift(turn, author.id)
    turn.tell_topic(turn.desk_words("topic.unbarred"), reply_to=Here(message.id))


def pressed(turn: Turn, event: ExpertPressed) -> str | None:
    """Do what a button about a block says; return the key of what to tell, None when it is no such button.

    A block is about the person, so it counts in the topic of an older case too, and undoing it in General.
    """
    known = turn.person.admission
    place: Place = ToGeneral() if event.thread is None else turn.topic
    match event.data.split(":"):
        case [buttons.BAR, ("y" | "n") as said]:
            if known.barring is None:
                return "toast.stale"
            bar = Bar(turn.now, event.author.id, known.barring.reason)
            admission.change(turn, barring=None)
            if said == NO:
                _show(turn, place, event, "topic.bar_dropped")
                return "toast.not_barred"
            _bar(turn, bar)
            _show(turn, place, event, "topic.barred", _undo(turn))
            return "toast.barred"
        case [buttons.UNBAR, code]:
            case = turn.person.case
            if known.barred is None or code not in (known.request, case.code if case else ""):
                return "toast.stale"
            _lift(turn, event.author.id)
            _show(turn, place, event, "topic.unbarred")
            return "toast.unbarred"
        case _:
            return None


def _bar(turn: Turn, bar: Bar) -> None:
    admission.end_request(turn, "general.request_refused")
    admission.change(turn, barred=bar)
    turn.audit(Deed.BLOCKED, bar.by)
    turn.count("admission.blocked")
    if turn.open:
        closing.close(turn, by=bar.by, word=turn.words("access.barred_closed", code=turn.case.code))
    # From here on the bot answers her like anybody with a question.
    if turn.is_at(Stage.CLOSED):
        turn.move(Move.START_OVER)
    elif turn.is_at(Stage.INTAKE):
        turn.move(Move.LEAVE_INTAKE)
    turn.cancel(Timer.AFTER)
    turn.change(intake=None, asked_after=False, rating_sentence=False)


def _lift(turn: Turn, by: ExpertId) -> None:
    # The code under which the experts were asked about her, where there was no case.
    code = CaseCode(turn.person.admission.request) or None
    admission.change(turn, barred=None, alarmed_at=0.0, request="")
    turn.audit(Deed.UNBLOCKED, by, code=code)
    turn.count("admission.unblocked")
    if not turn.is_at(Stage.NEW):
        turn.say(turn.words("access.unbarred"), way_out(turn))


def turn_away(turn: Turn) -> None:
    """Tell her that no expert answers here, and what there is for her all the same.

    The experts hear once of who was blocked before and is erased otherwise: nobody else could lift that block.
    """
    if turn.person.case is None and not turn.person.admission.request:
        admission.tell_of_barred(turn, "general.barred_back", Priority.STATE)
    turn.say(
        turn.words("access.barred", numbers=meanwhile(turn)),
        (
            row(button(turn, "button.themes", buttons.THEMES)),
            row(
                button(turn, "button.danger", buttons.DANGER),
                button(turn, "button.112", buttons.EMERGENCY),
            ),
        ),
    )


def _show(
    turn: Turn, place: Place, event: ExpertPressed, key: str, keyboard: Keyboard = ()
) -> None:
    """Let the message with the pressed button say what was chosen."""
    said = turn.desk_words(key)
    turn.do(Edit(place, Here(event.message), said, keyboard, priority=Priority.STATE))


def _undo(turn: Turn) -> Keyboard:
    return (row(desk_button(turn, "button.unbar", buttons.UNBAR, turn.case.code)),)
