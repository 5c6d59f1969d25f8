"""Taking back: what was sent goes from both sides again, as long as Telegram allows; who sent it hears what came of it.

What has not left yet never does: the outbox passes over what is to be taken back behind it. What has left is deleted on
the other side, and then here. Telegram lets a bot delete for two days (Bot API, deleteMessage); after that it stays, and
that is said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.handoff import albums, holding, relay, screening
from bot.handoff.audit import Deed, Role
from bot.handoff.buttons import way_out
from bot.handoff.effects import Amend, Counterpart, Here, TakeBack
from bot.handoff.events import Kind
from bot.handoff.mark import Recalled
from bot.handoff.message_map import OF_HERS, Entry, EntryKind, Side
from bot.text import bare

if TYPE_CHECKING:
    from bot.handoff.events import Author, Incoming, TakenBack
    from bot.handoff.ids import MessageId
    from bot.handoff.turn import Turn

REMEMBERED: Final = 50
"""Messages of a case that are remembered as taken back."""
_COMMANDS: Final = frozenset({"/terughalen", "/unsend"})


def is_asked(message: Incoming) -> bool:
    """Tell whether a message of hers asks for an earlier one to be taken back."""
    if message.kind is not Kind.TEXT or not message.text.startswith("/"):
        return False
    return message.text.split(maxsplit=1)[0].split("@", 1)[0].lower() in _COMMANDS


# --- an expert's ------------------------------------------------------------------------------


def answer(turn: Turn, author: Author, message: Incoming) -> None:
    """Take an answer back, at the word of who wrote it; of an album all of its parts."""
    entry = turn.context.entry
    if message.reply_to is None or entry is None or entry.kind is not EntryKind.ANSWER:
        key = "topic.take_back_what"
    elif entry.author != author.id:
        key = "topic.take_back_not_yours"
    else:
        for part in albums.parts_with(turn, Side.TOPIC, message.reply_to):
            told = message.id if part == message.reply_to else None
            _remember(turn, Recalled(Side.TOPIC, part))
            turn.do(TakeBack(turn.her, Counterpart(part), about=part, told=told))
        turn.audit(Deed.TAKEN_BACK, author.id)
        return
    turn.tell_topic(turn.desk_words(key), reply_to=Here(message.id))


# --- hers -------------------------------------------------------------------------------------


def obey(turn: Turn, message: Incoming) -> None:
    """Take a message of hers back, at her word."""
    target = message.reply_to
    if target is None:
        turn.say(turn.words("take_back.what"), way_out(turn))
    elif kept := _not_gone_yet(turn, target):
        turn.do(*(TakeBack(turn.her, Here(one)) for one in kept))
        turn.say(turn.words("take_back.not_sent"), way_out(turn))
    elif turn.person.case is None or turn.context.entry is None:
        turn.say(turn.words("take_back.nothing"), way_out(turn))
    else:
        _hers(turn, message, target, turn.context.entry)


def _hers(turn: Turn, message: Incoming, target: MessageId, entry: Entry) -> None:
    if entry.kind not in OF_HERS:
        turn.say(turn.words("take_back.nothing"), way_out(turn))
        return
    for part in albums.parts_with(turn, Side.PERSON, target):
        told = message.id if part == target else None
        _remember(turn, Recalled(Side.PERSON, part))
        turn.do(TakeBack(turn.topic, Counterpart(part), about=part, told=told))
    turn.audit(Deed.TAKEN_BACK, Role.PERSON)


def _not_gone_yet(turn: Turn, message: MessageId) -> tuple[MessageId, ...]:
    """Drop a message that waits: for her word, for a case, or for an answer; return what was dropped."""
    if dropped := screening.drop_whole(turn, message) or holding.drop(turn, message):
        return dropped
    if any(one.message == message and one.expert is None for one in turn.person.held):
        relay.release(turn, message, send=False)
        return (message,)
    parts = _kept_with(turn, message)
    kept = tuple(one for one in turn.person.kept if one.message not in parts)
    pending = tuple(one for one in turn.person.pending if one.message not in parts)
    if (kept, pending) == (turn.person.kept, turn.person.pending):
        return ()
    turn.change(kept=kept, pending=pending)
    return parts


def _kept_with(turn: Turn, message: MessageId) -> tuple[MessageId, ...]:
    """Return what is kept for a case of the album that a message is a part of; else the message alone."""
    kept = {one.message: one.found.album for one in turn.person.kept if one.found is not None}
    album = kept.get(message)
    return tuple(one for one in kept if kept[one] == album) if album else (message,)


# --- both -------------------------------------------------------------------------------------


def ended(turn: Turn, event: TakenBack) -> None:
    """Tell who took a message back what came of it; where it is gone there, it goes here too."""
    message = event.about
    if not (event.done or event.merged or event.doubtful) and turn.person.case is not None:
        stays = Recalled(Side.TOPIC if event.to_person else Side.PERSON, message)
        turn.change_case(recalled=tuple(one for one in turn.case.recalled if one != stays))
    if event.to_person:
        if event.done:
            turn.do(TakeBack(turn.topic, Here(message)))
        if event.told is not None:
            key = "topic.taken_back" if event.done else "topic.not_taken_back"
            key = "topic.take_back_doubtful" if event.doubtful else key
            turn.tell_topic(turn.desk_words(key), reply_to=Here(event.told))
        return
    if event.merged:
        # Others stand in the same message: only her part of it goes, and that shows there.
        gone = turn.desk_words("topic.part_taken_back")
        at = bare(turn.desk.language, "topic.correction", at=turn.desk.clock(turn.now))
        turn.do(Amend(turn.topic, message, gone, heading=at))
    if event.done or event.merged:
        turn.do(TakeBack(turn.her, Here(message)))
    if event.told is not None:
        if event.done:
            turn.tell_topic(turn.desk_words("topic.hers_taken_back"), silent=True)
        key = "take_back.done" if event.done or event.merged else "take_back.too_late"
        key = "take_back.doubtful" if event.doubtful else key
        turn.say(turn.words(key), way_out(turn), reply_to=Here(event.told))


def is_recalled(turn: Turn, side: Side, message: MessageId) -> bool:
    """Tell whether a message is being or was taken back, so that no change of it follows."""
    return turn.person.case is not None and Recalled(side, message) in turn.case.recalled


def _remember(turn: Turn, recalled: Recalled) -> None:
    if recalled not in turn.case.recalled:
        turn.change_case(recalled=(*turn.case.recalled, recalled)[-REMEMBERED:])
