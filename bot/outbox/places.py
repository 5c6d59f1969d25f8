"""Places: where an effect goes at Telegram. Chats, threads and messages are looked up when they are needed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from bot.handoff.effects import (
    Amend,
    Counterpart,
    Edit,
    Here,
    Named,
    Pass,
    Place,
    Ref,
    Relay,
    Say,
    TakeBack,
    ToGeneral,
    ToPerson,
    ToThread,
    ToTopic,
)
from bot.handoff.ids import ChatId, MessageId
from bot.handoff.merged import Merged
from bot.handoff.message_map import HEADING, EntryKind, Side
from bot.handoff.quote import Quote

if TYPE_CHECKING:
    from bot.handoff.ids import CaseCode, ThreadId
    from bot.outbox.lanes import Attempt
    from bot.ports import Envelope, Waiting

REMEMBERED: Final = 10_000
"""How many threads are kept in memory; the oldest go first."""


class Aim(Struct, frozen=True):
    """Where one call goes: the chat, the thread in it, the message it is about, the one it answers."""

    chat: ChatId
    private: bool
    thread: ThreadId | None = None
    about: MessageId | None = None
    before: tuple[MessageId, ...] = ()
    """Earlier copies of that message, which still stand there."""
    reply: MessageId | None = None
    fresh: bool = True
    """No earlier attempt can have taken effect."""
    anew: bool = False
    """A call showed that what is there can't be changed: it is sent anew."""
    merged: Merged | None = None
    """What the merged message that this is about holds (without parts: it is not known any more); None when it is
    another message."""
    quote: Quote | None = None
    """What is quoted of the message it answers."""
    protect: bool = False
    """What is relayed there can't be forwarded or saved (Bot API, `protect_content`)."""


class Protection(Struct, frozen=True):
    """Where what is relayed can't be forwarded or saved; the bot's own words always can."""

    to_experts: bool = False
    to_person: bool = False


