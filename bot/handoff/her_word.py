"""Her word: what she says of messages that wait for it, and what follows when she says nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from bot.handoff import buttons, hold_words, holding, waiting_line
from bot.handoff.choices import Fate, remember
from bot.handoff.holding import Why

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.handoff.events import Incoming
    from bot.handoff.ids import MessageId
    from bot.handoff.turn import Turn
    from bot.handoff.unsent import Unsent


def choose(turn: Turn, asked: MessageId, what: str) -> bool:
    """Do with messages that wait what she chose; tell whether they still did."""
    about = waiting_line.about(turn, asked)
    if not about or not turn.open:
        return False
    if what in list(Fate):
        passages, case = waiting_line.open_passages(turn, about), turn.case
        turn.change_case(choices=remember(case.choices, case.code, Fate(what), passages))
        turn.do(*holding.go_on(turn))
        return True
    if what == buttons.REWRITE and not about[0].changing:
        _let_change(turn, about)
    return what == buttons.REWRITE


def choose_names(turn: Turn, what: str) -> str:
    """Do with all names of this case what she chose; return the key of what to say of it."""
    fate = Fate(what) if what in list(Fate) else None
    turn.change_case(choices=replace(turn.case.choices, names=fate))
    turn.do(*holding.go_on(turn))
    return "names.ask" if fate is None else f"names.{fate.name.lower()}"


def changed(turn: Turn, message: Incoming) -> bool:
    """Let a change of a message that waits take its place; tell whether it waits."""
    old = waiting_line.find(turn, message.id)
    if old is None:
        return False
    new = holding.read(turn, message, edit=old.edit)
    waiting_line.put(
        turn,
        replace(
            old,
            text=new.text,
            entities=new.entities,
            spots=new.spots,
            veiled=new.veiled,
            media=new.media,
            live=new.live,
            changing=False,
            hide=False,
        ),
    )
    holding.ask(turn, message.id)
    turn.do(*holding.go_on(turn, clean=True))
    return True


def changed_in_danger(turn: Turn, message: Incoming) -> bool:
    """Let a change that tells of danger take the place of a message that waits; tell whether it waits."""
    old = waiting_line.find(turn, message.id)
    if old is None:
        return False
    new = replace(
        old,
        text=message.text,
        entities=message.entities,
        spots=(),
        veiled=message.veiled,
        media=message.media,
        changing=False,
    )
    waiting_line.put(turn, new)
    return True


def due(turn: Turn) -> None:
    """Remind her, halfway, of what waits for her word; when the time is over it goes masked.

    She is reminded of the first question only, however many there are by then.
    """
    asked = [one for one in turn.person.unsent if one.is_asked]
    late = {one.asked for one in asked if one.until <= turn.now}
    left = [one for one in asked if one.asked not in late]
    remind = any(waiting_line.next_at(turn, one) <= turn.now for one in left)
    for one in asked:
        if one.asked in late:
            waiting_line.put(turn, replace(one, hide=True, changing=False))
        elif remind:
            waiting_line.put(turn, replace(one, reminded=True))
    if remind:
        about = waiting_line.about(turn, left[0].asked)
        turn.do(hold_words.moved_down(turn, about[0].slot))
        hold_words.ask(turn, "unsent.remind", about[0], waiting_line.open_passages(turn, about))
    turn.do(*holding.go_on(turn, Why.LATE if late else None))


def _let_change(turn: Turn, about: Sequence[Unsent]) -> None:
    """Let her change what waits: when it is one message, what she sends next takes its place."""
    asked, alone = about[0].asked, len(about) == 1
    until = turn.now + turn.desk.hold_for
    waiting_line.keep(
        turn,
        [
            replace(one, changing=alone, until=until, reminded=False)
            if one in about
            else replace(one, changing=False)
            for one in turn.person.unsent
        ],
    )
    key = "unsent.change" if alone else "unsent.change_earlier"
    about = waiting_line.about(turn, asked)
    turn.do(hold_words.ask_again(turn, key, about[0], waiting_line.open_passages(turn, about)))
    waiting_line.set_timer(turn)
