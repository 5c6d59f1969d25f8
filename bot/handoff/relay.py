"""The relay: what she sends in an open case goes to its topic, in order, and stays true to her edits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from bot.handoff import (
    buttons,
    catching,
    her_word,
    hold_words,
    holding,
    live,
    placing,
    screening,
    sending,
    typed_words,
    waiting_line,
    watch,
)
from bot.handoff.buttons import button, row, way_out
from bot.handoff.closing import reopened
from bot.handoff.effects import Here, Priority
from bot.handoff.events import Incoming, Kind
from bot.handoff.kinds import ASKED_FIRST, UNCHANGING, in_words
from bot.handoff.message_map import OF_HERS, Entry, EntryKind, Link, Side
from bot.handoff.person import Held, Stage
from bot.handoff.unsent import Unsent, unsent_of

if TYPE_CHECKING:
    from bot.faq.danger import Sign
    from bot.handoff.ids import MessageId
    from bot.handoff.turn import Turn


def relay(turn: Turn, message: Incoming, sign: Sign | None) -> None:
    """Send a message of hers to the topic; a danger sign in it is marked there and answered to her."""
    if message.kind in ASKED_FIRST:
        hold(turn, message)
        return
    if sign is not None and watch.is_danger(sign):
        told = holding.let_go(turn, holding.Why.DANGER)
        sending.send(turn, unsent_of(message, ()), priority=Priority.DANGER)
        alarm(turn, sign, message.id)
        turn.do(*told)
    else:
        unsent = holding.read(turn, message)
        if screening.waits(turn, unsent):
            return
        _hint(turn, message, holding.go(turn, unsent))
    _say_in_words(turn, message)
    if message.kind is Kind.TEXT:
        typed_words.taken_in(turn)


def _say_in_words(turn: Turn, message: Incoming) -> None:
    """Tell her when something of hers goes on as a text."""
    if (told := in_words(message)) is not None:
        turn.say(turn.words(told), way_out(turn), reply_to=Here(message.id))


def _hint(turn: Turn, message: Incoming, went: holding.Went) -> None:
    """Tell her, once, what the bot can't read, and of the first message that waits behind another that it does."""
    unread = watch.is_unread(turn, message) and not turn.person.unreadable_told
    match went:
        case holding.Went.ON if unread:
            turn.change(unreadable_told=True)
            turn.say(turn.words("unreadable_open"), way_out(turn))
        case holding.Went.BEHIND if unread:
            turn.change(unreadable_told=True)
            turn.say(
                turn.words("unsent.behind_unread"),
                way_out(turn),
                name=hold_words.BEHIND_UNREAD,
                reply_to=Here(message.id),
            )
        case holding.Went.BEHIND if waiting_line.is_first_behind(turn, message.id):
            said = turn.words("unsent.behind")
            turn.say(said, way_out(turn), name=hold_words.BEHIND, reply_to=Here(message.id))
        case _:
            pass


def alarm(turn: Turn, sign: Sign, message: MessageId) -> None:
    """Answer a danger sign in an open case: mark it in the topic, show her the screen, mend card and title.

    Pictures that wait to be seen go right behind it.
    """
    watch.mark_topic(turn, sign, message)
    urgency = turn.case.urgency
    watch.show(turn, sign)
    screening.let_go(turn)
    if turn.case.urgency != urgency:
        placing.refresh(turn)


def hold(turn: Turn, message: Incoming) -> None:
    """Ask before a contact card or a location leaves."""
    held = Held(
        message.id,
        message.kind,
        message.card,
        live=message.live if message.kind is Kind.LIVE_LOCATION else "",
        reply_to=message.reply_to,
        quote=message.quote,
    )
    turn.change(held=(*turn.person.held[-9:], held))
    turn.say(
        turn.words("kinds.held_live" if held.live else "held"),
        (
            row(
                button(turn, "button.send", buttons.HELD, message.id, "y"),
                button(turn, "button.dont_send", buttons.HELD, message.id, "n"),
            ),
            *way_out(turn),
        ),
        reply_to=Here(message.id),
    )


def release(turn: Turn, message: MessageId, *, send: bool) -> str | None:
    """Send what was held, or let it go; return the key of what to tell her, None when it was not held any more."""
    held = next(
        (one for one in turn.person.held if one.message == message and one.expert is None), None
    )
    if held is None or not turn.open:
        return None
    turn.change(held=tuple(one for one in turn.person.held if one is not held))
    if not send:
        turn.link(Link(Side.PERSON, message, Entry(EntryKind.ALONE)))
        return "held_not_sent"
    sent = Unsent(
        message,
        Kind(held.kind),
        held.text,
        reply_to=held.reply_to,
        quote=held.quote,
        at=turn.now,
        live=held.live,
    )
    went = holding.go(turn, sent)
    return "held_sent" if went is holding.Went.ON else "held_waits"


def move_held(turn: Turn, message: Incoming) -> None:
    """Let a live location that waits for "send?" be where it is now."""
    turn.change(
        held=tuple(
            msgspec.structs.replace(one, kind=message.kind, live=message.live)
            if one.message == message.id and one.expert is None and one.live
            else one
            for one in turn.person.held
        )
    )


def amend(turn: Turn, message: Incoming, sign: Sign | None) -> None:
    """Let a change of hers follow to the topic."""
    known = turn.context.subject
    if turn.person.case is None or known is None or known.kind not in OF_HERS:
        return
    if message.kind in UNCHANGING:
        return
    if message.kind in ASKED_FIRST:
        if turn.open:
            turn.do(*live.moves(message, turn.topic))
        else:
            live.outlived(turn, message, turn.topic, Side.PERSON)
        return
    change = holding.read(turn, message, edit=True)
    if sign is not None and watch.is_danger(sign):
        if turn.is_at(Stage.CLOSED):
            reopen(turn)
        told = holding.let_go(turn, holding.Why.DANGER)
        sending.send(turn, change)
        if turn.open:
            alarm(turn, sign, message.id)
        else:
            watch.mark_topic(turn, sign, message.id)
            watch.show(turn, sign)
        turn.do(*told)
    elif turn.open:
        change = catching.hers(turn, change)
        if not screening.waits(turn, change):
            holding.go(turn, change)
    elif screening.is_asked(turn, change):
        turn.say(turn.words("policy.edit_closed"), way_out(turn), reply_to=Here(message.id))
    else:
        _amend_closed(turn, change)


def _amend_closed(turn: Turn, change: Unsent) -> None:
    """Let a change follow when no case is open: then she is not asked but told."""
    change = catching.hers(turn, change)
    masks = waiting_line.masks_of(turn, change)
    sending.send(turn, change, masks)
    if masks:
        passages = [change.passage(spot) for spot in masks]
        turn.say(
            hold_words.said(turn, "unsent.edit_masked", passages),
            way_out(turn),
            reply_to=Here(change.message),
        )


def amend_unsent(turn: Turn, message: Incoming, sign: Sign | None) -> bool:
    """Let a change of a message that still waits take its place; tell whether it waits."""
    if sign is None or not watch.is_danger(sign):
        return her_word.changed(turn, message)
    if not her_word.changed_in_danger(turn, message):
        return False
    told = holding.let_go(turn, holding.Why.DANGER)
    alarm(turn, sign, message.id)
    turn.do(*told)
    return True


def reopen(turn: Turn) -> None:
    """Let a closed case go on: a human is asked for again, and what was kept is sent."""
    reopened(turn)
    placing.relay_kept(turn, Priority.DANGER)
