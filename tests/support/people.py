"""People: a professional and her experts, played through `decide` alone, with what they see on their screens.

Effects are carried out at once and in order, as the outbox would: what is delivered is recorded with
the outbox's own receipts. Nothing waits, nothing is random, and the clock stands until it is moved.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING, Any, Final

from bot.handoff.decide import decide
from bot.handoff.effects import (
    Amend,
    CloseTopic,
    Counterpart,
    DeleteMessages,
    DeleteTopic,
    Edit,
    Here,
    Named,
    OpenTopic,
    Pass,
    Pin,
    React,
    Relay,
    RenameTopic,
    ReopenTopic,
    Say,
    SendContact,
    SendFile,
    TakeBack,
    ToPerson,
    ToTopic,
)
from bot.handoff.events import (
    Author,
    AuthorKind,
    Edited,
    ExpertEdited,
    ExpertPressed,
    ExpertWrote,
    Incoming,
    Kind,
    Pressed,
    TakenBack,
    TimerFired,
    TopicOpened,
    Wrote,
)
from bot.handoff.flag import Flag
from bot.handoff.ids import (
    ChatId,
    EffectId,
    ExpertId,
    MessageId,
    PersonId,
    ThreadId,
    case_code,
    find_code,
)
from bot.handoff.merged import Merged
from bot.handoff.message_map import Entry, EntryKind, Side
from bot.handoff.person import Person
from bot.handoff.turn import Context
from bot.outbox import merging
from bot.outbox.merging import bundle
from bot.outbox.places import Aim
from bot.outbox.receipt import finished
from bot.ports import Envelope
from bot.recent import RECENT_FOR
from bot.text.neutral import tells
from tests.support.desks import ALWAYS, MONDAY, knowledge

if TYPE_CHECKING:
    from bot.handoff.admission import Invitation
    from bot.handoff.decision import Decision, Draft, Record
    from bot.handoff.desk import Desk
    from bot.handoff.effects import Effect, Keyboard, Place, Ref
    from bot.handoff.events import Event, Timer
    from bot.handoff.ids import CaseCode
    from bot.ports import Finished

GONE: Final = MessageId(1)
"""A message that is no longer on the screen."""

_TAG: Final = re.compile(r"<[^>]+>")


def bare(html: str) -> str:
    """Return what a person reads of a text in Telegram HTML."""
    return unescape(_TAG.sub("", html))


@dataclass
class Message:
    """A message on somebody's screen."""

    id: MessageId
    by: str
    text: str
    keyboard: Keyboard = ()
    reply_to: MessageId | None = None
    reaction: str = ""

    @property
    def buttons(self) -> list[str]:
        """The labels of its buttons."""
        return [one.text for row in self.keyboard for one in row]


@dataclass
class Screen:
    """A chat or a topic as one sees it."""

    messages: dict[MessageId, Message] = field(default_factory=dict)

    def add(self, message: Message) -> None:
        """Show a message at the bottom."""
        self.messages[message.id] = message

    @property
    def last(self) -> Message:
        """The newest message."""
        return list(self.messages.values())[-1]

    def button(self, label: str) -> tuple[MessageId, str]:
        """Find the newest button with this label, or else one whose label holds it; return message and data."""
        for fits in (str.__eq__, str.__contains__):
            for message in reversed(self.messages.values()):
                for button in (one for row in message.keyboard for one in row):
                    if fits(button.text, label):
                        return message.id, button.data
        raise AssertionError(f"no button {label!r} in {self.last.buttons}")

    def by(self, who: str) -> list[str]:
        """Return the texts of one author, in order."""
        return [one.text for one in self.messages.values() if one.by == who]

    def shows(self, text: str) -> bool:
        """Tell whether a text stands anywhere on it."""
        return any(text in one.text for one in self.messages.values())


