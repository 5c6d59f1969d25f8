"""Lanes: the effects of one (chat, thread), in order, and how far the first of them has come."""

from __future__ import annotations

import math
from asyncio import Event, Task
from collections import OrderedDict
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING

from bot.handoff.effects import (
    Amend,
    CloseTopic,
    Counterpart,
    Edit,
    Named,
    OpenTopic,
    Pass,
    Pin,
    Priority,
    React,
    Relay,
    RenameTopic,
    Say,
    TakeBack,
    ToPerson,
)
from bot.outbox.budget import Rank

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.handoff.effects import Effect
    from bot.handoff.ids import EffectId, MessageId
    from bot.outbox.albums import Batch
    from bot.outbox.merging import Bundle
    from bot.outbox.turns import Ticket
    from bot.ports import Envelope


class Kind(Enum):
    """What of a place a lane carries out."""

    MAIN = auto()
    """All that has an order."""
    DECORATION = auto()
    """Titles, pins, places that move on and edits that only show what is known: after what was before them, and few things wait for them."""
    RECEIPT = auto()
    """Reactions: each stands for itself, and no message waits for one."""


def kind_of(effect: Effect) -> Kind:
    """Return which lane of its place an effect belongs to."""
    match effect:
        case React():
            return Kind.RECEIPT
        case Amend(live=position) if position:
            return Kind.DECORATION
        case _ if isinstance(effect.to, ToPerson):
            return Kind.MAIN
        case Pin() | RenameTopic(priority=Priority.DECORATION) | Edit(priority=Priority.DECORATION):
            return Kind.DECORATION
        case _:
            return Kind.MAIN


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
    called: float | None = None
    """When another process, which ended, began a call of uncertain outcome."""
    hold_until: float = 0.0
    """Until then a topic that may exist is waited for; 0 while that wait has not begun."""
    anew: bool = False
    """A call showed that what is there can't be changed: it is sent anew."""
    unbound: bool = False
    """It goes as an answer to nothing: only such a copy keeps a caption that is longer than a bot may write."""
    bugs: int = 0
    row: Bundle | Batch | None = None
    """What went with it, as one message (then an attempt of uncertain outcome is repeated with the same) or as an
    album."""
    alone: bool = False
    """Telegram refused it as a part of a merged message."""
    told: bool = False
    """The service knows that this takes longer."""

    def move_back(self, seconds: float) -> None:
        """Move all its times, as the clock was: a wait stays as long as it was."""
        self.since -= seconds
        self.not_before -= seconds
        if self.hold_until:
            self.hold_until -= seconds
        if self.called is not None:
            self.called -= seconds


