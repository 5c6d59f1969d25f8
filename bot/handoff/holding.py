"""Holding: a message that may show who somebody is waits for her word, and what she writes next waits behind it.

What waits stands in her record, in the order she wrote it. She was asked about its head, and of whatever she was asked
about there is a time at which it goes without her word, masked. Danger lets all of it go at once.
"""

from __future__ import annotations

from enum import StrEnum
from itertools import count
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from bot.handoff import hold_words, sending, watch
from bot.handoff.choices import Fate, remember
from bot.handoff.effects import Priority
from bot.handoff.events import Kind, Timer
from bot.handoff.person import Urgency
from bot.handoff.unsent import Passage, Spot, Unsent, unsent_of

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

_SENT_BY_BUTTON: Final = frozenset({Kind.CONTACT, Kind.LOCATION})
"""What she sends with a button, so that it is never what she sends in place of something else."""


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


# --- what is in a message ---------------------------------------------------------------------


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


# --- on its way -------------------------------------------------------------------------------


def go(turn: Turn, message: Unsent) -> Went:
    """Send a message, or let it wait for her word or behind one that does.

    A change of what went on before waits behind nothing: it moves no message.
    """
    if in_danger(turn):
        turn.do(*let_go(turn, Why.DANGER))
        sending.send(turn, message)
        return Went.ON
    waiting = turn.person.unsent
    masks = _masks(turn, message) if message.edit or not waiting else None
    if masks is not None:
        sending.send(turn, message, masks)
        return Went.ON
    _place(turn, message)
    _ask(turn, message.message)
    if len(turn.person.unsent) > MOST or sum(len(one.text) for one in waiting) > MOST_SIGNS:
        turn.do(*let_go(turn, Why.FULL))
    else:
        turn.do(*_go_on(turn))
    now = _waiting(turn, message.message)
    if now is None:
        return Went.ON
    return Went.ASKED if now.is_asked else Went.BEHIND


def go_all(turn: Turn, messages: Sequence[Unsent], first: Priority) -> None:
    """Send the first messages of a case; from the first that she has to be asked about on they wait.

    They are asked about at once, by `ask_all`. `first` is how urgent the first of them is; of a dangerous case none waits.
    """
    priority, left = first, list(messages)
    urgent = first is Priority.DANGER or in_danger(turn)
    while left and (masks := () if urgent else _masks(turn, left[0])) is not None:
        sending.send(turn, left.pop(0), masks, priority)
        priority = first if first is Priority.DANGER else Priority.MESSAGE
    if not left:
        return
    asked, until = left[0].message, turn.now + turn.desk.hold_for
    _keep(
        turn,
        [
            replace(one, asked=asked, until=until) if _masks(turn, one) is None else one
            for one in left
        ],
    )
    _set_timer(turn)


def ask_all(turn: Turn) -> None:
    """Ask about all of the first messages of a case that wait for her word."""
    if turn.person.unsent:
        about = _about(turn, turn.person.unsent[0].asked)
        hold_words.ask(turn, "unsent.ask_earlier", about[0], _open_passages(turn, about))


def in_danger(turn: Turn) -> bool:
    """Tell whether there is danger now, as far as is known: then nothing waits."""
    return (
        turn.case.urgency >= Urgency.RED
        or turn.now - turn.person.danger.at < watch.FULL_AGAIN_AFTER
    )


def let_go(turn: Turn, why: Why) -> tuple[Edit, ...]:
    """Let all that waits go at once; return what she is told, to come after what is more important.

    In danger it goes as she wrote it: what would be masked may be what help needs. Only what she began to change, and
    so did not want to be read as it is, goes masked.
    """
    if not turn.person.unsent:
        return ()
    as_it_is = why is Why.DANGER
    _keep(
        turn,
        [
            replace(one, hide=True, spots=() if as_it_is and not one.changing else one.spots)
            for one in turn.person.unsent
        ],
    )
    return _go_on(turn, why)


def is_first_behind(turn: Turn, message: MessageId) -> bool:
    """Tell whether a message that waits is the first of those that she was not asked about."""
    return [one.message for one in turn.person.unsent if one.asked is None][:1] == [message]


def is_hidden(turn: Turn, message: MessageId) -> bool:
    """Tell whether a message that went on must not be copied again: it holds what was masked, or waits for her word."""
    return message in turn.case.choices.messages or _waiting(turn, message) is not None


