"""Recent: the texts of the last seconds, looked at for danger as one. They live in memory only."""

from __future__ import annotations

from collections import deque
from itertools import islice
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.faq.danger import Reading
    from bot.handoff.ids import PersonId

RECENT_FOR: Final = 10.0
"""Seconds for which texts of one person are looked at for danger as one."""
RECENT_TEXTS: Final = 8
"""How many of them at most."""

Remembered = tuple[float, "Reading"]
"""When a text was remembered (epoch seconds), and how it reads."""


class Recent:
    """What each person wrote in the last seconds, as it was read. Times are epoch seconds."""

    def __init__(self) -> None:
        self._texts: dict[PersonId, deque[Remembered]] = {}

    def readings(self, person: PersonId, now: float) -> tuple[Reading, ...]:
        """Return how her texts of the last seconds read, oldest first."""
        return tuple(one for at, one in self._texts.get(person, ()) if now - at <= RECENT_FOR)

    def add(self, person: PersonId, reading: Reading, now: float) -> None:
        """Remember a text of hers for a few seconds."""
        texts = self._texts.pop(person, None) or deque(maxlen=RECENT_TEXTS)
        texts.append((now, reading))
        self._texts[person] = texts
        # The oldest stand first, since each newcomer is put at the end.
        for known, their in tuple(islice(self._texts.items(), 2)):
            if now - their[-1][0] > RECENT_FOR:
                del self._texts[known]

    def kept(self, person: PersonId) -> tuple[Remembered, ...]:
        """Return what is remembered of her, to be put back if what follows comes to nothing."""
        return tuple(self._texts.get(person, ()))

    def put_back(self, person: PersonId, kept: Iterable[Remembered]) -> None:
        """Remember this of her and nothing else."""
        self._texts.pop(person, None)
        if texts := deque(kept, maxlen=RECENT_TEXTS):
            self._texts[person] = texts
