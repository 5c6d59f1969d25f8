"""Clock: the time of the stand-in, which can be moved; its offset is what a bot may follow."""

import time

from bot.emulator.bell import Bell


class Clock:
    """Wall time plus an offset in seconds.

    Everything with a lifetime (queue, callbacks, the 48 hours of deleting) follows the moved
    clock. How long a long poll waits is real time.
    """

    def __init__(self, offset: float = 0.0) -> None:
        self.offset = offset
        self.moved = Bell()

    def now(self) -> float:
        """Epoch seconds."""
        return time.time() + self.offset  # noqa: TID251  the stand-in's own clock

    def second(self) -> int:
        """Whole epoch seconds, as the Bot API gives dates."""
        return int(self.now())

    def advance(self, seconds: float) -> None:
        """Move the clock; negative values move it back."""
        self.offset += seconds
        self.moved.ring()

    def set(self, epoch: float) -> None:
        """Make it `epoch` (seconds) now."""
        self.advance(epoch - self.now())

    async def reach(self, epoch: float) -> None:
        """Wait until the clock shows at least `epoch`, by passing time or by being moved."""
        while (left := epoch - self.now()) > 0:
            await self.moved.wait(left)

    async def differs(self, offset: float, seconds: float) -> None:
        """Wait (real time, at most `seconds`) until the offset is another than `offset`."""
        end = time.monotonic() + seconds
        while self.offset == offset and (left := end - time.monotonic()) > 0:
            await self.moved.wait(left)
