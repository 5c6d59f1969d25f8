"""Look: how the pages present themselves, the same on all of them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Look:
    """How the pages present themselves."""

    name: str
    """How the helpline is called."""
    chat: str | None
    """The address of the chat with the bot; None when it is not known (yet)."""
    files: bool = False
    """The pages are files: they search by a script, and links end in `.html`."""
    address: str = ""
    """The public address of the first page, without a slash at the end; empty when it is not known."""
