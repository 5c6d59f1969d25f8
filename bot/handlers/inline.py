"""Inline: what somebody types behind the bot's name, in any chat. Who and where it is goes no further."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.handlers.arrival import Arrival, Nothing
from bot.handoff.inline import Seeking

if TYPE_CHECKING:
    from telegram import InlineQuery


def sought(query: InlineQuery) -> Arrival:
    """Return what is sought; a client that scrolls on has seen all there is."""
    if query.offset:
        return Nothing("more of an inline query that has no more")
    return Seeking(query.id, query.query, query.from_user.language_code or "")
