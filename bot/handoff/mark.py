"""Marks: what reactions, and messages that are taken back, leave in the case."""

from typing import Annotated, Final

from msgspec import Struct

from bot.declared import parts
from bot.handoff.ids import ExpertId, MessageId
from bot.handoff.message_map import Side


class Mark(Struct, frozen=True, array_like=True):
    """A reaction of an expert to a message of hers, so that who takes one back does not take another's."""

    message: Annotated[MessageId, parts.MAP.holds("the message of hers")]
    expert: Annotated[ExpertId, parts.EXPERT.holds("who reacted, as a keyed hash")]
    emoji: Annotated[str, parts.CASE.holds("the sign")]


RECALLED_AT_MOST: Final = 50
"""How many of them a case remembers."""


class Recalled(Struct, frozen=True, array_like=True):
    """A message that its sender takes or took back, or a place that moved on past its case: changes follow no more."""

    side: Annotated[Side, parts.MAP.holds("on which side it stands")]
    message: Annotated[MessageId, parts.MAP.holds("which message")]
