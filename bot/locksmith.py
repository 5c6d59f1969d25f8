"""Locksmith: notices new keys while the helpline runs, seals anew what older ones sealed, and repeats erasures."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Final

from bot.ports import StoreAwayError
from bot.store.case_keys import CaseKeysError

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.store.valkey_store import ValkeyStore

log = logging.getLogger(__name__)

LOOK_EVERY: Final = 5.0
"""Seconds between two looks at the key ring, in every process."""
REST: Final = 60.0
"""Seconds before trying again after trouble."""


async def watch_keys(store: ValkeyStore) -> None:
    """Let a process seal with the newest key soon after it came. Ends by cancellation only."""
    while True:
        await asyncio.sleep(LOOK_EVERY)
        if store.refresh_keys():
            log.info("The key ring changed; the newest key seals from now on.")


class Locksmith:
    """What the owner of the desk does about keys."""

    def __init__(self, store: ValkeyStore, announce: Callable[[str], None]) -> None:
        """`announce` is told, in sentences for the operator, when all is sealed anew."""
        self._store = store
        self._announce = announce

    async def run(self) -> None:
        """Work for ever; what could not be done is tried again. Ends by cancellation only."""
        tidy = False
        while True:
            try:
                if not tidy:
                    await self._store.tidy_renaming()
                    tidy = True
                await self._store.erase_doomed()
                await self._store.note_case_keys()
                if not await self._store.is_sealed_anew():
                    await self._seal_anew()
                pause = LOOK_EVERY
            except StoreAwayError:
                pause = LOOK_EVERY
            except CaseKeysError as error:
                log.error("%s", error)  # noqa: TRY400  a traceback says no more
                pause = REST
            await asyncio.sleep(pause)

    async def _seal_anew(self) -> None:
        log.info("Sealing anew what is sealed under an older key.")
        if await self._store.seal_anew(asyncio.sleep):
            self._announce(
                "Alles is opnieuw versleuteld met de nieuwste sleutel. De oude kan weg: helpline keys rotate --drop"
            )
