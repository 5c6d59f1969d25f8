"""Receipt: what a carried-out effect leaves in the store, and what a failed one tells the service."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from bot.handoff.effects import (
    Amend,
    DeleteMessages,
    DeleteTopic,
    Edit,
    Named,
    Pass,
    Pin,
    React,
    Relay,
    Say,
    SendContact,
    SendFile,
    ToPerson,
    ToTopic,
)
from bot.handoff.events import Kind, Undelivered
from bot.handoff.ids import MessageId
from bot.handoff.message_map import Entry, EntryKind, Link, Side
from bot.outbox.merging import shown
from bot.ports import Finished

if TYPE_CHECKING:
    from bot.handoff.effects import Effect, Place
    from bot.handoff.events import Why
    from bot.outbox.places import Aim
    from bot.ports import Envelope

AT_ONCE: Final = 100
"""Messages that one call can delete (Bot API, deleteMessages)."""
_ENTRIES: Final = {"card": EntryKind.CARD, "bot": EntryKind.BOT, "learn": EntryKind.LEARN}


def finished(envelope: Envelope, made: int | None, aim: Aim | None = None) -> Finished:
    """Return what to record of an effect that took effect and made the message `made` (if any)."""
    effect = envelope.effect
    follow: tuple[Effect, ...] = (
        effect.then if isinstance(effect, Relay | Pass | Amend | Pin) else ()
    )
    if isinstance(effect, DeleteMessages):
        return _deleted(envelope, effect)
    if isinstance(effect, DeleteTopic) and effect.erased:
        return Finished(envelope.id, envelope.person, counted=(("erased_topics", 1),))
    if isinstance(effect, Amend) and aim is not None and aim.merged is not None:
        return _amended(envelope, effect, made, aim)
    if made is None:
        return Finished(envelope.id, envelope.person, follow=follow)
    message = MessageId(made)
    if isinstance(effect, Relay) and effect.mark:
        follow = (*follow, React(effect.to, message, effect.mark))
    if isinstance(effect, Say) and effect.pin:
        follow = (*follow, Pin(effect.to, message))
    if envelope.person is None and isinstance(effect.to, ToPerson):
        return Finished(envelope.id, None, follow=follow)  # the last word to who was erased
    return Finished(
        envelope.id,
        envelope.person,
        _links(effect, message, _still_there(effect, aim)),
        _names(effect, message),
        follow,
        thread=None if aim is None else aim.thread,
    )


def _deleted(envelope: Envelope, effect: DeleteMessages) -> Finished:
    """Return what to record when messages are gone: how many, and the older ones that are tried next."""
    gone, left = effect.messages[: effect.at_once], effect.messages[effect.at_once :]
    more = max(1, effect.at_once // 2) if effect.narrowing else min(AT_ONCE, 2 * effect.at_once)
    follow = (replace(effect, messages=left, at_once=more),) if left else ()
    counted = (("erased_messages", len(gone)),)
    return Finished(envelope.id, envelope.person, follow=follow, counted=counted)


def refused(envelope: Envelope, effect: DeleteMessages | DeleteTopic) -> Finished:
    """Return what to record when Telegram does not delete something: fewer are tried, or they stay and are counted."""
    follow: tuple[Effect, ...] = ()
    counted: tuple[tuple[str, int], ...] = ()
    match effect:
        case DeleteMessages(messages=messages, at_once=at_once) if min(at_once, len(messages)) > 1:
            fewer = min(at_once, len(messages)) // 2
            follow = (replace(effect, at_once=fewer, narrowing=True),)
        case DeleteMessages(messages=messages):
            counted = (("kept_messages", len(messages)),)
        case DeleteTopic():
            counted = (("kept_topics", 1),)
    return Finished(envelope.id, envelope.person, follow=follow, counted=counted)


def _amended(envelope: Envelope, effect: Amend, made: int | None, aim: Aim) -> Finished:
    """Return what to record of a change of a part: in the merged message, or in a message below it (`made`)."""
    done = Finished(envelope.id, envelope.person, follow=effect.then, thread=aim.thread)
    if made is not None:
        links = _pair(effect.to, effect.source, MessageId(made))
        if not effect.caption and aim.about is not None:
            # A correction stands below the merged message, which is still where her message is. New media replace it.
            stands = (MessageId(made), *aim.before)
            entry = Entry(EntryKind.MERGED, other=aim.about, before=stands)
            links = (Link(Side.PERSON, effect.source, entry), *links[1:])
        return replace(done, links=links)
    if aim.about is None or aim.merged is None or not aim.merged.holds(effect.source):
        return done
    changed = aim.merged.changed(effect.source, effect.text, effect.entities)
    return replace(done, links=(shown(aim.about, changed),), merged=(aim.about, changed))


def undelivered(effect: Effect, why: Why) -> Undelivered:
    """Return the event for an effect that is given up."""
    return Undelivered(
        to_person=isinstance(effect.to, ToPerson),
        about=effect.source if isinstance(effect, Relay | Pass | Amend) else None,
        why=why,
        edit=isinstance(effect, Amend),
        named=Kind(effect.named) if isinstance(effect, Relay) and effect.named else None,
    )


def of_hers(effect: Effect) -> MessageId | None:
    """Return the message of hers that an effect takes to a topic for the first time, if it does."""
    match effect:
        case Relay(again=True):
            return None
        case Relay(to=ToTopic(), source=source) | Pass(to=ToTopic(), source=source):
            return source
        case _:
            return None


def _names(effect: Effect, message: MessageId) -> tuple[tuple[str, MessageId], ...]:
    match effect:
        case Say(name=name) if name:
            return ((name, message),)
        case Edit(target=Named(name=name)):
            return ((name, message),)
        case _:
            return ()


def _still_there(effect: Effect, aim: Aim | None) -> tuple[MessageId, ...]:
    """Return the copies that a correction stands below, newest first: who takes the message back means them too."""
    if not isinstance(effect, Amend) or aim is None or aim.about is None:
        return ()
    return (aim.about, *aim.before)


def _links(
    effect: Effect, message: MessageId, before: tuple[MessageId, ...] = ()
) -> tuple[Link, ...]:
    match effect:
        case Relay(again=True):
            return _pair(effect.to, effect.source, message, effect.kind)
        case Relay(source=source) | Pass(source=source) | Amend(source=source):
            return _pair(effect.to, source, message, before=before)
        case Say(entry=entry):
            return _own(effect.to, message, entry)
        case SendContact() | SendFile() | Edit(to=ToPerson()):
            return _own(effect.to, message, "")
        case _:
            return ()


def _pair(
    to: Place,
    source: MessageId,
    made: MessageId,
    shown: EntryKind = EntryKind.HERS,
    before: tuple[MessageId, ...] = (),
) -> tuple[Link, ...]:
    """Tie a message and its copy together; `shown` is what a copy in a topic is.

    Who wrote an answer is known already, so it is left out.
    """
    match to:
        case ToTopic():
            kind, there, here = shown, Side.PERSON, Side.TOPIC
        case ToPerson():
            kind, there, here = EntryKind.ANSWER, Side.TOPIC, Side.PERSON
        case _:
            return ()
    return (
        Link(there, source, Entry(kind, other=made, before=before)),
        Link(here, made, Entry(kind, other=source)),
    )


def _own(to: Place, message: MessageId, entry: str) -> tuple[Link, ...]:
    """Tell what a message of the bot's own is: each one in a topic and in her chat."""
    match to:
        case ToTopic():
            return (Link(Side.TOPIC, message, Entry(_ENTRIES.get(entry, EntryKind.BOT))),)
        case ToPerson():
            kind = _ENTRIES.get(entry, EntryKind.BOT) if entry else EntryKind.ALONE
            return (Link(Side.PERSON, message, Entry(kind)),)
        case _:
            return ()
