"""Aside: long work in a thread of its own, that nobody waits for at the end."""

from __future__ import annotations

import asyncio
import ctypes
import threading
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


async def aside(work: Callable[[], T], name: str) -> T:
    """Return what `work` returns, or raise what it raises.

    Cancelling leaves the thread to itself: it ends with its work, or with the process. asyncio's own threads are
    waited for at the end of the loop, and making a matcher takes longer than a stop may.
    """
    loop = asyncio.get_running_loop()
    done: asyncio.Future[T] = loop.create_future()

    def settle(outcome: Callable[[], None]) -> None:
        if not done.done():
            outcome()

    def run() -> None:
        try:
            outcome = partial(done.set_result, work())
        except BaseException as error:  # noqa: BLE001  raised again where it is waited for
            outcome = partial(done.set_exception, error)
        _give_back()
        with suppress(RuntimeError):  # the loop has ended
            loop.call_soon_threadsafe(settle, outcome)

    threading.Thread(target=run, name=name, daemon=True).start()
    return await done


def _give_back() -> None:
    """Give memory back that is free again; the C library keeps it (6 MB after learning) until somebody asks."""
    with suppress(AttributeError, OSError):  # glibc has this function, others have not
        ctypes.CDLL(None).malloc_trim(0)
