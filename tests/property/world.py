"""A world in memory: private chats and one expert group around the real service, with an outbox that can fail.

It keeps its own account of what was written, by whom, and what may leave a topic, so that the laws
are judged by another hand than the one that decides.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeVar

from bot.handoff.effects import (
    Amend,
    CloseTopic,
    Counterpart,
    DeleteTopic,
    Edit,
    Here,
    Named,
    OpenTopic,
    Pass,
    React,
    Relay,
    RenameTopic,
    ReopenTopic,
    Say,
    SendContact,
    TakeBack,
    ToGeneral,
    ToPerson,
    ToTopic,
)
from bot.handoff.events import (
    Author,
    AuthorKind,
    Blocked,
    Edited,
    Event,
    ExpertEdited,
    ExpertPressed,
    ExpertReacted,
    ExpertWrote,
    Incoming,
    Kind,
    Pressed,
    Reacted,
    TakenBack,
    TopicAppeared,
    TopicClosed,
    TopicDelayed,
    TopicGone,
    TopicOpened,
    TopicReopened,
    TopicShut,
    Unblocked,
    Why,
    Wrote,
)
from bot.handoff.ids import ChatId, MessageId, PersonId, ThreadId, UpdateId, UserId
from bot.handoff.merged import Merged
from bot.handoff.message_map import EntryKind, Side
from bot.handoff.person import OPEN, Stage, Urgency
from bot.outbox import merging
from bot.outbox.merging import bundle
from bot.outbox.places import Aim
from bot.outbox.receipt import finished, of_hers, undelivered
from bot.service import Service
from tests.support.desks import ALWAYS, MONDAY, knowledge
from tests.support.fake_store import FakeOutbox, FakeStore
from tests.support.people import bare, lawful

if TYPE_CHECKING:
    from bot.handoff.desk import Desk
    from bot.handoff.effects import Effect, Keyboard, Place, Ref
    from bot.handoff.ids import CaseCode
    from bot.handoff.person import Person
    from bot.outbox.merging import Bundle
    from bot.ports import Envelope

T = TypeVar("T")

EXPERTS: Final = {"bo": UserId(21), "cas": UserId(22)}

_IN_THREAD: Final = Say | Relay | Pass | Amend | SendContact
_SHAPES: Final = RenameTopic | CloseTopic | ReopenTopic
HELD: Final = "⏳"
"""With this begins what she is told of a message that waits."""
DANGER: Final = re.compile(r"\bmes\b|thuis geslagen")
"""What shows danger, in the texts of these tests."""
NUMBER: Final = re.compile(r"06\d{8}")
"""What may show who somebody is, in the texts of these tests."""
_MARK: Final = re.compile(r"\s*(//|intern(al)?\s*:)", re.IGNORECASE)


def run(coroutine: Coroutine[object, object, T]) -> T:
    """Run what never has to wait: everything here is in memory."""
    try:
        coroutine.send(None)
    except StopIteration as end:
        value: T = end.value
        return value
    raise AssertionError("it waited for something")


def effect_again(effect: Effect) -> bool:
    """Tell whether an effect is a copy for a rebuilt topic."""
    return isinstance(effect, Relay) and effect.again


@dataclass
class Written:
    """A message in the group, and what the world knows of it."""

    id: MessageId
    thread: ThreadId
    what: str
    """`hers`, `card`, `bot`, `answer` or `note`."""
    author: str = ""
    kind: Kind = Kind.TEXT
    text: str = ""
    shown: str = ""
    """What the bot itself says in it."""
    may_leave: bool = False
    """An explicit answer, or one that its author sent after all."""
    must_leave: bool = False
    asked: bool = False
    """It would be an answer, but shows who or where, so that it waits for "send"."""
    keyboard: Keyboard = ()
    reaction: str = ""
    answered: bool = False
    """The bot said something in reply to it."""
    recalled: bool = False
    """Its author asked for it to be taken back."""
    of: Hers | None = None
    """The message of hers that it is a copy of."""
    marked: bool = False
    """It is a part of an album, and what stands under it keeps all of that."""


@dataclass
class Hers:
    """A message of hers."""

    id: MessageId
    kind: Kind
    stage: Stage
    """Her stage before it."""
    text: str = ""
    at: float = 0.0
    album: str = ""
    edited: bool = False
    words: bool = False
    """The bot said, in reply, that it was not passed on, or asked about it."""
    copies: int = 0
    """How often it was delivered to a topic of hers."""
    replaces: bool = False
    """She sent it when she was asked for something in place of what waited."""
    masked: bool = False
    """It went on with something masked in it, as far as was decided."""
    recalled: bool = False
    """She asked for it to be taken back."""
    deleted: bool = False
    signs: set[str] = field(default_factory=set)
    """What experts set under a copy of it."""


@dataclass
class Chat:
    """One professional's private chat."""

    user: UserId
    hers: dict[MessageId, Hers] = field(default_factory=dict)
    keyboards: dict[MessageId, Keyboard] = field(default_factory=dict)
    shown: list[tuple[MessageId, str]] = field(default_factory=list)
    """Every button that she ever saw."""
    blocked: bool = False
    unreached: bool = False
    """Something could not reach her while she blocked the bot."""
    shows: bool = False
    """She said of something that it may be sent as it is, or asked for 112."""
    changing: bool = False
    """She was asked for something in place of what waits."""
    given_up: set[MessageId] = field(default_factory=set)
    """What waited when she was asked for that."""
    alarmed_at: float = 0.0
    """When she last wrote what shows danger."""


