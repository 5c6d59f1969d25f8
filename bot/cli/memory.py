"""Memory: what the garbage collector looks through, and how often."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING, Final, cast

if TYPE_CHECKING:
    import asyncio
    from types import ModuleType

YOUNG: Final = 5_000
"""New objects before the collector looks at them; Python's own 700 are those of a few messages."""


BUILDING: Final = 100_000
"""The same while libraries and content are loaded: nearly all of what is made then stays."""


_NEEDLESS: Final = "httpx._main"
"""The command line of httpx, which python-telegram-bot loads with it. With it come rich and pygments: 5 MB, and a tenth
of all modules. Where it can't be imported httpx does without (it is an extra of its own)."""


def build() -> None:
    """Let the garbage collector rest while all is built, and load nothing that nobody calls.

    The first takes a twentieth off a start. To be called before the rest is imported.
    """
    gc.set_threshold(BUILDING, *gc.get_threshold()[1:])
    sys.modules.setdefault(
        _NEEDLESS, cast("ModuleType", None)
    )  # Python's own way to say that a module is not there


async def settle(ready: asyncio.Event) -> None:
    """Once all is built, take it out of what the garbage collector looks through again and again.

    The libraries and the content are some hundred thousand objects, and they stay: to look through all of them takes a
    tenth of a second, in which nobody is answered.
    """
    await ready.wait()
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, *gc.get_threshold()[1:])
