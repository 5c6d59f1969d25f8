"""Cases: one that was really placed and written in, and as many like it as are wanted, in a real store.

No Telegram takes part: what the service decides counts as delivered at once. So what grows with the number of cases
shows, and nothing else.
"""

import asyncio
import itertools
from collections import deque
from collections.abc import Sequence
from typing import cast

import msgspec
from redis.asyncio import Redis

from bench.crowd import SENTENCES
from bench.people import AGREE, EXPERT, PLACE, SAFE
from bot.content import Shelf
from bot.handoff.albums import Part
from bot.handoff.decision import Toast
from bot.handoff.desk import Desk
from bot.handoff.effects import Edit, Keyboard, OpenTopic, Say, ToPerson
from bot.handoff.events import Author, ExpertWrote, Incoming, Kind, Pressed, TopicOpened, Wrote
from bot.handoff.ids import (
    CODE_BYTES,
    CaseCode,
    ChatId,
    EffectId,
    MessageId,
    PersonId,
    ThreadId,
    UpdateId,
    UserId,
    case_code,
)
from bot.handoff.inline import Offer
from bot.handoff.message_map import Link, Side
from bot.handoff.person import Person
from bot.outbox.receipt import finished
from bot.ports import Commit, Envelope, Finished
from bot.service import Service
from bot.store import entries, keys
from bot.store.valkey_store import ValkeyStore

NOW = 1_800_000_000.0
"""When all of it happens (epoch seconds); no timer that is set by it is due before."""
HERS, ANSWERS = 7, 3
"""Of the ten relayed messages of a case."""
FIRST_USER = 5_000_000_000
FIRST_MESSAGE = 1_000_000
"""Ids as long as they are at Telegram."""
AT_ONCE = 200
_EXPERT = UserId(4_999_999_999)


class Delivery:
    """Fills the port `Outbox`: what it accepts is delivered when `empty` is awaited."""

    def __init__(self, store: ValkeyStore) -> None:
        self._store = store
        self._waiting: deque[Envelope] = deque()
        self._ids = itertools.count(FIRST_MESSAGE)
        self.service: Service | None = None
        self.keyboards: list[Keyboard] = []
        """The buttons that she was shown."""

    def accept(self, envelopes: Sequence[Envelope]) -> None:
        """Take over committed effects."""
        self._waiting += envelopes

    async def empty(self) -> None:
        """Deliver everything, and what follows from it."""
        while self._waiting:
            envelope = self._waiting.popleft()
            effect, made = envelope.effect, next(self._ids)
            if isinstance(effect, OpenTopic) and envelope.person and self.service:
                opened = TopicOpened(effect.to.code, ThreadId(made))
                await self.service.report(envelope.person, opened, envelope.id)
                continue
            if isinstance(effect, Say | Edit) and isinstance(effect.to, ToPerson):
                self.keyboards.append(effect.keyboard)
            self.accept(await self._store.finish(finished(envelope, made)))

    def pending(self, lane: str) -> tuple[EffectId, ...]:  # noqa: ARG002  part of `Outbox`
        """Nothing waits for a topic that is made anew."""
        return ()

    def parts(self, album: str) -> tuple[Part, ...]:  # noqa: ARG002  part of `Outbox`
        """Nobody sends albums."""
        return ()

    def unleft(self, person: PersonId, message: MessageId, *, hers: bool) -> None:
        """All has left."""

    def forget(self, ids: Sequence[EffectId]) -> None:
        """What is settled has been taken from the queue already."""

    def topic_known(self, code: CaseCode) -> None:
        """Nobody waits for a topic."""

    async def recorded(self, lane: str) -> None:
        """Nothing is on its way."""

    def answer(self, toast: Toast) -> None:
        """Nobody looks."""

    def presents(self) -> bool:
        """Nobody seeks anything."""
        return False

    def present(self, offer: Offer) -> None:
        """Nobody looks."""


