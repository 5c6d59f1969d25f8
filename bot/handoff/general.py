"""General: what the bot does in the General topic and in topics that somebody made, and with what belongs to no case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from bot.faq.checking import name_of
from bot.handoff import buttons, flagging
from bot.handoff.answering import command_text
from bot.handoff.decision import Toast
from bot.handoff.effects import (
    Edit,
    Effect,
    Here,
    Named,
    Priority,
    React,
    Say,
    ToGeneral,
    ToThread,
    ToTopic,
)
from bot.handoff.events import AuthorKind, ExpertEdited, ExpertPressed, ExpertWrote
from bot.handoff.flag import FlagChange
from bot.handoff.orders import Word, order_of
from bot.text import Html, bare, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.faq.content import Content
    from bot.handoff.desk import Desk
    from bot.handoff.effects import Place, ToPerson
    from bot.handoff.events import Author, Event, Incoming
    from bot.handoff.ids import CaseCode, ThreadId

_LINE = "dead_letters"
"""The name of the line in General that counts what was set aside."""


def answer(event: Event, desk: Desk) -> tuple[Effect, ...]:
    """Answer a command where there is no case, and an answer that is for nobody there; all else is between colleagues.

    One that was mistyped at first and then corrected is a command like any other.
    """
    match event:
        case ExpertWrote() | ExpertEdited():
            message, place = event.message, _place(event.thread)
        case _:
            return ()
    if command_text(message) is not None:
        return _reply(desk, place, "general.no_case", message)
    if (order := order_of(message)) is None:
        return ()
    role = desk.role(desk.language, "").strip()
    return _reply(desk, place, _answer_to(order.word, event.author), message, role=role)


def of_nobody(event: Event, code: CaseCode, desk: Desk) -> tuple[Effect, ...]:
    """Show under what is written in a topic that it reaches nobody: what is known of whose it was can't be read."""
    match event:
        case ExpertWrote(message=message):
            return (React(ToTopic(code), message.id, desk.reactions.failed),)
        case _:
            return ()


def _answer_to(word: Word, author: Author) -> str:
    """Return the key of what is said to a command that does nothing here, or nothing for who hides behind the group."""
    match word:
        case Word.HELP:
            return "general.help"
        case Word.WHO_AM_I:
            return "general.whoami"
        case Word.RIGHTS:
            return "general.rights_elsewhere"
        case Word.FLAG if author.kind is not AuthorKind.PERSON:
            return f"topic.{'anonymous' if author.kind is AuthorKind.ANONYMOUS else 'channel'}"
        case _:
            return "general.in_topic"


class Notice(Struct, frozen=True):
    """What follows from something in General that changes what is being checked, or may."""

    effects: tuple[Effect, ...] = ()
    flags: tuple[FlagChange, ...] = ()
    toast: Toast | None = None


def flag(event: Event, books: flagging.Books) -> Notice | None:
    """Answer who says where there is no case that an answer or a number is wrong, and their buttons; None for all else."""
    match event:
        case (
            ExpertWrote(thread=thread, author=author, message=message)
            | ExpertEdited(thread=thread, author=author, message=message)
        ) if (
            author.kind is AuthorKind.PERSON
            and (order := order_of(message)) is not None
            and order.word is Word.FLAG
        ):
            said = flagging.asked(books, order.words, message, author.id)
            reply = Say(_place(thread), said.html, said.keyboard, reply_to=Here(message.id))
            return _noted(reply, said, thread)
        case ExpertPressed(
            thread=thread, author=author, data=data, message=under, callback=callback
        ):
            verb, _, item = data.partition(":")
            if verb not in (buttons.FLAG, buttons.LIFT):
                return None
            key, done = flagging.pressed(books, verb, item, author.id)
            toast = Toast(callback, bare(books.desk.language, key))
            if done is None:
                return Notice(toast=toast)
            shown = Edit(
                _place(thread), Here(under), done.html, done.keyboard, priority=Priority.STATE
            )
            return _noted(shown, done, thread, toast)
        case _:
            return None


def _noted(
    answer: Effect, said: flagging.Said, thread: ThreadId | None, toast: Toast | None = None
) -> Notice:
    """Return an answer with the flag that it tells of; General hears of it, wherever that was said."""
    if said.change is None:
        return Notice((answer,), toast=toast)
    line = () if thread is None else (Say(ToGeneral(), said.line, priority=Priority.STATE),)
    return Notice((answer, *line), (said.change,), toast)


def checked(content: Content, ids: Sequence[str], desk: Desk) -> tuple[Say, ...]:
    """Tell the experts that what was being checked has been changed or confirmed."""
    return tuple(
        Say(
            ToGeneral(),
            text(
                desk.language,
                "general.checked",
                what=name_of(content, item, desk.language),
                id=item,
            ),
            priority=Priority.STATE,
        )
        for item in ids
    )


def _reply(
    desk: Desk, place: Place, key: str, message: Incoming, **values: object
) -> tuple[Effect, ...]:
    return (Say(place, text(desk.language, key, **values), reply_to=Here(message.id)),)


def _place(thread: ThreadId | None) -> Place:
    """Return where an event came from that belongs to no case."""
    return ToGeneral() if thread is None else ToThread(thread)


def stale(event: ExpertPressed, desk: Desk) -> Toast:
    """Answer a button that belongs to no case any more."""
    return Toast(event.callback, bare(desk.language, "toast.stale"))


def dead_letters(count: int, desk: Desk) -> Say:
    """Tell the experts that updates were set aside; why is for whoever runs the helpline."""
    return Say(ToGeneral(), _dead_letters(count, desk), name=_LINE, priority=Priority.STATE)


def dead_letters_counted(count: int, desk: Desk) -> Edit:
    """Change the newest such line, now that there are more of them."""
    return Edit(ToGeneral(), Named(_LINE), _dead_letters(count, desk), priority=Priority.DECORATION)


def _dead_letters(count: int, desk: Desk) -> Html:
    key = "general.dead_letter" if count == 1 else "general.dead_letters"
    return text(desk.language, key, count=count)


def damaged_effects(count: int, desk: Desk) -> Say:
    """Tell the experts that something that was to be sent can't be read any more."""
    return Say(
        ToGeneral(),
        text(desk.language, "general.damaged_effects", count=count),
        priority=Priority.STATE,
    )


def draft_stuck(desk: Desk) -> Say:
    """Tell the experts that a draft can't be written into its folder."""
    return Say(ToGeneral(), text(desk.language, "general.draft_stuck"), priority=Priority.STATE)


def not_handled(her: ToPerson, language: str) -> Say:
    """Tell a professional that what she did could not be handled."""
    return Say(her, text(language, "not_handled"))
