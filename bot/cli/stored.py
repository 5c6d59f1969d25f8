"""Stored: what a command does with the store, beside a helpline that runs or without one, and what the audit says of it."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING

import click

from bot.cli.practice import practising
from bot.cli.refusals import REFUSALS, sentences
from bot.clock import SystemClock
from bot.handoff.audit import AuditLine, Deed, Role
from bot.notary import Notary
from bot.opening import open_store

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from bot.handoff.ids import CaseCode
    from bot.settings import Settings
    from bot.store.valkey_store import ValkeyStore


class Room:
    """The store, and where its data directory is."""

    def __init__(self, store: ValkeyStore, data_dir: Path) -> None:
        self.store = store
        self.clock = SystemClock()
        self.data_dir = data_dir
        self.notary = Notary(store, data_dir, self.clock)

    async def note(self, deed: Deed, about: str = "", code: CaseCode | None = None) -> None:
        """Note in the audit what the operator does, and sign that.

        Raises:
            StoreAwayError: when it was not noted.
        """
        now = self.clock.now()
        await self.store.note([AuditLine(deed, now, Role.OPERATOR, code=code, about=about)])
        await self.notary.sign_if_possible()


def with_store(settings: Settings, work: Callable[[Room], Awaitable[int]]) -> int:
    """Do something with the store; return its exit code, or 1 after the sentences of a refusal."""

    async def run() -> int:
        used = settings
        if not settings.telegram.token.get_secret_value():
            used = practising(settings)
        async with AsyncExitStack() as stack:
            store = await open_store(stack, used, announce=click.echo, beside=True)
            return await work(Room(store, used.store.data_dir))

    try:
        return asyncio.run(run())
    except REFUSALS as error:
        for sentence in sentences(error):
            click.echo(f"✗ {sentence}", err=True)
        return 1
