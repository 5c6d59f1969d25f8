"""Inviting: an invitation of an organisation, its code, and the deep link that carries it."""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING, Annotated, Final

from msgspec import Struct

from bot.declared import parts

if TYPE_CHECKING:
    from bot.handoff.events import Incoming

CODE_BYTES: Final = 12
"""96 random bits: nobody finds one by guessing."""
SHOWN: Final = 8
"""Signs of an invitation's id by which an operator names it."""

# What stands behind /start in a deep link has at most 64 of these signs (Telegram, "Deep links"). An "i" tells an
# invitation from any other such link.
_PAYLOAD: Final = re.compile(
    r"/start(?:@\w+)?\s+(i[A-Za-z0-9_-]{0,63})\s*", re.ASCII | re.IGNORECASE
)
_CODE: Final = re.compile(r"i[A-Za-z0-9_-]{16}", re.ASCII)


class Invite(Struct, frozen=True):
    """An invitation. Times are epoch seconds."""

    organisation: Annotated[str, parts.INVITATION.holds("for whose people it is")]
    uses: Annotated[int, parts.INVITATION.holds("how many people it lets in")]
    made_at: Annotated[float, parts.INVITATION.holds("when it was made")]
    expires_at: Annotated[float, parts.INVITATION.holds("until when it lets in")]
    revoked_at: Annotated[float, parts.INVITATION.holds("when it was taken back")] = 0.0
    """0 while it stands."""

    def stands(self, now: float) -> bool:
        """Tell whether it lets anybody in at `now`, as long as it has uses left."""
        return not self.revoked_at and now < self.expires_at


def code(chance: bytes) -> str:
    """Make the code of an invitation from `CODE_BYTES` random bytes.

    Raises:
        ValueError: when there are fewer or more.
    """
    if len(chance) != CODE_BYTES:
        raise ValueError(f"the code of an invitation is made of {CODE_BYTES} random bytes")
    return f"i{base64.urlsafe_b64encode(chance).decode()}"


def link(bot: str, code: str) -> str:
    """Return the address that opens the chat with a bot (its name without @) with a code."""
    return f"https://t.me/{bot}?start={code}"


def payload_of(message: Incoming) -> str | None:
    """Return what stands in a message for the code of an invitation; None when it carries none."""
    found = _PAYLOAD.fullmatch(message.text)
    return None if found is None else found[1]


def is_code(payload: str) -> bool:
    """Tell whether a payload has the form of a code, so that it is worth looking up."""
    return _CODE.fullmatch(payload) is not None