@dataclass
class Topic:
    """A forum topic."""

    thread: ThreadId
    code: CaseCode
    deleted: bool = False
    closed: bool = False
    order: list[MessageId] = field(default_factory=list)
    """Her messages, as they arrived in it for the first time."""


class World:
    """Everything outside the service. Methods are what people and Telegram do."""

    def __init__(self, desk: Desk = ALWAYS, *, closed_doors: bool = False) -> None:
        """With `closed_doors` the bot can't write in closed topics, as without the right to manage them."""
        self.desk = desk
        self.closed_doors = closed_doors
        self.now = MONDAY
        self.store = FakeStore()
        self.outbox = FakeOutbox()
        self.service = self._service()
        self.chats: dict[UserId, Chat] = {}
        self.topics: dict[ThreadId, Topic] = {}
        self.group: dict[MessageId, Written] = {}
        self.appearing: list[tuple[ThreadId, CaseCode]] = []
        self.released: set[tuple[UserId, MessageId]] = set()
        self.relays: Counter[tuple[PersonId, MessageId]] = Counter()
        self.delivered: set[MessageId] = set()
        """Experts' messages that reached her."""
        self.albums: dict[str, list[Written]] = {}
        """Album → the parts of it that experts wrote."""
        self.pressed = False
        """The group's budget is spent: texts of hers that wait together go as one message."""
        self.merges = 0
        self.doubts = 0
        """How often a call took effect and was not known to."""
        self._messages, self._threads, self._updates = 1000, 70, 0
        self._last: tuple[UpdateId, tuple[object, ...]] | None = None
        self._judged = 0

    # --- she ------------------------------------------------------------------------------------

    def person(self, user: UserId) -> Person | None:
        """Return a person as she is stored."""
        return self.store.person(self.store.person_id(user))

    def stage(self, user: UserId) -> Stage:
        """Return her stage."""
        person = self.person(user)
        return Stage.NEW if person is None else person.stage

    def chat(self, user: UserId) -> Chat:
        """Return her chat."""
        return self.chats.setdefault(user, Chat(user))

    def writes(
        self,
        user: UserId,
        text: str,
        kind: Kind = Kind.TEXT,
        reply_to: MessageId | None = None,
        album: str = "",
    ) -> None:
        """She sends a message."""
        chat = self.chat(user)
        if chat.blocked:
            self.blocks(user, back=True)
        card = "A name, a number"
        message = Incoming(self._id(), kind, text, reply_to=reply_to, card=card, album=album)
        hers = Hers(
            message.id, kind, self.stage(user), text, self.now, replaces=chat.changing, album=album
        )
        chat.hers[message.id] = hers
        self._hears(chat, text)
        chat.shows |= text == "/112"
        chat.changing &= kind in (Kind.CONTACT, Kind.LOCATION) or text.startswith("/")
        self._from(user, Wrote(message))

    def sends_album(self, user: UserId, captions: Sequence[str]) -> None:
        """She sends several pictures as one; her parts wait together or not at all, whatever stands under them."""
        album = self._album()
        first = self._messages + 1
        for text in captions:
            self.writes(user, text, Kind.PHOTO, album=album)
        person = self.person(user)
        assert person is not None
        held = [one.message for one in person.unsent if one.album == album]
        changing = any(one.replaces for id_, one in self.chat(user).hers.items() if id_ >= first)
        assert not held or changing or len(held) == len(captions), "an album waits as one"

    def edits(self, user: UserId, message: MessageId, text: str) -> None:
        """She changes a message."""
        hers = self.chat(user).hers[message]
        hers.text, hers.edited = text, True
        self._hears(self.chat(user), text)
        self._from(user, Edited(Incoming(message, hers.kind, text)))

    def takes_back(self, user: UserId, message: MessageId) -> None:
        """She asks for a message of hers to be taken back; of an album all of it goes."""
        for one in self.chat(user).hers.values():
            if one.id == message or (
                one.album and one.album == self.chat(user).hers[message].album
            ):
                one.recalled = True
        self.writes(user, "/terughalen", reply_to=message)

    def reacts(self, user: UserId, message: MessageId, emoji: str) -> None:
        """She sets a reaction to any message of her chat."""
        self._from(user, Reacted(message, emoji))

    def presses(self, user: UserId, message: MessageId, data: str) -> None:
        """She presses a button, old or new."""
        parts = data.split(":")
        if parts[0] == "held" and parts[2] == "y":
            self.released.add((user, MessageId(int(parts[1]))))
        chat = self.chat(user)
        chat.shows |= parts[0] == "112" or (parts[0] in ("unsent", "names") and "s" in parts[1:])
        if parts[0] == "unsent" and parts[2] == "e":
            chat.changing = True
            chat.given_up.add(MessageId(int(parts[1])))
        self._from(user, Pressed(data, message, "callback"))

    def blocks(self, user: UserId, *, back: bool) -> None:
        """She blocks the bot, or lets it in again."""
        self.chat(user).blocked = not back
        self._from(user, Unblocked() if back else Blocked())

    # --- the experts ----------------------------------------------------------------------------

    def expert_writes(
        self,
        thread: ThreadId,
        name: str,
        text: str,
        *,
        kind: Kind = Kind.TEXT,
        reply_to: MessageId | None = None,
        author: AuthorKind = AuthorKind.PERSON,
        quote_at: int | None = None,
        album: str = "",
    ) -> None:
        """Somebody writes in a topic."""
        answered = self.group.get(reply_to) if reply_to is not None else None
        message = Incoming(
            self._id(),
            kind,
            text,
            reply_to=reply_to,
            reply_text=(answered.shown or answered.text) if answered else "",
            quote_at=quote_at,
            card="A name, a number",
            album=album,
        )
        written = Written(message.id, thread, "note", name, kind, text)
        explicit = author is AuthorKind.PERSON and self._explicit(written, reply_to)
        if album:
            explicit = self._goes_with_album(written, album, explicit=explicit)
        if explicit and self._answerable(thread):
            card = kind in (Kind.CONTACT, Kind.LOCATION)
            written.asked = card
            written.may_leave = written.must_leave = not card
            written.what = "note" if card else "answer"
        self.group[message.id] = written
        event = ExpertWrote(thread, Author(self.store.expert_id(EXPERTS[name]), author), message)
        self._in_topic(thread, event)

    def expert_sends_album(
        self, thread: ThreadId, name: str, captions: Sequence[str], reply_to: MessageId | None
    ) -> None:
        """Somebody sends several pictures as one in a topic."""
        album = self._album()
        for text in captions:
            self.expert_writes(thread, name, text, kind=Kind.PHOTO, reply_to=reply_to, album=album)

    def _goes_with_album(self, written: Written, album: str, *, explicit: bool) -> bool:
        """Tell whether a part of an album leaves: with the others, and none does when one of them is marked."""
        parts = self.albums.setdefault(album, [])
        stays = any(one.marked for one in parts)
        written.marked = bool(_MARK.match(written.text) or re.match(r"/[a-z]", written.text))
        if written.marked:
            for one in parts:
                one.may_leave = one.must_leave = False
                one.what = "note"
        parts.append(written)
        return explicit and not stays and not written.marked

    def expert_edits(self, message: MessageId, text: str) -> None:
        """An expert changes a message of their own."""
        written = self.group[message]
        written.text = text
        author = Author(self.store.expert_id(EXPERTS[written.author]))
        event = ExpertEdited(written.thread, author, Incoming(message, written.kind, text))
        self._in_topic(written.thread, event)

    def expert_takes_back(self, message: MessageId, name: str) -> None:
        """An expert asks for a message to be taken back; only the author's word counts."""
        written = self.group[message]
        if written.author == name and written.what == "answer":
            whole = next((parts for parts in self.albums.values() if written in parts), [written])
            for one in whole:
                one.recalled = True
        self.expert_writes(written.thread, name, "/del", reply_to=message)

    def expert_reacts(self, message: MessageId, emoji: str, name: str) -> None:
        """An expert sets a reaction to any message of the group."""
        written = self.group[message]
        if written.of is not None:
            written.of.signs.add(emoji)
        author = Author(self.store.expert_id(EXPERTS[name]))
        self._in_topic(None, ExpertReacted(author, message, emoji))

    def expert_presses(self, message: MessageId, data: str, name: str) -> None:
        """An expert presses a button in a topic."""
        written = self.group[message]
        verb, _, rest = data.partition(":")
        number = rest.partition(":")[0]
        note = self.group.get(MessageId(int(number))) if number.isdecimal() else None
        offered = verb == "faq" and written.what == "bot" and self._answerable(written.thread)
        if offered:
            written.may_leave, written.what, written.author = True, "answer", name
            note = None
        if note is not None and note.author == name:
            kept_back = _MARK.match(note.text) or re.match(r"/[a-z]", note.text)
            sent = verb == "note" and not kept_back
            released = verb == "answer" and rest.endswith("y") and note.asked
            if sent or released:
                # The button sends the whole album that a note is a part of.
                whole = next((parts for parts in self.albums.values() if note in parts), [note])
                for one in whole if sent else [note]:
                    one.may_leave, one.what = True, "answer"
        author = Author(self.store.expert_id(EXPERTS[name]))
        self._in_topic(
            written.thread, ExpertPressed(written.thread, author, data, message, "callback")
        )
        if offered and not self._is_answer(message):
            # It was sent in this case before: nothing leaves unless a second time is meant.
            written.may_leave, written.what, written.author = False, "bot", ""

    def topic_is(self, thread: ThreadId, fate: str) -> None:
        """Somebody closes, reopens or deletes a topic by hand."""
        topic = self.topics[thread]
        match fate:
            case "deleted":
                topic.deleted = True
            case "closed" if not topic.closed and not topic.deleted:
                topic.closed = True
                self._in_topic(thread, TopicClosed(thread))
            case "reopened" if topic.closed and not topic.deleted:
                topic.closed = False
                self._in_topic(thread, TopicReopened(thread))
            case _:
                pass

    # --- Telegram -------------------------------------------------------------------------------

    def texts_expire(self) -> None:
        """Two days go by for the texts of merged messages."""
        self.store.merged.clear()

    def again(self) -> None:
        """The last update is delivered once more: nothing follows."""
        if self._last is None:
            return
        update, (user, thread, event) = self._last
        before = (dict(self.store.persons), dict(self.store.effects))
        if isinstance(user, int):
            run(self.service.from_person(update, UserId(user), ChatId(user), event))  # type: ignore[arg-type]  # kept as it was
        else:
            run(self.service.from_group(update, thread, event))  # type: ignore[arg-type]  # kept as it was
        assert (dict(self.store.persons), dict(self.store.effects)) == before

    def appears(self) -> None:
        """The service message of a new topic comes back as an update."""
        if self.appearing:
            thread, code = self.appearing.pop(0)
            self._in_topic(thread, TopicAppeared(thread, code))

    def restarts(self) -> None:
        """The process dies: what it held in memory is gone."""
        self.service = self._service()
        self.outbox.begin_anew(list(self.store.effects.values()))

    def waits(self, seconds: float) -> None:
        """Let time pass; timers fire in order."""
        until = self.now + seconds
        while due := run(self.store.due(until, 1)):
            person, timer, at = due[0]
            self.now = max(self.now, at)
            run(self.service.fire(person, timer, at))
            self._checked()
        self.now = until

    # --- the outbox -----------------------------------------------------------------------------

    def busy(self) -> list[str]:
        """Return the lanes in which something waits."""
        return [name for name, waiting in self.outbox.lanes.items() if waiting]

    def drain(self, most: int = 10_000) -> None:
        """Carry out what waits, without trouble, until nothing waits or nothing moves."""
        for _ in range(most):
            if sum(self.carry(name) for name in self.busy()) == 0:
                return

    def carry(self, name: str, trouble: str = "") -> bool:
        """Carry out what is next in a lane; tell whether anything changed.

        `trouble` is what goes wrong: `refused`, `doubt` (it took effect, but nobody knows) or `delayed`.
        """
        envelope = next(iter(self.outbox.lanes[name].values()))
        effect = envelope.effect
        thread: ThreadId | None = None
        if isinstance(effect.to, ToTopic) and isinstance(effect, _IN_THREAD | _SHAPES):
            thread = self.store.threads.get(effect.to.code)
            if thread is None:
                waiting = self.outbox.lanes[name].values()
                opening = next((one for one in waiting if isinstance(one.effect, OpenTopic)), None)
                if opening is None:
                    if isinstance(effect, _SHAPES):
                        return self._finish(envelope, None)
                    return False
                envelope, effect = opening, opening.effect
        if isinstance(effect, OpenTopic):
            return self._open(envelope, effect, trouble)
        if isinstance(effect.to, ToPerson) and self._chat_of(effect.to).blocked:
            self._chat_of(effect.to).unreached = True
            return self._report(envelope, undelivered(effect, Why.BLOCKED))
        if thread is not None and (found := self._topic_trouble(envelope, thread)) is not None:
            return found
        if trouble == "refused" and isinstance(effect, Relay | Pass | Amend):
            if isinstance(effect, Relay) and effect.again:
                return self._finish(envelope, None)
            return self._report(envelope, undelivered(effect, Why.UNCOPYABLE))
        row = bundle(self.outbox.lanes[name].values()) if self.pressed and thread else None
        if row is not None and thread is not None and row.envelopes[0] is envelope:
            return self._merge(row, thread, trouble)
        if self._recalled(name, envelope):
            return self._finish(envelope, None)
        aim = self._part(envelope)
        made = self._perform(effect, thread, envelope)
        if aim is not None and aim.merged is not None and not aim.merged.parts:
            made = self._id()  # a correction below the merged message
        if trouble == "doubt":
            self._doubt(made)
            return True
        if isinstance(effect, TakeBack) and effect.about is not None:
            event = TakenBack(isinstance(effect.to, ToPerson), effect.about, effect.told, done=True)
            return self._report(envelope, event)
        return self._finish(envelope, made, aim)

    def _recalled(self, name: str, envelope: Envelope) -> bool:
        """Tell whether what an effect passes on is to be taken back behind it: the outbox then passes over it."""
        effect = envelope.effect
        if not isinstance(effect, Relay | Pass | Amend):
            return False
        recalls = [one.effect for one in self.outbox.lanes[name].values()]
        return any(
            isinstance(one, TakeBack) and one.target == Counterpart(effect.source)
            for one in recalls
        )

    def _merge(self, row: Bundle, thread: ThreadId, trouble: str) -> bool:
        """Send a row of texts as one message: each part must be where it may be, whole and in order."""
        assert row.merged.fits()
        relays = [(one, one.effect) for one in row.envelopes if isinstance(one.effect, Relay)]
        assert [relay.source for _, relay in relays] == [part.source for part in row.merged.parts]
        copies = [self._pass_on(relay, thread, one) for one, relay in relays]
        made = copies[-1]
        assert made is not None
        for copy in copies[:-1]:
            if copy is not None:
                del self.group[copy]
        if trouble == "doubt":
            self._doubt(made)
            return True
        for lane in self.outbox.lanes.values():
            for id_ in row.ids:
                lane.pop(id_, None)
        self.outbox.accept(self.store.finish(merging.finished(row, made)))
        self.merges += 1
        return True

    def _doubt(self, made: MessageId | None) -> None:
        """Make something that nobody knows to be there: whatever it shows, a reply to it is a note."""
        self.doubts += 1
        if made is not None and made in self.group:
            self.group[made].what = "bot"

    def _part(self, envelope: Envelope) -> Aim | None:
        """Return where a change goes when the message that changed was merged."""
        effect, person = envelope.effect, envelope.person
        if not isinstance(effect, Amend) or not isinstance(effect.to, ToTopic) or person is None:
            return None
        entry = self.store.entries[person].get((Side.PERSON, effect.source))
        if entry is None or entry.kind is not EntryKind.MERGED or entry.other is None:
            return None
        merged = self.store.merged.get((person, entry.other), Merged())
        return Aim(ChatId(-1), False, about=entry.other, merged=merged)

    def _topic_trouble(self, envelope: Envelope, thread: ThreadId) -> bool | None:
        topic = self.topics[thread]
        if topic.deleted:
            return self._report(
                envelope, TopicGone(topic.code, thread, about=of_hers(envelope.effect))
            )
        if topic.closed and self.closed_doors and isinstance(envelope.effect, _IN_THREAD):
            return self._report(envelope, TopicShut(topic.code))
        return None

    def _open(self, envelope: Envelope, effect: OpenTopic, trouble: str) -> bool:
        code = effect.to.code
        if code in self.store.threads:
            return self._finish(envelope, None)
        if trouble == "delayed":
            return self._report(envelope, TopicDelayed(code))
        self._threads += 1
        thread = ThreadId(self._threads)
        self.topics[thread] = Topic(thread, code)
        self.appearing.append((thread, code))
        if trouble == "doubt":
            return True
        return self._report(envelope, TopicOpened(code, thread))

    def _finish(self, envelope: Envelope, made: MessageId | None, aim: Aim | None = None) -> bool:
        for lane in self.outbox.lanes.values():
            lane.pop(envelope.id, None)
        self.outbox.accept(self.store.finish(finished(envelope, made, aim)))
        return True

    def _report(self, envelope: Envelope, event: Event) -> bool:
        assert envelope.person is not None
        run(self.service.report(envelope.person, event, envelope.id))
        self._checked()
        return True

    def _perform(
        self, effect: Effect, thread: ThreadId | None, envelope: Envelope
    ) -> MessageId | None:
        """Do at Telegram what an effect says; return the id of the message that it made."""
        match effect:
            case Say(to=ToPerson() as to, keyboard=keyboard, reply_to=ref):
                message = self._id()
                chat = self._chat_of(to)
                self._show(chat, message, keyboard)
                if (
                    isinstance(ref, Here)
                    and ref.id in chat.hers
                    and not effect.html.startswith(HELD)
                ):
                    chat.hers[ref.id].words = True
                return message
            case Say(keyboard=keyboard, reply_to=ref, entry=entry):
                message = self._id()
                if thread is not None:
                    self.group[message] = Written(
                        message,
                        thread,
                        "card" if entry == "card" else "bot",
                        keyboard=keyboard,
                        shown=bare(effect.html),
                    )
                if isinstance(ref, Here) and ref.id in self.group:
                    self.group[ref.id].answered = True
                return message
            case Relay() | Pass() | Amend():
                return self._pass_on(effect, thread, envelope)
            case SendContact():
                return self._id()
            case Edit(to=to, target=ref, keyboard=keyboard):
                target = self._find(to, ref, envelope)
                if isinstance(to, ToPerson) and target in self._chat_of(to).keyboards:
                    self._show(self._chat_of(to), target, keyboard)
                elif target in self.group:
                    self.group[target].keyboard = keyboard
            case React(to=ToPerson() as to, message=about, emoji=emoji):
                shown = self.desk.reactions
                receipts = {"", shown.waiting, shown.delivered, shown.failed}
                signs = self._chat_of(to).hers[about].signs
                assert emoji in receipts | signs, "a sign that was set"
            case React(message=about, emoji=emoji):
                if about in self.group:
                    self.group[about].reaction = emoji
            case TakeBack(to=to, target=ref):
                self._take_back(to, ref, envelope)
            case CloseTopic() | ReopenTopic() if thread is not None:
                self.topics[thread].closed = isinstance(effect, CloseTopic)
            case DeleteTopic(thread=orphan):
                self.topics[orphan].deleted = True
            case _:
                pass
        return None

    def _pass_on(
        self, effect: Relay | Pass | Amend, thread: ThreadId | None, envelope: Envelope
    ) -> MessageId | None:
        """Copy between a chat and a topic: here the laws on who gets what are judged."""
        owner = envelope.person
        assert owner is not None
        if isinstance(effect.to, ToPerson):
            source = self.group[effect.source]
            theirs = self.store.topics[source.thread].person
            assert effect.to.person == owner == theirs, "an answer goes to the owner of its topic"
            assert source.may_leave, f"only explicit answers leave: {source}"
            assert source.what == "answer"
            if isinstance(effect, Amend):
                assert not _MARK.match(effect.text), "no change into a note leaves"
                return None
            if isinstance(effect, Pass):
                assert not _MARK.match(effect.text)
            self.delivered.add(effect.source)
            if isinstance(effect.reply_to, Here):
                assert effect.reply_to.id in self._chat_of(effect.to).hers, "it answers her"
            return self._id()
        assert thread is not None
        assert self.store.topics[thread].person == owner, "a message goes to a topic of its writer"
        chat = next(one for one in self.chats.values() if self.store.person_id(one.user) == owner)
        hers = chat.hers.get(effect.source)
        if isinstance(effect, Amend):
            return None
        message = self._id()
        if hers is None:
            assert isinstance(effect, Relay)
            assert effect.again
            assert effect.kind is EntryKind.ANSWER
            self.group[message] = Written(message, thread, "bot")
            return message
        if hers.kind in (Kind.CONTACT, Kind.LOCATION):
            assert (chat.user, hers.id) in self.released, "it leaves only after she said so"
            assert hers.kind is Kind.LOCATION or isinstance(effect, Pass) or effect_again(effect)
        hers.copies += 1
        topic = self.topics[thread]
        late = hers.edited or hers.replaces or hers.kind in (Kind.CONTACT, Kind.LOCATION)
        # Texts go past what waits to be seen.
        late = late or bool(self.desk.policy.concerns(hers.kind))
        assert not (effect_again(effect) and hers.masked), "what was masked is not copied again"
        if hers.id not in topic.order and not late and not effect_again(effect):
            assert not topic.order or topic.order[-1] < hers.id, "in the order she wrote them"
            topic.order.append(hers.id)
        self.group[message] = Written(message, thread, "hers", of=hers)
        self.store.spots[message] = thread
        return message

    def _take_back(self, to: Place, ref: Ref, envelope: Envelope) -> None:
        """Delete a message: only what its own author asked for goes, on either side."""
        if isinstance(ref, Counterpart):
            if isinstance(to, ToPerson):
                assert self.group[ref.id].recalled, "an answer that its author took back"
            else:
                owner = next(
                    one
                    for one in self.chats.values()
                    if self.store.person_id(one.user) == envelope.person
                )
                assert owner.hers[ref.id].recalled, "a message that she took back"
        elif isinstance(to, ToPerson):
            assert isinstance(ref, Here)
            gone = self._chat_of(to).hers[ref.id]
            assert gone.recalled
            gone.deleted = True
        else:
            assert isinstance(ref, Here)
            assert self.group[ref.id].recalled

    # --- inside ---------------------------------------------------------------------------------

    def _explicit(self, written: Written, reply_to: MessageId | None) -> bool:
        if written.kind is Kind.TEXT and re.match(r"/(sluit|close)\b", written.text):
            return False
        if written.kind is Kind.TEXT and (
            found := re.fullmatch(r"/a(\s+(.*))?", written.text, re.DOTALL)
        ):
            rest = (found[2] or "").strip()
            return bool(rest) and not _MARK.match(rest)
        if re.match(r"/[a-z]", written.text):
            return False
        if _MARK.match(written.text) or reply_to is None:
            return False
        answered = self.group.get(reply_to)
        if answered is None or answered.thread != written.thread:
            return False
        if answered.what == "answer":
            return answered.author == written.author
        return answered.what in ("hers", "card")

    def _is_answer(self, message: MessageId) -> bool:
        """Tell whether a message of the group is known as an answer."""
        known = (one.get((Side.TOPIC, message)) for one in self.store.entries.values())
        return any(one is not None and one.kind is EntryKind.ANSWER for one in known)

    def _answerable(self, thread: ThreadId) -> bool:
        """Tell whether a topic is that of an open case."""
        owner = self.store.topics.get(thread)
        person = self.store.person(owner.person) if owner else None
        return (
            owner is not None
            and person is not None
            and person.stage in OPEN
            and person.case is not None
            and person.case.code == owner.code
        )

    def _service(self) -> Service:
        def set_timer(_: float) -> None:
            """Nobody sleeps here: timers are looked for when time passes."""

        return Service(self.store, self.outbox, self.desk, knowledge, lambda: self.now, set_timer)

    def _album(self) -> str:
        return f"album {self._messages}"

    def _id(self) -> MessageId:
        self._messages += 1
        return MessageId(self._messages)

    def _from(self, user: UserId, event: Event) -> None:
        before, known = self.stage(user), set(self.store.effects)
        update = self._update((user, None, event))
        run(self.service.from_person(update, user, ChatId(user), event))
        self._checked()
        new = [one.effect for key, one in self.store.effects.items() if key not in known]
        said = [one for one in new if isinstance(one, Say) and isinstance(one.to, ToPerson)]
        assert len(said) <= 3, f"too much for one message: {[one.html[:40] for one in said]}"
        if isinstance(event, Wrote) and before in OPEN:
            data = [one.data for say in said for row in say.keyboard for one in row]
            assert not [one for one in data if one.startswith(("helped", "entry"))], (
                "no FAQ by itself"
            )

    def _in_topic(self, thread: ThreadId | None, event: Event) -> None:
        update = self._update((None, thread, event))
        run(self.service.from_group(update, thread, event))
        self._checked()

    def _update(self, content: tuple[object, ...]) -> UpdateId:
        self._updates += 1
        self._last = (UpdateId(self._updates), content)
        return UpdateId(self._updates)

    def _is_edited(self, person: PersonId, message: MessageId) -> bool:
        chat = next(one for one in self.chats.values() if self.store.person_id(one.user) == person)
        return message in chat.hers and chat.hers[message].edited

    def _is_recalled(self, person: PersonId, message: MessageId) -> bool:
        chat = next(one for one in self.chats.values() if self.store.person_id(one.user) == person)
        return message in chat.hers and chat.hers[message].recalled

    def _checked(self) -> None:
        """Look at each new effect once: its limits, and that no message of hers is sent to a topic twice."""
        for person, effect in self.store.decided[self._judged :]:
            lawful(effect)
            self._minds_who_is_named(person, effect)
            if isinstance(effect, Relay) and isinstance(effect.to, ToTopic) and not effect.again:
                self.relays[person, effect.source] += 1
                # What had not left may have been called back: a part of an album, to go with the others, or what she
                # changed into something that she has to be asked about.
                waited = (effect.album or self._is_edited(person, effect.source)) and not (
                    self._copies(person, effect.source)
                )
                # A danger sign that came into one that she was taking back goes, whatever became of it.
                waited = waited or self._is_recalled(person, effect.source)
                assert waited or self.relays[person, effect.source] == 1, (
                    "a message is relayed once"
                )
            if isinstance(effect, Pass) and effect.html:
                self.relays[person, effect.source] += 1
                assert self.relays[person, effect.source] == 1, "a list sends one answer"
        self._judged = len(self.store.decided)

    def _copies(self, owner: PersonId, message: MessageId) -> int:
        """Return how often a message of hers was copied."""
        chat = next(one for one in self.chats.values() if self.store.person_id(one.user) == owner)
        return chat.hers[message].copies

    def _hears(self, chat: Chat, text: str) -> None:
        if DANGER.search(text):
            chat.alarmed_at = self.now

    def _minds_who_is_named(self, owner: PersonId, effect: Effect) -> None:
        """What may show who somebody is goes on only masked, by her word, or in danger."""
        if not isinstance(effect, Relay | Amend) or not isinstance(effect.to, ToTopic):
            return
        chat = next(one for one in self.chats.values() if self.store.person_id(one.user) == owner)
        hers, person = chat.hers.get(effect.source), self.store.person(owner)
        if hers is None or person is None or person.case is None or effect_again(effect):
            return
        hers.masked = effect.rewritten
        text = effect.text if effect.rewritten else hers.text
        # After an amber sign she is asked about what follows it: only what showed it, and what waited, went at once.
        danger = (
            person.case.urgency >= Urgency.RED
            or self.now - person.danger.red_at < 30 * 60
            or hers.at <= max(person.danger.at, chat.alarmed_at)
            or (person.case.urgency and hers.at <= person.case.opened_at)
        )
        if NUMBER.search(text):
            assert chat.shows or danger, f"it names somebody: {hers}"

    def _show(self, chat: Chat, message: MessageId, keyboard: Keyboard) -> None:
        chat.keyboards[message] = keyboard
        chat.shown.extend((message, one.data) for row in keyboard for one in row)

    def _chat_of(self, to: ToPerson) -> Chat:
        return self.chat(UserId(to.chat))

    def _find(self, to: Place, ref: Ref, envelope: Envelope) -> MessageId:
        person = to.person if isinstance(to, ToPerson) else envelope.person
        assert person is not None or isinstance(to, ToGeneral)
        found: MessageId | None = None
        match ref:
            case Here(id=message):
                found = message
            case Counterpart(id=message) if person is not None:
                side = Side.TOPIC if isinstance(to, ToPerson) else Side.PERSON
                entry = self.store.entries[person].get((side, message))
                found = entry.other if entry else None
            case Named(name=name) if person is not None:
                found = self.store.names.get(person, {}).get(name)
            case _:
                pass
        return found if found is not None else MessageId(0)
