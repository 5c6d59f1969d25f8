"""Patience: what people are told when messages have to wait for Telegram, and how often."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.handoff.buttons import way_out

if TYPE_CHECKING:
    from bot.handoff.ids import CaseCode, MessageId
    from bot.handoff.turn import Turn

SPELL: Final = 30 * 60
"""Seconds after which she may be told again although nobody said that her messages went on: who would have said
it may have died meanwhile."""


def stalled(turn: Turn, code: CaseCode) -> None:
    """Tell her once in a spell that her messages wait, are kept, and go on by themselves."""
    case = turn.person.case
    if case is None or case.code != code or not turn.open or turn.person.blocked:
        return
    told_of_topic = case.topic is None and case.delay_told
    told_at = case.stall_told_at
    if told_of_topic or (told_at and turn.now - told_at < SPELL):
        return
    turn.change_case(stall_told_at=turn.now)
    turn.say(turn.words("stalled"), way_out(turn))
    turn.count("stalled")


def moved(turn: Turn, code: CaseCode) -> None:
    """Her messages have gone on: the spell is over."""
    case = turn.person.case
    if case is not None and case.code == code and case.stall_told_at:
        turn.change_case(stall_told_at=0.0)


def answer_stalled(turn: Turn, message: MessageId) -> None:
    """Show an expert that an answer waits; the receipt for its delivery takes the place of this."""
    if turn.person.case is not None:
        turn.react(message, turn.desk.reactions.waiting)
