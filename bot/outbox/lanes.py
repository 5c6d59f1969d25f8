"""Lanes: the effects of one (chat, thread), in order, and how far the first of them has come."""

from __future__ import annotations

from asyncio import Event, Task
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.handoff.effects import Edit, Named, OpenTopic, RenameTopic, Say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.handoff.ids import EffectId
    from bot.ports import Envelope


@dataclass(slots=True)
class Attempt:
    """What is known of the attempts at one effect. Times are epoch seconds."""

    id: EffectId
    since: float
    tries: int = 0
    not_before: float = 0.0
    begun: bool = False
    """The store knows that it was attempted."""
    uncertain: bool = False
    """An attempt may have taken effect."""
    hold_until: float = 0.0
    """Until then a topic that may exist is waited for; 0 while that wait has not begun."""
    bugs: int = 0
    told: bool = False
    """The service knows that this takes longer."""


@dataclass(slots=True, eq=False)
class Lane:
    """One lane. Its task lives while something waits in it."""

    name: str
    waiting: OrderedDict[EffectId, Envelope] = field(default_factory=OrderedDict)
    wake: Event = field(default_factory=Event)
    task: Task[None] | None = None
    busy: bool = False
    """A call is under way, or what came of it is being recorded."""
    flying: EffectId | None = None
    """The effect whose call is under way, or what came of it is being recorded."""
    attempt: Attempt | None = None
    upsets: int = 0
    """How often in a row a topic was found gone or closed."""
    not_before: float = 0.0

    def head(self) -> Envelope | None:
        """Return the effect that is next."""
        return next(iter(self.waiting.values()), None)

    def opening(self) -> Envelope | None:
        """Return the effect that makes the topic, wherever in the lane it is."""
        return next(
            (one for one in self.waiting.values() if isinstance(one.effect, OpenTopic)), None
        )

    def pending(self) -> tuple[EffectId, ...]:
        """Return the ids of what waits, in order, without the one that is on its way."""
        return tuple(id_ for id_ in self.waiting if id_ != self.flying)

    def attempt_at(self, envelope: Envelope, now: float) -> Attempt:
        """Return the record of attempts at an effect; a new one when another effect was tried before."""
        if self.attempt is None or self.attempt.id != envelope.id:
            self.attempt = Attempt(
                envelope.id, now, begun=envelope.attempted, uncertain=envelope.attempted
            )
        return self.attempt

    def superseded(self, envelope: Envelope) -> bool:
        """Tell whether a later effect of this lane makes this one needless (titles and edits)."""
        match envelope.effect:
            case RenameTopic():
                return any(isinstance(one.effect, RenameTopic) for one in self._after(envelope))
            case Edit() as edit:
                return self._edited_again(envelope, edit)
            case _:
                return False

    def _edited_again(self, envelope: Envelope, edit: Edit) -> bool:
        for one in self._after(envelope):
            match one.effect:
                case Edit() as later if later.target == edit.target:
                    # An edit of the buttons alone does not replace one of the text.
                    if later.html is not None or edit.html is None:
                        return True
                case Say(name=name) if isinstance(edit.target, Named) and name == edit.target.name:
                    return False  # from here on the name means another message
                case _:
                    pass
        return False

    def _after(self, envelope: Envelope) -> Iterator[Envelope]:
        found = False
        for one in self.waiting.values():
            if found:
                yield one
            found = found or one.id == envelope.id
