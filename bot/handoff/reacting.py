"""Reacting: a reaction of one side shows under the counterpart on the other.

A bot has one reaction on a message, so one that is passed on stands in the place of the receipt: of "delivered", but
never of "failed". When it is taken back the receipt is there again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.handoff.effects import Priority, React
from bot.handoff.events import AuthorKind
from bot.handoff.mark import Mark
from bot.handoff.message_map import OF_HERS, EntryKind

if TYPE_CHECKING:
    from bot.handoff.events import ExpertReacted, Reacted
    from bot.handoff.ids import MessageId
    from bot.handoff.turn import Turn

REMEMBERED: Final = 50
"""Reactions of experts in a case that are remembered, so that who takes one back does not take another's."""
REMEMBERED_FAILURES: Final = 20


def hers(turn: Turn, event: Reacted) -> None:
    """Show her reaction to an answer under that answer, for the experts."""
    entry = turn.context.subject
    if entry is None or entry.kind is not EntryKind.ANSWER or entry.other is None:
        return
    if turn.person.case is None or entry.other in turn.case.failed:
        return
    shown = event.emoji or turn.desk.reactions.delivered
    turn.do(React(turn.topic, entry.other, shown, priority=Priority.DECORATION))


def theirs(turn: Turn, event: ExpertReacted) -> None:
    """Show an expert's reaction to a message of hers under that message; of several the newest.

    The first time in a case the experts are told that she sees it.
    """
    entry = turn.context.subject
    if entry is None or entry.kind not in OF_HERS or entry.other is None:
        return
    if turn.older or turn.person.blocked or event.author.kind is not AuthorKind.PERSON:
        return
    before = turn.case.marks
    marks = tuple(
        one for one in before if (one.message, one.expert) != (entry.other, event.author.id)
    )
    if event.emoji:
        marks = (*marks, Mark(entry.other, event.author.id, event.emoji))[-REMEMBERED:]
    if marks == before:
        return
    if not turn.case.marks_told:
        turn.change_case(marks_told=True)
        turn.tell_topic(turn.desk_words("topic.reaction_shown"), silent=True)
    shown = _shown(before, entry.other), _shown(marks, entry.other)
    turn.change_case(marks=marks)
    if shown[0] != shown[1]:
        turn.do(React(turn.her, entry.other, shown[1], priority=Priority.DECORATION))


def failed(turn: Turn, message: MessageId) -> None:
    """Show under an expert's message that it, or a change of it, did not arrive; nothing takes the place of that."""
    if message not in turn.case.failed:
        turn.change_case(failed=(*turn.case.failed, message)[-REMEMBERED_FAILURES:])
    turn.react(message, turn.desk.reactions.failed)


def _shown(marks: tuple[Mark, ...], message: MessageId) -> str:
    """Return the newest sign under a message of hers; empty for none."""
    return next((one.emoji for one in reversed(marks) if one.message == message), "")
