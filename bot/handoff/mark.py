"""Mark: what an expert's reaction leaves in the case, so that who takes one back does not take another's."""

from typing import Annotated

from msgspec import Struct

from bot.declared import parts
from bot.handoff.ids import ExpertId, MessageId


class Mark(Struct, frozen=True, array_like=True):
    """A reaction of an expert to a message of hers."""

    message: Annotated[MessageId, parts.MAP.holds("the message of hers")]
    expert: Annotated[ExpertId, parts.EXPERT.holds("who reacted, as a keyed hash")]
    emoji: Annotated[str, parts.CASE.holds("the sign")]
