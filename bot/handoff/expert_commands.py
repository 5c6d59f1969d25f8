"""Expert commands: what experts ask the bot itself, in a topic. Neither the command nor its answer ever leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.handoff import (
    blocking,
    buttons,
    flagging,
    learning,
    notes,
    pinning,
    suggesting,
    taking_back,
    whoami,
)
from bot.handoff.answering import command_text
from bot.handoff.effects import Edit, Here, Priority
from bot.handoff.events import AuthorKind, Kind
from bot.handoff.message_map import EntryKind
from bot.handoff.orders import Word, is_closing, is_command, order_of

if TYPE_CHECKING:
    from bot.handoff.events import Author, ExpertPressed, Incoming
    from bot.handoff.turn import Turn


_AGAIN: Final = frozenset({Word.SUGGEST, Word.FLAG, Word.WHO_AM_I, Word.RIGHTS, Word.HELP})
"""What does no harm when it is said twice."""


def obey(turn: Turn, author: Author, message: Incoming) -> bool:
    """Do what a command in a topic says, or take in what the bot asked for; tell whether it was one of these."""
    if author.kind is not AuthorKind.PERSON:
        return False
    order = order_of(message)
    if order is None:
        if command_text(message) is not None or notes.is_internal(message.text):
            return False  # words for her, wherever they are written, or for nobody
        if is_command(message.text):
            turn.react(message.id, turn.desk.reactions.note)
            key = "topic.no_command" if message.kind is Kind.TEXT else "topic.no_command_there"
            turn.tell_topic(turn.desk_words(key), reply_to=Here(message.id))
            return True
        if not learning.is_asked(turn, message):
            return False
        turn.react(message.id, turn.desk.reactions.note)
        learning.told(turn, message)
        return True
    turn.react(message.id, turn.desk.reactions.note)
    match order.word:
        case Word.SUGGEST:
            suggesting.suggest(turn, message, order.words)
        case Word.LEARN:
            learning.learn(turn, message, order.words)
        case Word.FLAG:
            _flag(turn, author, message, order.words)
        case Word.BLOCK:
            blocking.asked(turn, author, message, order.words)
        case Word.UNBLOCK:
            blocking.undo_asked(turn, author, message)
        case Word.TAKE_BACK:
            taking_back.answer(turn, author, message)
        case Word.PIN | Word.UNPIN:
            pinning.pin(turn, message, off=order.word is Word.UNPIN)
        case Word.WHO_AM_I:
            whoami.show_expert(turn, author, message)
        case Word.RIGHTS:
            turn.tell_topic(turn.desk_words("general.rights_elsewhere"), reply_to=Here(message.id))
        case Word.HELP:
            turn.tell_topic(turn.desk_words("general.help"), reply_to=Here(message.id))
    return True


def corrected(turn: Turn, author: Author, message: Incoming) -> bool:
    """Do what a message says that became a command by a change; tell whether it is one.

    What changes something that can't be done twice is not done: it may have been done already.
    """
    known = turn.context.subject
    answer = known is not None and known.kind is EntryKind.ANSWER
    if answer or author.kind is not AuthorKind.PERSON or not is_command(message.text):
        return False
    notes.edited(turn, message)
    order = order_of(message)
    unknown = order is None and command_text(message) is None and not is_closing(message.text)
    if unknown or (order is not None and order.word in _AGAIN):
        return obey(turn, author, message)
    turn.react(message.id, turn.desk.reactions.note)
    turn.tell_topic(turn.desk_words("topic.command_changed"), reply_to=Here(message.id))
    return True


def _flag(turn: Turn, author: Author, message: Incoming, words: str) -> None:
    said = flagging.asked(_books(turn), words, message, author.id)
    turn.tell_topic(said.html, said.keyboard, reply_to=Here(message.id))
    _note(turn, said)


def pressed(turn: Turn, event: ExpertPressed) -> str | None:
    """Do what a button about a flag says; return the key of what to tell, None when it is no such button.

    A flag is about the content, so it counts in the topic of an older case too.
    """
    verb, _, item = event.data.partition(":")
    if verb not in (buttons.FLAG, buttons.LIFT):
        return None
    key, said = flagging.pressed(_books(turn), verb, item, event.author.id)
    if said is not None:
        changed = Edit(
            turn.topic, Here(event.message), said.html, said.keyboard, priority=Priority.STATE
        )
        turn.do(changed)
        _note(turn, said)
    return key


def _note(turn: Turn, said: flagging.Said) -> None:
    """Keep a flag that was set or lifted, and tell the others of it."""
    if said.change is not None:
        turn.flag(said.change)
        turn.tell_general(said.line)


def _books(turn: Turn) -> flagging.Books:
    return flagging.Books(turn.knowledge, turn.desk, turn.flags, turn.now)
