"""Refusals: the errors whose sentences are for the operator, and how they are printed."""

from __future__ import annotations

from typing import Final

from bot.checks import STORE_AWAY, RefusedError
from bot.faq.problem import ContentError
from bot.opening import UnfitStoreError
from bot.ports import StoreAwayError
from bot.settings import SettingsError
from bot.store.case_keys import CaseKeysError
from bot.store.client import StoreAddressError
from bot.store.failure import AWAY
from bot.store.keyfile import KeyFileError
from bot.store.server import ServerStartError

REFUSALS: Final = (
    ContentError,
    KeyFileError,
    CaseKeysError,
    RefusedError,
    ServerStartError,
    SettingsError,
    StoreAddressError,
    StoreAwayError,
    UnfitStoreError,
)


_STORE_ANSWERED: Final = {
    AWAY["OOM"]: "De opslag op store.url is vol. Geef hem meer ruimte (maxmemory).",
    AWAY[
        "MISCONF"
    ]: "De opslag kan niet naar zijn schijf schrijven. Kijk of die vol of beschadigd is.",
    AWAY[
        "READONLY"
    ]: "In de opslag op store.url kan nu niet worden geschreven. Kijk of dat de hoofdserver is.",
    AWAY["LOADING"]: "De opslag leest zijn gegevens nog in. Probeer het zo nog eens.",
}
"""What to say of a store that answers, but refuses."""


def sentences(error: BaseException) -> list[str]:
    """Return what to print for a refusal, one sentence or problem an item."""
    if isinstance(error, StoreAwayError):
        return [_STORE_ANSWERED.get(str(error), STORE_AWAY)]
    problems = getattr(error, "problems", None)
    return [str(one) for one in problems] if problems else [str(error)]