class Player:
    """One professional, her chat, and the topics of her cases. Telegram ids grow as they do there."""

    def __init__(self, desk: Desk = ALWAYS, now: float = MONDAY, language: str = "nl") -> None:
        self.desk = desk
        self.now = now
        self.person = Person(PersonId("anna"), ChatId(501), language)
        self.chat = Screen()
        self.topics: dict[CaseCode, Screen] = {}
        self.general = Screen()
        self.titles: dict[CaseCode, str] = {}
        self.closed: dict[CaseCode, bool] = {}
        self.deleted: list[ThreadId] = []
        self.timers: dict[Timer, float] = {}
        self.records: list[Record] = []
        self.archive: list[CaseCode] = []
        self.counts: list[str] = []
        self.tally: Counter[str] = Counter()
        self.flags: dict[str, Flag] = {}
        self.drafts: list[Draft] = []
        self.toasts: list[str] = []
        self.lines: list[str] = []
        """What the last event led to, one readable line per effect."""
        self.said = 0
        """How many messages the bot has sent her."""
        self.decision: Decision | None = None
        self.invitation: Invitation | None = None
        """What became of the invitation that she comes with next."""
        self.pace = 0
        """How many messages she is taken to have sent within a minute."""
        self.adopts = True
        """Topics are made at once; else they wait for `opens_topic`."""
        self.spent = False
        """The group's budget is spent: what goes to topics waits until `flows`."""
        self._held: list[Effect] = []
        self._merged: dict[MessageId, Merged] = {}
        self._entries: dict[tuple[Side, MessageId], Entry] = {}
        self._names: dict[str, MessageId] = {}
        self._sources: dict[MessageId, str] = {}
        self._recent: list[tuple[float, str]] = []
        self._hers, self._theirs, self._cases, self._threads = 100, 5000, 0, 70

    # --- she ----------------------------------------------------------------------------------

    def writes(
        self,
        text: str = "",
        kind: Kind = Kind.TEXT,
        *,
        reply_to: MessageId | None = None,
        card: str = "",
        album: str = "",
        size: int = 0,
    ) -> MessageId:
        """She sends a message; return its id."""
        message = Incoming(
            self._her_id(),
            kind,
            text,
            reply_to=reply_to,
            card=card,
            album=album,
            size=size,
            sent_at=self.now,
        )
        self.chat.add(Message(message.id, "anna", text or kind.value, reply_to=reply_to))
        self._sources[message.id] = text or kind.value
        self.happens(Wrote(message))
        if text:
            self._recent.append((self.now, text))
        return message.id

    def edits(self, message: MessageId, text: str, kind: Kind = Kind.TEXT) -> None:
        """She changes a message."""
        self._sources[message] = text
        self.happens(Edited(Incoming(message, kind, text, sent_at=self.now)))

    def presses(self, label: str) -> str:
        """She presses the newest button with this label; return what pops up."""
        message, data = self.chat.button(label)
        return self.sends_press(data, message)

    def sends_press(self, data: str, message: MessageId = GONE) -> str:
        """She presses a button that may be gone by now; return what pops up."""
        self.happens(Pressed(data, message, "callback"))
        return self.toasts[-1]

    def waits(self, seconds: float) -> None:
        """Let time pass; timers that become due fire, in order."""
        until = self.now + seconds
        while due := [(at, timer) for timer, at in self.timers.items() if at <= until]:
            at, timer = min(due)
            self.now = max(self.now, at)
            del self.timers[timer]
            self.happens(TimerFired(timer))
        self.now = until

    def bot_restarts(self) -> None:
        """The bot forgets what it holds in memory only."""
        self._recent.clear()

    def agrees(self) -> None:
        """She starts and agrees to the start text."""
        self.writes("/start")
        self.presses("kkoord" if self.person.language == "nl" else "I agree")

    def places(self, answer: str = "Nee") -> None:
        """She starts, asks for an expert, answers the safety question, and places."""
        if self.person.consent is None:
            self.agrees()
        english = self.person.language == "en"
        self.presses("Expert" if english else "Deskundige")
        self.presses("No" if english and answer == "Nee" else answer)
        self.presses("Place it now" if english else "Plaats nu")

    # --- the experts --------------------------------------------------------------------------

    @property
    def topic(self) -> Screen:
        """The topic of her newest case."""
        assert self.person.case is not None
        return self.topics[self.person.case.code]

    @property
    def card(self) -> MessageId:
        """The card of her newest case."""
        assert self.person.case is not None
        return self._names[f"card:{self.person.case.code}"]

    def in_topic(self, hers: MessageId) -> MessageId:
        """Return the copy of a message of hers."""
        other = self._entries[Side.PERSON, hers].other
        assert other is not None
        return other

    def entry(self, hers: MessageId) -> Entry:
        """Return what is known of a message of hers."""
        return self._entries[Side.PERSON, hers]

    def in_chat(self, answer: MessageId) -> MessageId:
        """Return the copy of an answer on her side."""
        other = self._entries[Side.TOPIC, answer].other
        assert other is not None
        return other

    def expert(
        self,
        text: str = "",
        reply_to: MessageId | None = None,
        *,
        by: str = "bo",
        kind: Kind = Kind.TEXT,
        author: AuthorKind = AuthorKind.PERSON,
        code: CaseCode | None = None,
        card: str = "",
        entities: str = "[]",
        unrecorded: str | None = None,
        quote_at: int | None = None,
        quoted: str = "",
        album: str = "",
        size: int = 0,
    ) -> MessageId:
        """An expert writes in the topic; return the id of the message.

        `unrecorded` is the text of a message of the bot that it answers and that nobody knows of; `quote_at` is where
        in the answered message the passage `quoted` begins.
        """
        assert self.person.case is not None
        code = code or self.person.case.code
        self._theirs += 1
        message = Incoming(
            MessageId(self._theirs),
            kind,
            text,
            reply_to=reply_to,
            reply_own=unrecorded is not None or self._is_of_the_bot(code, reply_to),
            reply_code=find_code(unrecorded or ""),
            reply_text=unrecorded or self._answered(code, reply_to),
            quoted=quoted,
            quote_at=quote_at,
            album=album,
            size=size,
            card=card,
            entities=entities,
        )
        self.topics[code].add(Message(message.id, by, text or kind.value, reply_to=reply_to))
        self._sources[message.id] = text or kind.value
        entry = self._entries.get((Side.TOPIC, reply_to)) if reply_to is not None else None
        event = ExpertWrote(ThreadId(7), Author(ExpertId(by), author), message)
        self.happens(event, code=code, entry=entry)
        return message.id

    def _is_of_the_bot(self, code: CaseCode, message: MessageId | None) -> bool:
        """Whether a message of a topic is the bot's own, copies of hers included."""
        shown = None if message is None else self.topics[code].messages.get(message)
        return shown is not None and shown.by in {"bot", "her"}

    def _answered(self, code: CaseCode, message: MessageId | None) -> str:
        """What stands in a message of a topic that is answered."""
        shown = None if message is None else self.topics[code].messages.get(message)
        return "" if shown is None else shown.text

    def expert_edits(
        self,
        message: MessageId,
        text: str,
        *,
        by: str = "bo",
        kind: Kind = Kind.TEXT,
        reply_to: MessageId | None = None,
    ) -> None:
        """An expert changes a message, which may answer another."""
        assert self.person.case is not None
        code = self.person.case.code
        self._sources[message] = text
        changed = Incoming(
            message, kind, text, reply_to=reply_to, reply_text=self._answered(code, reply_to)
        )
        event = ExpertEdited(ThreadId(7), Author(ExpertId(by)), changed)
        subject = self._entries.get((Side.TOPIC, message))
        entry = self._entries.get((Side.TOPIC, reply_to)) if reply_to is not None else None
        self.happens(event, code=code, subject=subject, entry=entry)

    def expert_presses(self, label: str, *, by: str = "bo", code: CaseCode | None = None) -> str:
        """An expert presses the newest button with this label; return what pops up."""
        assert self.person.case is not None
        code = code or self.person.case.code
        message, data = self.topics[code].button(label)
        return self.expert_sends_press(data, message, by=by, code=code)

    def expert_sends_press(
        self,
        data: str,
        message: MessageId = GONE,
        *,
        by: str = "bo",
        code: CaseCode | None = None,
    ) -> str:
        """An expert presses a button that may be gone by now; return what pops up."""
        number = data.partition(":")[2].partition(":")[0]
        subject = None
        if number.isdecimal():
            subject = self._entries.get((Side.TOPIC, MessageId(int(number))))
        event = ExpertPressed(ThreadId(7), Author(ExpertId(by)), data, message, "callback")
        under = self._entries.get((Side.TOPIC, message))
        self.happens(event, code=code, entry=under, subject=subject)
        return self.toasts[-1]

    def general_presses(self, label: str, *, by: str = "bo") -> str:
        """An expert presses the newest button in General with this label, about her; return what pops up."""
        message, data = self.general.button(label)
        self.happens(ExpertPressed(None, Author(ExpertId(by)), data, message, "callback"))
        return self.toasts[-1]

    def reaction(self, message: MessageId) -> str:
        """Return the bot's reaction on an expert's message."""
        return next(
            one.messages[message].reaction
            for one in self.topics.values()
            if message in one.messages
        )

    # --- what happens ---------------------------------------------------------------------------

    def happens(
        self,
        event: Event,
        *,
        code: CaseCode | None = None,
        entry: Entry | None = None,
        subject: Entry | None = None,
        known: bool = False,
    ) -> list[str]:
        """Let `decide` judge an event, and carry out what follows."""
        if isinstance(event, Edited):
            subject = self._entries.get((Side.PERSON, event.message.id))
        self._cases += 1
        context = Context(
            now=self.now,
            fresh=case_code(self._cases.to_bytes(5)),
            desk=self.desk,
            knowledge=knowledge(),
            entry=entry,
            subject=subject,
            recent=tuple(
                knowledge().watch.read(text)
                for at, text in self._recent
                if self.now - at <= RECENT_FOR
            ),
            code=code,
            thread_known=known,
            flags=dict(self.flags),
            invitation=self.invitation,
            pace=self.pace,
        )
        self.decision = decision = decide(self.person, event, context)
        self.person = decision.person
        for timer in decision.cancel:
            self.timers.pop(timer, None)
        self.timers.update(decision.set_timers)
        for link in decision.links:
            self._link(link.side, link.id, link.entry)
        self.records.extend(decision.records)
        self.counts.extend(decision.count)
        self.tally.update(dict(decision.tally))
        self.drafts.extend(decision.drafts)
        for change in decision.flags:
            if isinstance(change, Flag):
                self.flags[change.id] = change
            else:
                self.flags.pop(change.id, None)
        if decision.archive is not None:
            self.archive.append(decision.archive.code)
        if decision.toast is not None:
            self.toasts.append(decision.toast.text)
        self.lines = []
        for effect in decision.effects:
            self.lines.append(describe(effect))
            lawful(effect)
            self._carry_out(effect)
        return self.lines

    def opens_topic(self) -> None:
        """Telegram makes the topic of her newest case."""
        assert self.person.case is not None
        self._threads += 1
        lines, decision = self.lines, self.decision
        self.happens(TopicOpened(self.person.case.code, ThreadId(self._threads)))
        self.lines, self.decision = lines, decision

    def flows(self) -> None:
        """There is room in the group's budget again: what waits is carried out, texts in a row as one message."""
        self.spent = False
        while self._held:
            row = [
                Envelope(EffectId(f"{at}"), effect, self.person.id)
                for at, effect in enumerate(self._held)
            ]
            found = bundle(row)
            if found is None:
                self._carry_out(self._held.pop(0))
                continue
            del self._held[: len(found.envelopes)]
            to, reply = found.envelope.effect.to, self._reply(found.envelope.effect)
            made = self._show(to, "her", found.merged.text, (), reply)
            self._record(merging.finished(found, made))

    def forgets_texts(self) -> None:
        """Two days go by: the texts of merged messages are kept no longer."""
        self._merged.clear()

    # --- inside ---------------------------------------------------------------------------------

    def _carry_out(self, effect: Effect) -> None:
        if self.spent and not isinstance(effect.to, ToPerson):
            self._held.append(effect)
            return
        made: MessageId | None = None
        aim: Aim | None = None
        match effect:
            case Say(to=to, html=html, keyboard=keyboard, reply_to=reply_to):
                made = self._show(to, "bot", bare(html), keyboard, self._find(to, reply_to))
            case Relay(to=to, source=source, reply_to=reply_to):
                who = "her" if effect.source_chat else "expert"
                reply = self._find(to, reply_to)
                shown_text = effect.text if effect.rewritten else self._sources[source]
                made = self._show(to, who, shown_text, (), reply)
            case Pass(to=to, text=text, reply_to=reply_to):
                who = "expert" if isinstance(to, ToPerson) else "her"
                shown_text = bare(text) if effect.html else text
                made = self._show(to, who, shown_text, (), self._find(to, reply_to))
            case SendContact(to=to, phone=phone):
                made = self._show(to, "bot", f"☎ {phone}", (), None)
            case Amend(to=to, source=source, text=text):
                target = self._find(to, Counterpart(source))
                entry = self._entries.get((Side.PERSON, source))
                if entry is not None and entry.kind is EntryKind.MERGED and target is not None:
                    merged = self._merged.get(target, Merged())
                    aim = Aim(ChatId(-1), False, about=target, merged=merged)
                    if merged.holds(source):
                        changed = merged.changed(source, text, effect.entities)
                        self._screen(to).messages[target].text = changed.text
                    else:
                        made = self._show(to, "her", f"{effect.heading} {text}", (), target)
                elif target is not None:
                    self._screen(to).messages[target].text = text
            case Edit(to=to, target=ref, html=html, keyboard=keyboard):
                target = self._find(to, ref)
                if target is not None and target in self._screen(to).messages:
                    message = self._screen(to).messages[target]
                    message.keyboard = keyboard
                    message.text = message.text if html is None else bare(html)
            case React(to=to, message=message_id, emoji=emoji):
                shown = self._screen(to).messages.get(message_id)
                if shown is not None:
                    shown.reaction = emoji
            case Pin():
                pass  # shows nothing new
            case TakeBack(to=to, target=ref, about=about, told=told):
                gone = self._find(to, ref)
                if gone is not None:
                    self._screen(to).messages.pop(gone, None)
                if about is not None:
                    self.happens(TakenBack(isinstance(to, ToPerson), about, told, done=True))
                    return
            case OpenTopic(to=to, title=title):
                self.topics[to.code] = Screen()
                self.titles[to.code] = title
                if self.adopts:
                    self.opens_topic()
            case RenameTopic(to=to, title=title):
                self.titles[to.code] = title
            case CloseTopic(to=to):
                self.closed[to.code] = True
            case ReopenTopic(to=to):
                self.closed[to.code] = False
            case DeleteTopic(thread=thread):
                self.deleted.append(thread)
            case DeleteMessages(messages=messages):
                for one in messages:
                    self.chat.messages.pop(one, None)
            case SendFile(to=to, name=name):
                made = self._show(to, "bot", name, (), None)
        self._record(finished(Envelope(EffectId("1"), effect, self.person.id), made, aim))

    def _record(self, done: Finished) -> None:
        for link in done.links:
            self._link(link.side, link.id, link.entry)
        self._names.update(done.named)
        if done.merged is not None:
            self._merged.update([done.merged])
        for follow in done.follow:
            self._carry_out(follow)

    def _reply(self, effect: Effect) -> MessageId | None:
        return self._find(effect.to, effect.reply_to) if isinstance(effect, Pass) else None

    def _show(
        self, to: Place, by: str, text: str, keyboard: Keyboard, reply: MessageId | None
    ) -> MessageId:
        if isinstance(to, ToPerson):
            self.said += by == "bot"
            message = Message(self._her_id(), by, text, keyboard, reply)
        else:
            self._theirs += 1
            message = Message(MessageId(self._theirs), by, text, keyboard, reply)
        self._screen(to).add(message)
        return message.id

    def _screen(self, to: Place) -> Screen:
        if isinstance(to, ToPerson):
            return self.chat
        return self.topics[to.code] if isinstance(to, ToTopic) else self.general

    def _find(self, to: Place, ref: Ref | None) -> MessageId | None:
        match ref:
            case Here(id=message):
                return message
            case Counterpart(id=message):
                side = Side.TOPIC if isinstance(to, ToPerson) else Side.PERSON
                entry = self._entries.get((side, message))
                return entry.other if entry else None
            case Named(name=name):
                return self._names.get(name)
            case None:
                return None

    def _link(self, side: Side, message: MessageId, entry: Entry) -> None:
        known = self._entries.get((side, message))
        if known is not None:
            author, other = entry.author or known.author, entry.other or known.other
            entry = Entry(entry.kind, author, other, entry.parts)
        self._entries[side, message] = entry

    def _her_id(self) -> MessageId:
        self._hers += 1
        return MessageId(self._hers)


