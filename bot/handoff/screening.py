"""Screening: pictures, videos and files of hers wait until she has said that they may be seen. Nothing else waits for it.

What waits stands in her record, in order, apart from the line of messages that hold a name: texts go past it. Once she
has said "send" it goes the way of every message, and nothing of that sort is asked any more in this case. When she says
nothing it is not sent: a picture can't be masked as a name can. Danger lets all of it go at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from bot.handoff import buttons, hold_words, holding, sending, waiting_line
from bot.handoff.buttons import button, row, way_out
from bot.handoff.effects import Edit, Here, Named, Priority
from bot.handoff.events import Timer
from bot.handoff.message_map import Entry, EntryKind, Link, Side
from bot.handoff.policy import Concern
from bot.text import Html

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.handoff.effects import Keyboard
    from bot.handoff.ids import CaseCode, MessageId
    from bot.handoff.turn import Turn
    from bot.handoff.unsent import Unsent

NAME: Final = "screened"
"""The name of the one question."""
MOST: Final = 30
"""Messages that wait at most; a further one is not sent, and she is told."""
_ASKS: Final = {Concern.SCENE: "policy.ask_scene", Concern.FILE: "policy.ask_file"}
NEAR: Final = 30.0
"""Seconds after the question in which it is not put anew below a further message."""


def find(turn: Turn, message: MessageId) -> Unsent | None:
    """Return a message that waits to be seen; None when it does not."""
    return next((one for one in turn.person.screened if one.message == message), None)


def waits(turn: Turn, message: Unsent) -> bool:
    """Let a message wait, if she has to be asked about it; tell whether it does (or could not)."""
    if not _open(turn, [message]) or holding.in_danger(turn):
        return False
    waiting = turn.person.screened
    if len(waiting) >= MOST:
        turn.say(turn.words("policy.full"), way_out(turn), reply_to=Here(message.message))
        _stays(turn, message)
        return True
    asked_at = waiting[0].until - turn.desk.policy.ask_for if waiting else 0.0
    known = _open(turn, waiting)
    keep(turn, [*waiting, message])
    same_album = bool(message.album) and any(one.album == message.album for one in waiting)
    if not waiting:
        ask(turn)
    elif _open(turn, [message]) - known or not (same_album or turn.now - asked_at < NEAR):
        _move_down(turn, message)
    return True


def hold_back(turn: Turn, messages: Sequence[Unsent], first: Priority) -> list[Unsent]:
    """Let those of the first messages of a case wait that she has to be asked about; return the others.

    They are asked about by `ask`. `first` is how urgent the first of them is; of a dangerous case none waits.
    """
    if first is Priority.DANGER or holding.in_danger(turn):
        return list(messages)
    held = [one for one in messages if _open(turn, [one])]
    if held:
        keep(turn, [*turn.person.screened, *held])
    return [one for one in messages if one not in held]


def ask(turn: Turn) -> None:
    """Ask about what waits, if something does, under the first of it."""
    if turn.person.screened:
        _ask(turn, turn.person.screened[0])


def choose(turn: Turn, code: CaseCode | str, *, send: bool) -> bool:
    """Do with what waits what she chose; tell whether something still did."""
    waiting = turn.person.screened
    if not waiting or not turn.open or turn.case.code != code:
        return False
    if not send:
        _end(turn, "policy.kept")
        return True
    known = (*turn.case.shown, *(one.value for one in sorted(_open(turn, waiting))))
    turn.change_case(shown=known)
    _clear(turn)
    free = [replace(one, until=0.0, reminded=False) for one in waiting]
    if turn.person.unsent:
        for one in free:
            holding.go(turn, one)
    else:
        holding.go_all(turn, free, Priority.MESSAGE)
        holding.ask_all(turn)
    behind = any(waiting_line.find(turn, one.message) is not None for one in waiting)
    _closed(turn, "policy.sent_waits" if behind else "policy.sent")
    return True


def changed(turn: Turn, message: Unsent) -> None:
    """Let a change of a message that waits take its place."""
    old = find(turn, message.message)
    if old is None:
        return
    new = replace(message, edit=old.edit, until=old.until, reminded=old.reminded, album=old.album)
    known = _open(turn, turn.person.screened)
    turn.change(screened=tuple(new if one is old else one for one in turn.person.screened))
    if _open(turn, turn.person.screened) - known:
        _move_down(turn, new)


def drop(turn: Turn, message: MessageId) -> bool:
    """Let a message that waits never go; tell whether it waited."""
    gone = find(turn, message)
    if gone is None:
        return False
    _drop(turn, [gone])
    return True


def drop_whole(turn: Turn, message: MessageId) -> tuple[MessageId, ...]:
    """Let a message that waits never go, of an album all parts; return which they are."""
    found = find(turn, message)
    if found is None:
        return ()
    album = found.album
    gone = [one for one in turn.person.screened if one is found or (album and one.album == album)]
    _drop(turn, gone)
    return tuple(one.message for one in gone)


def _drop(turn: Turn, gone: Sequence[Unsent]) -> None:
    for one in gone:
        _stays(turn, one)
    keep(turn, [one for one in turn.person.screened if one not in gone], again=False)
    if not turn.person.screened:
        _closed(turn, "policy.kept")


def let_go(turn: Turn) -> None:
    """Danger: all that waits goes at once, as it is. Only what she said is to be hidden stays hidden."""
    waiting = turn.person.screened
    if not waiting or not turn.open:
        return
    _clear(turn)
    for one in waiting:
        free = replace(one, until=0.0, reminded=False)
        sending.send(turn, free, waiting_line.hidden_at_her_word(turn, free), Priority.DANGER)
    _closed(turn, "policy.danger")


def closing(turn: Turn) -> None:
    """The case is closed: what waits is not sent, and she is told."""
    _give_up(turn, "policy.closed")


def due(turn: Turn) -> None:
    """Remind her, halfway; when the time is over nothing was sent, and she is told."""
    waiting = turn.person.screened
    if not waiting:
        return
    if waiting[0].until <= turn.now:
        _give_up(turn, "policy.late")
    elif not waiting[0].reminded:
        turn.change(screened=tuple(replace(one, reminded=True) for one in waiting))
        _move_down(turn, waiting[0])
        turn.set_timer(Timer.SCREENED, waiting[0].until)


def keep(turn: Turn, waiting: Sequence[Unsent], *, again: bool = True) -> None:
    """Keep what waits; with `again` she gets the whole time for all of it anew."""
    until = turn.now + turn.desk.policy.ask_for
    if again:
        waiting = [replace(one, until=until, reminded=False) for one in waiting]
        turn.set_timer(Timer.SCREENED, turn.now + turn.desk.policy.ask_for / 2)
    if not waiting:
        turn.cancel(Timer.SCREENED)
    turn.change(screened=tuple(waiting))


def is_asked(turn: Turn, message: Unsent) -> bool:
    """Tell whether she would have to be asked before a message leaves."""
    return bool(_open(turn, [message]))


def _open(turn: Turn, messages: Iterable[Unsent]) -> set[Concern]:
    """Return what she has to be asked about, in this case, before these messages leave."""
    found = {concern for one in messages for concern in turn.desk.policy.concerns(one.kind)}
    return {one for one in found if one.value not in turn.case.shown}


def _ask(turn: Turn, message: Unsent) -> None:
    turn.say(_question(turn), _choices(turn), name=NAME, reply_to=Here(message.message))


def _move_down(turn: Turn, message: Unsent) -> None:
    """Put the question once more, below what she wrote since."""
    turn.do(
        Edit(turn.her, Named(NAME), turn.words("unsent.below"), way_out(turn), Priority.MESSAGE)
    )
    _ask(turn, message)


def _question(turn: Turn) -> Html:
    asked = _open(turn, turn.person.screened)
    key = "policy.ask_both" if len(asked) > 1 else _ASKS[next(iter(asked), Concern.SCENE)]
    left = hold_words.span(turn, turn.person.screened[0].until - turn.now)
    return Html(f"{turn.words(key)}\n\n{turn.words('policy.or_not', time=left)}")


def _choices(turn: Turn) -> Keyboard:
    code = turn.case.code
    send = button(turn, "button.policy_send", buttons.SCREENED, code, "y")
    stop = button(turn, "button.policy_stop", buttons.SCREENED, code, "n")
    return (row(send, stop), *way_out(turn))


def _closed(turn: Turn, key: str) -> None:
    """Say in the place of the question what became of it."""
    turn.do(Edit(turn.her, Named(NAME), turn.words(key), way_out(turn), Priority.MESSAGE))


def _give_up(turn: Turn, key: str) -> None:
    """Send nothing of what waits, and say so under it: a changed question makes no sound."""
    waiting = turn.person.screened
    if waiting:
        _end(turn, "policy.kept")
        turn.say(turn.words(key), way_out(turn), reply_to=Here(waiting[0].message))


def _end(turn: Turn, key: str) -> None:
    for one in turn.person.screened:
        _stays(turn, one)
    _clear(turn)
    _closed(turn, key)


def _clear(turn: Turn) -> None:
    turn.cancel(Timer.SCREENED)
    turn.change(screened=())


def _stays(turn: Turn, message: Unsent) -> None:
    """Note that a message stands in her chat alone, so that it goes with all else when she asks for that."""
    if not message.edit:
        turn.link(Link(Side.PERSON, message.message, Entry(EntryKind.ALONE)))
