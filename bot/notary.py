"""Notary: signs the audit again and again, lets a file beside the store witness it, and lets go of what is old."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import logging
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from bot.declared import Retention
from bot.handoff.audit import AuditLine, Deed, Role
from bot.ports import StoreAwayError
from bot.store.signed_audit import Sealed
from bot.store.witness import Witness, Witnessed

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.clock import Clock
    from bot.settings import Settings
    from bot.store.signed_audit import SignedAudit
    from bot.store.valkey_store import ValkeyStore

ENFORCES: Final = "audit"
"""The term of the data map that is kept here."""
EVERY: Final = 10.0
"""Seconds between two signatures: what came after the last one is guarded by the chain alone."""
END_WITHIN: Final = 1.0
LETS_GO_EVERY: Final = 6 * 3600.0
MONTH: Final = 30.44 * 24 * 3600
"""Seconds of a month, on average."""
SETTINGS: Final = "settings"
"""The subject under which it is remembered which settings were noted last."""

log = logging.getLogger(__name__)


class Notary:
    """One per tenure, and one for each command that writes to the audit."""

    def __init__(
        self,
        store: SignedAudit,
        data_dir: Path,
        clock: Clock,
        retention: Retention = Retention(),  # noqa: B008  frozen
    ) -> None:
        """`data_dir` is where the witness is."""
        self._store = store
        self._witness = Witness(data_dir)
        self._clock = clock
        self._keeps = retention.audit_months * MONTH
        self._told = False
        self._done: tuple[int, bytes] | None = None
        """The head under which nothing is left to be done."""
        self._lets_go_at = 0.0

    async def run(self) -> None:
        """Sign for ever, and once more when cancelled."""
        try:
            while True:
                await self._round()
                await asyncio.sleep(EVERY)
        finally:
            # A store that is away must not hold up the end.
            with suppress(TimeoutError):
                async with asyncio.timeout(END_WITHIN):
                    await self._round()

    async def _round(self) -> None:
        await self.sign_if_possible()
        now = self._clock.now()
        if now >= self._lets_go_at:
            with suppress(StoreAwayError):
                await self._store.let_go_of_audit(now - self._keeps)
                self._lets_go_at = now + LETS_GO_EVERY

    async def sign(self) -> bool:
        """Sign what came since the last signature; tell whether the store holds what was witnessed.

        Raises:
            StoreAwayError: when the store is away.
            OSError: when the witness can't be written.
        """
        head = await self._store.audit_head()
        if head == self._done:
            return True
        signed = await self._store.last_signed()
        witnessed = await asyncio.to_thread(self._witness.read)
        reached, holds = await _compared(signed, self._store.read_on(signed), witnessed)
        holds = holds and reached.number >= head[0]  # else one is missing
        if reached.number > signed.number:
            await self._store.sign(reached, self._clock.now())
        if witnessed is not None and not holds:
            try:
                # First what lasts: whoever reads the line finds the witness saying the same.
                if not witnessed.contradicted:
                    await asyncio.to_thread(self._witness.contradict, witnessed)
            finally:
                self._tell()
        elif witnessed is None or witnessed.number < reached.number:
            await asyncio.to_thread(self._witness.write, reached)
        # With a contradiction there is something to be seen, until somebody accepts it.
        self._done = head if holds else None
        return holds

    def _tell(self) -> None:
        if not self._told:
            self._told = True
            log.error("The audit is not what it was: helpline audit verify says where.")

    async def sign_if_possible(self) -> None:
        """Sign, unless the store is away or the witness can't be written: then that is told."""
        try:
            await self.sign()
        except StoreAwayError:
            log.info("The audit is signed when the store is back.")
        except OSError as error:
            log.error("The audit has no witness: its file can't be written (%s).", error.strerror)  # noqa: TRY400  a traceback says no more

    async def accept(self) -> None:
        """Take the audit as it stands now, and go on from here. Raises as `sign` does."""
        reached = await self._store.begin_audit_anew(self._clock.now())
        await asyncio.to_thread(self._witness.write, reached)
        self._told = False


async def note_settings(store: ValkeyStore, settings: Settings, now: float) -> None:
    """Note in the audit that the helpline begins with other settings than before. `now` in epoch seconds.

    Raises:
        StoreAwayError: when the store is away.
    """
    # Secrets are blanked out in it; of the rest nobody can tell without the key what it says.
    plain = settings.model_dump_json().encode()
    digest = hmac.digest(store.secret(SETTINGS).encode(), plain, hashlib.sha256).hex()[:16]
    if await store.told(SETTINGS) != digest:
        line = AuditLine(Deed.SETTINGS, now, Role.SYSTEM, about=digest)
        await store.emit(None, (), now, told=(SETTINGS, digest), audit=(line,))


async def _compared(
    signed: Sealed, further: AsyncIterator[Sealed], witnessed: Witnessed | None
) -> tuple[Sealed, bool]:
    """Return how far the audit goes, and whether that agrees with what was witnessed."""
    reached = signed
    # Who signed later than this machine looked had read all of it too.
    agrees = witnessed is None or (witnessed.number, witnessed.seal) == (signed.number, signed.seal)
    agrees = agrees or (witnessed is not None and witnessed.number < signed.number)
    async for reached in further:
        if witnessed is not None and reached.number == witnessed.number:
            agrees = reached.seal == witnessed.seal
    return reached, agrees and not (witnessed is not None and witnessed.contradicted)
