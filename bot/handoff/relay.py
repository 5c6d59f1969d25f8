"""The relay: what she sends in an open case goes to its topic, in order, and stays true to her edits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.handoff import buttons, placing, typed_words, watch
from bot.handoff.buttons import button, row, way_out
from bot.handoff.closing import reopened
from bot.handoff.effects import (
    Amend,
    Counterpart,
    Here,
    Pass,
    Priority,
    Relay,
    ReopenTopic,
)
from bot.handoff.events import Incoming, Kind
from bot.handoff.message_map import OF_HERS, Entry, EntryKind, Link, Side
from bot.handoff.person import Held, Stage
from bot.text import bare

if TYPE_CHECKING:
    from bot.faq.danger import Sign
    from bot.handoff.ids import MessageId
    from bot.handoff.turn import Turn

ASKED_FIRST = frozenset({Kind.CONTACT, Kind.LOCATION})
"""What shows who or where somebody is: it leaves only after "send?"."""


def relay(turn: Turn, message: Incoming, sign: Sign | None) -> None:
    """Send a message of hers to the topic; a danger sign in it is marked there and answered to her."""
    if message.kind in ASKED_FIRST:
        hold(turn, message)
        return
    urgent = watch.is_danger(sign)
    open_again(turn)
    priority = Priority.DANGER if urgent else Priority.MESSAGE
    words = message if message.kind is Kind.TEXT else None
    turn.do(
        Relay(
            turn.topic,
            message.id,
            source_chat=turn.person.chat,
            reply_to=Counterpart(message.reply_to) if message.reply_to else None,
            text=words.text if words else "",
            entities=words.entities if words else "[]",
            clock=turn.desk.clock(message.sent_at) if words else "",
            priority=priority,
        )
    )
    turn.link(Link(Side.PERSON, message.id, Entry(EntryKind.HERS)))
    if sign is not None and urgent:
        alarm(turn, sign, message.id)
    elif watch.is_unread(turn, message) and not turn.person.unreadable_told:
        turn.change(unreadable_told=True)
        turn.say(turn.words("unreadable_open"), way_out(turn))
    if message.kind is Kind.TEXT:
        typed_words.taken_in(turn)


def alarm(turn: Turn, sign: Sign, message: MessageId) -> None:
    """Answer a danger sign in an open case: mark it in the topic, show her the screen, mend card and title."""
    watch.mark_topic(turn, sign, message)
    urgency = turn.case.urgency
    watch.show(turn, sign)
    if turn.case.urgency != urgency:
        placing.refresh(turn)


def open_again(turn: Turn) -> None:
    """Reopen a topic that was closed by hand: that closes no case."""
    if turn.case.topic_closed:
        turn.change_case(topic_closed=False)
        turn.do(ReopenTopic(turn.topic))


def hold(turn: Turn, message: Incoming) -> None:
    """Ask before a contact card or a location leaves."""
    held = Held(message.id, message.kind, message.card, reply_to=message.reply_to)
    turn.change(held=(*turn.person.held[-9:], held))
    turn.say(
        turn.words("held"),
        (
            row(
                button(turn, "button.send", buttons.HELD, message.id, "y"),
                button(turn, "button.dont_send", buttons.HELD, message.id, "n"),
            ),
            *way_out(turn),
        ),
        reply_to=Here(message.id),
    )


def release(turn: Turn, message: MessageId, *, send: bool) -> bool:
    """Send what was held, or let it go; tell whether it was still held."""
    held = next(
        (one for one in turn.person.held if one.message == message and one.expert is None), None
    )
    if held is None or not turn.open:
        return False
    turn.change(held=tuple(one for one in turn.person.held if one is not held))
    if send:
        open_again(turn)
        reply_to = Counterpart(held.reply_to) if held.reply_to else None
        if held.kind == Kind.CONTACT:
            turn.do(
                Pass(
                    turn.topic,
                    message,
                    bare(turn.desk.language, "card_as_text", card=held.text),
                    reply_to=reply_to,
                )
            )
        else:
            turn.do(Relay(turn.topic, message, source_chat=turn.person.chat, reply_to=reply_to))
        turn.link(Link(Side.PERSON, message, Entry(EntryKind.HERS)))
    return True


def amend(turn: Turn, message: Incoming, sign: Sign | None) -> None:
    """Let a change of hers follow to the topic."""
    known = turn.context.subject
    if turn.person.case is None or known is None or known.kind not in OF_HERS:
        return
    if message.kind in ASKED_FIRST:
        return  # a live location that moves on: she said "send" to one place only
    danger = sign is not None and watch.is_danger(sign)
    if danger and turn.is_at(Stage.CLOSED):
        reopen(turn)
    turn.do(
        Amend(
            turn.topic,
            message.id,
            message.text,
            source_chat=turn.person.chat,
            entities=message.entities,
            caption=message.kind is not Kind.TEXT,
            heading=bare(
                turn.desk.language, "topic.correction", at=turn.desk.clock(message.sent_at)
            ),
        )
    )
    if sign is not None and danger and turn.open:
        alarm(turn, sign, message.id)
    elif sign is not None and danger:
        watch.mark_topic(turn, sign, message.id)
        watch.show(turn, sign)


def reopen(turn: Turn) -> None:
    """Let a closed case go on: a human is asked for again, and what was kept is sent."""
    reopened(turn)
    placing.relay_kept(turn)
