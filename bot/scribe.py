"""Scribe: writes the drafts of experts into the drafts folder, once each, whatever happens in between.

A draft is committed first, then written, then marked as done. Its file has a name of its own, so a process that died
in between finds the file there and only marks it.
"""

from __future__ import annotations

import asyncio
import logging
import os
from contextlib import suppress
from typing import TYPE_CHECKING, Final, Protocol

from bot.handoff import general
from bot.ports import StoreAwayError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from bot.handoff.decision import Draft
    from bot.handoff.desk import Desk
    from bot.handoff.effects import Effect
    from bot.handoff.ids import UpdateId
    from bot.ports import Outbox, Outcome

AGAIN_AFTER: Final = 30.0
"""Real seconds after which what could not be written is tried again."""

log = logging.getLogger(__name__)


class Drafting(Protocol):
    """What is needed of the store. Every method raises StoreAwayError."""

    async def drafts(self) -> Sequence[Draft]:
        """Return the drafts whose files have to be written."""
        ...

    async def draft_written(self, name: str) -> None:
        """Let a draft go whose file is written."""
        ...

    async def emit(self, update: UpdateId | None, effects: Sequence[Effect], now: float) -> Outcome:
        """Write effects that belong to no person."""
        ...


class Scribe:
    """For the owner of the desk. `run` is awaited by the task that owns it; cancelling it loses nothing."""

    def __init__(
        self,
        store: Drafting,
        folder: Path,
        outbox: Outbox,
        desk: Desk,
        now: Callable[[], float],
    ) -> None:
        """`folder` is made when it is needed, for this user alone; `now` is the time in epoch seconds."""
        self._now = now
        self._store = store
        self._folder = folder
        self._outbox = outbox
        self._desk = desk
        self._more = asyncio.Event()
        self._told = False
        """The experts know that a draft can't be written."""

    def wake(self) -> None:
        """Note that there is a new draft."""
        self._more.set()

    async def run(self) -> None:
        """Write drafts for ever. Raises nothing of its own."""
        while True:
            self._more.clear()
            try:
                await self._write_all()
            except StoreAwayError:
                log.debug("The store is away: drafts are written later.")
            except Exception as error:  # noqa: BLE001  a mistake must not end it in silence
                log.error("Drafts can't be written (%s).", type(error).__name__)  # noqa: TRY400  a traceback can hold texts
            with suppress(TimeoutError):
                async with asyncio.timeout(AGAIN_AFTER):
                    await self._more.wait()

    async def _write_all(self) -> None:
        for draft in await self._store.drafts():
            try:
                await asyncio.to_thread(write, self._folder, draft)
            except OSError as error:
                log.error("A draft can't be written: %s.", error.strerror or type(error).__name__)  # noqa: TRY400  a traceback says no more
                await self._tell()
                return
            await self._store.draft_written(draft.name)
            self._told = False

    async def _tell(self) -> None:
        if not self._told:
            self._told = True
            outcome = await self._store.emit(None, (general.draft_stuck(self._desk),), self._now())
            self._outbox.accept(outcome.envelopes)


def write(folder: Path, draft: Draft) -> None:
    """Write the file of a draft, for its owner's eyes only; one that is there already is left alone.

    Raises:
        OSError: it was not written.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / draft.name
    if path.exists():
        return
    unfinished = folder / f".{draft.name}.part"
    unfinished.unlink(missing_ok=True)
    number = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(number, "w", encoding="utf-8") as file:
        file.write(draft.yaml)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
    # The draft leaves the store next: by then the file has its name on the disk, too.
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
