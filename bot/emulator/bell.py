"""Bell: wakes the coroutines of one event loop that wait for something to happen."""

import asyncio


class Bell:
    """Something that can be rung; everybody waiting at that moment goes on."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    @property
    def waiting(self) -> int:
        """How many coroutines wait now."""
        return len(self._waiting)

    def ring(self) -> None:
        """Wake all who wait now."""
        for waiter in self._waiting:
            if not waiter.done():
                waiter.set_result(None)

    async def wait(self, seconds: float | None) -> bool:
        """Wait for the next ring, at most `seconds` (None: for ever); True when it rang."""
        waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.add(waiter)
        try:
            if seconds is None:
                await waiter
                return True
            done, _ = await asyncio.wait((waiter,), timeout=max(0.0, seconds))
            return bool(done)
        finally:
            self._waiting.discard(waiter)
            waiter.cancel()
