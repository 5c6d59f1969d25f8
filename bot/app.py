"""The composition root: builds everything, owns every task, and ends them in order."""

from __future__ import annotations

import asyncio
import logging
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING

from telegram import Bot

from bot.checks import wait_until_checked
from bot.clock import ServerClock, SystemClock
from bot.content import Shelf, desk_of
from bot.handlers.arrival import Arrival, FromGroup, FromHer
from bot.handlers.commands import register_commands
from bot.handlers.poller import Poller
from bot.handlers.reception import Reception
from bot.handlers.setup_mode import SetupDesk
from bot.handlers.setup_mode import translate as translate_setup
from bot.handlers.translate import Translator
from bot.handoff import general
from bot.handoff.ids import ChatId, UserId
from bot.opening import end, open_store
from bot.outbox.outbox import Outbox
from bot.outbox.request import AiohttpRequest
from bot.service import Service
from bot.timekeeper import Timekeeper

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.clock import Clock
    from bot.handoff.desk import Desk
    from bot.handoff.ids import UpdateId
    from bot.settings import Settings
    from bot.store.valkey_store import ValkeyStore

log = logging.getLogger(__name__)

SETTLE_WITHIN = 1.0
"""Seconds in which the updates in hand may be settled after the helpline was told to stop."""

STOP_WITHIN = 2.5
"""Seconds after which calls in flight are given up, counted from the same moment: all of the stop takes
less than five, also when neither Telegram nor the store answers."""


class Inbox:
    """Where arrivals go: each to the service, as whose it is. Fills the port `Sink` of the handlers."""

    def __init__(
        self,
        service: Service,
        store: ValkeyStore,
        outbox: Outbox,
        desk: Desk,
        now: Callable[[], float],
    ) -> None:
        """`store` keeps what must be set aside; `now` is the time in epoch seconds."""
        self._service = service
        self._store = store
        self._outbox = outbox
        self._desk = desk
        self._now = now

    async def take(self, update_id: UpdateId, arrival: Arrival) -> None:
        """Handle what arrived. Raises StoreAwayError when nothing was committed."""
        match arrival:
            case FromHer(user=user, chat=chat, event=event):
                await self._service.from_person(update_id, user, chat, event)
            case FromGroup(thread=thread, event=event):
                await self._service.from_group(update_id, thread, event)
            case _:
                pass

    async def bury(self, update_id: UpdateId, body: bytes, reason: str) -> None:
        """Set an update aside and tell the experts. Raises StoreAwayError when it was not set aside."""
        notice = general.dead_letter(reason, self._desk)
        outcome = await self._store.bury(update_id, body, reason, self._now(), (notice,))
        self._outbox.accept(outcome.envelopes)


