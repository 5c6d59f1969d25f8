"""Patience: what people are told when messages have to wait for Telegram or never arrive, and how often."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.handoff.albums import parts_with
from bot.handoff.buttons import way_out
from bot.handoff.effects import Here, React
from bot.handoff.events import Why
from bot.handoff.message_map import Side
from bot.text import Html, text

if TYPE_CHECKING:
    from bot.handoff.events import AnswerStalled, MessagesWait
    from bot.handoff.ids import CaseCode, MessageId
    from bot.handoff.turn import Turn

SPELL: Final = 30 * 60
"""Seconds after which she may be told again although nobody said that her messages went on: who would have said
it may have died meanwhile."""


_WORDS: Final = {Why.TOO_BIG: "undelivered_too_big", Why.UNCOPYABLE: "undelivered_uncopyable"}


def stalled(turn: Turn, code: CaseCode) -> None:
    """Tell her once in a spell that her messages wait, are kept, and go on by themselves."""
    case = turn.person.case
    if case is None or case.code != code or not turn.open or turn.person.blocked:
        return
    told_of_topic = case.topic is None and case.delay_told
    told_at = case.stall_told_at
    if told_of_topic or (told_at and turn.now - told_at < SPELL):
        return
    turn.change_case(stall_told_at=turn.now)
    turn.say(turn.words("stalled"), way_out(turn))
    turn.count("stalled")


def moved(turn: Turn, code: CaseCode) -> None:
    """Her messages have gone on: the spell is over."""
    case = turn.person.case
    if case is not None and case.code == code and case.stall_told_at:
        turn.change_case(stall_told_at=0.0)


def wait(turn: Turn, event: MessagesWait) -> None:
    """Show under messages of hers that they wait. Who takes them to the topic says there that they are delivered."""
    if turn.person.blocked:
        return
    sign = turn.desk.reactions.waiting
    turn.do(*(React(turn.her, message, sign, during=way) for message, way in event.messages))


def answer_stalled(turn: Turn, event: AnswerStalled) -> None:
    """Show an expert that an answer waits; the receipt for its delivery takes the place of this."""
    if turn.person.case is not None:
        sign = turn.desk.reactions.waiting
        turn.do(React(turn.topic, event.message, sign, during=event.effect))


def not_passed_on(
    turn: Turn, message: MessageId, why: Why, *, edit: bool = False, words: Html | None = None
) -> None:
    """Tell her which message of hers, or which change of one, the experts do not get, and why; `words` if they say more."""
    if edit:
        words = turn.words("undelivered_edit")
    else:
        words = named_part(turn, words or turn.words(_WORDS.get(why, "undelivered")), message)
        turn.do(React(turn.her, message, turn.desk.reactions.failed))
    turn.say(words, way_out(turn), reply_to=Here(message))


def named_part(turn: Turn, words: Html, message: MessageId, language: str = "") -> Html:
    """Return these words of a message, and of which part of an album they are if it is one.

    Of a message of hers, in her language; with another `language` of an expert's.
    """
    side = Side.TOPIC if language else Side.PERSON
    parts = sorted(parts_with(turn, side, message))
    if len(parts) < 2:
        return words
    part = parts.index(message) + 1
    named = text(language or turn.language, "delivery.part", part=part, count=len(parts))
    return Html(f"{words} {named}")
