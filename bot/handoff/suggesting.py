"""Suggesting: answers from the FAQ for an expert to choose from; what is chosen reaches her as an answer like any other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.faq.markup import plain_text
from bot.handoff import asked, buttons, card, learning, questions, speaking, watch
from bot.handoff.effects import Button, Counterpart, Edit, Here, Keyboard, Pass, Priority
from bot.handoff.message_map import OF_HERS, EntryKind
from bot.text import Html, bare

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.faq.entry import Entry
    from bot.handoff.effects import Ref
    from bot.handoff.events import ExpertPressed, Incoming
    from bot.handoff.ids import MessageId
    from bot.handoff.turn import Turn

SHOWN: Final = 3
_RANKED: Final = 6
"""Entries that are ranked, so that three are left without those about the helpline itself."""
_START: Final = 180
"""Signs of an answer that are shown before it is sent."""
_CLOCK: Final = re.compile(r"^\d{1,2}:\d\d$", re.MULTILINE)
"""The time above a part of a merged message."""


def suggest(turn: Turn, message: Incoming, words: str) -> None:
    """Show the entries that fit the words, or the message that is answered, or else the theme of the case."""
    entry = turn.context.entry
    hers = entry is not None and entry.kind in OF_HERS
    query = words or ("" if _is_card(turn) else _text_of(turn, message))
    entries, sure = (
        _found(turn, query, hers=hers and not words) if query else (_of_theme(turn), True)
    )
    about = message.reply_to if hers and message.reply_to is not None else 0
    head = "faq.nothing" if not entries else "faq.found" if sure else "faq.unsure"
    parts = [turn.desk_words(head)]
    if hers and watch.is_danger(turn.knowledge.watch.look(message.reply_text)):
        parts.insert(0, turn.desk_words("faq.danger"))
    parts += [_shown(turn, number, one) for number, one in enumerate(entries, 1)]
    may_send = turn.open and not turn.older
    keyboard = _keyboard(turn, entries, about) if may_send else ()
    turn.tell_topic(Html("\n\n".join(parts)), keyboard, reply_to=Here(message.id))


def send(turn: Turn, event: ExpertPressed, about: MessageId, entry_id: str, *, again: bool) -> str:
    """Send an entry to her as this expert's answer; return the key of what to tell the one who pressed.

    The message with the buttons becomes the answer as it stands in the topic: it shows what was sent, has the
    receipt, and is what her replies point at. `about` is the message of hers that it answers, 0 for none; `again`:
    the button said that this entry was sent already.
    """
    entry = turn.knowledge.content.entry_named(entry_id)
    under = turn.context.entry
    if under is not None and under.kind is EntryKind.ANSWER:
        return "toast.sent_already"
    if not turn.open:
        return "toast.case_closed"
    if entry is None:
        return "toast.entry_gone"
    if entry.id in turn.case.sent and not again:
        return "toast.sent_before"
    html = questions.entry_html(turn, entry)
    first = Html(f"{turn.words('neutral.sent')}\n\n{html}")
    answer = Pass(turn.her, event.message, first, html=True, reply_to=_reply(turn, about))
    speaking.send(turn, event.author.id, event.message, reply_to=None, text=answer)
    speaker = turn.case.speaker(event.author.id)
    role = turn.desk.role(turn.desk.language, speaker.letter if speaker else "")
    sent = turn.desk_words("faq.sent", role=role, id=entry.id, answer=html)
    turn.do(Edit(turn.topic, Here(event.message), sent, priority=Priority.STATE))
    turn.change_case(sent=(*(one for one in turn.case.sent if one != entry.id), entry.id))
    turn.count(f"sent.{entry.id}")
    turn.tally(asked.sent(entry.id))
    return "toast.sent"


def _reply(turn: Turn, about: MessageId) -> Ref | None:
    """What the answer points at on her side, when that is a message of hers."""
    subject = turn.context.subject
    if subject is None or subject.kind not in OF_HERS:
        return None
    if subject.kind is EntryKind.MERGED and subject.other is not None:
        return Here(subject.other)
    return Counterpart(about)


def _is_card(turn: Turn) -> bool:
    entry = turn.context.entry
    return entry is not None and entry.kind is EntryKind.CARD


def _text_of(turn: Turn, message: Incoming) -> str:
    text = learning.without_command(message.passage)
    entry = turn.context.entry
    merged = entry is not None and entry.kind is EntryKind.MERGED
    return _CLOCK.sub("", text).strip() if merged else text


def _found(turn: Turn, query: str, *, hers: bool) -> tuple[Sequence[Entry], bool]:
    """The best entries for a query, and whether they are likely to fit."""
    language = turn.language if hers else turn.desk.language
    wanted = turn.knowledge.talk.after_greeting(query[: questions.LONGEST])
    match = turn.knowledge.finder.match(wanted, language, limit=_RANKED)
    near = [one.entry_id for one in match.candidates]
    if match.decision != "none":
        # What she would be given is one or two; who chooses for her sees what comes next, too.
        near += [one.entry_id for one in turn.knowledge.finder.ranked(wanted, _RANKED).candidates]
    known = turn.knowledge.content.entries
    entries = [known[one] for one in dict.fromkeys(near) if one in known]
    real = [one for one in entries if one.action is None]
    return real[:SHOWN], match.decision != "none"


def _of_theme(turn: Turn) -> Sequence[Entry]:
    if turn.older:
        return ()
    chosen = turn.case.answers.get(card.THEME_QUESTION) or ("",)
    return turn.knowledge.content.entries_of(chosen[0])[:SHOWN]


def _shown(turn: Turn, number: int, entry: Entry) -> Html:
    wording = entry.wording(turn.language)
    start = plain_text(wording.short or wording.answer)
    start = start if len(start) <= _START else f"{start[:_START].rstrip()}…"
    marks = [
        turn.desk_words(key)
        for key, marked in (
            ("faq.checked", entry.id in turn.flags),
            ("faq.sent_before", _was_sent(turn, entry)),
        )
        if marked
    ]
    mark = Html("".join(f"\n{one}" for one in marks))
    return turn.desk_words(
        "faq.entry",
        number=number,
        question=wording.question,
        start=start,
        id=entry.id,
        mark=mark,
    )


def _was_sent(turn: Turn, entry: Entry) -> bool:
    return not turn.older and entry.id in turn.case.sent


def _keyboard(turn: Turn, entries: Sequence[Entry], about: int) -> Keyboard:
    return tuple(
        (
            Button(
                buttons.label(
                    bare(
                        turn.desk.language,
                        "button.send_again" if _was_sent(turn, entry) else "button.send_entry",
                        number=number,
                        label=entry.wording(turn.desk.language).label,
                    )
                ),
                buttons.data(
                    buttons.SEND_ENTRY,
                    about,
                    entry.id,
                    *((buttons.AGAIN,) if _was_sent(turn, entry) else ()),
                ),
            ),
        )
        for number, entry in enumerate(entries, 1)
    )