class App:
    """One running helpline.

    `run` is awaited by the task that owns it; `stop` may be called by anybody. What is built by `run` is torn
    down by it, in reverse order: first the door in, then the timers, then the door out, then the store.
    """

    def __init__(self, settings: Settings, *, announce: Callable[[str], None] = log.info) -> None:
        """`announce` is told, in sentences for the operator, what has come up."""
        self._settings = settings
        self._announce = announce
        self._stopping = asyncio.Event()
        self._stopped_at: float | None = None
        self.ready = asyncio.Event()

    def stop(self) -> None:
        """Let `run` return soon."""
        self._stopping.set()

    async def run(self) -> None:
        """Run until stopped.

        Raises:
            SettingsError, ContentError, KeyFileError, UnfitStoreError, ServerError: with sentences for the
                operator; nothing was started.
            RefusedError: Telegram's answer says that the helpline can't work like this.
        """
        async with AsyncExitStack() as stack:
            clock = await self._clock(stack)
            shelf = Shelf(self._settings.content.dir)
            bot = await make_bot(stack, self._settings)
            if not await self._checked(bot, clock):
                return
            group = self._settings.telegram.expert_group_id
            if group is None:
                await self._wait_for_group(bot, clock)
                return
            store = await open_store(stack, self._settings, self._announce)
            await shelf.remember(store)
            await self._serve(stack, bot, store, shelf, clock, ChatId(group))

    async def _serve(
        self,
        stack: AsyncExitStack,
        bot: Bot,
        store: ValkeyStore,
        shelf: Shelf,
        clock: Clock,
        group: ChatId,
    ) -> None:
        desk = desk_of(self._settings)
        outbox = Outbox(bot, store, group, clock)
        timekeeper = Timekeeper(store, clock)
        service = Service(
            store,
            outbox,
            desk,
            lambda: shelf.knowledge,
            clock.now,
            timekeeper.wake,
        )
        await outbox.start(service.report)
        stack.push_async_callback(self._stop_outbox, outbox)
        timing = asyncio.create_task(timekeeper.run(service.fire), name="timekeeper")
        stack.push_async_callback(end, timing)
        translator = Translator(UserId(bot.id), group, service.expert_id)
        inbox = Inbox(service, store, outbox, desk, clock.now)
        registering = asyncio.create_task(
            register_commands(bot, group, self._settings.language), name="commands"
        )
        stack.push_async_callback(end, registering)
        reception = Reception(translator, inbox, sleep=clock.sleep)
        await self._poll(bot, clock, reception, "De helpline draait.", timing)

    async def _poll(
        self,
        bot: Bot,
        clock: Clock,
        reception: Reception,
        greeting: str,
        *owned: asyncio.Task[None],
    ) -> None:
        poller = Poller(
            bot,
            reception,
            poll_timeout=self._settings.telegram.poll_timeout,
            sleep=clock.sleep,
        )
        polling = asyncio.create_task(poller.run(), name="poller")
        stopping = asyncio.create_task(self._stopping.wait(), name="stopping")
        self.ready.set()
        self._announce(greeting)
        await asyncio.wait((polling, stopping, *owned), return_when=asyncio.FIRST_COMPLETED)
        self._stopped_at = asyncio.get_running_loop().time()
        poller.stop()
        stopping.cancel()
        await asyncio.wait((polling,), timeout=SETTLE_WITHIN)
        if polling.done():
            polling.result()
        else:
            # What was not settled or acknowledged comes again; what was committed is known by its id.
            await end(polling)
        for task in owned:
            if task.done() and not task.cancelled():
                task.result()

    async def _stop_outbox(self, outbox: Outbox) -> None:
        now = asyncio.get_running_loop().time()
        gone = 0.0 if self._stopped_at is None else now - self._stopped_at
        await outbox.stop(max(0.0, STOP_WITHIN - gone))

    async def _wait_for_group(self, bot: Bot, clock: Clock) -> None:
        greeting = (
            "Er is nog geen groep van deskundigen ingesteld; de helpline wacht daarop. "
            "Voeg de bot toe aan de groep: hij schrijft daar het nummer en de regel voor config.toml."
        )
        reception = Reception(translate_setup, SetupDesk(bot), sleep=clock.sleep)
        await self._poll(bot, clock, reception, greeting)

    async def _clock(self, stack: AsyncExitStack) -> Clock:
        url = self._settings.telegram.clock_url
        return await stack.enter_async_context(ServerClock(url)) if url else SystemClock()

    async def _checked(self, bot: Bot, clock: Clock) -> bool:
        """Ask Telegram whether all is as it must be; wait while it does not say. False when stopped meanwhile."""
        checking = asyncio.create_task(
            wait_until_checked(self._settings, bot, clock.sleep, self._announce), name="checks"
        )
        stopping = asyncio.create_task(self._stopping.wait())
        await asyncio.wait((checking, stopping), return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if not checking.done():
            await end(checking)
            return False
        checking.result()
        return True


async def make_bot(stack: AsyncExitStack, settings: Settings) -> Bot:
    """Return the bot, not yet ready for use; `stack` shuts it down."""
    telegram = settings.telegram
    bot = Bot(
        telegram.token.get_secret_value(),
        base_url=f"{telegram.base_url}/bot",
        base_file_url=f"{telegram.base_url}/file/bot",
        request=_request(settings),
        get_updates_request=_request(settings),
    )
    stack.push_async_callback(bot.shutdown)
    return bot


def _request(settings: Settings) -> AiohttpRequest:
    return AiohttpRequest(
        connect_timeout=settings.telegram.connect_timeout,
        read_timeout=settings.telegram.read_timeout,
    )
