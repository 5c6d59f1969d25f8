"""Notes: what stays in the topic, visibly so; and the offer to send one that may have been meant as an answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.handoff import albums, buttons, refusing, speaking
from bot.handoff.buttons import desk_button, row
from bot.handoff.effects import Edit, Here, Named, Priority, Relay
from bot.handoff.events import Author, AuthorKind, Incoming
from bot.handoff.kinds import ASKED_FIRST
from bot.handoff.message_map import Entry, EntryKind, Link, Side
from bot.handoff.orders import is_command, seen
from bot.handoff.person import Stage
from bot.text import Html

if TYPE_CHECKING:
    from bot.handoff.effects import Keyboard
    from bot.handoff.ids import ExpertId, MessageId
    from bot.handoff.turn import Turn

LATELY = 2 * 60
"""Seconds after an answer in which a note of the same expert may have been meant as one."""

_INTERNAL: Final = re.compile(r"//|intern(?:al)?\s*:")


def is_internal(text: str) -> bool:
    """Tell whether a text is marked as never to leave; what can't be seen before the mark does not count."""
    return _INTERNAL.match(seen(text)) is not None


def keep(turn: Turn, author: Author, message: Incoming) -> None:
    """Keep a message in the topic, show that with a reaction, and offer to send it where it may be an answer."""
    turn.react(message.id, turn.desk.reactions.note)
    if turn.older or is_internal(message.text) or message.kind in ASKED_FIRST:
        return
    copied = _may_be_copied(turn, message)
    if message.album and turn.case.note_album == message.album and turn.case.note is not None:
        if copied:
            turn.change_case(note_parts=(*turn.case.note_parts, message.id))
        return  # it goes with the first part, if that does
    speaker = turn.case.speaker(author.id)
    lately = speaker is not None and turn.now - speaker.answered_at < LATELY
    # Taking a case up is no answer yet: she still waits for the first.
    waiting = turn.open and not any(one.answered_at for one in turn.case.speakers)
    # A copy of hers that was sent but not recorded looks like one that can be answered.
    unrecorded = turn.open and message.reply_own and turn.context.entry is None
    talking = turn.is_at(Stage.CONVERSATION) and lately
    if not (turn.is_at(Stage.WAITING) or waiting or talking or unrecorded):
        return
    html = _note_line(turn, message)
    # Later only its id is known, so what can't leave as a copy can't be sent from there.
    keyboard: Keyboard = ()
    if copied:
        keyboard = (row(desk_button(turn, "button.send_note", buttons.SEND_NOTE, message.id)),)
    name = f"note:{turn.case.code}"
    if turn.case.note_line:
        turn.do(Edit(turn.topic, Named(name), html, keyboard, priority=Priority.STATE))
    else:
        turn.tell_topic(html, keyboard, name=name, silent=True)
    note = message.id if copied else None
    turn.change_case(
        note_line=True,
        note=note,
        note_album=message.album,
        note_parts=(),
        noted_by=author.id,
    )


def is_of_kept_album(turn: Turn, author: Author, message: Incoming) -> bool:
    """Keep a part of an album whose caption, on an earlier part, may not leave; tell whether it is one."""
    if not message.album or author.kind is not AuthorKind.PERSON:
        return False
    if is_internal(message.text) or is_command(message.text):
        turn.change_case(kept_album=message.album)
        _call_back(turn, author, message)
        return False  # what its own words mean is for others to see
    if turn.case.kept_album != message.album:
        return False
    turn.react(message.id, turn.desk.reactions.note)
    return True


def _call_back(turn: Turn, author: Author, message: Incoming) -> None:
    """Keep earlier parts of an album that was to go, as far as they have not left yet, and offer to send none."""
    for part in albums.call_back(turn):
        turn.react(part.source, turn.desk.reactions.note)
        turn.link(Link(Side.TOPIC, part.source, Entry(EntryKind.NOTE, author=author.id)))
    if turn.case.note is not None and turn.case.note_album == message.album:
        _offer_no_more(turn, message)


def edited(turn: Turn, message: Incoming) -> None:
    """Take the offer to send a note back when it is now marked as never to leave, a command, or no longer to be copied."""
    if turn.older or message.id not in (turn.case.note, *turn.case.note_parts):
        return
    stays = is_internal(message.text) or is_command(message.text)
    if not stays and _may_be_copied(turn, message):
        return
    _offer_no_more(turn, message)


def _may_be_copied(turn: Turn, message: Incoming) -> bool:
    """Tell whether a note could be sent as it stands in the topic."""
    apart = message.veiled or message.unveilable
    return not apart and refusing.of_expert(turn, message) is None


def _offer_no_more(turn: Turn, message: Incoming) -> None:
    turn.change_case(note=None, note_parts=())
    target = Named(f"note:{turn.case.code}")
    turn.do(Edit(turn.topic, target, _note_line(turn, message), priority=Priority.STATE))


def send(turn: Turn, expert: ExpertId, message: MessageId, line: MessageId) -> str:
    """Send a note to her after all; return the key of what to tell the one who pressed."""
    case = turn.case
    if turn.context.subject is not None and turn.context.subject.kind is EntryKind.ANSWER:
        return "toast.sent_already"
    if case.note != message or not turn.open:
        return "toast.stale"
    if case.noted_by != expert:
        return "toast.not_yours"
    for part in (message, *case.note_parts):
        relay = Relay(
            turn.her,
            part,
            album=case.note_album,
            joins=albums.join(turn, Side.TOPIC, case.note_album, part),
        )
        speaking.send(turn, expert, part, reply_to=None, text=relay)
    sent = turn.desk_words("topic.note_sent")
    turn.do(Edit(turn.topic, Here(line), sent, priority=Priority.STATE))
    return "toast.sent"


def _note_line(turn: Turn, message: Incoming) -> Html:
    """The line stays where it first stood, so it names the note by its time."""
    line = turn.desk_words("topic.note_line", at=turn.desk.clock(message.sent_at))
    if not message.elsewhere:
        return line
    return Html(f"{line} {turn.desk_words('topic.note_elsewhere')}")
