"""The message map: what a message is, and which message stands for it on the other side."""

from enum import StrEnum
from typing import Annotated

from msgspec import Struct

from bot.declared import parts as kept
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
    MERGED = "m"
    """A text of hers that went on as a part of a merged message (on her side), or that message (in the topic)."""
    ANSWER = "a"
    """An expert's answer (in the topic), or its copy (on her side)."""
    CARD = "c"
    """The card of the case."""
    BOT = "b"
    """Another message of the bot."""
    NOTE = "n"
    """A message of an expert that was to be an answer, and stays in the topic."""
    LEARN = "l"
    """A message of the bot that asks an expert which question an answer belongs to."""
    ALONE = "s"
    """A message in her chat, hers or the bot's, that stands for nothing in the topic; known only to be taken away."""


OF_HERS = frozenset({EntryKind.HERS, EntryKind.MERGED})
"""The kinds of what she wrote, however it went on."""


HEADING = 5
"""UTF-16 units of the time above a part of a merged message, with the end of its line: "9:03" or "14:03"."""


class Entry(Struct, frozen=True):
    """What is known of one message. `author` is set for answers; `other` once it is delivered."""

    kind: Annotated[EntryKind, kept.MAP.holds("what the message is", sealed=False)]
    author: Annotated[
        ExpertId | None, kept.EXPERT.holds("who answered, as a keyed hash", sealed=False)
    ] = None
    other: Annotated[
        MessageId | None, kept.MAP.holds("the message on the other side", sealed=False)
    ] = None
    """Of a merged message in the topic: the last of its parts."""
    parts: Annotated[
        tuple[tuple[MessageId, int], ...], kept.MAP.holds("the messages in it", sealed=False)
    ] = ()
    """Of a merged message in the topic: each part in her chat, and where it begins in the text (UTF-16 units)."""
    before: Annotated[
        tuple[MessageId, ...], kept.MAP.holds("earlier messages on the other side", sealed=False)
    ] = ()
    """Of a message whose change could only be shown below: its earlier copies, which still stand there; newest first.
    Of a part of a merged message, which stays where it is: the corrections below it."""

    def part_at(self, position: int | None) -> MessageId | None:
        """Return the message of hers that stands at a position of this one; without a position the last."""
        if position is None:
            return self.other
        before = [part for part, start in self.parts if start <= position]
        return before[-1] if before else self.other

    def place_in(self, part: MessageId, position: int) -> int:
        """Return about where a position of this merged message is in one of its parts (UTF-16 units)."""
        start = next((begin for one, begin in self.parts if one == part), 0)
        return max(0, position - start - HEADING)


class Link(Struct, frozen=True):
    """An entry to be written, under the side and id of its message."""

    side: Side
    id: MessageId
    entry: Entry
