"""Her messages: what follows from what she writes or changes, in whatever stage she is. Danger comes first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from bot.handoff import (
    catching,
    closing,
    commands,
    holding,
    live,
    questionnaire,
    questions,
    refusing,
    relay,
    rights,
    safety,
    screening,
    start,
    taking_back,
    typed_words,
    unseen,
    watch,
)
from bot.handoff.buttons import way_out
from bot.handoff.effects import Here
from bot.handoff.events import Kind, Timer
from bot.handoff.kinds import ASKED_FIRST
from bot.handoff.message_map import Entry, EntryKind, Link, Side
from bot.handoff.person import Stage, Typed
from bot.handoff.placing import keep, keep_changed
from bot.handoff.table import Move

if TYPE_CHECKING:
    from bot.faq.danger import Sign
    from bot.handoff.events import Incoming
    from bot.handoff.turn import Turn


def wrote(turn: Turn, message: Incoming) -> None:
    """Take in a message of hers."""
    if message.inside:
        message = replace(message, text=message.inside)
    if turn.person.blocked:
        turn.change(blocked=False)
    if closing.is_forgotten(turn) or (turn.is_at(Stage.CLOSED) and turn.person.consent is None):
        turn.move(Move.START_OVER)
    asked_at = watch.asked(turn)
    sign = watch.look(turn, message.text)
    stays = message.unveilable or message.own_card or message.text.startswith("/")
    if not turn.open or stays or turn.person.forgetting_at:
        turn.link(Link(Side.PERSON, message.id, Entry(EntryKind.ALONE)))
    if not watch.is_danger(sign) and rights.confirmed(turn, message, asked_at):
        return
    if _is_command(message, sign) and commands.obey(turn, message):
        return
    if message.unveilable or (message.own_card and turn.open):
        _not_passed_on(turn, message)
        return
    if (why := refusing.of_hers(turn, message)) is not None:
        words = refusing.refuse(turn, message, why, danger=watch.is_danger(sign))
        if words is None:
            _greet(turn)
            return
        message = words
    told = unseen.word_of(turn, message)
    _take_in(turn, message, sign, asked_at)
    if told is not None:
        turn.say(turn.words(told), way_out(turn), reply_to=Here(message.id))


def _take_in(turn: Turn, message: Incoming, sign: Sign | None, asked_at: float) -> None:
    """Let a message go its way: to the experts, or to be answered and kept for them."""
    if turn.open:
        relay.relay(turn, message, sign)
    elif message.kind in ASKED_FIRST and (turn.person.asked_after or not turn.is_at(Stage.CLOSED)):
        _no_card(turn, message)
    elif turn.is_at(Stage.CLOSED):
        closing.after(turn, message, sign)
    else:
        keep(turn, message)
        if sign is not None and watch.is_danger(sign):
            _danger_before(turn, message, sign)
        elif message.kind is Kind.TEXT and safety.answered(turn, message, asked_at):
            return
        elif turn.is_at(Stage.INTAKE):
            _typed_in_intake(turn, message)
        else:
            _typed_before(turn, message)


def _is_command(message: Incoming, sign: Sign | None) -> bool:
    """Tell whether a message is a command. One that goes on about danger is a message like any other."""
    if message.kind is not Kind.TEXT or not message.text.startswith("/"):
        return False
    return not watch.is_danger(sign) or len(message.text.split()) == 1


def _not_passed_on(turn: Turn, message: Incoming) -> None:
    """Say that something shows whose account it is about, in a way that nothing can be done about."""
    key = "own_card" if message.own_card else "hidden_person"
    turn.say(turn.words(key), way_out(turn), reply_to=Here(message.id))
    _greet(turn)


def _no_card(turn: Turn, message: Incoming) -> None:
    """Say that a contact card or location goes nowhere while no case is open."""
    turn.say(turn.words("no_cards"), way_out(turn), reply_to=Here(message.id))
    _greet(turn)


def _greet(turn: Turn) -> None:
    """Show the start screen to who has not seen it yet."""
    if turn.is_at(Stage.NEW) and not turn.person.greeted_at:
        start.greet(turn)


def _danger_before(turn: Turn, message: Incoming, sign: Sign) -> None:
    """Danger, and no case is open: the screen first. What she typed waits, and is an answer where one is asked for."""
    turn.cancel(Timer.QUESTION)
    if turn.is_at(Stage.INTAKE):
        typed_words.taken_in(turn)
    else:
        questions.pend(turn, message)
    watch.show(turn, sign)


def _typed_in_intake(turn: Turn, message: Incoming) -> None:
    if message.kind is not Kind.TEXT:
        typed_words.missed(turn)
    elif typed_words.wants_words(turn):
        typed_words.typed(turn, message.text)
    elif (who := turn.knowledge.talk.self_identifies(message.text)) is not None:
        questionnaire.leave(turn)
        questions.not_a_professional(turn, who)
    else:
        typed_words.typed(turn, message.text)


def _typed_before(turn: Turn, message: Incoming) -> None:
    """She typed before or between questions: agreement first, then an answer to all of it at once."""
    if turn.is_at(Stage.NEW) and turn.person.greeted_at and _agrees(turn, message.text):
        kept = tuple(one for one in turn.person.kept if one.message != message.id)
        turn.change(kept=kept)
        start.agree(turn, None)
        return
    if turn.is_at(Stage.NEW) and turn.person.greeted_at and _declines(turn, message.text):
        kept = tuple(one for one in turn.person.kept if one.message != message.id)
        turn.change(kept=kept)
        start.decline(turn, None)
        return
    questions.pend(turn, message)
    if turn.is_at(Stage.NEW) and not turn.person.greeted_at:
        start.greet(turn)
    questions.wait_for_more(turn)


def _agrees(turn: Turn, text: str) -> bool:
    return text.strip().lower().rstrip(".!") in turn.words("typed.agree").split("|")


def _declines(turn: Turn, text: str) -> bool:
    return text.strip().lower().rstrip(".!") in turn.words("typed.decline").split("|")


def edited(turn: Turn, message: Incoming) -> None:
    """Take in a change of a message of hers."""
    sign = watch.look(turn, message.text)
    turn.change(
        pending=tuple(
            Typed(one.message, message.text, one.unread) if one.message == message.id else one
            for one in turn.person.pending
        )
    )
    if (why := refusing.of_hers(turn, message)) is not None:
        caught = catching.keep(turn, message)
        waited = _let_it_never_go(turn, message) or caught
        if not (waited or _went(turn) or watch.is_danger(sign)):
            return  # it was refused as it came, and changes by itself: a place that moves on
        danger = watch.is_danger(sign)
        words = refusing.refuse(turn, message, why, danger=danger, edit=not caught)
        if words is None:
            return
        message = words
    keep_changed(turn, message)
    if message.kind in live.POINTS:
        relay.move_held(turn, message)
    if screening.find(turn, message.id) is not None:
        _edited_unseen(turn, message, sign)
        return
    if relay.amend_unsent(turn, message, sign):
        return
    if taking_back.is_recalled(turn, Side.PERSON, message.id) and not watch.is_danger(sign):
        return
    if message.unveilable:
        catching.keep(turn, message)
        _not_passed_on(turn, message)
        return
    known = turn.context.subject
    if known is not None and known.kind is not EntryKind.ALONE:
        relay.amend(turn, message, sign)
    elif sign is None or not watch.is_danger(sign):
        return
    elif turn.open:
        # It never went to the experts, so it goes now.
        relay.relay(turn, message, sign)
    elif turn.is_at(Stage.CLOSED):
        closing.after(turn, message, sign)
    else:
        turn.cancel(Timer.QUESTION)
        watch.show(turn, sign)


def _let_it_never_go(turn: Turn, message: Incoming) -> bool:
    """Drop what waits of a message that may not go as it is now: a copy would be one of what stands there.

    Tells whether something of it did.
    """
    before = turn.person
    screening.drop(turn, message.id)
    holding.drop(turn, message.id)
    kept = tuple(one for one in before.kept if one.message != message.id)
    if kept != before.kept:
        turn.change(kept=kept)
    return turn.person is not before


def _went(turn: Turn) -> bool:
    """Tell whether the message that changed is with the experts."""
    known = turn.context.subject
    return known is not None and known.kind is not EntryKind.ALONE


def _edited_unseen(turn: Turn, message: Incoming, sign: Sign | None) -> None:
    """Let a change of what waits to be seen take its place; in danger it goes at once."""
    if watch.is_danger(sign):
        screening.drop(turn, message.id)
        relay.relay(turn, message, sign)
    else:
        screening.changed(turn, holding.read(turn, message))