class Places:
    """The way from an effect's own words to ids. Every lookup may raise StoreAwayError."""

    def __init__(
        self, waiting: Waiting, group: ChatId, protection: Protection | None = None
    ) -> None:
        self.group = group
        self._protection = protection or Protection()
        self._waiting = waiting
        self._threads: dict[CaseCode, ThreadId] = {}

    def chat(self, place: Place) -> ChatId:
        """Return the chat of a place."""
        return place.chat if isinstance(place, ToPerson) else self.group

    def move(self, old: ChatId, new: ChatId) -> None:
        """Follow the expert group to its new id."""
        if self.group == old:
            self.group = new

    async def thread(self, code: CaseCode) -> ThreadId | None:
        """Return the thread of a case, None while it has no topic."""
        known = self._threads.get(code)
        return known if known is not None else await self.look_up(code)

    async def look_up(self, code: CaseCode) -> ThreadId | None:
        """Return the thread of a case as the store knows it now."""
        self._threads.pop(code, None)
        thread = await self._waiting.thread_of(code)
        if thread is not None:
            self.remember(code, thread)
        return thread

    def remember(self, code: CaseCode, thread: ThreadId) -> None:
        """Keep the thread of a case in memory."""
        if len(self._threads) >= REMEMBERED:
            del self._threads[next(iter(self._threads))]
        self._threads[code] = thread

    def forget(self, code: CaseCode) -> None:
        """Look the thread of this case up again."""
        self._threads.pop(code, None)

    async def aim(self, envelope: Envelope, thread: ThreadId | None, attempt: Attempt) -> Aim:
        """Find out where a call goes, and which messages it is about and answers."""
        effect = envelope.effect
        about: MessageId | None = None
        reply: MessageId | None = None
        merged: Merged | None = None
        quote: Quote | None = None
        before: tuple[MessageId, ...] = ()
        match effect:
            case Relay(reply_to=ref, joins=first):
                joined = None if first is None else await self._find(envelope, Counterpart(first))
                reply = joined or await self._find(envelope, ref)
                if joined is None:
                    quote = await self._quote(envelope, ref, reply, attempt)
            case Say(reply_to=ref) | Pass(reply_to=ref):
                reply = await self._find(envelope, ref)
                quote = await self._quote(envelope, ref, reply, attempt)
            case Amend(to=ToTopic(), source=source):
                about, before, merged = await self._hers(envelope, source)
            case TakeBack(to=ToTopic(), target=Counterpart(id=source)):
                about, before, merged = await self._hers(envelope, source)
            case Amend(source=source) | TakeBack(target=Counterpart(id=source)):
                about, before = await self._copies(envelope, source)
            case Edit(target=target) | TakeBack(target=target):
                about = await self._find(envelope, target)
            case _:
                pass
        if attempt.unbound:
            reply = quote = None
        if isinstance(effect.to, ToThread):
            thread = effect.to.thread
        private = isinstance(effect.to, ToPerson)
        fresh = not attempt.uncertain
        protect = self._protection.to_person if private else self._protection.to_experts
        return Aim(
            self.chat(effect.to),
            private,
            thread,
            about,
            before,
            reply,
            fresh,
            attempt.anew,
            merged,
            quote,
            protect,
        )

    async def _hers(
        self, envelope: Envelope, source: MessageId
    ) -> tuple[MessageId | None, tuple[MessageId, ...], Merged | None]:
        """Return where a message of hers stands in the topic, and with which others when it was merged."""
        person = envelope.person
        if person is None:
            return None, (), None
        entry = await self._waiting.entry(person, Side.PERSON, source)
        if entry is None or entry.other is None:
            return None, (), None
        if entry.kind is not EntryKind.MERGED:
            return entry.other, entry.before, None
        merged = await self._waiting.merged(person, entry.other) or Merged()
        return entry.other, entry.before, merged

    async def _copies(
        self, envelope: Envelope, source: MessageId
    ) -> tuple[MessageId | None, tuple[MessageId, ...]]:
        """Return the copy of a message in the place of the effect, and earlier ones that still stand there."""
        place = envelope.effect.to
        to_person = isinstance(place, ToPerson)
        person = place.person if isinstance(place, ToPerson) else envelope.person
        if person is None:
            return None, ()
        side = Side.TOPIC if to_person else Side.PERSON
        entry = await self._waiting.entry(person, side, source)
        return (None, ()) if entry is None else (entry.other, entry.before)

    async def _quote(
        self, envelope: Envelope, ref: Ref | None, reply: MessageId | None, attempt: Attempt
    ) -> Quote | None:
        """Return what is quoted of the message `reply`, which `ref` means; nothing once Telegram did not find it there."""
        if not isinstance(ref, Here | Counterpart) or ref.quote is None:
            return None
        if reply is None or attempt.anew:
            return None
        person = envelope.person
        if (
            person is None
            or not isinstance(ref, Counterpart)
            or topic_of(envelope.effect.to) is None
        ):
            return ref.quote
        entry = await self._waiting.entry(person, Side.TOPIC, reply)
        begins = {} if entry is None else dict(entry.parts)
        if ref.id not in begins:
            return ref.quote
        return replace(ref.quote, at=begins[ref.id] + HEADING + ref.quote.at)

    async def _find(self, envelope: Envelope, ref: Ref | None) -> MessageId | None:
        """Return the message that a reference means in the place of the effect."""
        place = envelope.effect.to
        person = place.person if isinstance(place, ToPerson) else envelope.person
        match ref:
            case None:
                return None
            case Here(id=message):
                return message
            case Counterpart(id=message) if person is not None:
                other = Side.TOPIC if isinstance(place, ToPerson) else Side.PERSON
                return await self._waiting.counterpart(person, other, message)
            case Named(name=name):
                return await self._waiting.named(person, name)
            case Counterpart():
                return None  # a line in General stands for no message of hers


def topic_of(place: Place) -> CaseCode | None:
    """Return the case whose topic a place is."""
    match place:
        case ToTopic(code=code):
            return code
        case ToPerson() | ToGeneral() | ToThread():
            return None
