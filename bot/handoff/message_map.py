"""The message map: what a message is, and which message stands for it on the other side."""

from enum import StrEnum

from msgspec import Struct

from bot.handoff.ids import ExpertId, MessageId


class Side(StrEnum):
    """The two sides of a case."""

    PERSON = "p"
    """The professional's private chat."""
    TOPIC = "t"
    """The expert group."""


class EntryKind(StrEnum):
    """What a message in the map is."""

    HERS = "h"
    """A message of hers (on her side), or its copy (in the topic)."""
    ANSWER = "a"
    """An expert's answer (in the topic), or its copy (on her side)."""
    CARD = "c"
    """The card of the case."""
    BOT = "b"
    """Another message of the bot."""


class Entry(Struct, frozen=True):
    """What is known of one message. `author` is set for answers; `other` once it is delivered."""

    kind: EntryKind
    author: ExpertId | None = None
    other: MessageId | None = None


class Link(Struct, frozen=True):
    """An entry to be written, under the side and id of its message."""

    side: Side
    id: MessageId
    entry: Entry