def lawful(effect: Effect) -> None:
    """Check what must hold for every screen: Telegram's limits, sound HTML, and 112 one tap away.

    The line that names an expert above an answer is a heading, not a screen.
    """
    if isinstance(effect, Pass) and effect.html:
        balanced(effect.text)
    if not isinstance(effect, Say | Edit):
        return
    for button in (one for row in effect.keyboard for one in row):
        assert 1 <= len(button.data.encode()) <= 64, f"data of {len(button.data.encode())} bytes"
        assert 1 <= len(button.text) <= 48, f"a label of {len(button.text)} signs"
    if effect.html is None:
        return
    assert 1 <= len(bare(effect.html)) <= 4096
    balanced(effect.html)
    heading = re.fullmatch(r"👤 .*:", bare(effect.html))
    if isinstance(effect.to, ToPerson) and not heading:
        labels = "".join(one.text for row in effect.keyboard for one in row)
        assert "112" in labels or "Zeg:" in effect.html or "Say:" in effect.html, effect.html[:60]
    if isinstance(effect, Say) and isinstance(effect.to, ToPerson):
        neutral(effect.html)


SHOWN: Final = 60
"""Signs of a line that a locked phone shows at least."""


def neutral(html: str) -> None:
    """Check that the first line of a message, all that a small screen shows of it, tells nobody what it is about."""
    first = bare(html).split("\n", 1)[0][:SHOWN]
    assert not tells(first), f"a first line that tells: {first}"


