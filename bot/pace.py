"""Pace: how many messages each person sent, and changed, within the last minute. It lives in memory only."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from bot.handoff.ids import PersonId

WITHIN: Final = 60.0
"""Seconds."""


class Pace:
    """Counts messages by person. Times are epoch seconds."""

    def __init__(self) -> None:
        self._sent: dict[PersonId, dict[int, float]] = {}

    def sent(self, person: PersonId, mark: int, now: float) -> int:
        """Return how many messages she sent within a minute, this one included; one that is tried again counts once.

        `mark` tells this message, or this change of one, from her others.
        """
        times = self._sent.pop(person, None) or {}
        times.setdefault(mark, now)
        while (oldest := next(iter(times))) != mark and now - times[oldest] > WITHIN:
            del times[oldest]
        self._sent[person] = times
        # Who was silent longest stands first, since each newcomer is put at the end.
        for known, their in tuple(islice(self._sent.items(), 2)):
            if now - next(reversed(their.values())) > WITHIN:
                del self._sent[known]
        return len(times)