def masks_of(turn: Turn, message: Unsent) -> tuple[Spot, ...]:
    """Return what of a message is masked when she can't be asked."""
    return _masks(turn, replace(message, hide=True)) or ()


# --- what she does, and does not --------------------------------------------------------------


def choose(turn: Turn, asked: MessageId, what: str) -> bool:
    """Do with messages that wait what she chose; tell whether they still did."""
    about = _about(turn, asked)
    if not about or not turn.open:
        return False
    if what in list(Fate):
        passages, case = _open_passages(turn, about), turn.case
        turn.change_case(choices=remember(case.choices, case.code, Fate(what), passages))
        turn.do(*_go_on(turn))
    elif not about[0].changing:
        _let_change(turn, about)
    return True


def choose_names(turn: Turn, what: str) -> str:
    """Do with all names of this case what she chose; return the key of what to say of it."""
    fate = Fate(what) if what in list(Fate) else None
    turn.change_case(choices=replace(turn.case.choices, names=fate))
    turn.do(*_go_on(turn))
    return "names.ask" if fate is None else f"names.{fate.name.lower()}"


def changed(turn: Turn, message: Incoming) -> bool:
    """Let a change of a message that waits take its place; tell whether it waits."""
    old = _waiting(turn, message.id)
    if old is None:
        return False
    new = read(turn, message, edit=old.edit)
    _put(
        turn,
        replace(
            old,
            text=new.text,
            entities=new.entities,
            spots=new.spots,
            veiled=new.veiled,
            changing=False,
            hide=False,
        ),
    )
    _ask(turn, message.id)
    turn.do(*_go_on(turn, clean=True))
    return True


def changed_in_danger(turn: Turn, message: Incoming) -> bool:
    """Let a change that tells of danger take the place of a message that waits; tell whether it waits."""
    old = _waiting(turn, message.id)
    if old is None:
        return False
    new = replace(
        old,
        text=message.text,
        entities=message.entities,
        spots=(),
        veiled=message.veiled,
        changing=False,
    )
    _put(turn, new)
    return True


def due(turn: Turn) -> None:
    """Remind her, halfway, of what waits for her word; when the time is over it goes masked.

    She is reminded of the first question only, however many there are by then.
    """
    asked = [one for one in turn.person.unsent if one.is_asked]
    late = {one.asked for one in asked if one.until <= turn.now}
    left = [one for one in asked if one.asked not in late]
    remind = any(_next(turn, one) <= turn.now for one in left)
    for one in asked:
        if one.asked in late:
            _put(turn, replace(one, hide=True, changing=False))
        elif remind:
            _put(turn, replace(one, reminded=True))
    if remind:
        about = _about(turn, left[0].asked)
        turn.do(hold_words.without_buttons(turn, about[0].slot))
        hold_words.ask(turn, "unsent.remind", about[0], _open_passages(turn, about))
    turn.do(*_go_on(turn, Why.LATE if late else None))


# --- inside -----------------------------------------------------------------------------------


def _masks(turn: Turn, message: Unsent) -> tuple[Spot, ...] | None:
    """Return what of a message is to be masked; None when she has to be asked first."""
    masks = []
    for spot in message.spots:
        fate = turn.case.choices.fate(turn.case.code, *message.passage(spot))
        if fate is None and not message.hide:
            return None
        if fate is not Fate.SHOW:
            masks.append(spot)
    return tuple(masks)


def _open_passages(turn: Turn, messages: Sequence[Unsent]) -> list[Passage]:
    """Return what she has to say something about."""
    passages = [one.passage(spot) for one in messages for spot in one.spots]
    code, choices = turn.case.code, turn.case.choices
    return [one for one in passages if choices.fate(code, *one) is None]


def _waiting(turn: Turn, message: MessageId) -> Unsent | None:
    return next((one for one in turn.person.unsent if one.message == message), None)


def _about(turn: Turn, asked: MessageId | None) -> list[Unsent]:
    """Return the messages that one question is about."""
    return [one for one in turn.person.unsent if one.is_asked and one.asked == asked]


def _place(turn: Turn, message: Unsent) -> None:
    """Let a message wait: behind the others, or in place of one that she wanted to change."""
    waiting = list(turn.person.unsent)
    may = not message.edit and message.kind not in _SENT_BY_BUTTON
    at = next((at for at, one in enumerate(waiting) if one.changing and may), None)
    if at is None:
        waiting.append(message)
    else:
        turn.do(hold_words.close(turn, waiting[at].slot, "unsent.dropped", ()))
        waiting[at] = message
    _keep(turn, waiting)


