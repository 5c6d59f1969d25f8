"""Refusals: the errors whose sentences are for the operator, and how they are printed."""

from __future__ import annotations

from typing import Final

from bot.checks import STORE_AWAY, RefusedError
from bot.faq.problem import ContentError
from bot.opening import UnfitStoreError
from bot.ports import StoreAwayError
from bot.settings import SettingsError
from bot.store.client import StoreAddressError
from bot.store.keyfile import KeyFileError
from bot.store.server import ServerStartError

REFUSALS: Final = (
    ContentError,
    KeyFileError,
    RefusedError,
    ServerStartError,
    SettingsError,
    StoreAddressError,
    StoreAwayError,
    UnfitStoreError,
)


def sentences(error: BaseException) -> list[str]:
    """Return what to print for a refusal, one sentence or problem an item."""
    if isinstance(error, StoreAwayError):
        return [STORE_AWAY]
    problems = getattr(error, "problems", None)
    return [str(one) for one in problems] if problems else [str(error)]
