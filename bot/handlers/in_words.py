"""In words: what a copy would change is told as a text: how dice fell, what is ticked in a list, a quiz.

A copy of dice is a new throw, and a copy of a checklist has no ticks; a quiz is copied only by who knows its answer
(Bot API, copyMessage).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from telegram import Poll

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from telegram import Checklist, Message, MessageEntity

_Line = tuple[str, str, "Sequence[MessageEntity] | None"]
"""What stands before a text, the text, and its entities."""


class Words(NamedTuple):
    """A text with its entities as Telegram has them (offsets in UTF-16 units)."""

    text: str
    entities: list[dict[str, Any]]


def words_of(message: Message) -> Words | None:
    """Return the text that goes in place of a message; None when a copy is as good as the message."""
    if message.dice is not None:
        return Words(f"{message.dice.emoji} {message.dice.value}", [])
    if message.checklist is not None:
        return _text(_list(message.checklist))
    if (poll := message.poll) is not None and is_secret(poll):
        return _asked(poll)
    return None


def inside(message: Message) -> str:
    """Return what a poll that goes as a copy asks, its options, and how it explains its answer; empty without one."""
    poll = message.poll
    if poll is None or is_secret(poll):
        return ""
    return "\n".join(one for one in (_asked(poll).text, poll.explanation) if one)


def is_secret(poll: Poll) -> bool:
    """Tell whether a poll is a quiz of which Telegram does not tell the bot the answer."""
    return poll.type == Poll.QUIZ and not poll.correct_option_ids


def _asked(poll: Poll) -> Words:
    asked = ("", poll.question, poll.question_entities)
    return _text([asked, *(("○ ", one.text, one.text_entities) for one in poll.options)])


def _list(listed: Checklist) -> Iterable[_Line]:
    yield "", listed.title, listed.title_entities
    for task in listed.tasks:
        # A task without a date is not done; who did it is not passed on.
        yield "☐ " if task.completion_date is None else "☑ ", task.text, task.text_entities


def _text(lines: Iterable[_Line]) -> Words:
    text, entities = "", list[dict[str, Any]]()
    for before, words, marks in lines:
        text += f"\n{before}" if text else before
        start = len(text.encode("utf-16-le")) // 2
        entities += [{**one.to_dict(), "offset": one.offset + start} for one in marks or ()]
        text += words
    return Words(text, entities)
