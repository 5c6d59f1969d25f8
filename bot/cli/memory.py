"""Memory: what the garbage collector looks through, and how often."""

from __future__ import annotations

import gc
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import asyncio

YOUNG: Final = 5_000
"""New objects before the collector looks at them; Python's own 700 are those of a few messages."""


BUILDING: Final = 100_000
"""The same while libraries and content are loaded: nearly all of what is made then stays."""


_NEEDLESS: Final = "telegram.request._httpxrequest"
"""python-telegram-bot's own way to make calls, which brings httpx: 1.2 MB that nothing else needs. Our bots are always given another."""


class HTTPXRequest:
    """Stands where the library looks for its own way: it asks whether ours is of this kind, and it never is."""

    def __init__(self, **_: object) -> None:
        """Raise TypeError: a bot was made without being told how it makes calls."""
        raise TypeError("a bot needs a request of ours")


def build() -> None:
    """Let the garbage collector rest while all is built, and load nothing that nobody calls.

    The first takes a twentieth off a start. To be called before the rest is imported.
    """
    gc.set_threshold(BUILDING, *gc.get_threshold()[1:])
    stands_in = ModuleType(_NEEDLESS)
    vars(stands_in)[HTTPXRequest.__name__] = HTTPXRequest
    sys.modules.setdefault(_NEEDLESS, stands_in)


async def settle(ready: asyncio.Event) -> None:
    """Once all is built, take it out of what the garbage collector looks through again and again.

    The libraries and the content are some hundred thousand objects, and they stay: to look through all of them takes a
    tenth of a second, in which nobody is answered.
    """
    await ready.wait()
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, *gc.get_threshold()[1:])
