"""The ground on which commands about keys work: the settings that count, and the store to themselves."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from bot.checks import RefusedError
from bot.cli.practice import practising
from bot.clock import SystemClock, steady
from bot.opening import end
from bot.process import name_of_process
from bot.tenure import LEASE_SECONDS, Tenure, dead_owner

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.settings import Settings
    from bot.store.valkey_store import ValkeyStore

IN_THE_ENVIRONMENT = "De sleutels staan in de omgeving (HELPLINE_STORE__KEYS). Zet daar deze regels in, en start de helpline opnieuw:"


def of_now(settings: Settings) -> Settings:
    """Return the settings that count: without a token those of practice."""
    return settings if settings.telegram.token.get_secret_value() else practising(settings)


def today() -> date:
    """Return today's date, in UTC."""
    return datetime.fromtimestamp(SystemClock().now(), UTC).date()


@asynccontextmanager
async def alone(store: ValkeyStore) -> AsyncIterator[ValkeyStore | None]:
    """Have the store to oneself, as the owner of the desk; None while a helpline runs.

    One that was killed on this machine, or a command like this one, runs no more.
    """
    name = name_of_process()
    epoch = await store.acquire(name, LEASE_SECONDS)
    if epoch is None and (dead := await dead_owner(store)) is not None:
        epoch = await store.acquire(name, LEASE_SECONDS, dead=dead)
    if epoch is None:
        yield None
        return
    tenure = Tenure(store, epoch, steady() + LEASE_SECONDS, steady)
    holding = asyncio.create_task(tenure.hold(), name="tenure")
    try:
        yield store.under(epoch, tenure.fenced)
    finally:
        await end(holding)
        await tenure.end()


def must_stand_still(owner: ValkeyStore | None) -> ValkeyStore:
    """Return the store; raise RefusedError while a helpline runs."""
    if owner is None:
        raise RefusedError(
            [
                "Er draait een helpline op deze opslag. Stop die eerst, en alle andere die in reserve staan."
            ]
        )
    return owner
