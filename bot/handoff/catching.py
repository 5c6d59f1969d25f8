"""Catching: a change that may not leave reaches a message that has not left yet.

A copy shows what stands in the chat when it is made. So a message that waits for Telegram would bring along what it was
changed into meanwhile: a name nobody was asked about, or what an expert marked as a note. It is taken out of the
outbox, and what it is now takes the way of a new message.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from bot.handoff import screening, waiting_line
from bot.handoff.audit import Deed
from bot.handoff.message_map import Entry, EntryKind, Link, Side

if TYPE_CHECKING:
    from bot.handoff.events import Author, Incoming
    from bot.handoff.turn import Turn
    from bot.handoff.unsent import Unsent


def hers(turn: Turn, change: Unsent) -> Unsent:
    """Return a change of hers; as the message itself when that has not left, and may not go as it stands there now."""
    if turn.context.unleft is None:
        return change
    free = waiting_line.masks(turn, change) == () and not change.veiled
    if free and not screening.is_asked(turn, change):
        return change
    turn.withdraw(turn.context.unleft.id)
    return replace(change, edit=False)


def keep(turn: Turn, message: Incoming) -> bool:
    """Let a message of hers that has not left never go; tell whether there was one."""
    if not drop(turn):
        return False
    turn.link(Link(Side.PERSON, message.id, Entry(EntryKind.ALONE)))
    return True


def drop(turn: Turn) -> bool:
    """Let an answer that has not left not go as it is; tell whether there was one."""
    if turn.context.unleft is None:
        return False
    turn.withdraw(turn.context.unleft.id)
    return True


def note(turn: Turn, author: Author, message: Incoming) -> None:
    """Keep an answer that has not left in the topic: it became a note. Of an album all parts stay, as far as they can."""
    parts = {one.id: one.relay.source for one in turn.context.parts}
    if turn.context.unleft is not None:
        parts[turn.context.unleft.id] = message.id
    for effect, source in parts.items():
        turn.withdraw(effect)
        turn.react(source, turn.desk.reactions.note)
        turn.link(Link(Side.TOPIC, source, Entry(EntryKind.NOTE, author=author.id)))
    if message.album:
        turn.change_case(kept_album=message.album)
    turn.audit(Deed.TAKEN_BACK, author.id)


def anew(turn: Turn, text: str, entities: str, *, caption: bool) -> None:
    """Send an answer that has not left with other words than those that stand in the topic."""
    waiting = turn.context.unleft
    if waiting is not None:
        turn.withdraw(waiting.id)
        relay = waiting.relay
        turn.do(replace(relay, text=text, entities=entities, rewritten=True, caption=caption))
