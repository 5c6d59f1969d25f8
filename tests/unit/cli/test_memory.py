"""Memory: what was built at start is left alone by the garbage collector."""

from __future__ import annotations

import asyncio
import gc
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from bot.cli.memory import YOUNG, settle

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def collector() -> Iterator[None]:
    """The collector, as it was before, at the end."""
    thresholds = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*thresholds)


@pytest.mark.usefixtures("collector")
async def test_what_is_built_is_frozen_when_all_is_ready() -> None:
    """Before that nothing is done; then all objects there are are set apart, and the young ones looked at less often."""
    ready = asyncio.Event()
    settling = asyncio.create_task(settle(ready))
    await asyncio.sleep(0)
    assert gc.get_freeze_count() == 0
    ready.set()
    await settling
    assert gc.get_freeze_count() > 10_000
    assert gc.get_threshold()[0] == YOUNG
    assert gc.isenabled()


LOADED = """
import sys
from bot.cli.memory import build
build()
import bot.cli.running
print(*{name.partition(".")[0] for name in sys.modules}, *(name for name in sys.modules if name.startswith("telegram")))
"""


def test_a_start_loads_nothing_that_only_others_need() -> None:
    """Neither what a command or a page needs, nor the client and the machinery that come with libraries."""
    told = subprocess.run(
        [sys.executable, "-c", LOADED], capture_output=True, text=True, check=True
    )
    loaded = set(told.stdout.split())
    assert {"aiohttp", "redis", "telegram"} <= loaded
    assert not loaded & {
        *("httpx", "telegram.ext", "rich", "pygments"),
        *("numpy", "yaml", "jinja2", "markdown_it", "watchfiles", "segno"),
    }
