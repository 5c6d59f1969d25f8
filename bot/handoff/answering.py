"""Answering: what of an expert's messages leaves the topic, and what stays. Internal by default."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

import msgspec

from bot.handoff import buttons, placing
from bot.handoff.buttons import case_rows, desk_button, row
from bot.handoff.case import Speaker
from bot.handoff.effects import (
    Amend,
    Counterpart,
    Edit,
    Here,
    Named,
    Pass,
    Priority,
    React,
    Relay,
)
from bot.handoff.events import Author, AuthorKind, Incoming, Kind
from bot.handoff.message_map import Entry, EntryKind, Link, Side
from bot.handoff.person import Held, Stage
from bot.text import bare

if TYPE_CHECKING:
    from bot.handoff.effects import Keyboard, Ref
    from bot.handoff.ids import ExpertId, MessageId
    from bot.handoff.turn import Turn
    from bot.text import Html

COMMAND = "/a"
"""The answer command: what follows it is sent to her."""

LATELY = 2 * 60
"""Seconds after an answer in which a note of the same expert may have been meant as one."""

_INTERNAL: Final = re.compile(r"//|intern(?:al)?\s*:")
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def wrote(turn: Turn, author: Author, message: Incoming) -> None:
    """Take in a message in the topic: an answer leaves, everything else is a note, and visibly so."""
    if author.kind is not AuthorKind.PERSON:
        _as_yourself(turn, author, message)
    elif (text := command_text(message)) is not None:
        _send_command(turn, author, message, text)
    elif is_internal(message.text) or not is_answer(turn, author, message):
        note(turn, author, message)
    elif not turn.open or turn.older:
        _closed(turn, message)
    elif message.kind in (Kind.CONTACT, Kind.LOCATION):
        _hold(turn, author, message)
    else:
        send(turn, author.id, message.id, reply_to=_reply(turn, message))


def is_internal(text: str) -> bool:
    """Tell whether a text is marked as never to leave; what can't be seen before the mark does not count."""
    plain = unicodedata.normalize("NFKC", text).lower()
    seen = "".join(sign for sign in plain if unicodedata.category(sign) != "Cf")
    return _INTERNAL.match(seen.lstrip()) is not None


def is_answer(turn: Turn, author: Author, message: Incoming) -> bool:
    """Tell whether the message answered makes this one an answer to her: hers, the card, or one's own.

    A card that was sent but not recorded (the process died in between) is known by the code in it.
    """
    entry = turn.context.entry
    if entry is None:
        return message.reply_code == turn.case.code
    match entry.kind:
        case EntryKind.HERS | EntryKind.CARD:
            return True
        case EntryKind.ANSWER:
            return entry.author == author.id
        case EntryKind.BOT:
            return False


def command_text(message: Incoming) -> str | None:
    """Return what follows the answer command, or None when the message is no such command."""
    if message.kind is not Kind.TEXT:
        return None
    words = message.text.split(maxsplit=1)
    if not words or words[0].split("@", 1)[0].lower() != COMMAND:
        return None
    return words[1].rstrip() if len(words) > 1 else ""


def send(
    turn: Turn,
    expert: ExpertId,
    message: MessageId,
    *,
    reply_to: Ref | None,
    text: Pass | None = None,
) -> None:
    """Send an answer to her, under a role name, with its receipt to follow."""
    _speak(turn, expert)
    receipt = React(turn.topic, message, turn.desk.reactions.delivered)
    if text is None:
        turn.do(Relay(turn.her, message, reply_to=reply_to, then=(receipt,)))
    else:
        turn.do(msgspec.structs.replace(text, then=(receipt,)))
    turn.link(Link(Side.TOPIC, message, Entry(EntryKind.ANSWER, author=expert)))
    if turn.case.note == message:
        turn.change_case(note=None)


def edited(turn: Turn, author: Author, message: Incoming) -> None:
    """Let a change of a sent answer follow; a note stays where it is."""
    known = turn.context.subject
    if known is None or known.kind is not EntryKind.ANSWER or known.author != author.id:
        _note_edited(turn, message)
        return
    if message.kind in (Kind.CONTACT, Kind.LOCATION):
        return  # a live location that moves on: "send" was said to one place only
    text: str | None = message.text
    entities = message.entities
    if (command := command_text(message)) is not None:
        text, entities = command, shifted(message, command)
        if not text:
            turn.tell_topic(turn.desk_words("topic.edit_undelivered"), reply_to=Here(message.id))
            return
    if text is not None and is_internal(text):
        turn.tell_topic(turn.desk_words("topic.edit_internal"), reply_to=Here(message.id))
        return
    turn.do(
        Amend(
            turn.her,
            message.id,
            text or "",
            entities=entities,
            caption=message.kind is not Kind.TEXT,
        )
    )


