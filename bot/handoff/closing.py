"""Closing: the end of a case, how she found it, and what a message after the end means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.handoff import buttons, card, holding, placing, questions, retention, screening, watch
from bot.handoff.audit import Deed, Role
from bot.handoff.buttons import button, row, way_out
from bot.handoff.decision import Record, RecordKind
from bot.handoff.duty import promise_line
from bot.handoff.effects import (
    Button,
    CloseTopic,
    Edit,
    Named,
    Priority,
    RenameTopic,
    ReopenTopic,
)
from bot.handoff.events import Incoming, Kind, Timer
from bot.handoff.kinds import ASKED_FIRST
from bot.handoff.person import Stage, Urgency
from bot.handoff.table import Move
from bot.text import Html

if TYPE_CHECKING:
    from bot.faq.danger import Sign
    from bot.handoff.effects import Keyboard
    from bot.handoff.ids import CaseCode, ExpertId, MessageId
    from bot.handoff.turn import Turn

CHOOSE_WITHIN: Final = 2 * 60
"""Seconds in which she can say what a message after closing is about; then the case goes on."""

SENTENCE_WITHIN: Final = 15 * 60
"""Seconds after "add a sentence" in which a text is that sentence; a later one is a message again."""

FORGOTTEN_AFTER: Final = 30 * 24 * 3600
"""Seconds after which a message to a closed case is simply a new question."""

_STARS: Final = ("1", "2", "3", "4", "5")

SAME, NEW, THANKS = "same", "new", "thanks"


def close(turn: Turn, *, by: ExpertId | Role, word: Html | None = None) -> None:
    """Close her open case: word to both sides, the topic closed, and a question how it was.

    `word` is what she is told instead, without that question.
    """
    turn.move(Move.CLOSE)
    turn.change(intake=None, held=(), asked_after=False, rating_sentence=False)
    turn.change_case(closed_at=turn.now, note=None)
    retention.schedule(turn)
    turn.cancel(Timer.PROMISE)
    turn.count("closed")
    turn.audit(Deed.CLOSED, by)
    told = holding.let_go(turn, holding.Why.CLOSED)
    screening.closing(turn)
    by_her = by is Role.PERSON
    key = "topic.closed_by_her" if by_her else "topic.closed"
    turn.tell_topic(turn.desk_words(key if word is None else "topic.closed_unasked"))
    shown = card.card(turn)
    # What shows that it is over is no decoration: closing comes right behind it.
    target = Named(card.name(turn))
    turn.do(Edit(turn.topic, target, shown.html, shown.keyboard, priority=Priority.STATE))
    _rename(turn)
    turn.change_case(topic_closed=True)
    turn.do(CloseTopic(turn.topic), *told)
    code = turn.case.code
    if word is not None:
        turn.say(word, way_out(turn))
        return
    stars = tuple(
        Button(str(stars), buttons.data(buttons.RATE, code, stars)) for stars in range(1, 6)
    )
    turn.say(turn.words("closed", code=code), (stars, *way_out(turn)), name=f"rating:{code}")


def reopened(turn: Turn, by: ExpertId | Role = Role.PERSON) -> None:
    """Let a closed case wait for a human again."""
    turn.audit(Deed.REOPENED, by)
    turn.move(Move.REOPEN)
    turn.cancel(Timer.AFTER)
    turn.change(asked_after=False, rating_sentence=False)
    turn.change_case(
        closed_at=None,
        nudges=0,
        overdue_told=False,
        speaking=None,
        waiting_since=turn.now,
        answered=False,
        rating=0,
        warned_at=0.0,
    )
    if turn.case.topic_closed:
        turn.change_case(topic_closed=False)
        turn.do(ReopenTopic(turn.topic))
    urgency = max(Urgency(turn.case.urgency), turn.person.urgent)
    turn.change(urgent=Urgency.NORMAL)
    turn.change_case(urgency=int(urgency))
    turn.tell_topic(turn.desk_words("topic.reopened"))
    placing.refresh(turn)
    turn.count("reopened")
    promised = turn.desk.promise(turn.now)
    turn.set_timer(Timer.PROMISE, promised)
    turn.say(
        turn.words("reopened", code=turn.case.code, promise=promise_line(turn, promised)),
        placing.placed_rows(turn, questions=False),
    )


def reopened_by_expert(turn: Turn, expert: ExpertId) -> str:
    """Let a closed case go on because an expert wants it; return the key of what to tell them."""
    if turn.person.admission.barred is not None:
        return "toast.barred_now"
    if not turn.is_at(Stage.CLOSED):
        return "toast.stale" if turn.open else "toast.moved_on"
    reopened(turn, expert)
    placing.relay_kept(turn)
    return "toast.reopened"


def rate(turn: Turn, code: CaseCode, stars: int, message: MessageId) -> str | None:
    """Keep her rating; return the key of what to tell her, if anything."""
    case = turn.person.case
    if case is None or case.code != code or not turn.is_at(Stage.CLOSED):
        return "toast.stale"
    if case.rating:
        return "toast.rated_already"
    rows = _take_rating(turn, stars)
    turn.edit(message, turn.words("rated"), rows)
    return None


def _take_rating(turn: Turn, stars: int) -> Keyboard:
    """Keep her rating; return the buttons under the thanks for it."""
    code = turn.case.code
    turn.change_case(rating=stars)
    turn.record(Record(RecordKind.RATING, code, turn.now, str(stars)))
    return (row(button(turn, "button.sentence", buttons.SENTENCE, code)), *way_out(turn))


def ask_sentence(turn: Turn, code: CaseCode) -> str | None:
    """Let her next text be a sentence for the coordinator; return the key of what to tell her, if anything."""
    case = turn.person.case
    if case is None or case.code != code or not turn.is_at(Stage.CLOSED):
        return "toast.stale"
    turn.change(rating_sentence=True, sentence_asked_at=turn.now)
    turn.say(turn.words("sentence"), way_out(turn))
    return None


def after(turn: Turn, message: Incoming, sign: Sign | None) -> None:
    """Take in a message after closing: the rating, a sentence with it, danger, or ask what it is about."""
    person = turn.person
    danger = sign is not None and watch.is_danger(sign)
    if _is_sentence(turn, message) and not danger:
        turn.change(rating_sentence=False)
        sentence = holding.hidden(turn, message.text)
        turn.record(Record(RecordKind.SENTENCE, turn.case.code, turn.now, sentence))
        key = "sentence_kept" if sentence == message.text else "sentence_kept_masked"
        turn.say(turn.words(key), way_out(turn))
        return
    if not person.asked_after and not turn.case.rating and message.text.strip() in _STARS:
        rows = _take_rating(turn, int(message.text))
        turn.edit(f"rating:{turn.case.code}", None)
        turn.say(turn.words("rated"), rows)
        return
    choice = _typed_choice(turn, message.text) if person.asked_after else None
    turn.change(rating_sentence=False)
    if choice is not None:
        choose(turn, choice, None)
        return
    if message.kind in ASKED_FIRST:
        first = turn.words("no_cards")
    else:
        unread = watch.is_unread(turn, message)
        first = turn.words("intake.unreadable") if unread else Html("")
        placing.keep(turn, message)
        questions.pend(turn, message)
    if sign is not None and danger:
        turn.raise_urgency(watch.URGENCY[sign.level])
        reopened(turn)
        placing.relay_kept(turn, Priority.DANGER)
        watch.mark_topic(turn, sign, message.id)
        watch.show(turn, sign)
        return
    if not person.asked_after:
        turn.change(asked_after=True)
        turn.set_timer(Timer.AFTER, turn.now + CHOOSE_WITHIN)
        turn.say(
            Html("\n\n".join(words for words in (first, turn.words("after")) if words)),
            (
                row(
                    button(turn, "button.same_case", buttons.AFTER, SAME),
                    button(turn, "button.new_question", buttons.AFTER, NEW),
                ),
                row(
                    button(turn, "button.only_thanks", buttons.AFTER, THANKS),
                ),
                *way_out(turn),
            ),
            name="after",
        )


def choose(turn: Turn, what: str, message: MessageId | None) -> bool:
    """Take in what her message after closing is about; tell whether that was still the question."""
    if not turn.is_at(Stage.CLOSED) or not turn.person.asked_after:
        return False
    if what not in (SAME, NEW, THANKS):
        return False
    turn.change(asked_after=False)
    turn.cancel(Timer.AFTER)
    turn.edit(message if message is not None else "after", None)
    if what == SAME:
        reopened(turn)
        placing.relay_kept(turn)
    elif what == NEW:
        turn.move(Move.START_OVER)
        if turn.person.pending:
            questions.answer(turn)
        else:
            questions.menu(turn)
    else:
        turn.change(kept=(), pending=())
        turn.say(turn.words("welcome"), way_out(turn))
    return True


def no_choice(turn: Turn) -> None:
    """She did not say what her message is about: the case goes on, so that it is not left lying."""
    if turn.is_at(Stage.CLOSED) and turn.person.asked_after:
        choose(turn, SAME, None)


def is_forgotten(turn: Turn) -> bool:
    """Tell whether her closed case is so long ago that a message is simply a new question."""
    case = turn.person.case
    return (
        turn.is_at(Stage.CLOSED)
        and case is not None
        and case.closed_at is not None
        and turn.now - case.closed_at > FORGOTTEN_AFTER
    )


def _is_sentence(turn: Turn, message: Incoming) -> bool:
    person = turn.person
    return (
        person.rating_sentence
        and message.kind is Kind.TEXT
        and turn.now - person.sentence_asked_at <= SENTENCE_WITHIN
    )


def _typed_choice(turn: Turn, typed: str) -> str | None:
    words = typed.strip().lower().rstrip(".!")
    for choice, key in ((SAME, "typed.same"), (NEW, "typed.new"), (THANKS, "typed.thanks")):
        if words in turn.words(key).split("|"):
            return choice
    return None


def _rename(turn: Turn) -> None:
    title = card.title(turn)
    if title != turn.case.title:
        turn.change_case(title=title)
        turn.do(RenameTopic(turn.topic, title, priority=Priority.STATE))
