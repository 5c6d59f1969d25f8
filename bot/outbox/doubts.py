"""Doubts: which messages may have arrived without anybody knowing as which message: a reply was lost, or a process ended."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Final

from bot.handoff.effects import Pass, Relay, lane

if TYPE_CHECKING:
    from bot.handoff.effects import Effect
    from bot.handoff.ids import MessageId

REMEMBERED: Final = 10_000
"""How many are kept in memory; the oldest go first."""


class Doubts:
    """Owned by one outbox."""

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[str, MessageId], None] = OrderedDict()

    def about(self, effect: Effect) -> None:
        """Note that an attempt at an effect may have taken effect."""
        if isinstance(effect, Relay | Pass):
            self._known[lane(effect), effect.source] = None
            if len(self._known) > REMEMBERED:
                self._known.popitem(last=False)

    def has(self, lane: str, message: MessageId | None) -> bool:
        """Tell whether a copy of a message may stand in the place of a lane that nobody knows of."""
        return message is not None and (lane, message) in self._known
