"""Edits: notices that somebody changed a folder.

The system's events make it quick; what decides is a look at the files themselves. So a burst of saves, an editor that
writes beside and renames, a folder that is replaced as a whole and a disk without events are all the same: the files
are otherwise than before, and have been left alone for a moment.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import aclosing
from typing import TYPE_CHECKING, Final

from bot.content.files import signature

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator
    from pathlib import Path

QUIET: Final = 0.3
"""Seconds without a change, after which an edit counts as done."""
LONGEST: Final = 3.0
"""Seconds of changes without such a pause, after which they are looked at all the same."""
POLL_EVERY: Final = 1.0
LOOK_EVERY: Final = 5.0
"""Seconds between two looks while no event comes: a folder that was moved away takes its events with it."""

log = logging.getLogger(__name__)


async def edits(directory: Path, *, polling: bool) -> AsyncGenerator[None]:
    """Yield at first, and each time that the files in a folder were changed, for ever. Raises nothing of its own.

    The folder may come and go. A change that comes while the former one is worked on is yielded after it.
    """
    seen = await asyncio.to_thread(signature, directory)
    yield
    async with aclosing(_moments(directory, polling=polling)) as moments:
        async for _ in moments:
            found = await asyncio.to_thread(signature, directory)
            if found == seen:
                continue
            waited = 0.0
            while waited < LONGEST:
                await asyncio.sleep(QUIET)
                waited += QUIET
                before, found = found, await asyncio.to_thread(signature, directory)
                if found == before:
                    break
            if found != seen:
                seen = found
                yield


async def _moments(directory: Path, *, polling: bool) -> AsyncGenerator[None]:
    """Yield whenever it is worth to look."""
    told = False
    while True:
        if not polling:
            try:
                place = _number(directory)
                async with aclosing(_events(directory)) as events:
                    async for _ in events:
                        told = False
                        yield
                        if _number(directory) != place:
                            break  # the events are those of a folder that is no longer here
            except (OSError, RuntimeError) as error:
                if not told:
                    log.warning(
                        "The system tells nothing of the content folder (%s): it is looked at each second.",
                        type(error).__name__,
                    )
                told = True
        await asyncio.sleep(POLL_EVERY)
        yield


def _number(directory: Path) -> int:
    return directory.stat().st_ino


def _events(directory: Path) -> AsyncGenerator[object]:
    # Not at the top: it takes as long to load as all of the content.
    from watchfiles import awatch

    return awatch(
        directory,
        watch_filter=None,
        debounce=int(QUIET * 1000),
        rust_timeout=int(LOOK_EVERY * 1000),
        yield_on_timeout=True,
    )
