"""Rights: she sees all there is about her, or has it erased; the same for what somebody did as an expert."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from bot.handoff import buttons, export, forgetting
from bot.handoff.audit import Deed, Role
from bot.handoff.buttons import button, row, way_out
from bot.handoff.erasure import Ask
from bot.handoff.events import Kind
from bot.handoff.person import Stage
from bot.text import Html

if TYPE_CHECKING:
    from bot.handoff.decision import Decision
    from bot.handoff.events import Incoming
    from bot.handoff.ids import ExpertId, MessageId
    from bot.handoff.known import Known
    from bot.handoff.turn import Context, Turn

WORDS: Final = frozenset({"vergeet", "forget"})
"""What is to be typed; either language will do."""
TYPE_WITHIN: Final = 15 * 60
"""Seconds in which the word counts."""
NO_WITHIN: Final = 2 * 60
"""Seconds in which a plain "no" counts."""
EXPORT_AGAIN: Final = 10 * 60
"""Seconds after an export in which no other one is made."""


def show(turn: Turn) -> None:
    """Send her all there is about her."""
    # A time to come is of a clock that was ahead.
    if 0 <= turn.now - turn.person.exported_at < EXPORT_AGAIN:
        turn.say(turn.words("mydata.just_now"), way_out(turn))
        return
    turn.change(exported_at=turn.now)
    turn.wish(Ask.EXPORT)
    turn.audit(Deed.EXPORTED, Role.PERSON)


def explain(turn: Turn) -> None:
    """Say what is erased and what is not, and ask for the word."""
    turn.change(forgetting_at=turn.now)
    said = turn.words("forget.open" if turn.open else "forget")
    if forgetting.blocked_until(turn.person, turn.desk):
        said = Html(f"{said}\n\n{forgetting.still_blocked(turn.person, turn.desk)}")
    turn.say(said, (row(button(turn, "button.keep_all", buttons.KEEP_ALL)), *way_out(turn)))


def keep_all(turn: Turn, screen: MessageId) -> bool:
    """Erase nothing after all; tell whether that was still open."""
    if not turn.person.forgetting_at:
        return False
    turn.change(forgetting_at=0.0)
    turn.edit(screen, turn.words("forget.kept"), way_out(turn))
    return True


def confirmed(turn: Turn, message: Incoming, danger_asked_at: float) -> bool:
    """Erase everything when that is what she typed, or nothing when she says so; tell whether it was either.

    A "no" may be for somebody else: for the experts, a question before the case, or one about danger (asked at
    `danger_asked_at`, epoch seconds). Then the button alone says it.
    """
    asked = turn.person.forgetting_at
    if not asked or message.kind is not Kind.TEXT:
        return False
    if turn.now - asked > TYPE_WITHIN:
        turn.change(forgetting_at=0.0)
        return False
    said = message.text.strip(" .!\"'“”\n").lower()
    answers_this = turn.is_at(Stage.TALKING, Stage.CLOSED, Stage.NEW) and not danger_asked_at
    if (
        answers_this
        and turn.now - asked < NO_WITHIN
        and said.replace(",", "") in turn.words("typed.keep_all").split("|")
    ):
        turn.change(forgetting_at=0.0)
        turn.say(turn.words("forget.kept"), way_out(turn))
        return True
    if said not in WORDS:
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
            return forgetting.cases_in_time(decision, known, wish, context.knowledge, context.desk)
        case Ask.TIDY:
            return forgetting.tidied(decision, known, context.now)
        case Ask.REMNANTS:
            return forgetting.remnants(decision.person.id, known, context.desk, context.now)
