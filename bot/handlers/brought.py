"""Brought: updates as a webhook brings them: bytes become an update, and go to the front."""

from __future__ import annotations

import json
import re
from hashlib import sha256
from typing import TYPE_CHECKING, Final

import msgspec

from bot.handoff.ids import UpdateId

if TYPE_CHECKING:
    from bot.handlers.contact import Contact
    from bot.handlers.front import Front

_UPDATE_ID = re.compile(rb'"update_id"\s*:\s*(\d{1,19})\b')
_NAMED_BITS: Final = 62


class Brought:
    """Fills the port `Taker` of the web. What can't be read is set aside, never refused.

    Refusing would help nobody: Telegram brings the same again and again, and for a day nothing behind it. So
    what has no id of an update gets one of its own, below zero, from its bytes: the same bytes are known when
    they are brought again, and never taken for an update of Telegram's.
    """

    def __init__(self, front: Front, contact: Contact) -> None:
        """`contact` is told whenever something was brought."""
        self._front = front
        self._contact = contact

    async def take(self, body: bytes, *, whole: bool) -> None:
        """Return when an update is kept for good. Without `whole`, `body` is only its beginning.

        Raises:
            StoreAwayError: nothing was kept, as far as is known; it is harmless to bring it again.
        """
        self._contact.heard()
        number, raw = _update(body) if whole else (None, None)
        await self._front.take(_named(body) if number is None else number, raw, body)


def _update(body: bytes) -> tuple[UpdateId | None, dict[str, object] | None]:
    """The update that stands there, with its id; nothing when there is none."""
    try:
        found: object = msgspec.json.decode(body)
    except (msgspec.DecodeError, ValueError, RecursionError):
        try:
            # Half of a surrogate pair is no Unicode, and still somebody may have sent it.
            found = json.loads(body)
        except (ValueError, RecursionError):
            return None, None
    if not isinstance(found, dict):
        return None, None
    number = found.get("update_id")
    return (UpdateId(number), found) if type(number) is int else (None, None)


def _named(body: bytes) -> UpdateId:
    written = _UPDATE_ID.search(body)
    if written is not None:
        return UpdateId(int(written[1]))
    return UpdateId(~(int.from_bytes(sha256(body).digest()[:8]) >> (64 - _NAMED_BITS)))
