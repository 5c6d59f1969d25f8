"""Practice: without a token the helpline works on the stand-in, with data of its own beside the real ones."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pydantic import SecretStr

from bot.settings.listening import WebhookSettings, is_loopback

if TYPE_CHECKING:
    from bot.settings import Settings


def practising(settings: Settings) -> Settings:
    """Return the settings for the stand-in: practice never mixes with real cases.

    The embedded store has a directory of its own, with keys of its own. The stand-in brings updates only on this computer, so the address
    of a real webhook is left out.
    """
    store = settings.store.model_copy(
        update={
            "data_dir": settings.store.data_dir / "standin",
            "url": SecretStr(""),
            "key_file": None,
            "keys": SecretStr(""),
            "case_keys": None,
        }
    )
    telegram = settings.telegram
    if not is_loopback(urlsplit(telegram.webhook.url).hostname or ""):
        telegram = telegram.model_copy(update={"webhook": WebhookSettings()})
    return settings.model_copy(update={"store": store, "telegram": telegram})
