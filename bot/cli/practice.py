"""Practice: without a token the helpline works on the stand-in, with data of its own beside the real ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.settings import Settings


def practising(settings: Settings) -> Settings:
    """Return the settings with the data directory of practice, so that practice never mixes with real cases."""
    data_dir = settings.store.data_dir / "standin"
    return settings.model_copy(
        update={"store": settings.store.model_copy(update={"data_dir": data_dir})}
    )
