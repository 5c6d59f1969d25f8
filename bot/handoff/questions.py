"""Questions: what she typed, answered from the FAQ, or handed on; and the FAQ to leaf through."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.faq.danger import Level
from bot.faq.entry import Action
from bot.faq.reply import reply_html
from bot.handoff import asked, buttons, questionnaire, watch
from bot.handoff.buttons import button, case_rows, row, way_out
from bot.handoff.duty import duty_text
from bot.handoff.effects import Button, Keyboard
from bot.handoff.events import Timer
from bot.handoff.kinds import NOT_READ
from bot.handoff.person import Typed
from bot.intake.typed import Command, command_of
from bot.text import Html, plain

if TYPE_CHECKING:
    from bot.faq.entry import Entry
    from bot.handoff.events import Incoming
    from bot.handoff.ids import MessageId
    from bot.handoff.turn import Turn

ENFORCES: Final = "answered"
"""The term of the data map that is kept here."""
GATHER: Final = 3.0
"""Seconds: texts that follow each other within this time are one question."""

PENDING_AT_MOST: Final = 20
"""Messages that wait to be answered at most; older ones are still kept for a case."""

LONGEST: Final = 1500
"""Signs of a question that are compared with the FAQ: a whole story takes long, and says no more."""


def menu(turn: Turn) -> None:
    """Ask what it is about."""
    _say(turn, turn.words("menu", duty=duty_text(turn)))


def after_danger(turn: Turn) -> None:
    """Go on after she said that there is no danger: with what she asked, or with how to ask."""
    if turn.person.pending:
        answer(turn, safe=True)
    else:
        _say(turn, turn.words("safe", duty=duty_text(turn)))


def _say(turn: Turn, html: Html) -> None:
    turn.say(html, (row(button(turn, "button.themes", buttons.THEMES)), *way_out(turn)))


def pend(turn: Turn, message: Incoming) -> None:
    """Let a message of hers wait to be answered."""
    typed = Typed(message.id, message.text, message.kind in NOT_READ)
    turn.change(pending=(*turn.person.pending, typed)[-PENDING_AT_MOST:])


def wait_for_more(turn: Turn) -> None:
    """Answer when no text has come for a moment."""
    turn.set_timer(Timer.QUESTION, turn.now + GATHER)


def answer(turn: Turn, *, safe: bool = False) -> None:
    """Answer everything she typed lately, as one question, with one reply.

    `safe`: she has just said that there is no danger, and is not asked again.
    """
    typed = turn.person.pending
    turn.change(pending=())
    turn.cancel(Timer.QUESTION)
    question = "\n".join(one.text for one in typed if one.text)[:LONGEST]
    talk = turn.knowledge.talk
    if not question or any(one.unread for one in typed):
        _unreadable(turn, safe=safe)
    if not question:
        return
    if (who := talk.self_identifies(question)) is not None:
        not_a_professional(turn, who)
    elif any(talk.wants_human(one.text) for one in typed) or talk.wants_human(question):
        questionnaire.begin(turn)
    elif talk.is_greeting(question):
        _say(turn, turn.words("greeting"))
    elif talk.is_thanks(question):
        _say(turn, turn.words("welcome"))
    elif talk.is_nod(question):
        _say(turn, turn.words("nod"))
    elif talk.is_misunderstood(question):
        _say(turn, turn.words("not_helped", duty=duty_text(turn)))
    elif command_of(question) in (Command.STOP, Command.BACK):
        menu(turn)
    else:
        _from_faq(turn, question, safe=safe)


def _from_faq(turn: Turn, question: str, *, safe: bool) -> None:
    # A guess at danger was shown as she wrote; what is like danger only as a whole is asked about.
    sign = None if safe else watch.weigh(turn, question, most=Level.ASK)
    level = sign.level if sign is not None else None
    asked_for = turn.knowledge.talk.after_greeting(question)
    match = turn.knowledge.finder.match(asked_for, turn.language, limit=3)
    entries = [
        turn.knowledge.content.entries[one.entry_id]
        for one in match.candidates
        if one.entry_id in turn.knowledge.content.entries
    ]
    turn.count(f"question.{match.decision}")
    readable = match.decision != "none" or turn.knowledge.talk.readable(question)
    for name, by in asked.question(match) if readable else ((asked.UNREADABLE, 1),):
        turn.tally(name, by)
    safety = _danger_question(turn) if level is Level.ASK else ()
    if match.decision == "answer" and entries:
        if entries[0].action is not None:
            _meta(turn, entries[0])
            return
        before = plain(_line(turn, "info")) if level is Level.INFO else ""
        html, keyboard = entry_screen(turn, entries[0], before)
        if level is Level.ASK:
            html = Html(f"{html}\n\n{plain(_line(turn, 'ask'))}")
        turn.say(html, (*safety, *keyboard))
        turn.count(f"answered.{entries[0].id}")
        turn.tally(asked.shown(entries[0].id))
    elif match.decision == "choices" and entries:
        html = turn.words("choices" if len(entries) > 1 else "choice")
        if level is Level.ASK:
            html = Html(f"{html}\n\n{plain(_line(turn, 'ask'))}")
        rows = [
            row(Button(one.wording(turn.language).label, buttons.data(buttons.ENTRY, one.id)))
            for one in entries[:3]
        ]
        turn.say(html, (*safety, *rows, *way_out(turn)))
    elif not readable:
        _unreadable(turn, safe=safe)
    else:
        _no_answer(turn, safe=safe, asks=level is Level.ASK)


def _no_answer(turn: Turn, *, safe: bool, asks: bool) -> None:
    """Say that there is no answer. `asks`: what she wrote is a reason to ask for danger, however often she was asked."""
    key = "no_answer" if turn.person.admission.barred is None else "access.no_answer"
    html = turn.words(key, duty=duty_text(turn))
    keyboard = (row(button(turn, "button.themes", buttons.THEMES)), *way_out(turn))
    if not safe and (asks or not watch.asked_lately(turn)):
        # Whatever the bot does not know may be danger in words that it does not know either.
        html = Html(f"{html}\n\n{plain(_line(turn, 'ask'))}")
        keyboard = (*_danger_question(turn), *keyboard)
    turn.say(html, keyboard)


def _line(turn: Turn, name: str) -> str:
    lines = turn.knowledge.content.danger.lines
    return next(words.get(turn.language) for key, words in lines.items() if key == name)


def _danger_question(turn: Turn) -> Keyboard:
    watch.ask(turn)
    watch.note_asked(turn)
    return (
        row(
            button(turn, "button.danger_yes", buttons.DANGER),
            button(turn, "button.danger_no", buttons.SAFE),
        ),
    )


def _unreadable(turn: Turn, *, safe: bool) -> None:
    turn.change(unreadable_told=True)
    safety = () if safe else _danger_question(turn)
    barred = turn.person.admission.barred is not None
    said = turn.words("access.unreadable" if barred else "unreadable", duty=duty_text(turn))
    turn.say(said, (*safety, *way_out(turn)))


def _meta(turn: Turn, entry: Entry) -> None:
    match entry.action:
        case Action.EXPERT:
            questionnaire.begin(turn)
        case Action.YOUNG_PERSON:
            not_a_professional(turn, "young_person")
        case Action.PARENT:
            not_a_professional(turn, "parent")
        case Action.ABOUT | None:
            html, _ = entry_screen(turn, entry)
            turn.say(html, way_out(turn))


def not_a_professional(turn: Turn, who: str) -> None:
    """Give a young person or a parent the right lines, warmly; the way to a human stays."""
    action = Action.YOUNG_PERSON if who == "young_person" else Action.PARENT
    entry = turn.knowledge.content.meta(action)
    if entry is None:
        menu(turn)
        return
    html, _ = entry_screen(turn, entry)
    turn.count(f"not_professional.{action.value}")
    turn.say(html, way_out(turn))


# --- to leaf through --------------------------------------------------------------------------


def themes(turn: Turn, message: MessageId | None = None) -> None:
    """Show the themes."""
    labels = [
        Button(theme.label.get(turn.language), buttons.data(buttons.THEME, theme.id))
        for theme in turn.knowledge.content.themes
    ]
    rows = tuple(tuple(labels[at : at + 2]) for at in range(0, len(labels), 2))
    _screen(turn, message, turn.words("themes"), (*rows, *way_out(turn)))


def theme(turn: Turn, theme_id: str, message: MessageId) -> bool:
    """Show the questions of a theme; tell whether there is such a theme (still)."""
    shelf = turn.knowledge.content.theme(theme_id)
    if shelf is None:
        return False
    rows = [
        row(Button(entry.wording(turn.language).label, buttons.data(buttons.ENTRY, entry.id)))
        for entry in turn.knowledge.content.entries_of(theme_id)
    ]
    back = row(button(turn, "button.back_themes", buttons.THEMES, "b"))
    _screen(
        turn,
        message,
        turn.words("theme", theme=shelf.name.get(turn.language)),
        (*rows, back, *way_out(turn)),
    )
    return True


def entry(turn: Turn, entry_id: str, message: MessageId) -> bool:
    """Show an answer that was chosen; tell whether there is such an entry (still)."""
    found = turn.knowledge.content.entry_named(entry_id)
    if found is None:
        return False
    if found.action is not None:
        _meta(turn, found)
        return True
    html, keyboard = entry_screen(turn, found)
    turn.count(f"answered.{found.id}")
    turn.tally(asked.shown(found.id))
    _screen(turn, message, html, keyboard)
    return True


def helped(turn: Turn, entry_id: str, *, yes: bool, message: MessageId) -> bool:
    """Take in whether an answer helped; tell whether there is such an entry (still)."""
    found = turn.knowledge.content.entry_named(entry_id)
    if found is None:
        return False
    turn.count(f"{'helped' if yes else 'not_helped'}.{found.id}")
    turn.tally(asked.helped(found.id, yes=yes))
    turn.edit(message, None, way_out(turn))
    if turn.open:
        turn.say(turn.words("status", code=turn.case.code, duty=duty_text(turn)), case_rows(turn))
        return True
    key = "helped" if yes else "not_helped"
    keyboard = (row(button(turn, "button.themes", buttons.THEMES)), *way_out(turn))
    turn.say(turn.words(key, duty=duty_text(turn)), keyboard)
    return True


def entry_html(turn: Turn, entry: Entry) -> Html:
    """Return an entry as text: question, answer, next steps, contacts."""
    wording = entry.wording(turn.language)
    answer = reply_html(turn.knowledge.content, entry.id, turn.language, turn.flags)
    return turn.words("entry", question=wording.question, answer=answer)


def entry_screen(turn: Turn, entry: Entry, before: str = "") -> tuple[Html, Keyboard]:
    """Return an entry as a message, with its buttons; `before` stands above it. Its first line tells nothing of it."""
    words = (turn.words("neutral.entry"), before, entry_html(turn, entry))
    html = Html("\n\n".join(one for one in words if one))
    keyboard: Keyboard = way_out(turn)
    if entry.action is None:
        keyboard = (
            row(
                button(turn, "button.helped", buttons.HELPED, entry.id, "y"),
                button(turn, "button.not_helped", buttons.HELPED, entry.id, "n"),
            ),
            *keyboard,
        )
    return html, keyboard


def _screen(turn: Turn, message: MessageId | None, html: str, keyboard: Keyboard) -> None:
    if message is None:
        turn.say(html, keyboard)
    else:
        turn.edit(message, html, keyboard)
