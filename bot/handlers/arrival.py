"""Arrival: what an update brings, and whose it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from bot.handoff.group_news import MemberMoved
from bot.handoff.inline import Seeking

if TYPE_CHECKING:
    from bot.handoff.events import (
        Blocked,
        Edited,
        ExpertEdited,
        ExpertPressed,
        ExpertReacted,
        ExpertWrote,
        Pressed,
        Reacted,
        TopicAppeared,
        TopicClosed,
        TopicReopened,
        Unblocked,
        Wrote,
    )
    from bot.handoff.ids import ChatId, ThreadId, UserId


class FromHer(Struct, frozen=True):
    """Something a professional did in her private chat with the bot."""

    user: UserId
    chat: ChatId
    language: str
    """Language of her Telegram client, as a hint (IETF tag); empty when it tells none."""
    event: Wrote | Edited | Pressed | Reacted | Blocked | Unblocked


class FromGroup(Struct, frozen=True):
    """Something that happened in the expert group."""

    user: UserId | None
    """Who did it; None for an anonymous administrator or a channel."""
    thread: ThreadId | None
    """The topic; None for General, for a reaction, and for a button whose message Telegram no longer shows."""
    event: (
        ExpertWrote
        | ExpertEdited
        | ExpertPressed
        | ExpertReacted
        | TopicAppeared
        | TopicClosed
        | TopicReopened
    )


class GroupOffered(Struct, frozen=True):
    """The bot was added to a group that is not the configured one."""

    chat: ChatId
    title: str
    is_forum: bool


class GroupChanged(Struct, frozen=True):
    """A setting of the expert group, or who may do what in it, has changed or may have."""


class Nothing(Struct, frozen=True):
    """Nothing that concerns the helpline; `reason` holds nothing personal."""

    reason: str


Arrival = FromHer | FromGroup | GroupOffered | GroupChanged | MemberMoved | Seeking | Nothing
