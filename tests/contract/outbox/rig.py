"""Rig: an outbox on the stand-in over HTTP, with a store in memory and a service that does the least."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING, Any, Self

from telegram import Bot

from bot.emulator.actors import Person, Stage
from bot.emulator.server import Emulator
from bot.handoff.effects import (
    Effect,
    OpenTopic,
    Relay,
    ReopenTopic,
    Say,
    ToGeneral,
    ToPerson,
    ToTopic,
)
from bot.handoff.events import Event, TopicDelayed, TopicGone, TopicOpened, TopicShut
from bot.handoff.ids import CaseCode, ChatId, EffectId, MessageId, PersonId, ThreadId
from bot.outbox.outbox import Outbox
from bot.outbox.request import AiohttpRequest
from bot.ports import StoreAwayError
from bot.settings import BudgetSettings
from tests.support.fake_waiting import FakeWaiting

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

Json = dict[str, Any]
SPEED = 60.0
"""How many seconds of the outbox pass in a second, so that pauses and holds are short."""
ANNA = PersonId("anna")
BEA = PersonId("bea")
CODE = CaseCode("ABCD-EFGH")
OTHER_CODE = CaseCode("JKLM-NPQR")
TOPIC = ToTopic(CODE)
OTHER_TOPIC = ToTopic(OTHER_CODE)
GENERAL = ToGeneral()


class FastClock:
    """A clock that runs faster than the world."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._start = self._loop.time()

    def now(self) -> float:
        return 1_000_000.0 + (self._loop.time() - self._start) * SPEED

    def set_back(self, seconds: float) -> None:
        self._start += seconds / SPEED

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds / SPEED)

    async def sleep_until(self, at: float) -> None:
        while (left := at - self.now()) > 0:  # noqa: ASYNC110  a timer can end a little early
            await asyncio.sleep(left / SPEED)


