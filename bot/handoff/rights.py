"""Rights: she sees all there is about her, or has it erased; the same for what somebody did as an expert."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from bot.handoff import export, forgetting
from bot.handoff.audit import Deed, Role
from bot.handoff.buttons import way_out
from bot.handoff.erasure import Ask
from bot.handoff.events import Kind

if TYPE_CHECKING:
    from bot.handoff.decision import Decision
    from bot.handoff.events import Incoming
    from bot.handoff.ids import ExpertId
    from bot.handoff.known import Known
    from bot.handoff.turn import Context, Turn

WORDS: Final = frozenset({"vergeet", "forget"})
"""What is to be typed; either language will do."""
TYPE_WITHIN: Final = 15 * 60
"""Seconds in which the word counts."""
EXPORT_AGAIN: Final = 10 * 60
"""Seconds after an export in which no other one is made."""


def show(turn: Turn) -> None:
    """Send her all there is about her."""
    if turn.now - turn.person.exported_at < EXPORT_AGAIN:
        turn.say(turn.words("mydata.just_now"), way_out(turn))
        return
    turn.change(exported_at=turn.now)
    turn.wish(Ask.EXPORT)
    turn.audit(Deed.EXPORTED, Role.PERSON)


def explain(turn: Turn) -> None:
    """Say what is erased and what is not, and ask for the word."""
    turn.change(forgetting_at=turn.now)
    key = "forget.open" if turn.open else "forget"
    turn.say(turn.words(key), way_out(turn))


def confirmed(turn: Turn, message: Incoming) -> bool:
    """Erase everything when that is what she typed; tell whether it was."""
    asked = turn.person.forgetting_at
    if not asked or message.kind is not Kind.TEXT or turn.now - asked > TYPE_WITHIN:
        return False
    if message.text.strip(" .!\"'“”\n").lower() not in WORDS:
        return False
    turn.wish(Ask.FORGET)
    turn.audit(Deed.DELETED, Role.PERSON, about="request")
    turn.count("forgotten")
    return True


def fulfilled(decision: Decision, known: Known, context: Context, expert: ExpertId) -> Decision:
    """Return a decision with what it wished for, now that all there is about her is known.

    `expert` is her own id, were she an expert.
    """
    wish = decision.wish
    if wish is None:
        return decision
    match wish.ask:
        case Ask.EXPORT:
            sent = export.effects(
                decision.person, known, context.knowledge, context.desk, context.now
            )
            return replace(decision, effects=(*decision.effects, *sent))
        case Ask.FORGET:
            return forgetting.all_at_her_word(decision, known, expert, context.desk)
        case Ask.EXPIRE:
            return forgetting.all_in_time(decision, known, context.knowledge, context.desk)
        case Ask.EXPIRE_CASES:
            return forgetting.cases_in_time(decision, known, wish, context.knowledge)
        case Ask.TIDY:
            return forgetting.tidied(decision, known, context.now)
