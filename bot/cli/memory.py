"""Memory: what the garbage collector looks through, and how often."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import asyncio

YOUNG: Final = 5_000
"""New objects before the collector looks at them; Python's own 700 are those of a few messages."""


BUILDING: Final = 100_000
"""The same while libraries and content are loaded: nearly all of what is made then stays."""


def build() -> None:
    """Let the garbage collector rest while all is built; that takes a twentieth off a start."""
    gc.set_threshold(BUILDING, *gc.get_threshold()[1:])


async def settle(ready: asyncio.Event) -> None:
    """Once all is built, take it out of what the garbage collector looks through again and again.

    The libraries and the content are some hundred thousand objects, and they stay: to look through all of them takes a
    tenth of a second, in which nobody is answered.
    """
    await ready.wait()
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, *gc.get_threshold()[1:])