# --- notes ------------------------------------------------------------------------------------


def note(turn: Turn, author: Author, message: Incoming) -> None:
    """Keep a message in the topic, show that with a reaction, and offer to send it where it may be an answer."""
    turn.react(message.id, turn.desk.reactions.note)
    if turn.older or is_internal(message.text) or message.kind in (Kind.CONTACT, Kind.LOCATION):
        return
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
    keyboard = (row(desk_button(turn, "button.send_note", buttons.SEND_NOTE, message.id)),)
    name = f"note:{turn.case.code}"
    if turn.case.note_line:
        turn.do(Edit(turn.topic, Named(name), html, keyboard))
    else:
        turn.tell_topic(html, keyboard, name=name, silent=True)
    turn.change_case(note_line=True, note=message.id, noted_by=author.id)


def _note_edited(turn: Turn, message: Incoming) -> None:
    """Take the offer to send a note back when it is now marked as never to leave."""
    if turn.older or turn.case.note != message.id or not is_internal(message.text):
        return
    turn.change_case(note=None)
    name = f"note:{turn.case.code}"
    turn.do(Edit(turn.topic, Named(name), _note_line(turn, message)))


def _note_line(turn: Turn, message: Incoming) -> Html:
    """The line stays where it first stood, so it names the note by its time."""
    written = turn.desk.local(message.sent_at)
    return turn.desk_words("topic.note_line", at=f"{written.hour}:{written.minute:02}")


def send_note(turn: Turn, expert: ExpertId, message: MessageId, line: MessageId) -> str:
    """Send a note to her after all; return the key of what to tell the one who pressed."""
    case = turn.case
    if turn.context.subject is not None and turn.context.subject.kind is EntryKind.ANSWER:
        return "toast.sent_already"
    if case.note != message or not turn.open:
        return "toast.stale"
    if case.noted_by != expert:
        return "toast.not_yours"
    send(turn, expert, message, reply_to=None)
    turn.do(Edit(turn.topic, Here(line), turn.desk_words("topic.note_sent")))
    return "toast.sent"


# --- inside -----------------------------------------------------------------------------------


def _reply(turn: Turn, message: Incoming) -> Ref | None:
    """What the answer points at on her side; nothing when it answers the card."""
    entry = turn.context.entry
    if entry is None or entry.kind is EntryKind.CARD or message.reply_to is None:
        return None
    return Counterpart(message.reply_to)


def _speak(turn: Turn, expert: ExpertId) -> None:
    """Tell her who speaks, when that changes; the first answer takes the case up."""
    case = turn.case
    speaker = case.speaker(expert)
    if speaker is None:
        letter = _LETTERS[min(len(case.speakers), len(_LETTERS) - 1)]
        speaker = Speaker(expert, letter)
    role = turn.desk.role(turn.language, speaker.letter)
    waiting = turn.is_at(Stage.WAITING)
    if waiting:
        placing.taken_up(turn)
    if case.speaking != expert:
        if waiting:
            turn.say(turn.words("taken_up", role=role), case_rows(turn))
        else:
            turn.say(turn.words("speaker", role=role), silent=True)
    changed = msgspec.structs.replace(speaker, answered_at=turn.now)
    others = tuple(one for one in turn.case.speakers if one.expert != expert)
    new = turn.case.speaker(expert) is None
    turn.change_case(
        speaking=expert,
        speakers=(*turn.case.speakers, changed)
        if new
        else tuple(sorted((*others, changed), key=lambda one: one.letter)),
    )
    if waiting or new:
        placing.refresh(turn)


def claim(turn: Turn, expert: ExpertId) -> str:
    """Take a waiting case up; return the key of what to tell the one who pressed."""
    if not turn.open:
        return "toast.stale"
    if not turn.is_at(Stage.WAITING):
        return "toast.taken"
    case = turn.case
    if case.speaker(expert) is None:
        letter = _LETTERS[min(len(case.speakers), len(_LETTERS) - 1)]
        turn.change_case(speakers=(*case.speakers, Speaker(expert, letter)))
    speaker = turn.case.speaker(expert)
    placing.taken_up(turn)
    if speaker is not None:
        role = turn.desk.role(turn.language, speaker.letter)
        turn.say(turn.words("taken_up", role=role), case_rows(turn))
        turn.change_case(speaking=expert)
    placing.refresh(turn)
    return "toast.yours"


