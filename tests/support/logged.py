"""Logged: waits for what a helpline logs."""

import asyncio

import pytest

SOON = 60.0
"""Seconds within which an edit is live and learned, on a busy machine too."""


async def logs(log: pytest.LogCaptureFixture, what: str, after: str = "") -> None:
    """Wait until something is logged, after something else."""
    async with asyncio.timeout(SOON):
        while True:  # a log tells nobody
            said = [one.getMessage() for one in log.records]
            begin = next((at for at, one in enumerate(said) if after in one), len(said))
            if any(what in one for one in said[begin:]):
                return
            await asyncio.sleep(0.05)