def balanced(html: str) -> None:
    """Check that a text is HTML that Telegram reads: known tags, closed in order, and no stray signs."""
    stack: list[str] = []
    for closing, tag in re.findall(r"<(/?)([^>]*)>", html):
        assert tag in {"b", "i", "code", "blockquote"}, f"the tag {tag}"
        if closing:
            assert stack.pop() == tag
        else:
            stack.append(tag)
    assert not stack
    rest = _TAG.sub("", html)
    assert "<" not in rest
    assert ">" not in rest
    assert not re.search(r"&(?!(amp|lt|gt|quot);)", rest)


def describe(effect: Effect) -> str:
    """Return an effect as one readable line."""
    where = {"ToPerson": "her", "ToTopic": "topic", "ToGeneral": "general"}[
        type(effect.to).__name__
    ]
    match effect:
        case Say(html=html, keyboard=keyboard):
            labels = " | ".join(one.text for row in keyboard for one in row)
            return f"{where}: {bare(html)}" + (f" [{labels}]" if labels else "")
        case Relay(source=source):
            return f"{where}: copy of {source}"
        case Pass(text=text):
            return f"{where}: text {text}"
        case Amend(text=text):
            return f"{where}: changed to {text}"
        case Edit(html=html):
            return f"{where}: edit {'buttons' if html is None else bare(html)}"
        case React(emoji=emoji):
            return f"{where}: {emoji}"
        case SendContact(phone=phone):
            return f"{where}: contact {phone}"
        case OpenTopic(title=title) | RenameTopic(title=title):
            verb = "open" if isinstance(effect, OpenTopic) else "rename"
            return f"{where}: {verb} {title}"
        case SendFile(name=name):
            return f"{where}: file {name}"
        case CloseTopic() | ReopenTopic() | DeleteTopic() | DeleteMessages() | Pin() | TakeBack():
            return f"{where}: {type(effect).__name__}"


def waiting(**options: Any) -> Player:
    """Return somebody with an open case; `options` of Player."""
    anna = Player(**options)
    anna.places()
    return anna


def talking() -> Player:
    """Return somebody whose case an expert, Bo, has answered."""
    anna = waiting()
    anna.expert("Hallo", anna.card)
    return anna