def _as_yourself(turn: Turn, author: Author, message: Incoming) -> None:
    turn.react(message.id, turn.desk.reactions.failed)
    key = "topic.anonymous" if author.kind is AuthorKind.ANONYMOUS else "topic.channel"
    turn.tell_topic(turn.desk_words(key), reply_to=Here(message.id))


def _closed(turn: Turn, message: Incoming) -> None:
    turn.react(message.id, turn.desk.reactions.failed)
    keyboard: Keyboard = ()
    if turn.older:
        key = "topic.older_case"
    elif turn.is_at(Stage.CLOSED):
        key = "topic.case_closed"
        keyboard = (row(desk_button(turn, "button.reopen", buttons.REOPEN)),)
    else:
        key = "topic.moved_on"
    turn.tell_topic(turn.desk_words(key), keyboard, reply_to=Here(message.id))


def _send_command(turn: Turn, author: Author, message: Incoming, text: str) -> None:
    if not turn.open or turn.older:
        _closed(turn, message)
    elif not text:
        turn.react(message.id, turn.desk.reactions.failed)
        turn.tell_topic(turn.desk_words("topic.empty_answer"), reply_to=Here(message.id))
    elif is_internal(text):
        note(turn, author, msgspec.structs.replace(message, text=text))
    else:
        answer = Pass(
            turn.her,
            message.id,
            text,
            entities=shifted(message, text),
            reply_to=_reply(turn, message) if is_answer(turn, author, message) else None,
        )
        send(turn, author.id, message.id, reply_to=None, text=answer)


def shifted(message: Incoming, rest: str) -> str:
    """Return the entities of a command's message, moved to fit what follows the command (UTF-16 units)."""
    entities: list[dict[str, object]] = msgspec.json.decode(message.entities)
    start = len(message.text.rstrip()) - len(rest)
    offset = len(message.text[:start].encode("utf-16-le")) // 2
    moved = []
    for entity in entities:
        at, length = entity.get("offset"), entity.get("length")
        if isinstance(at, int) and isinstance(length, int) and at + length > offset:
            begin, end = max(at, offset), at + length
            moved.append({**entity, "offset": begin - offset, "length": end - begin})
    return msgspec.json.encode(moved).decode()


def _hold(turn: Turn, author: Author, message: Incoming) -> None:
    answers_card = _reply(turn, message) is None
    held = Held(
        message.id,
        message.kind,
        message.card,
        expert=author.id,
        reply_to=None if answers_card else message.reply_to,
    )
    turn.change(held=(*turn.person.held[-9:], held))
    turn.react(message.id, turn.desk.reactions.note)
    turn.tell_topic(
        turn.desk_words("topic.held"),
        (
            row(
                desk_button(turn, "button.send", buttons.HELD_ANSWER, message.id, "y"),
                desk_button(turn, "button.dont_send", buttons.HELD_ANSWER, message.id, "n"),
            ),
        ),
        reply_to=Here(message.id),
    )


def release(
    turn: Turn, expert: ExpertId, message: MessageId, question: MessageId, *, go: bool
) -> str:
    """Send a contact card or location of an expert after all, or keep it; return the key of what to tell.

    `question` is the message that asked; it says from now on what was chosen.
    """
    held = next((one for one in turn.person.held if one.message == message and one.expert), None)
    if held is None or not turn.open:
        return "toast.stale"
    if held.expert != expert:
        return "toast.not_yours"
    turn.change(held=tuple(one for one in turn.person.held if one is not held))
    key = "topic.held_sent" if go else "topic.held_kept"
    turn.do(Edit(turn.topic, Here(question), turn.desk_words(key), priority=Priority.STATE))
    if not go:
        turn.react(message, turn.desk.reactions.note)
        return "toast.not_sent"
    text = None
    reply_to = Counterpart(held.reply_to) if held.reply_to else None
    if held.kind == Kind.CONTACT:
        words = bare(turn.language, "card_as_text", card=held.text)
        text = Pass(turn.her, message, words, reply_to=reply_to)
    send(turn, expert, message, reply_to=reply_to, text=text)
    return "toast.sent"