@dataclass(slots=True, eq=False)
class Lane:
    """One lane. Its task lives while something waits in it.

    The lanes of one place share what waits there, in order, and each takes its own kind from it.
    """

    name: str
    waiting: OrderedDict[EffectId, Envelope] = field(default_factory=OrderedDict)
    kind: Kind = Kind.MAIN
    beside: list[Lane] = field(default_factory=list)
    """All lanes of this place, itself included, once there are several."""
    wake: Event = field(default_factory=Event)
    task: Task[None] | None = None
    busy: bool = False
    """A call is under way, or what came of it is being recorded."""
    flying: tuple[EffectId, ...] = ()
    """The effects whose call is under way, or what came of it is being recorded."""
    attempt: Attempt | None = None
    upsets: int = 0
    """How often in a row a topic was found gone or closed."""
    not_before: float = 0.0
    deciding: float = 0.0
    """Until when a change of something that waits here is being decided: it may have to stay."""
    known: float = -math.inf
    """The time at the last look."""
    pressed: bool = False
    """The budget of the group (or its pause) made what is next wait."""
    ticket: Ticket | None = None
    """Its request for a call, while it waits for its turn."""
    number: int = 0
    """Its place among those who wait, kept until it is served; 0 for none."""
    arrivals: dict[str, float] = field(default_factory=dict)
    """Album → when the newest of its parts came that wait here (epoch seconds)."""
    early: set[str] = field(default_factory=set)
    """Albums of which parts waited here since before the start."""
    recalls: int = 0
    """How often something was to be taken back here."""
    apart: str = ""
    """The album that Telegram refused as one: its parts go one by one."""

    @property
    def place(self) -> Lane:
        """The lane of this place that has an order."""
        return self.beside[0] if self.beside else self

    def head(self) -> Envelope | None:
        """Return the effect that is next."""
        match self.kind:
            case Kind.MAIN:
                return self._main_head()
            case Kind.DECORATION:
                return self._decoration()
            case Kind.RECEIPT as kind:
                return next(self._of(kind), None)

    def rank(self) -> Rank:
        """Return how urgent the most urgent effect is; the whole lane is lifted by it."""
        match self.kind:
            case Kind.MAIN:
                priorities = (one.effect.priority for one in self.waiting.values())
                return Rank(min(priorities, default=Priority.STATE) + 1)
            case Kind.DECORATION:
                return Rank.DECORATION
            case Kind.RECEIPT:
                return Rank.STATE

    def beside_of(self, kind: Kind) -> Lane:
        """Return the lane of this place for another kind; a new one when there is none."""
        if not self.beside:
            self.beside.append(self)
        found = next((one for one in self.beside if one.kind is kind), None)
        if found is None:
            found = Lane(self.name, self.waiting, kind, self.beside)
            self.beside.append(found)
        return found

    def opening(self) -> Envelope | None:
        """Return the effect that makes the topic, wherever in the lane it is."""
        return next(
            (one for one in self.waiting.values() if isinstance(one.effect, OpenTopic)), None
        )

    def pending(self) -> tuple[EffectId, ...]:
        """Return the ids of what waits, in order, without the one that is on its way."""
        if not self.beside:
            return tuple(id_ for id_ in self.waiting if id_ not in self.flying)
        flying = {id_ for one in self.beside for id_ in one.flying}
        return tuple(id_ for id_ in self.waiting if id_ not in flying)

    def holds(self, envelope: Envelope) -> bool:
        """Tell whether an effect still waits in this lane: nobody else settled, moved or took it."""
        return envelope.id in self.waiting and not self.taken(envelope)

    def taken(self, envelope: Envelope) -> bool:
        """Tell whether another lane of this place has this effect on its way."""
        return any(envelope.id in one.flying for one in self.beside if one is not self)

    def follow(self, now: float) -> None:
        """Take the time of every look. When the clock was set back, what was waited for comes nearer by as much."""
        back = self.known - now
        self.known = now
        if back <= 0:
            return
        self.not_before -= back
        self.deciding -= back
        if self.attempt is not None:
            self.attempt.move_back(back)

    def attempt_at(self, envelope: Envelope, now: float) -> Attempt:
        """Return the record of attempts at an effect; a new one when another effect was tried before."""
        if self.attempt is None or self.attempt.id != envelope.id:
            self.attempt = Attempt(
                envelope.id,
                now,
                begun=envelope.attempted,
                uncertain=envelope.attempted,
                called=envelope.begun,
            )
        return self.attempt

    def superseded(self, envelope: Envelope) -> bool:
        """Tell whether a later effect of this lane makes this one needless (titles, edits, reactions, what is taken back)."""
        match envelope.effect:
            case RenameTopic():
                return any(isinstance(one.effect, RenameTopic) for one in self._after(envelope))
            case React(message=message, during=during):
                # What says that something waits is dropped once it doesn't, so it replaces only its like.
                later = (
                    one.effect for one in self._after(envelope) if isinstance(one.effect, React)
                )
                return any(
                    one.message == message and (one.during is None or during is not None)
                    for one in later
                )
            case Edit() as edit:
                return self._edited_again(envelope, edit)
            case Amend(source=source) if self._amended_again(envelope, source):
                return True
            case Relay(source=source) | Pass(source=source) | Amend(source=source):
                return self.place.recalls > 0 and self._recalled(envelope, source)
            case _:
                return False

    def _recalled(self, envelope: Envelope, source: MessageId) -> bool:
        """Tell whether what an effect passes on is to be taken back behind it."""
        later = (one.effect for one in self._after(envelope) if isinstance(one.effect, TakeBack))
        return any(one.target == Counterpart(source) for one in later)

    def _amended_again(self, envelope: Envelope, source: MessageId) -> bool:
        later = (one.effect for one in self._after(envelope))
        return any(isinstance(one, Amend) and one.source == source for one in later)

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

    def ordered(self) -> Iterator[Envelope]:
        """Return what has an order, from the head on: no decorations and receipts, and nothing that is taken back."""
        found = self._of(Kind.MAIN)
        if not self.place.recalls:
            return found
        return (one for one in found if not self.superseded(one))

    def _of(self, kind: Kind) -> Iterator[Envelope]:
        return (one for one in self.waiting.values() if kind_of(one.effect) is kind)

    def _main_head(self) -> Envelope | None:
        """Return the first of those with an order, or a decoration that has to come before it."""
        for one in self.waiting.values():
            if kind_of(one.effect) is Kind.MAIN:
                return self._needed_before(one) or one
        return None

    def _needed_before(self, main: Envelope) -> Envelope | None:
        """Return the decoration that must not come later: a title after its topic is closed or has a newer one, an
        edit after a newer one or after its name means another message."""
        if not self.beside:
            return None
        for one in self.waiting.values():
            if one is main:
                break
            match main.effect, one.effect:
                case (CloseTopic(), RenameTopic() | Edit(priority=Priority.DECORATION)):
                    found = True
                case (Say(name=name), Edit(target=Named(name=other))) if name:
                    found = name == other
                case (RenameTopic(), RenameTopic()):
                    found = True
                case (Edit(target=target), Edit(target=other_target)):
                    found = target == other_target
                case _:
                    found = False
            if found:
                return one
        return None

    def _decoration(self) -> Envelope | None:
        """Return the decoration that is next: a title before edits. What was before it must be done."""
        found = None
        for one in self.waiting.values():
            match kind_of(one.effect):
                case Kind.MAIN:
                    break
                case Kind.DECORATION if not self.taken(one):
                    if isinstance(one.effect, RenameTopic):
                        return one
                    found = found or one
                case _:
                    pass
        return found