class Cases:
    """So many open cases in a store, all like the first one, which people and experts have written in."""

    def __init__(self, store: ValkeyStore, client: Redis, shelf: Shelf) -> None:
        self._store = store
        self._client = client
        self._delivery = Delivery(store)
        desk = Desk(name="Helpline", always=True)
        self._service = Service(
            store, self._delivery, desk, lambda: shelf.knowledge, lambda: NOW, lambda _: None
        )
        self._delivery.service = self._service
        self._updates = itertools.count(1)
        self._sample: Person | None = None
        self._links: list[Link] = []
        self._names: list[tuple[str, MessageId]] = []
        self._timers: list[tuple[object, float]] = []
        self.count = 0

    async def grow(self, count: int) -> None:
        """Have so many cases."""
        if self._sample is None:
            await self._first()
        for start in range(self.count, count, AT_ONCE):
            await asyncio.gather(
                *(self._like_it(number) for number in range(start, min(start + AT_ONCE, count)))
            )
        self.count = count

    async def message(self, number: int) -> None:
        """Let the person of this case write once more: decided, committed, delivered and recorded."""
        user, at = UserId(FIRST_USER + number), next(self._updates)
        text = SENTENCES[at % len(SENTENCES)]
        event = Wrote(Incoming(MessageId(9_000_000 + at), Kind.TEXT, text, sent_at=NOW))
        await self._service.from_person(UpdateId(at), user, ChatId(user), event)
        await self._delivery.empty()

    async def _first(self) -> None:
        """Place a case as people do, and let messages go both ways."""
        user = UserId(FIRST_USER)
        await self._writes(user, "/start", 1)
        await self._press(user, AGREE)
        await self._writes(user, "Hoe ga ik hier goed mee om?", 2)
        for label in (EXPERT, SAFE, PLACE):
            await self._press(user, label)
        who = self._store.person_id(user)
        for number in range(HERS - 1):
            await self._writes(user, SENTENCES[number % len(SENTENCES)], FIRST_MESSAGE + number)
        person = (await self._store.load(who)).person
        if person is None or person.case is None or person.case.topic is None:
            raise SystemExit("The first case was not placed.")
        copy = await self._store.counterpart(who, Side.PERSON, MessageId(FIRST_MESSAGE))
        for number in range(ANSWERS):
            answer = Incoming(MessageId(2_000_000 + number), Kind.TEXT, "Goed.", reply_to=copy)
            thread, author = person.case.topic, Author(self._store.expert_id(_EXPERT))
            event = ExpertWrote(thread, author, answer)
            await self._service.from_group(UpdateId(next(self._updates)), thread, event)
            await self._delivery.empty()
        self._sample = (await self._store.load(who)).person
        stored = await self._client.hgetall(keys.message_map(who))
        for field, value in cast("dict[bytes, bytes]", stored).items():
            name = field.decode()
            if name.startswith("n:"):
                self._names.append((name[2:], MessageId(int(value))))
            else:
                entry = entries.unpack(value)
                self._links.append(Link(Side(name[0]), MessageId(int(name[1:])), entry))
        due = await self._store.due(2 * NOW, 100)
        self._timers = [(timer, at) for owner, timer, at in due if owner == who]
        self.count = 1

    async def _writes(self, user: UserId, text: str, message: int) -> None:
        event = Wrote(Incoming(MessageId(message), Kind.TEXT, text, sent_at=NOW))
        await self._service.from_person(UpdateId(next(self._updates)), user, ChatId(user), event)
        await self._delivery.empty()

    async def _press(self, user: UserId, label: str) -> None:
        rows = itertools.chain.from_iterable(reversed(self._delivery.keyboards))
        data = next(one.data for row in rows for one in row if label in one.text)
        pressed = Pressed(data, MessageId(1), "callback")
        await self._service.from_person(UpdateId(next(self._updates)), user, ChatId(user), pressed)
        await self._delivery.empty()

    async def _like_it(self, number: int) -> None:
        """Write a case like the first: the same record, map, names and timers, with ids of its own."""
        sample = self._sample
        if number == 0 or sample is None or sample.case is None:
            return
        user = UserId(FIRST_USER + number)
        who = self._store.person_id(user)
        code = case_code(number.to_bytes(CODE_BYTES))
        thread = ThreadId(FIRST_MESSAGE + 100 * number)
        case = msgspec.structs.replace(sample.case, code=code, topic=thread)
        person = msgspec.structs.replace(sample, id=who, chat=ChatId(user), case=case)
        note = Say(ToPerson(who, ChatId(user)), "")
        outcome = await self._store.commit(
            Commit(
                person,
                version=0,
                update=None,
                now=NOW,
                effects=(note,),
                set_timers=tuple(self._timers),  # type: ignore[arg-type]  # as the store told them
                topics=((code, thread),),
                codes=(code,),
            )
        )
        (sent,) = outcome.envelopes
        await self._store.finish(
            Finished(sent.id, PersonId(who), tuple(self._links), tuple(self._names))
        )
