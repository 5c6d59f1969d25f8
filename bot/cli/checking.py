"""`helpline check`: everything the helpline needs, looked at without starting, as a table."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING

from bot.app import make_bot
from bot.checks import print_checks, run_checks

if TYPE_CHECKING:
    from bot.checks import Check
    from bot.settings import Settings


def check_helpline(settings: Settings) -> int:
    """Print the table; return 0 when nothing is wrong, 1 otherwise."""
    checks = asyncio.run(_checks(settings))
    print_checks(checks)
    return 1 if any(check.ok is False for check in checks) else 0


async def _checks(settings: Settings) -> list[Check]:
    async with AsyncExitStack() as stack:
        with_token = bool(settings.telegram.token.get_secret_value())
        bot = await make_bot(stack, settings) if with_token else None
        return await run_checks(settings, bot)
