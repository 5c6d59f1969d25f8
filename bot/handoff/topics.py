"""Topics: what happens to the topic of a case at Telegram, and how it is made good."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.handoff import card, hold_words, patience, waiting_line
from bot.handoff.buttons import way_out
from bot.handoff.effects import (
    CloseTopic,
    DeleteTopic,
    OpenTopic,
    Relay,
    ReopenTopic,
    ToGeneral,
    ToTopic,
)
from bot.handoff.events import Why
from bot.handoff.message_map import EntryKind
from bot.handoff.person import Stage

if TYPE_CHECKING:
    from bot.handoff.events import TopicGone
    from bot.handoff.ids import CaseCode, ThreadId
    from bot.handoff.turn import Turn

LATELY_CLOSED: Final = 60 * 60
"""Seconds after closing in which a deleted topic is still made again for what is on its way."""


def opened(turn: Turn, code: CaseCode, thread: ThreadId) -> None:
    """Remember the topic of a case; one that comes second is an orphan and is deleted."""
    if turn.context.thread_known:
        return  # heard of twice: as the answer to the call, and as an update
    case, waiting = turn.person.case, turn.person.topicless
    if case is not None and case.code == code and case.topic is None:
        turn.change_case(topic=thread)
    elif code in waiting:
        turn.change(topicless=tuple(one for one in waiting if one != code))
        turn.adopt(code, thread)
    else:
        turn.do(DeleteTopic(ToGeneral(), thread))


def delayed(turn: Turn, code: CaseCode) -> None:
    """Tell her, once, that placing her case takes longer; nothing is lost."""
    case = turn.person.case
    if case is None or case.code != code or case.delay_told or case.topic is not None:
        return
    turn.change_case(delay_told=True)
    if turn.open:
        turn.say(turn.words("delayed"), way_out(turn))


def gone(turn: Turn, event: TopicGone) -> None:
    """Make a topic that was deleted again: card, and the newest messages of her chat; notes are gone, and it says so.

    So too one that is not there and that nothing is about to make.

    That of a case closed long ago, or of an older case, is left deleted; should it go on, the next call finds it gone
    again. One closed just now may have messages of hers that are still on their way. What is not passed on any more she
    is told of.
    """
    case = turn.person.case
    late = case and case.closed_at is not None and turn.now - case.closed_at > LATELY_CLOSED
    if case is None or case.code != event.code or late:
        if event.about is not None:
            patience.not_passed_on(turn, event.about, Why.REFUSED)
        return
    turn.front = True
    if case.topic != event.thread:
        return  # made good already: what waits goes on in the topic of now
    turn.change_case(topic=None, topic_closed=False, note_line=False, note=None, waits_told_at=0.0)
    if event.thread is not None:
        turn.change_case(rebuilt=case.rebuilt + 1)
    turn.do(OpenTopic(turn.topic, turn.case.title), card.card(turn))
    for message, kind in event.history:
        if waiting_line.is_hidden(turn, message):
            turn.tell_topic(turn.desk_words("topic.masked_gone"), silent=True)
            continue
        answer = kind is EntryKind.ANSWER
        turn.do(
            Relay(
                turn.topic,
                message,
                source_chat=turn.person.chat,
                again=True,
                kind=EntryKind.ANSWER if answer else EntryKind.HERS,
                mark=turn.desk.reactions.delivered if answer else "",
            )
        )
    if turn.person.unsent and turn.open:
        turn.do(hold_words.topic_line(turn, waits=True))
    if case.closed_at is not None:
        turn.change_case(topic_closed=True)
        turn.do(CloseTopic(turn.topic))
    turn.count("topic_rebuilt")


def shut(turn: Turn, code: CaseCode) -> None:
    """Reopen a topic in which a call found the door closed: what waits there must not be lost."""
    case = turn.person.case
    turn.front = True
    if case is not None and case.code == code:
        turn.change_case(topic_closed=False)
    turn.do(ReopenTopic(ToTopic(code)))


def closed_by_hand(turn: Turn, thread: ThreadId) -> None:
    """Remember that a topic was closed by hand, and say that this closes no case."""
    case = turn.person.case
    if case is None or case.topic != thread or case.topic_closed:
        return
    turn.change_case(topic_closed=True)
    if turn.open:
        turn.tell_topic(turn.desk_words("topic.closed_by_hand"), card.keyboard(turn))


def reopened_by_hand(turn: Turn, thread: ThreadId) -> None:
    """Remember that a topic was reopened by hand; a closed case stays closed, and it says so."""
    case = turn.person.case
    if case is None or case.topic != thread:
        return
    turn.change_case(topic_closed=False)
    if turn.is_at(Stage.CLOSED):
        turn.tell_topic(turn.desk_words("topic.reopened_by_hand"), card.keyboard(turn))
