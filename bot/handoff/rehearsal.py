"""Rehearsal: what the bot says to a question, decided as it decides, with nobody there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from bot.faq.entry import Action
from bot.handoff.decide import Context, decide
from bot.handoff.effects import Say, ToPerson
from bot.handoff.events import Incoming, Kind, Timer, TimerFired, Wrote
from bot.handoff.ids import CaseCode, ChatId, MessageId, PersonId
from bot.handoff.person import Person
from bot.handoff.questions import LONGEST
from bot.handoff.start import consent
from bot.handoff.turn import Turn
from bot.handoff.watch import weigh

if TYPE_CHECKING:
    from bot.faq.danger import Sign
    from bot.handoff.desk import Desk
    from bot.handoff.knowledge import Knowledge

Outcome = Literal["danger", "answer", "choices", "none", "talk"]
"""`danger`: a screen with numbers comes first. `talk`: she greets, thanks or stops; no question was heard."""

_NOBODY: Final = PersonId("rehearsal")
_CHAT: Final = ChatId(1)
_CODE: Final = CaseCode("PROEF")


class Rehearsed(NamedTuple):
    """What she would see, and what it comes to."""

    outcome: Outcome
    entries: tuple[str, ...]
    """Ids of the entry that is given, or of those that are offered; empty otherwise."""
    sign: Sign | None
    """The sign of danger in the question, whatever its level."""
    says: tuple[Say, ...]


def rehearse(
    question: str, language: str, knowledge: Knowledge, desk: Desk, now: float
) -> Rehearsed:
    """Ask the bot a question, as somebody who has agreed and has no case. `now` in epoch seconds."""
    context = Context(now=now, fresh=_CODE, desk=desk, knowledge=knowledge)
    agreeing = Turn(Person(_NOBODY, _CHAT, language), context)
    consent(agreeing)
    person = agreeing.person
    asked = Wrote(Incoming(MessageId(1), Kind.TEXT, question))
    first = decide(person, asked, context)
    effects, counts = first.effects, first.count
    if Timer.QUESTION in dict(first.set_timers):
        answered = decide(first.person, TimerFired(Timer.QUESTION), context)
        effects, counts = (*effects, *answered.effects), (*counts, *answered.count)
    says = tuple(one for one in effects if isinstance(one, Say) and isinstance(one.to, ToPerson))
    sign = weigh(Turn(person, context), question)
    if any(one.startswith("danger.") for one in counts):
        return Rehearsed("danger", (), sign, says)
    return Rehearsed(*_outcome(question, language, knowledge, counts), sign, says)


def _outcome(
    question: str, language: str, knowledge: Knowledge, counts: tuple[str, ...]
) -> tuple[Outcome, tuple[str, ...]]:
    talk, content = knowledge.talk, knowledge.content
    if not any(one.startswith("question.") for one in counts):
        heard = _heard(question, knowledge)
        entry = content.meta(heard) if heard is not None else None
        return ("answer", (entry.id,)) if entry is not None else ("talk", ())
    match = knowledge.finder.match(talk.after_greeting(question[:LONGEST]), language, limit=3)
    known = tuple(one.entry_id for one in match.candidates if one.entry_id in content.entries)
    if match.decision == "answer" and known:
        return "answer", known[:1]
    if match.decision == "choices" and known:
        return "choices", known
    return "none", ()


def _heard(question: str, knowledge: Knowledge) -> Action | None:
    """What she says of herself, or wants, where that is answered before any question is looked up."""
    talk = knowledge.talk
    if (who := talk.self_identifies(question)) is not None:
        return Action.YOUNG_PERSON if who == "young_person" else Action.PARENT
    return Action.EXPERT if talk.wants_human(question) else None
