"""Unseen: what she answers, and the experts don't have. Her message goes on without it, and she is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.handoff import albums
from bot.handoff.message_map import EntryKind

if TYPE_CHECKING:
    from bot.handoff.events import Incoming
    from bot.handoff.ids import MessageId
    from bot.handoff.turn import Turn

_HERS_ALONE: Final = frozenset({EntryKind.ALONE, EntryKind.BOT})


def may_be(message: Incoming) -> bool:
    """Tell whether it matters what a message of hers answers: she quotes it, or it is a message of her own.

    To answer the bot is mostly the habit of whoever swipes over the newest message.
    """
    return message.reply_to is not None and (message.quote is not None or not message.reply_own)


def word_of(turn: Turn, message: Incoming) -> str | None:
    """Return the key of what she is told of a message that is about to go; of an album once, None when nothing."""
    if albums.has_begun(turn, message.album):
        return None
    if message.elsewhere:
        return "kinds.elsewhere"
    if not turn.open or message.reply_to is None or not may_be(message):
        return None
    entry = turn.context.entry
    if (entry is None or entry.kind in _HERS_ALONE) and not _waits(turn, message.reply_to):
        return "kinds.unseen"
    return None


def _waits(turn: Turn, message: MessageId) -> bool:
    """Tell whether a message may go yet: an answer to it goes after it."""
    her = turn.person
    waiting = {one.message for one in (*her.unsent, *her.screened)}
    waiting |= {one.message for one in her.kept} | {one.message for one in her.held}
    return message in waiting
