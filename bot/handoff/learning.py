"""Learning: an answer of an expert becomes a draft for the FAQ, which a maintainer has to confirm by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.faq.draft import draft_yaml
from bot.faq.named import entries_in
from bot.handoff import card
from bot.handoff.answering import COMMAND
from bot.handoff.decision import Draft
from bot.handoff.effects import Edit, Here, Priority, Say
from bot.handoff.message_map import Entry, EntryKind, Link, Side
from bot.text import bare

if TYPE_CHECKING:
    from bot.handoff.events import Incoming
    from bot.handoff.ids import MessageId
    from bot.handoff.turn import Turn
    from bot.text import Html

_ANSWER: Final = 3000
"""Signs of an answer for which there is room in a message of the bot while the question is asked for."""
_BETWEEN: Final = "\n\n"
"""What stands between the bot's own words and the answer in that message, and nowhere before."""


def learn(turn: Turn, message: Incoming, words: str) -> None:
    """Take the answer that a command replies to; its question is in `words`, or is asked for."""
    entry = turn.context.entry
    if message.reply_to is None or entry is None or entry.kind is not EntryKind.ANSWER:
        _say(turn, "learn.which", message.id)
        return
    if message.reply_own and entries_in(turn.knowledge.content, message.reply_text):
        _say(turn, "learn.known", message.id)
        return
    answer = without_command(message.passage)
    if not answer:
        _say(turn, "learn.no_text", message.id)
    elif words and not _says_something(words):
        _say(turn, "learn.again", message.id)
    elif words:
        _draft(turn, message.id, words, answer)
    elif len(answer) > _ANSWER:
        _say(turn, "learn.long", message.id)
    else:
        asking = turn.desk_words("learn.ask", answer=answer)
        about = Here(message.reply_to)
        # The text of the answer waits in this message of the bot itself, and nowhere else.
        turn.do(Say(turn.topic, asking, reply_to=about, entry="learn", priority=Priority.STATE))


def is_asked(turn: Turn, message: Incoming) -> bool:
    """Tell whether a message answers the bot's question to which question an answer belongs.

    Who is quick may answer before it was noted what the bot sent; then it is known by its words.
    """
    entry = turn.context.entry
    if entry is not None:
        return entry.kind is EntryKind.LEARN
    asking = bare(turn.desk.language, "learn.ask", answer="").strip()
    return message.reply_own and message.reply_text.startswith(asking)


def told(turn: Turn, message: Incoming) -> None:
    """Take in the question that was asked for: the message that is answered holds the answer to it."""
    answer = message.reply_text.partition(_BETWEEN)[2].strip()
    if not _says_something(message.text) or not answer:
        _say(turn, "learn.again", message.id)
    else:
        _draft(turn, message.id, message.text, answer)
        if message.reply_to is not None:
            # One question makes one draft: it is answered now, and need not hold the answer any more.
            turn.link(Link(Side.TOPIC, message.reply_to, Entry(EntryKind.BOT)))
            done = turn.desk_words("learn.done")
            turn.do(Edit(turn.topic, Here(message.reply_to), done, priority=Priority.STATE))


def _draft(turn: Turn, message: MessageId, question: str, answer: str) -> None:
    day = turn.desk.local(turn.now).date()
    # A code that no case has: a draft says nothing of where it came from.
    file = f"{day.isoformat()}_concept_{turn.context.fresh.replace('-', '').lower()}.yaml"
    theme = "" if turn.older else _theme(turn)
    turn.draft(
        Draft(
            file,
            draft_yaml(file, question, answer, day, theme=theme, language=turn.language),
        )
    )
    turn.count("drafted")
    _say(turn, "learn.drafted", message, file=file)
    turn.tell_general(turn.desk_words("general.drafted", file=file))


def _theme(turn: Turn) -> str:
    chosen = turn.case.answers.get(card.THEME_QUESTION) or ("",)
    return chosen[0] if turn.knowledge.content.theme(chosen[0]) is not None else ""


def _says_something(text: str) -> bool:
    """Tell whether a text can be a question: it holds a letter or digit."""
    return any(map(str.isalnum, text))


def without_command(text: str) -> str:
    """Return a text as it went to her: without the answer command."""
    first, *rest = text.split(maxsplit=1) or [""]
    return "".join(rest).strip() if first.split("@", 1)[0].lower() == COMMAND else text.strip()


def _say(turn: Turn, key: str, message: MessageId, **values: object) -> None:
    html: Html = turn.desk_words(key, **values)
    turn.tell_topic(html, reply_to=Here(message))
