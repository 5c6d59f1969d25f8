"""Practice: without a token the helpline works on the stand-in, with data of its own beside the real ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import SecretStr

if TYPE_CHECKING:
    from bot.settings import Settings


def practising(settings: Settings) -> Settings:
    """Return the settings with the embedded store in a directory of its own: practice never mixes with real cases."""
    store = {"data_dir": settings.store.data_dir / "standin", "url": SecretStr("")}
    return settings.model_copy(update={"store": settings.store.model_copy(update=store)})
