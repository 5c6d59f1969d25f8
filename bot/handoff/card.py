"""The card and the title: what experts see of a case at a glance. Never a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.handoff import buttons
from bot.handoff.buttons import desk_button, row
from bot.handoff.desk import AccessMode
from bot.handoff.effects import Priority, Say
from bot.handoff.person import Stage, Urgency
from bot.intake import answers as replies
from bot.intake.form import Kind
from bot.text import Html, bare, text

if TYPE_CHECKING:
    from bot.handoff.effects import Keyboard
    from bot.handoff.turn import Turn
    from bot.intake.answers import Answers
    from bot.intake.form import Form

_THEME: Final = 7
_REGION: Final = 4
_URGENCY: Final = {Urgency.RED: "🔴", Urgency.AMBER: "🟠", Urgency.NORMAL: ""}
_STATE: Final = {Stage.WAITING: "⏳", Stage.CONVERSATION: "💬", Stage.CLOSED: "✅"}

THEME_QUESTION: Final = "thema"
REGION_QUESTION: Final = "regio"


def name(turn: Turn) -> str:
    """Return the name under which the card's message is remembered."""
    return f"card:{turn.case.code}"


def title(turn: Turn) -> str:
    """Return the topic's title: urgency, state, theme, region, code; its first 25 characters tell cases apart."""
    case = turn.case
    signs = _URGENCY[Urgency(case.urgency)] + _STATE[turn.person.stage]
    form = turn.knowledge.form_of(case.form)
    parts = [
        _chosen(form, case.answers, THEME_QUESTION)[:_THEME].strip(),
        _chosen(form, case.answers, REGION_QUESTION)[:_REGION].strip(),
        case.code,
    ]
    return f"{signs} {'·'.join(part for part in parts if part)}"


def _chosen(form: Form, answers: Answers, question_id: str) -> str:
    """Return an answer in short; nothing when she typed it, since a title never tells of a person."""
    question = form.question(question_id)
    values = answers.get(question_id) or ()
    if question is None or any(question.option(value) is None for value in values):
        return ""
    return replies.short_of(form, answers, question_id) or ""


def card(turn: Turn, *, priority: Priority = Priority.NEW_CASE) -> Say:
    """Return the card as a message of the topic; that of a rebuilt topic says so as long as it stands."""
    html = with_instructions(turn)
    if turn.case.rebuilt:
        html = Html(f"{turn.desk_words('card.rebuilt')}\n\n{html}")
    return Say(
        turn.topic,
        html,
        keyboard(turn),
        name=name(turn),
        entry="card",
        pin=True,
        priority=priority,
    )


def with_instructions(turn: Turn) -> Html:
    """Return the card's text with how to answer, as it stands in the topic."""
    return Html(f"{html_of(turn)}\n\n{turn.desk_words('card.instructions')}")


def html_of(turn: Turn) -> Html:
    """Return what the card says of her and her case, in the experts' language."""
    case = turn.case
    language = turn.desk.language
    form = turn.knowledge.form_of(case.form)
    lines = [
        text(language, "card.line", label=label, value=value)
        for _, label, value in answer_lines(form, case.answers, language)
    ]
    if organisation := turn.person.admission.organisation:
        lines.append(text(language, "card.organisation", organisation=organisation))
    elif turn.desk.access is not AccessMode.OPEN and not turn.person.admission.since:
        lines.append(text(language, "card.not_admitted"))
    if case.language != language:
        lines.append(text(language, f"card.language_{case.language}"))
    opened = turn.desk.local(case.opened_at)
    return text(
        language,
        "card",
        code=case.code,
        urgency=text(language, f"card.urgency_{case.urgency}"),
        at=f"{opened.day}-{opened.month} {opened.hour}:{opened.minute:02}",
        lines=Html("\n".join(lines)),
        state=_state(turn),
    )


def answer_lines(form: Form, answers: Answers, language: str) -> list[tuple[str, str, str]]:
    """Return question id, label and answer in words of what was answered.

    What she typed at length is not repeated: it stands in her own message.
    """
    lines = []
    for question in replies.asked(form, answers):
        values = answers.get(question.id)
        if not values:
            continue
        value = (
            bare(language, "intake.in_message")
            if question.kind is Kind.TEXT
            else replies.value_text(question, values, language)
        )
        lines.append((question.id, question.label.get(language), value))
    return lines


def keyboard(turn: Turn) -> Keyboard:
    """Return the buttons under the card."""
    if turn.is_at(Stage.CLOSED):
        return (row(desk_button(turn, "button.reopen", buttons.REOPEN)),)
    close = desk_button(turn, "button.close", buttons.CLOSE)
    if turn.is_at(Stage.WAITING):
        return (row(desk_button(turn, "button.take", buttons.TAKE), close),)
    return (row(close),)


def _state(turn: Turn) -> Html:
    language = turn.desk.language
    # She may be asking the bot something else by now.
    if turn.case.closed_at is not None:
        return text(language, "card.closed")
    if turn.is_at(Stage.WAITING):
        return text(language, "card.waiting")
    roles = ", ".join(turn.desk.role(language, one.letter) for one in turn.case.speakers)
    return text(language, "card.taken", role=roles)
