"""Signs: which messages of hers show that they wait, so that each of them is said to be delivered once it is.

Nothing is shown under a message that does not wait. What waited already at the start may have shown it before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.handoff.effects import Pass, React, Relay, ToPerson
from bot.outbox.receipt import of_hers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bot.handoff.effects import Effect
    from bot.handoff.ids import EffectId, MessageId, PersonId
    from bot.ports import Envelope


class Signs:
    """Owned by one outbox. An effect is `over` from when its outcome is about to be recorded."""

    def __init__(self, delivered: str, waits: Callable[[EffectId], bool]) -> None:
        """`delivered` is the sign for it; `waits` tells whether an effect is in a lane."""
        self._delivered = delivered
        self._waits = waits
        self._shown: set[tuple[PersonId, MessageId]] = set()
        self._over: set[EffectId] = set()

    def recall(self, waiting: Iterable[Envelope]) -> None:
        """Take in what waits at a start."""
        for one in waiting:
            source = of_hers(one.effect)
            if source is not None and one.person is not None:
                self._shown.add((one.person, source))

    def needless(self, effect: Effect) -> bool:
        """Tell whether an effect says that something waits which does not wait any more."""
        if not isinstance(effect, React) or effect.during is None:
            return False
        return effect.during in self._over or not self._waits(effect.during)

    def shows(self, envelope: Envelope) -> None:
        """Note what is about to be shown."""
        effect = envelope.effect
        if not isinstance(effect, React) or effect.during is None or envelope.person is None:
            return
        if isinstance(effect.to, ToPerson):
            self._shown.add((envelope.person, effect.message))

    def ends(self, ids: Iterable[EffectId]) -> None:
        """Note that the outcome of effects is about to be recorded."""
        self._over.update(ids)

    def ended(self, ids: Iterable[EffectId]) -> None:
        """Note that it was recorded, and that they wait in no lane."""
        self._over.difference_update(ids)

    def receipts(self, done: Iterable[Envelope | None]) -> tuple[React, ...]:
        """Return what says that messages of hers are delivered, under those that show that they wait."""
        if not self._shown:
            return ()
        found: list[React] = []
        for one in done:
            if one is None or one.person is None:
                continue
            effect, source = one.effect, of_hers(one.effect)
            if source is None or (one.person, source) not in self._shown:
                continue
            self._shown.discard((one.person, source))
            if isinstance(effect, Relay | Pass) and effect.source_chat is not None:
                her = ToPerson(one.person, effect.source_chat)
                found.append(React(her, source, self._delivered))
        return tuple(found)

    def forget(self, envelope: Envelope) -> None:
        """Forget a message that is given up: other words and another sign tell of it."""
        source = of_hers(envelope.effect)
        if source is not None and envelope.person is not None:
            self._shown.discard((envelope.person, source))
