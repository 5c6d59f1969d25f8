"""Holding: a message that may show who somebody is waits for her word, and what she writes next waits behind it.

What waits stands in her record, in the order she wrote it. She was asked about its head, and of whatever she was asked
about there is a time at which it goes without her word, masked. Danger lets all of it go at once.
"""

from __future__ import annotations

from enum import StrEnum
from itertools import count
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from bot.handoff import albums, hold_words, sending, waiting_line, watch
from bot.handoff.choices import Fate
from bot.handoff.effects import Counterpart, Priority
from bot.handoff.events import Kind
from bot.handoff.kinds import ASKED_FIRST
from bot.handoff.message_map import Entry, EntryKind, Link, Side
from bot.handoff.person import Urgency
from bot.handoff.unsent import Spot, Unsent, unsent_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.handoff.effects import Edit, Keyboard
    from bot.handoff.events import Incoming
    from bot.handoff.ids import MessageId
    from bot.handoff.turn import Turn

MOST: Final = 50
"""Messages that wait at most; one more, and all of them go, masked."""
MOST_SIGNS: Final = 40_000
"""Signs in all of them together at most."""


class Went(StrEnum):
    """What became of a message that was to be sent."""

    ON = "on"
    """It is on its way to the topic."""
    ASKED = "asked"
    """It waits, and she was asked about it."""
    BEHIND = "behind"
    """It waits behind another."""


class Why(StrEnum):
    """Why something goes on without her word."""

    LATE = "late"
    CLOSED = "closed"
    FULL = "full"
    DANGER = "danger"


def read(turn: Turn, message: Incoming, *, edit: bool = False) -> Unsent:
    """Return a message as it is to go on, with what in it may show who somebody is; in danger nobody looks for that."""
    spots = () if turn.open and in_danger(turn) else _spots(turn, message.text)
    return unsent_of(message, spots, edit=edit)


def hidden(turn: Turn, text: str) -> str:
    """Return a text with all that may show who somebody is masked, where nobody is asked about it."""
    spots = _spots(turn, text)
    return sending.masked(turn, Kind.TEXT, text, "[]", spots).text if spots else text


def _spots(turn: Turn, text: str) -> tuple[Spot, ...]:
    if not text:
        return ()
    return tuple(Spot(one.kind, one.start, one.end) for one in turn.knowledge.identifiers(text))


def go(turn: Turn, message: Unsent) -> Went:
    """Send a message, or let it wait for her word or behind one that does.

    A change of what went on before waits behind nothing: it moves no message.
    """
    if in_danger(turn):
        turn.do(*let_go(turn, Why.DANGER))
        sending.send(turn, message)
        return Went.ON
    waiting = turn.person.unsent
    masks = waiting_line.masks(turn, message) if message.edit or not waiting else None
    if masks is not None:
        sending.send(turn, message, masks)
        return Went.ON
    message = _with_its_album(turn, message)
    back = [] if message.edit or waiting else _called_back(turn)
    if back:
        waiting_line.keep(turn, back)
    _place(turn, message)
    if not message.is_asked or waiting_line.masks(turn, message) is None:
        ask(turn, message.message)
    for one in back:
        waiting_line.put(turn, _with_its_album(turn, one))
    if len(turn.person.unsent) > MOST or sum(len(one.text) for one in waiting) > MOST_SIGNS:
        turn.do(*let_go(turn, Why.FULL))
    else:
        turn.do(*go_on(turn))
    now = waiting_line.find(turn, message.message)
    if now is None:
        return Went.ON
    return Went.ASKED if now.is_asked else Went.BEHIND


def _with_its_album(turn: Turn, message: Unsent) -> Unsent:
    """Return a part of an album under the question about another part, if there is one: an album is asked about once."""
    if not message.album or message.edit:
        return message
    asked = next(
        (one for one in turn.person.unsent if one.is_asked and one.album == message.album), None
    )
    if asked is None:
        return message
    return replace(
        message,
        asked=asked.asked,
        slot=asked.slot,
        until=asked.until,
        reminded=asked.reminded,
    )


