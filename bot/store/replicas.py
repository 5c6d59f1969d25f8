"""Replicas: how writes wait until a copy of the store has them on disk too (WAITAOF, Valkey and Redis from 7.2).

What a write promises rests on the log of the server itself. A replica that lags must not stop the helpline for ever:
a write waits for it a moment; when it stays behind, that is said, and from then on writes wait only briefly until it
has caught up. An operator who would rather have no write without a copy sets `min-replicas-to-write` in the server.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.store.trouble import Trouble

_LOG: Final = logging.getLogger(__name__)

PATIENT: Final = 2.0
"""Seconds a write waits for replicas; one with `appendfsync everysec` needs more than one."""
BRIEF: Final = 0.05
"""Seconds a write waits while they are known to be behind."""
ASK_AGAIN: Final = 15.0
"""Seconds after which one write waits patiently again."""


class Replicas:
    """Follows a batch of writes with `WAITAOF` and judges the answer."""

    def __init__(
        self, count: int, trouble: Trouble, clock: Callable[[], float], *, own_log: bool = True
    ) -> None:
        """`count` replicas are waited for; without `own_log` the server itself keeps no log that could be waited for."""
        self._count = count
        self._local = 1 if own_log else 0
        self._trouble = trouble
        self._clock = clock
        self._patient_at = 0.0

    def command(self) -> tuple[str, int, int, int]:
        """Return the command that follows the writes in their batch."""
        wait = PATIENT
        if self._trouble.replicas_behind:
            if self._clock() < self._patient_at:
                wait = BRIEF
            else:
                self._patient_at = self._clock() + ASK_AGAIN
        return ("WAITAOF", self._local, self._count, int(1000 * wait))

    def judge(self, reply: object) -> None:
        """Note whether enough replicas have it; `reply` counts the servers that do: this one, and replicas."""
        reached = isinstance(reply, list) and len(reply) == 2 and int(reply[1]) >= self._count
        if reached == self._trouble.replicas_behind:
            if reached:
                _LOG.info("The store's replicas keep up again.")
            else:
                _LOG.error("Writes do not reach the store's replicas in time; going on without.")
                self._patient_at = self._clock() + ASK_AGAIN
            self._trouble.replicas_behind = not reached
