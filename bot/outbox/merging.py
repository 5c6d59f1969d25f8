"""Merging: texts of hers that wait at the head of a lane go as one message, when the group's budget is spent.

Pure. What is merged: two or more of her texts in a row, with the changes of them that wait in between. Anything else
ends the row: it keeps its place in the order. A text that answers another message begins a row, so that the merged
message answers what its first part answers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from bot.handoff.effects import Amend, Pass, Relay, ToTopic
from bot.handoff.ids import MessageId
from bot.handoff.merged import Merged, Part, Size
from bot.handoff.message_map import Entry, EntryKind, Link, Side
from bot.ports import Finished

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.handoff.effects import React
    from bot.handoff.ids import EffectId, ThreadId
    from bot.outbox.lanes import Attempt, Lane
    from bot.ports import Envelope


class Bundle(Struct, frozen=True):
    """Envelopes that go as one message: texts, and changes of those texts. The first of them is a text."""

    envelopes: tuple[Envelope, ...]
    merged: Merged

    @property
    def ids(self) -> tuple[EffectId, ...]:
        """The effects in it, in order."""
        return tuple(one.id for one in self.envelopes)

    @property
    def envelope(self) -> Envelope:
        """The whole as one envelope, under the id of the first: a text that answers what the first answers."""
        first = self.envelopes[0]
        assert isinstance(first.effect, Relay)  # noqa: S101  as `bundle` makes it
        whole = Pass(
            first.effect.to,
            first.effect.source,
            self.merged.text,
            entities=self.merged.entities,
            reply_to=first.effect.reply_to,
            priority=first.effect.priority,
        )
        return replace(first, effect=whole)


def bundle(waiting: Iterable[Envelope]) -> Bundle | None:
    """Return what may go as one message from the head of a lane, as much as fits; None for fewer than two texts."""
    taken: list[Envelope] = []
    merged, size = Merged(), Size(0, 0)
    for envelope in waiting:
        if envelope.attempted:
            break  # it may have arrived by itself
        grown = _grown(merged, envelope)
        if grown is None:
            break
        more = len(grown.parts) > len(merged.parts)
        size = size.with_(grown.parts[-1].size) if more else grown.size
        if not size.fits():
            break
        taken.append(envelope)
        merged = grown
    return Bundle(tuple(taken), merged) if len(merged.parts) > 1 else None


def row(lane: Lane, attempt: Attempt) -> Bundle | None:
    """Return what goes as one message with the head of a lane whose turn it is; None when that goes by itself.

    Texts are merged when the group's budget made the lane wait. After an attempt of uncertain outcome it is the same
    row again, so that a repeat shows what the first attempt showed.
    """
    if attempt.uncertain:
        known = attempt.row
        if not isinstance(known, Bundle):
            return None
        return known if all(map(lane.holds, known.envelopes)) else None
    if not lane.pressed or attempt.alone:
        return None
    found = bundle(lane.ordered())
    return found if found is not None and found.envelopes[0].id == attempt.id else None


def finished(bundle: Bundle, made: MessageId, thread: ThreadId | None = None) -> Finished:
    """Return what to record of a merged message: every part is done and tied to it, and its content is kept.

    `thread` is the topic it stands in.
    """
    first, *others = bundle.envelopes
    merged = bundle.merged
    follow: tuple[React, ...] = ()
    for one in bundle.envelopes:
        if isinstance(one.effect, Relay | Amend):
            follow += one.effect.then
    return Finished(
        first.id,
        first.person,
        links=(
            *(
                Link(Side.PERSON, part.source, Entry(EntryKind.MERGED, other=made))
                for part in merged.parts
            ),
            shown(made, merged),
        ),
        follow=follow,
        also=tuple(one.id for one in others),
        merged=(made, merged),
        thread=thread,
    )


def shown(message: MessageId, merged: Merged) -> Link:
    """Return the entry of a merged message in the topic."""
    last = merged.parts[-1].source
    return Link(Side.TOPIC, message, Entry(EntryKind.MERGED, other=last, parts=merged.layout))


def _grown(merged: Merged, envelope: Envelope) -> Merged | None:
    """Return what is merged with one more effect in it; None when that has to go by itself."""
    match envelope.effect:
        case Relay(to=ToTopic(), text=text, again=False, mark="", caption=False) as relay if text:
            if merged.parts and relay.reply_to is not None:
                return None
            if merged.holds(relay.source):
                return None
            return Merged((*merged.parts, Part(relay.source, relay.clock, text, relay.entities)))
        case Amend(to=ToTopic(), caption=False, text=text) as amend if text and merged.holds(
            amend.source
        ):
            return merged.changed(amend.source, text, amend.entities)
        case _:
            return None