class Rig:
    """Everything that a test of the outbox needs. Use as an async context manager."""

    def __init__(self, emulator: Emulator, stage: Stage) -> None:
        self.stage = stage
        self.group = ChatId(emulator.group_id)
        self.waiting = FakeWaiting()
        self.events: list[Event] = []
        self.times: list[float] = []
        self.report_away = False
        self.heard = False
        """All was settled that waited at Telegram at the last start."""
        self.limits: BudgetSettings | None = None
        self.album_seconds = 0.6
        self.clock = FastClock()
        self._emulator = emulator
        self._open = AsyncExitStack()
        self.outbox: Outbox

    async def __aenter__(self) -> Self:
        request = await self._open.enter_async_context(AiohttpRequest(read_timeout=0.5))
        self.bot = Bot(
            self._emulator.token,
            base_url=f"{self._emulator.base_url}/bot",
            request=request,
            get_updates_request=request,
        )
        self.anna_account = await self.stage.person("Anna")
        self.anna = ToPerson(ANNA, ChatId(self.anna_account.id))
        await self.anna_account.writes("hello")  # from here on the bot may write to her
        self.renew()
        await self.outbox.start(self.report)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.outbox.stop(1.0)
        await self._open.aclose()

    def renew(self, *, hold_seconds: float = 8.0, delay_seconds: float = 4.0) -> None:
        """Make another outbox on the same store, as a new process would."""
        self.outbox = Outbox(
            self.bot,
            self.waiting,
            self.group,
            self.clock,
            limits=self.limits,
            hold_seconds=hold_seconds,
            heard=lambda: self.heard,
            delay_seconds=delay_seconds,
            album_seconds=self.album_seconds,
            chance=lambda: 0.0,
        )

    async def restart(self, *, hold_seconds: float = 8.0, delay_seconds: float = 4.0) -> None:
        """End the outbox at once, as a crash would, and start another on the same store."""
        await self.outbox.stop(0.0)
        self.renew(hold_seconds=hold_seconds, delay_seconds=delay_seconds)
        await self.outbox.start(self.report)

    async def another(self, name: str, person: PersonId) -> tuple[Person, ToPerson]:
        """Return one more person who has written to the bot, and her place."""
        account = await self.stage.person(name)
        await account.writes("hello")
        return account, ToPerson(person, ChatId(account.id))

    async def budgets(self, limits: BudgetSettings | None = None) -> None:
        """Keep to Telegram's budgets from here on; the stand-in does too, at its own pace."""
        self.limits = limits or BudgetSettings()
        await self.stage.control.post(
            "budgets",
            {
                "enforced": True,
                "private_per_second": 1.0 * SPEED,
                "group_per_minute": 20,
                "group_window": 60.0 / SPEED,
                "total_per_second": 30 * int(SPEED),
            },
        )
        await self.restart()

    # --- the service --------------------------------------------------------------------------

    def send(self, *effects: Effect, person: PersonId | None = ANNA) -> list[EffectId]:
        """Commit effects and hand them to the outbox."""
        envelopes = self.waiting.commit(*effects, person=person)
        self.outbox.accept(envelopes)
        return [one.id for one in envelopes]

    async def done(self, within: float = 10.0) -> None:
        """Wait until the outbox has settled all effects."""
        await self.waiting.empty(within)

    async def until(
        self, condition: Callable[[], bool | Awaitable[object]], within: float = 5.0
    ) -> None:
        """Wait until something is so, here or at the stand-in."""
        async with asyncio.timeout(within):
            while True:
                so = condition()
                if so if isinstance(so, bool) else await so:
                    return
                await asyncio.sleep(0.01)

    async def called(self, method: str) -> None:
        """Wait until the stand-in has dealt with a call of this method."""

        async def answered() -> bool:
            return any(one["ms"] for one in await self.stage.calls(method))

        await self.until(answered)

    async def hold(self, method: str) -> int:
        """Let calls of a method stand still at the stand-in."""
        return int((await self.stage.control.post("holds", {"method": method}))["id"])

    async def held(self) -> None:
        """Wait until a call stands still."""
        answer = await self.stage.control.get("holds", waiting=1, timeout=5)
        assert answer["holds"][0]["waiting"]

    async def release(self, number: int) -> None:
        """Let held calls go on."""
        await self.stage.control.delete(f"holds/{number}")

    async def deletes(self, account: int, chat: int, message: int) -> None:
        """Let a person delete a message for everybody."""
        wish = {"chat_id": chat, "message_id": message}
        await self.stage.control.post(f"as/{account}/delete", wish)

    async def report(self, person: PersonId, event: Event, effect: EffectId) -> None:
        """Settle an effect, as the service does after a decision."""
        if self.report_away:
            raise StoreAwayError("the store is away")
        self.events.append(event)
        self.times.append(self.clock.now())
        await asyncio.sleep(0)
        first: tuple[Effect, ...] = ()
        moved: tuple[EffectId, ...] = ()
        match event:
            case TopicDelayed():
                return
            case TopicOpened(code=code, thread=thread):
                self.waiting.threads[code] = thread
                self.outbox.topic_known(code)
            case TopicGone(code=code):
                self.waiting.threads.pop(code, None)
                self.outbox.topic_known(code)
                place = ToTopic(code)
                first = (OpenTopic(place, f"again {code}"), Say(place, "card", entry="card"))
                moved = (effect, *self.outbox.pending(f"t:{code}"))
            case TopicShut(code=code):
                first = (ReopenTopic(ToTopic(code)),)
                moved = (effect, *self.outbox.pending(f"t:{code}"))
            case _:
                pass
        settled = () if moved else (effect,)
        made = self.waiting.commit(*first, person=person, settled=settled, requeue=moved)
        self.outbox.forget((*settled, *moved))
        self.outbox.accept(made)

    # --- what there is to see -----------------------------------------------------------------

    async def open_topic(self, place: ToTopic = TOPIC, person: PersonId = ANNA) -> ThreadId:
        """Have the outbox make the topic of a case."""
        self.send(OpenTopic(place, f"case {place.code}"), person=person)
        await self.done()
        return self.waiting.threads[place.code]

    async def messages(self, chat: int, thread: int | None = None) -> list[Json]:
        """Return what a chat shows now, service messages left out, oldest first."""
        answer = await self.stage.control.get(f"chats/{chat}/messages", thread_id=thread)
        return [
            one
            for one in answer["messages"]
            if not one.get("deleted") and not any(key.startswith("forum_topic") for key in one)
        ]

    async def texts(self, chat: int, thread: int | None = None) -> list[str]:
        """Return the texts of a chat, or of one topic in it."""
        return [one.get("text", "") for one in await self.messages(chat, thread)]

    async def topics(self) -> list[Json]:
        """Return the topics of the group that are not deleted."""
        answer = await self.stage.control.get(f"chats/{self.group}/topics")
        return [one for one in answer["topics"] if not one.get("deleted")]

    async def her_messages(self, count: int) -> list[MessageId]:
        """Let her write so many numbered messages; return their ids."""
        sent = [await self.anna_account.writes(f"m{number}") for number in range(count)]
        return [MessageId(one.id) for one in sent]

    def relays(self, ids: Sequence[MessageId]) -> list[Relay]:
        """Return the effects that copy messages of hers into the topic."""
        return [Relay(TOPIC, one, source_chat=self.anna.chat) for one in ids]
