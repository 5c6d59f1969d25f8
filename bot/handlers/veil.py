"""Veil: what is taken out of a message because it leads to somebody's account, though one does not see it in the text.

A mention of who has no username, and a link to an account behind other words, go along with a copy and with the entities
of a text. They would show the other side who somebody is, so they end here: the words stay, the link does not.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from telegram import Message

_HOSTS: Final = ("t.me", "telegram.me", "telegram.dog")
_ACCOUNT: Final = re.compile(r"/?|/\+\d+/?|/contact/.*|/[A-Za-z]\w*/?")
"""Paths of Telegram's links to one account, by number, name or card; also of those to a whole channel or group, which look
the same. A link to a message has a second part (https://core.telegram.org/api/links)."""

_WITHOUT_CAPTION: Final = ("poll", "checklist", "game")
"""What holds texts with entities of their own, which a copy takes along as they are (Bot API, Message)."""


def is_telling(entity: dict[str, Any]) -> bool:
    """Tell whether an entity leads to an account that one does not see in the text."""
    return "user" in entity or _leads_to_account(entity.get("url"))


def is_hidden_in(message: Message) -> bool:
    """Tell whether a message that is neither text nor medium leads to an account, in a place where it can't be taken out."""
    parts = [getattr(message, name) for name in _WITHOUT_CAPTION]
    known = [part.to_dict() for part in parts if part is not None]
    # What this version of the library does not know is kept as it came.
    return any(map(_holds, [*known, *message.api_kwargs.values()]))


def _holds(part: object) -> bool:
    if isinstance(part, dict):
        return ("type" in part and is_telling(part)) or any(map(_holds, part.values()))
    return isinstance(part, list | tuple) and any(map(_holds, part))


def _leads_to_account(url: object) -> bool:
    if not isinstance(url, str):
        return False
    address = url.strip()
    if address.lower().startswith("tg:"):
        return True
    if "://" not in address:
        address = f"https://{address}"
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return False
    if host in _HOSTS:
        return bool(parts.path.strip("/")) and _ACCOUNT.fullmatch(parts.path) is not None
    return any(host.endswith(f".{one}") for one in _HOSTS)
