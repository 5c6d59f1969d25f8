"""Answering: what of an expert's messages leaves the topic, and what stays. Internal by default."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from bot.handoff import albums, buttons, catching, live, notes, refusing, speaking
from bot.handoff.audit import Deed
from bot.handoff.buttons import desk_button, row
from bot.handoff.effects import (
    Amend,
    Counterpart,
    Edit,
    Here,
    Pass,
    Priority,
    Relay,
)
from bot.handoff.events import Author, AuthorKind, Incoming, Kind
from bot.handoff.kinds import ASKED_FIRST, MAY_STAY, UNCHANGING, WITHOUT_CAPTION, in_words
from bot.handoff.mark import Recalled
from bot.handoff.message_map import EntryKind, Side
from bot.handoff.orders import is_command
from bot.handoff.person import Held, Stage
from bot.text import bare

if TYPE_CHECKING:
    from bot.handoff.effects import Keyboard, Ref
    from bot.handoff.ids import ExpertId, MessageId
    from bot.handoff.turn import Turn

COMMAND = "/a"
"""The answer command: what follows it is sent to her."""


def wrote(turn: Turn, author: Author, message: Incoming) -> None:
    """Take in a message in the topic: an answer leaves, everything else is a note, and visibly so."""
    if author.kind is not AuthorKind.PERSON:
        _as_yourself(turn, author, message)
    elif (text := command_text(message)) is not None:
        _send_command(turn, author, message, text)
    elif notes.is_internal(message.text) or not (
        albums.goes(turn, message.album) or is_answer(turn, author, message)
    ):
        notes.keep(turn, author, message)
    elif not turn.open or turn.older:
        _closed(turn, message)
    elif message.own_card or message.unveilable:
        _not_passed_on(turn, message)
    elif (why := refusing.of_expert(turn, message)) is not None:
        refusing.refuse_expert(turn, message, why)
    elif message.kind in ASKED_FIRST:
        _hold(turn, author, message)
    else:
        reply_to = _reply(turn, message)
        apart = message.veiled or message.album
        relay = _relay(turn, message, reply_to) if apart else None
        if relay is None and message.kind in MAY_STAY:
            relay = Relay(turn.her, message.id, reply_to=reply_to, named=message.kind)
        speaking.send(turn, author.id, message.id, reply_to=reply_to, text=relay)
        if (told := in_words(message)) is not None:
            turn.tell_topic(turn.desk_words(told), reply_to=Here(message.id))


def is_answer(turn: Turn, author: Author, message: Incoming) -> bool:
    """Tell whether the message answered makes this one an answer to her: hers, the card, or one's own.

    A card that was sent but not recorded (the process died in between) is known by the code in it.
    """
    entry = turn.context.entry
    if entry is None:
        return message.reply_code == turn.case.code
    match entry.kind:
        case EntryKind.HERS | EntryKind.MERGED | EntryKind.CARD:
            return True
        case EntryKind.ANSWER:
            return entry.author == author.id
        case EntryKind.BOT | EntryKind.LEARN | EntryKind.ALONE | EntryKind.NOTE:
            return False


def command_text(message: Incoming) -> str | None:
    """Return what follows the answer command, or None when the message is no such command."""
    if message.kind is not Kind.TEXT:
        return None
    words = message.text.split(maxsplit=1)
    if not words or words[0].split("@", 1)[0].lower() != COMMAND:
        return None
    return words[1].rstrip() if len(words) > 1 else ""


def edited(turn: Turn, author: Author, message: Incoming) -> None:
    """Let a change of a sent answer follow; a note stays where it is."""
    if message.kind in live.POINTS:
        _move_held(turn, author, message)
    known = turn.context.subject
    gone = turn.person.case is not None and Recalled(Side.TOPIC, message.id) in turn.case.recalled
    if gone or known is None or known.kind is not EntryKind.ANSWER or known.author != author.id:
        notes.edited(turn, message)
        return
    if message.kind in UNCHANGING:
        return
    if message.unveilable:
        catching.drop(turn)
        _not_passed_on(turn, message)
        return
    if (why := refusing.of_expert(turn, message)) is not None:
        refusing.refuse_expert(turn, message, why, edit=not catching.drop(turn))
        return
    if turn.context.unleft is not None and _caught(turn, author, message):
        return
    if message.kind in ASKED_FIRST:
        if turn.open and not turn.older:
            turn.do(*live.moves(message, turn.her))
        else:
            live.outlived(turn, message, turn.her, Side.TOPIC)
        return
    text: str | None = message.text
    entities = message.entities
    if (command := command_text(message)) is not None:
        text, entities = command, shifted(message, command)
        if not text:
            turn.tell_topic(turn.desk_words("topic.edit_undelivered"), reply_to=Here(message.id))
            return
    if command is None and is_command(message.text):
        turn.tell_topic(turn.desk_words("topic.edit_command"), reply_to=Here(message.id))
        return
    if text is not None and notes.is_internal(text):
        turn.tell_topic(turn.desk_words("topic.edit_internal"), reply_to=Here(message.id))
        return
    turn.do(
        Amend(
            turn.her,
            message.id,
            text or "",
            entities=entities,
            caption=message.kind not in WITHOUT_CAPTION,
            rewritten=message.veiled,
            media=message.media,
            preview="" if message.veiled else message.preview,
            heading=bare(turn.language, "topic.correction", at=turn.desk.clock(message.sent_at)),
        )
    )
    turn.audit(Deed.CHANGED, author.id)


# --- inside -----------------------------------------------------------------------------------


def _caught(turn: Turn, author: Author, message: Incoming) -> bool:
    """Let an answer that has not left not go as it stands in the topic now, where it may not; tell whether that is so."""
    command = command_text(message)
    text = message.text if command is None else command
    if notes.is_internal(text) or (not command and is_command(message.text)):
        catching.note(turn, author, message)
    elif command is not None:
        catching.anew(turn, command, shifted(message, command), caption=False)
    elif message.veiled:
        caption = message.kind not in WITHOUT_CAPTION
        catching.anew(turn, message.text, message.entities, caption=caption)
    else:
        return False
    return True


def _reply(turn: Turn, message: Incoming) -> Ref | None:
    """What the answer points at on her side; nothing when it answers the card."""
    entry = turn.context.entry
    if entry is None or entry.kind is EntryKind.CARD or message.reply_to is None:
        return None
    quote = message.quote
    if entry.kind is EntryKind.MERGED and (part := entry.part_at(message.quote_at)) is not None:
        if quote is not None:
            quote = msgspec.structs.replace(quote, at=entry.place_in(part, quote.at))
        return Here(part, quote)
    return Counterpart(message.reply_to, quote)


def _relay(turn: Turn, message: Incoming, reply_to: Ref | None) -> Relay:
    """Return a part of an album, or an answer without the links that were taken out of it.

    The words of such an answer go as a text, or as the caption of a copy.
    """
    return Relay(
        turn.her,
        message.id,
        reply_to=reply_to,
        text=message.text,
        entities=message.entities,
        rewritten=message.veiled,
        caption=message.kind not in WITHOUT_CAPTION,
        album=message.album,
        media=message.media,
        joins=albums.join(turn, Side.TOPIC, message.album, message.id),
    )


def _not_passed_on(turn: Turn, message: Incoming) -> None:
    """Say that something shows who an expert or somebody else is, in a way that nothing can be done about."""
    turn.react(message.id, turn.desk.reactions.failed)
    if message.own_card:
        role = turn.desk.role(turn.desk.language, "").strip()
        html = turn.desk_words("topic.own_card", role=role)
    else:
        html = turn.desk_words("topic.hidden_person")
    turn.tell_topic(html, reply_to=Here(message.id))


def _as_yourself(turn: Turn, author: Author, message: Incoming) -> None:
    turn.react(message.id, turn.desk.reactions.failed)
    key = "topic.anonymous" if author.kind is AuthorKind.ANONYMOUS else "topic.channel"
    turn.tell_topic(turn.desk_words(key), reply_to=Here(message.id))


def _closed(turn: Turn, message: Incoming) -> None:
    turn.react(message.id, turn.desk.reactions.failed)
    if message.album and turn.case.refused_album == message.album:
        return  # it was said of an earlier part
    turn.change_case(refused_album=message.album)
    keyboard: Keyboard = ()
    if turn.person.admission.barred is not None:
        key = "topic.barred_already"
        keyboard = (row(desk_button(turn, "button.unbar", buttons.UNBAR, turn.case.code)),)
    elif turn.older:
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
    elif notes.is_internal(text):
        notes.keep(turn, author, msgspec.structs.replace(message, text=text))
    else:
        answer = Pass(
            turn.her,
            message.id,
            text,
            entities=shifted(message, text),
            reply_to=_reply(turn, message) if is_answer(turn, author, message) else None,
        )
        speaking.send(turn, author.id, message.id, reply_to=None, text=answer)
        if message.elsewhere:
            turn.tell_topic(turn.desk_words("topic.elsewhere"), reply_to=Here(message.id))


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
        live=message.live if message.kind is Kind.LIVE_LOCATION else "",
        quote=None if answers_card else message.quote,
    )
    turn.change(held=(*turn.person.held[-9:], held))
    turn.react(message.id, turn.desk.reactions.note)
    turn.tell_topic(
        turn.desk_words("topic.held_live" if held.live else "topic.held"),
        (
            row(
                desk_button(turn, "button.send", buttons.HELD_ANSWER, message.id, "y"),
                desk_button(turn, "button.dont_send", buttons.HELD_ANSWER, message.id, "n"),
            ),
        ),
        reply_to=Here(message.id),
    )


def _move_held(turn: Turn, author: Author, message: Incoming) -> None:
    """Let a live location that waits for "send?" be where it is now."""
    turn.change(
        held=tuple(
            msgspec.structs.replace(one, kind=message.kind, live=message.live)
            if one.message == message.id and one.expert == author.id and one.live
            else one
            for one in turn.person.held
        )
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
    text: Pass | Relay | None = None
    reply_to = Counterpart(held.reply_to, held.quote) if held.reply_to else None
    if held.kind == Kind.CONTACT:
        words = bare(turn.language, "card_as_text", card=held.text)
        text = Pass(turn.her, message, words, reply_to=reply_to)
    elif moving := live.going(held.live, turn.now):
        text = Relay(turn.her, message, reply_to=reply_to, live=moving)
    speaking.send(turn, expert, message, reply_to=reply_to, text=text)
    return "toast.sent"
