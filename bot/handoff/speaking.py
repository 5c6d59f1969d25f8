"""Speaking: an expert's words reach her under a role name, and the first of them take the case up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from bot.handoff import placing
from bot.handoff.audit import Deed
from bot.handoff.buttons import case_rows, way_out
from bot.handoff.case import Speaker
from bot.handoff.effects import Pass, React, Relay
from bot.handoff.events import Timer
from bot.handoff.message_map import Entry, EntryKind, Link, Side
from bot.handoff.person import Stage

if TYPE_CHECKING:
    from bot.handoff.case import Case
    from bot.handoff.effects import Ref
    from bot.handoff.ids import ExpertId, MessageId
    from bot.handoff.turn import Turn

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def send(
    turn: Turn,
    expert: ExpertId,
    message: MessageId,
    *,
    reply_to: Ref | None,
    text: Pass | Relay | None = None,
) -> None:
    """Send an answer to her, under a role name, with its receipt to follow.

    Of an album the first part has it: there Telegram shows the signs of all, and one of a later part would cover that
    an earlier one failed.
    """
    _speak(turn, expert)
    receipt = React(turn.topic, message, turn.desk.reactions.delivered)
    if text is None:
        turn.do(Relay(turn.her, message, reply_to=reply_to, then=(receipt,)))
    else:
        joins = isinstance(text, Relay) and text.joins is not None
        turn.do(msgspec.structs.replace(text, then=() if joins else (receipt,)))
    turn.link(Link(Side.TOPIC, message, Entry(EntryKind.ANSWER, author=expert)))
    if turn.case.note == message:
        turn.change_case(note=None)
    turn.audit(Deed.ANSWERED, expert)


def next_letter(case: Case) -> str:
    """Return the letter for an expert who has not spoken in a case yet."""
    return _LETTERS[min(len(case.speakers), len(_LETTERS) - 1)]


def claim(turn: Turn, expert: ExpertId) -> str:
    """Take a waiting case up; return the key of what to tell the one who pressed."""
    if not turn.open:
        return "toast.stale"
    if not turn.is_at(Stage.WAITING):
        return "toast.taken"
    case = turn.case
    if case.speaker(expert) is None:
        letter = next_letter(case)
        turn.change_case(speakers=(*case.speakers, Speaker(expert, letter)))
    speaker = turn.case.speaker(expert)
    placing.taken_up(turn)
    if speaker is not None:
        role = turn.desk.role(turn.language, speaker.letter)
        turn.say(turn.words("taken_up", role=role), case_rows(turn))
        turn.change_case(speaking=expert)
    turn.audit(Deed.CLAIMED, expert)
    placing.refresh(turn)
    return "toast.yours"


def _speak(turn: Turn, expert: ExpertId) -> None:
    """Tell her who speaks, when that changes; the first answer takes the case up."""
    case = turn.case
    speaker = case.speaker(expert)
    if speaker is None:
        speaker = Speaker(expert, next_letter(case))
    role = turn.desk.role(turn.language, speaker.letter)
    waiting = turn.is_at(Stage.WAITING)
    if waiting:
        placing.taken_up(turn)
    if not case.answered:
        turn.change_case(answered=True)
        turn.cancel(Timer.PROMISE)
    if case.speaking != expert:
        if waiting:
            turn.say(turn.words("taken_up", role=role), case_rows(turn))
        else:
            turn.say(turn.words("speaker", role=role), way_out(turn), silent=True)
    changed = msgspec.structs.replace(speaker, answered_at=turn.now)
    others = tuple(one for one in turn.case.speakers if one.expert != expert)
    new = turn.case.speaker(expert) is None
    turn.change_case(
        speaking=expert,
        speakers=(*turn.case.speakers, changed)
        if new
        else tuple(sorted((*others, changed), key=lambda one: one.letter)),
    )
    if waiting or new:
        placing.refresh(turn)