def _ask(turn: Turn, message: MessageId) -> None:
    """Ask about a message that waits, if there is something to ask; a question that stands there is put anew."""
    new = _waiting(turn, message)
    if new is None:
        return
    about = _about(turn, new.asked) if new.is_asked else [new]
    passages = _open_passages(turn, about)
    if not passages:
        return
    until = turn.now + turn.desk.hold_for
    key = "unsent.ask_edit" if new.edit else "unsent.ask"
    if new.is_asked:
        for one in about:
            _put(turn, replace(one, until=until, reminded=False))
        first = replace(about[0], until=until)
        key = "unsent.ask_earlier" if len(about) > 1 else key
        turn.do(hold_words.ask_again(turn, key, first, passages))
        return
    used = {one.slot for one in turn.person.unsent if one.is_asked}
    slot = next(one for one in count() if one not in used)
    asked = replace(new, asked=message, slot=slot, until=until, reminded=False)
    _put(turn, asked)
    hold_words.ask(turn, key, asked, passages)


def _let_change(turn: Turn, about: Sequence[Unsent]) -> None:
    """Let her change what waits: when it is one message, what she sends next takes its place."""
    asked, alone = about[0].asked, len(about) == 1
    until = turn.now + turn.desk.hold_for
    _keep(
        turn,
        [
            replace(one, changing=alone, until=until, reminded=False)
            if one in about
            else replace(one, changing=False)
            for one in turn.person.unsent
        ],
    )
    key = "unsent.change" if alone else "unsent.change_earlier"
    about = _about(turn, asked)
    turn.do(hold_words.ask_again(turn, key, about[0], _open_passages(turn, about)))
    _set_timer(turn)


def _go_on(turn: Turn, why: Why | None = None, *, clean: bool = False) -> tuple[Edit, ...]:
    """Send what may go by now, in order; return what becomes of the questions that are answered.

    `clean`: they are answered because what was found is there no more.
    """
    waiting = list(turn.person.unsent)
    unclear = {one.asked for one in waiting if one.is_asked and _masks(turn, one) is None}
    answered = [one for one in waiting if one.is_asked and one.asked not in unclear]
    waiting = [
        replace(one, until=0.0, changing=False) if one in answered else one for one in waiting
    ]
    priority = Priority.DANGER if why is Why.DANGER else Priority.MESSAGE
    while waiting and (masks := _masks(turn, waiting[0])) is not None:
        sending.send(turn, waiting.pop(0), masks, priority)
    _keep(turn, waiting)
    _set_timer(turn)
    questions = dict.fromkeys(one.asked for one in answered)
    return tuple(
        _closed(turn, [one for one in answered if one.asked == question], why, clean=clean)
        for question in questions
    )


def _closed(turn: Turn, about: Sequence[Unsent], why: Why | None, *, clean: bool) -> Edit:
    """Return what takes the place of a question that is answered."""
    masked = [one.passage(spot) for one in about for spot in _masks(turn, one) or ()]
    found = [one.passage(spot) for one in about for spot in one.spots]
    waits = any(_waiting(turn, one.message) is not None for one in about)
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


def _put(turn: Turn, message: Unsent) -> None:
    """Let a message that waits be another than it was."""
    _keep(
        turn,
        [message if one.message == message.message else one for one in turn.person.unsent],
    )


def _keep(turn: Turn, waiting: Sequence[Unsent]) -> None:
    """Keep what waits, and show in the topic whether something does."""
    if bool(waiting) != bool(turn.person.unsent):
        turn.do(hold_words.topic_line(turn, waits=bool(waiting)))
    turn.change(unsent=tuple(waiting))


def _next(turn: Turn, message: Unsent) -> float:
    """Return when something has to be done about a message: when she is reminded, or it goes."""
    return message.until if message.reminded else message.until - turn.desk.hold_for / 2


def _set_timer(turn: Turn) -> None:
    at = min((_next(turn, one) for one in turn.person.unsent if one.is_asked), default=None)
    if at is None:
        turn.cancel(Timer.UNSENT)
    else:
        turn.set_timer(Timer.UNSENT, at)
