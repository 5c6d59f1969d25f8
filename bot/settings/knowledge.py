"""Settings of the knowledge base: the answers as pages."""

from __future__ import annotations

import re
from typing import Annotated, Final
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict

# Five to 32 letters, digits and underscores (Telegram, "Usernames"); that of a bot ends in "bot".
_USERNAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]{4,31}")


def _username(value: str) -> str:
    name = value.strip().removeprefix("@")
    if name and _USERNAME.fullmatch(name) is None:
        raise ValueError(
            "schrijf de gebruikersnaam van de bot, zoals @BotFather die gaf, zonder t.me ervoor"
        )
    return name


def _address(value: str) -> str:
    address = value.strip()
    if not address:
        return ""
    form = ValueError(
        "schrijf een webadres dat met https:// begint, zoals https://helpline.example.org/kennis"
    )
    try:
        parts = urlsplit(address)
        usable = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        raise form from None
    if not usable or parts.query or parts.fragment or parts.username is not None:
        raise form
    return address.rstrip("/")


class KnowledgeSettings(BaseModel):
    """The pages at `/kennis`, and where people find them."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    show: bool = True
    """Whether the listener of `web.listen` shows them."""
    url: Annotated[str, AfterValidator(_address)] = ""
    """The public address of the first page, without a slash at the end; empty: they are not public."""
    bot_username: Annotated[str, AfterValidator(_username)] = ""
    """The bot that the pages lead to; empty: Telegram is asked."""

    @property
    def chat(self) -> str | None:
        """The address of the chat with that bot; None when it is not set."""
        return chat_of(self.bot_username) if self.bot_username else None


def chat_of(username: str) -> str:
    """Return the address of the chat with a bot (Telegram, "Deep links")."""
    return f"https://t.me/{username}"
