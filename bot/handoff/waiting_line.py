"""The waiting line: messages of hers that have not gone to the experts, in order, in her record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from bot.handoff import hold_words, watch
from bot.handoff.choices import Fate
from bot.handoff.events import Timer
from bot.handoff.kinds import NOT_READ

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.handoff.ids import MessageId
    from bot.handoff.turn import Turn
    from bot.handoff.unsent import Passage, Spot, Unsent


def find(turn: Turn, message: MessageId) -> Unsent | None:
    """Return a message that waits; None when it does not, or not any more."""
    return next((one for one in turn.person.unsent if one.message == message), None)


def about(turn: Turn, asked: MessageId | None) -> list[Unsent]:
    """Return the messages that one question is about."""
    return [one for one in turn.person.unsent if one.is_asked and one.asked == asked]


def masks(turn: Turn, message: Unsent) -> tuple[Spot, ...] | None:
    """Return what of a message is to be masked; None when she has to be asked first."""
    found = []
    for spot in message.spots:
        fate = turn.case.choices.fate(turn.case.code, *message.passage(spot))
        if fate is None and not message.hide:
            return None
        if fate is not Fate.SHOW:
            found.append(spot)
    return tuple(found)


def masks_of(turn: Turn, message: Unsent) -> tuple[Spot, ...]:
    """Return what of a message is masked when she can't be asked."""
    return masks(turn, replace(message, hide=True)) or ()


def hidden_at_her_word(turn: Turn, message: Unsent) -> tuple[Spot, ...]:
    """Return what of a message she said is to be masked."""
    choices, code = turn.case.choices, turn.case.code
    return tuple(
        one for one in message.spots if choices.fate(code, *message.passage(one)) is Fate.MASK
    )


def open_passages(turn: Turn, messages: Sequence[Unsent]) -> list[Passage]:
    """Return what she has to say something about."""
    passages = [one.passage(spot) for one in messages for spot in one.spots]
    code, choices = turn.case.code, turn.case.choices
    return [one for one in passages if choices.fate(code, *one) is None]


def is_first_behind(turn: Turn, message: MessageId) -> bool:
    """Tell whether a message that waits is the first of those that she was not asked about."""
    return [one.message for one in turn.person.unsent if one.asked is None][:1] == [message]


def is_hidden(turn: Turn, message: MessageId) -> bool:
    """Tell whether a message that went on must not be copied again: it holds what was masked, or waits for her word."""
    return message in turn.case.choices.messages or find(turn, message) is not None


def put(turn: Turn, message: Unsent) -> None:
    """Let a message that waits be another than it was."""
    keep(
        turn,
        [message if one.message == message.message else one for one in turn.person.unsent],
    )


def keep(turn: Turn, waiting: Sequence[Unsent]) -> None:
    """Keep what waits, and show in the topic whether something does."""
    if bool(waiting) != bool(turn.person.unsent):
        turn.do(hold_words.topic_line(turn, waits=bool(waiting)))
        behind = [one for one in turn.person.unsent if one.asked is None]
        if behind:
            turn.do(hold_words.behind_gone(turn))
        if any(one.kind in NOT_READ or watch.is_foreign(turn, one.text) for one in behind):
            turn.do(hold_words.behind_unread_gone(turn))
    turn.change(unsent=tuple(waiting))


def next_at(turn: Turn, message: Unsent) -> float:
    """Return when something has to be done about a message: when she is reminded, or it goes."""
    return message.until if message.reminded else message.until - turn.desk.hold_for / 2


def set_timer(turn: Turn) -> None:
    """Set the timer to when something has to be done next; cancel it when nothing has."""
    at = min((next_at(turn, one) for one in turn.person.unsent if one.is_asked), default=None)
    if at is None:
        turn.cancel(Timer.UNSENT)
    else:
        turn.set_timer(Timer.UNSENT, at)
