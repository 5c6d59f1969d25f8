"""Marks: what reactions, and messages that are taken back, leave in the case."""

from typing import Annotated

from msgspec import Struct

from bot.declared import parts
from bot.handoff.ids import ExpertId, MessageId
from bot.handoff.message_map import Side


class Mark(Struct, frozen=True, array_like=True):
    """A reaction of an expert to a message of hers, so that who takes one back does not take another's."""

    message: Annotated[MessageId, parts.MAP.holds("the message of hers")]
    expert: Annotated[ExpertId, parts.EXPERT.holds("who reacted, as a keyed hash")]
    emoji: Annotated[str, parts.CASE.holds("the sign")]


class Recalled(Struct, frozen=True, array_like=True):
    """A message that its sender takes or took back: changes of it follow no more."""

    side: Annotated[Side, parts.MAP.holds("on which side it stands")]
    message: Annotated[MessageId, parts.MAP.holds("which message")]