def _called_back(turn: Turn) -> list[Unsent]:
    """Return earlier parts of an album that have not left yet, to wait with the part that she has to be asked about."""
    return [
        Unsent(
            one.source,
            Kind.OTHER,
            text=one.text,
            entities=one.entities,
            reply_to=one.reply_to.id if isinstance(one.reply_to, Counterpart) else None,
            quote=one.reply_to.quote if isinstance(one.reply_to, Counterpart) else None,
            at=turn.now,
            veiled=one.rewritten,
            album=one.album,
            media=one.media,
        )
        for one in albums.call_back(turn)
    ]


def _may_go(turn: Turn, waiting: Sequence[Unsent]) -> tuple[Spot, ...] | None:
    """Return what is to be masked in the first of what waits; None when that, or a part of its album, has to wait."""
    first = waiting[0]
    if first.album and any(
        waiting_line.masks(turn, one) is None for one in waiting if one.album == first.album
    ):
        return None
    return waiting_line.masks(turn, first)


def go_all(turn: Turn, messages: Sequence[Unsent], first: Priority) -> None:
    """Send the first messages of a case; from the first that she has to be asked about on they wait.

    They are asked about at once, by `ask_all`. `first` is how urgent the first of them is; of a dangerous case none waits.
    """
    priority, left = first, list(messages)
    urgent = first is Priority.DANGER or in_danger(turn)
    while left and (masks := () if urgent else _may_go(turn, left)) is not None:
        sending.send(turn, left.pop(0), masks, priority)
        priority = first if first is Priority.DANGER else Priority.MESSAGE
    if not left:
        return
    unclear = [one for one in left if waiting_line.masks(turn, one) is None]
    with_them = {one.album for one in unclear if one.album}
    asked, until = unclear[0].message, turn.now + turn.desk.hold_for
    waiting_line.keep(
        turn,
        [
            replace(one, asked=asked, until=until)
            if one in unclear or one.album in with_them
            else one
            for one in left
        ],
    )
    waiting_line.set_timer(turn)


def ask_all(turn: Turn) -> None:
    """Ask about all of the first messages of a case that wait for her word."""
    first = next((one for one in turn.person.unsent if one.is_asked), None)
    if first is not None:
        about = waiting_line.about(turn, first.asked)
        hold_words.ask(
            turn, "unsent.ask_earlier", about[0], waiting_line.open_passages(turn, about)
        )


def in_danger(turn: Turn) -> bool:
    """Tell whether there is danger now, as far as is known: then nothing waits.

    After an amber sign there may be danger some day. What showed it went at once; of what follows she is asked again.
    """
    return turn.case.urgency >= Urgency.RED or watch.lately(turn, turn.person.danger.red_at)


def let_go(turn: Turn, why: Why) -> tuple[Edit, ...]:
    """Let all that waits go at once; return what she is told, to come after what is more important.

    In danger it goes as she wrote it: what would be masked may be what help needs. Only what she said is to be hidden,
    or began to change, and so did not want to be read as it is, goes masked.
    """
    if not turn.person.unsent:
        return ()
    as_it_is = why is Why.DANGER
    waiting_line.keep(
        turn,
        [
            replace(
                one,
                hide=True,
                spots=waiting_line.hidden_at_her_word(turn, one)
                if as_it_is and not one.changing
                else one.spots,
            )
            for one in turn.person.unsent
        ],
    )
    return go_on(turn, why)


def drop(turn: Turn, message: MessageId) -> tuple[MessageId, ...]:
    """Let a message that waits never go, of an album all parts; return which they are."""
    found = waiting_line.find(turn, message)
    if found is None:
        return ()
    album = found.album
    gone = [one for one in turn.person.unsent if one is found or (album and one.album == album)]
    left = [one for one in turn.person.unsent if one not in gone]
    asked = {one.asked for one in gone if one.is_asked} - {one.asked for one in left}
    for one in gone:
        if one.asked in asked:
            turn.do(hold_words.close(turn, one.slot, "unsent.dropped", ()))
            asked.remove(one.asked)
        if not one.edit:
            turn.link(Link(Side.PERSON, one.message, Entry(EntryKind.ALONE)))
    waiting_line.keep(turn, left)
    turn.do(*go_on(turn))
    return tuple(one.message for one in gone)


