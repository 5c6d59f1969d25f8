"""`helpline check`: everything the helpline needs, looked at without starting, as a table."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING

from bot.app import make_bot
from bot.checks import Check, print_checks, run_checks
from bot.cli.practice import practising
from bot.settings import SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.settings import Settings

_NAME = "Instellingen"


def check_helpline(load: Callable[[], Settings]) -> int:
    """Print the table; return 0 when nothing is wrong, 1 otherwise, and 2 when `load` refuses the settings.

    Without settings nothing else can be looked at.
    """
    try:
        settings = load()
    except SettingsError as error:
        print_checks([Check(_NAME, ok=False, sentence=problem) for problem in error.problems])
        return 2
    read = Check(_NAME, ok=True, sentence="De instellingen zijn te lezen en volledig.")
    checks = [read, *asyncio.run(_checks(settings))]
    print_checks(checks)
    return 1 if any(check.ok is False for check in checks) else 0


async def _checks(settings: Settings) -> list[Check]:
    async with AsyncExitStack() as stack:
        with_token = bool(settings.telegram.token.get_secret_value())
        bot = await make_bot(stack, settings) if with_token else None
        used = settings if with_token else practising(settings)
        return await run_checks(settings, bot, used.store.data_dir)