def _place(turn: Turn, message: Unsent) -> None:
    """Let a message wait: behind the others, or in place of one that she wanted to change."""
    waiting = list(turn.person.unsent)
    # What she sends with a button is never what she sends in place of something else.
    may = not message.edit and message.kind not in ASKED_FIRST
    at = next((at for at, one in enumerate(waiting) if one.changing and may), None)
    if at is None:
        waiting.append(message)
    else:
        turn.do(hold_words.close(turn, waiting[at].slot, "unsent.dropped", ()))
        if not waiting[at].edit:
            # It stands in her chat, and goes with all else when she asks for that.
            turn.link(Link(Side.PERSON, waiting[at].message, Entry(EntryKind.ALONE)))
        waiting[at] = message
    waiting_line.keep(turn, waiting)


def ask(turn: Turn, message: MessageId) -> None:
    """Ask about a message that waits, if there is something to ask; a question that stands there is put anew."""
    new = waiting_line.find(turn, message)
    if new is None:
        return
    about = waiting_line.about(turn, new.asked) if new.is_asked else [new]
    passages = waiting_line.open_passages(turn, about)
    if not passages:
        return
    until = turn.now + turn.desk.hold_for
    key = "unsent.ask_edit" if new.edit else "unsent.ask"
    if new.is_asked:
        for one in about:
            waiting_line.put(turn, replace(one, until=until, reminded=False))
        first = replace(about[0], until=until)
        key = "unsent.ask_earlier" if len(about) > 1 else key
        turn.do(hold_words.ask_again(turn, key, first, passages))
        return
    used = {one.slot for one in turn.person.unsent if one.is_asked}
    slot = next(one for one in count() if one not in used)
    asked = replace(new, asked=message, slot=slot, until=until, reminded=False)
    waiting_line.put(turn, asked)
    hold_words.ask(turn, key, asked, passages)


def go_on(turn: Turn, why: Why | None = None, *, clean: bool = False) -> tuple[Edit, ...]:
    """Send what may go by now, in order; return what becomes of the questions that are answered.

    `clean`: they are answered because what was found is there no more.
    """
    waiting = list(turn.person.unsent)
    unclear = {
        one.asked for one in waiting if one.is_asked and waiting_line.masks(turn, one) is None
    }
    answered = [one for one in waiting if one.is_asked and one.asked not in unclear]
    waiting = [
        replace(one, until=0.0, changing=False) if one in answered else one for one in waiting
    ]
    priority = Priority.DANGER if why is Why.DANGER else Priority.MESSAGE
    while waiting and (masks := _may_go(turn, waiting)) is not None:
        sending.send(turn, waiting.pop(0), masks, priority)
    waiting_line.keep(turn, waiting)
    waiting_line.set_timer(turn)
    questions = dict.fromkeys(one.asked for one in answered)
    return tuple(
        _closed(turn, [one for one in answered if one.asked == question], why, clean=clean)
        for question in questions
    )


def _closed(turn: Turn, about: Sequence[Unsent], why: Why | None, *, clean: bool) -> Edit:
    """Return what takes the place of a question that is answered."""
    masked = [one.passage(spot) for one in about for spot in waiting_line.masks(turn, one) or ()]
    found = [one.passage(spot) for one in about for spot in one.spots]
    waits = any(waiting_line.find(turn, one.message) is not None for one in about)
    rows: Keyboard = ()
    if waits:
        key = "unsent.will_mask" if masked else "unsent.will_show"
    elif why is Why.DANGER:
        key = "unsent.danger_masked" if masked else "unsent.danger"
    elif why is not None and about[0].hide:
        key = f"unsent.{why}" if masked else "unsent.sent"
    elif clean and not masked:
        key = "unsent.clean"
    else:
        key = "unsent.masked" if masked else "unsent.sent"
        rows = hold_words.rows_after(turn, Fate.MASK if masked else Fate.SHOW, found)
    return hold_words.close(turn, about[0].slot, key, masked, rows)
