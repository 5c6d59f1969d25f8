"""The composition root: builds everything, owns every task, and ends them in order."""

from __future__ import annotations

import asyncio
import logging
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING, TypeVar

from telegram import Bot

from bot.board import Board
from bot.checks import wait_until_checked
from bot.clock import ServerClock, SystemClock, steady
from bot.content import Room
from bot.content.caretaker import Caretaker
from bot.content.opening import open_shelf
from bot.handlers.front import Front
from bot.handlers.poller import Poller
from bot.handlers.reception import Reception
from bot.handlers.setup_mode import SetupDesk
from bot.handlers.setup_mode import translate as translate_setup
from bot.handoff.ids import ChatId
from bot.locksmith import watch_keys
from bot.opening import end, open_store
from bot.outbox.request import AiohttpRequest
from bot.owner import SETTLE_WITHIN, House, Owner
from bot.porch import Porch
from bot.ports import StoreAwayError
from bot.pulse import Pulse
from bot.tenure import LOOK_EVERY, Permission, tenure_of
from bot.web.facts import Role

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from typing import Any

    from bot.clock import Clock
    from bot.ports import Licence
    from bot.settings import Settings
    from bot.store.valkey_store import ValkeyStore

T = TypeVar("T")

log = logging.getLogger(__name__)


class App:
    """One running helpline: a process that owns the desk, or stands by until it may.

    `run` is awaited by the task that owns it; `stop` may be called by anybody. What is built by `run` is torn
    down by it, in reverse order: first what the owner does, then the doors of every process, then the store.
    """

    def __init__(self, settings: Settings, *, announce: Callable[[str], None] = log.info) -> None:
        """`announce` is told, in sentences for the operator, what has come up."""
        self._settings = settings
        self._announce = announce
        self._stopping = asyncio.Event()
        self._waited = False
        self._permission = Permission()
        self._pulse = Pulse()
        self._porch = Porch(settings, self._pulse, announce)
        self.ready = asyncio.Event()

    def stop(self) -> None:
        """Let `run` return soon."""
        self._stopping.set()
        self._pulse.stop()
        self._porch.stop()

    async def run(self) -> None:
        """Run until stopped.

        Raises:
            SettingsError, ContentError, KeyFileError, UnfitStoreError, ServerError: with sentences for the
                operator; nothing was started.
            RefusedError: Telegram's answer says that the helpline can't work like this.
        """
        async with AsyncExitStack() as stack:
            await self._porch.open_status(stack)
            clock = await self._clock(stack)
            room = Room(self._settings.store.data_dir, self._settings.content.cache)
            shelf = await open_shelf(self._settings.content, room)
            self._pulse.content = lambda: (
                shelf.knowledge.content.version,
                shelf.condition.wrong,
                shelf.all_learned,
            )
            bot = await make_bot(stack, self._settings, self._permission)
            self._porch.shows(lambda: shelf.knowledge, bot)
            if not await self._checked(bot, clock):
                return
            group = self._settings.telegram.expert_group_id
            if group is None:
                await self._wait_for_group(bot, clock)
                return
            store = await open_store(stack, self._settings, self._announce)
            await shelf.remember(store)
            self._pulse.keeps(stack, store)
            meaning = self._settings.matcher.mode == "hybrid"
            caretaker = Caretaker(shelf, store, self._settings.content, room, meaning=meaning)
            caring = asyncio.create_task(caretaker.run(self.ready), name="caretaker")
            stack.push_async_callback(end, caring)
            watching = asyncio.create_task(watch_keys(store), name="keys")
            stack.push_async_callback(end, watching)
            board = Board(store, lambda: shelf.knowledge.content)
            self._porch.flags = board.ids
            following = asyncio.create_task(board.follow(), name="board")
            stack.push_async_callback(end, following)
            front = Front(store, clock.now)
            house = House(
                settings=self._settings,
                bot=bot,
                group=ChatId(group),
                shelf=shelf,
                board=board,
                clock=clock,
                front=front,
                porch=self._porch,
                pulse=self._pulse,
                announce=self._announce,
            )
            # The door of every process, whoever owns the desk, closed after its tenure.
            await self._porch.open_webhook(stack, store, front)
            await self._take_part(house, store)

    async def _take_part(self, house: House, store: ValkeyStore) -> None:
        """Own the desk whenever it is this process's turn, until stopped."""
        alone = not self._settings.store.url.get_secret_value()
        while not self._stopping.is_set():
            # The lock on its data directory tells that nobody else lives who could own an embedded store.
            tenure = await self._unless_stopped(
                tenure_of(store, steady, at_once=alone, waits=self._waits)
            )
            if tenure is None:
                break
            self._permission.tenure = tenure
            try:
                if self._waited:
                    self._announce("Deze helpline neemt het over.")
                self._waited = False
                owner = Owner(house, store.under(tenure.epoch, tenure.fenced), tenure)
                await owner.run(self._stopping, self.ready.set)
                if tenure.over:
                    self._announce("Een andere helpline heeft het overgenomen.")
            except StoreAwayError:
                log.error("The store is away: the helpline starts when it is back.")  # noqa: TRY400  a traceback says no more
                await self._unless_stopped(asyncio.sleep(LOOK_EVERY))
            finally:
                self._pulse.owns_no_longer()
                await tenure.end()
                self._permission.tenure = None

    def _waits(self) -> None:
        self._waited = True
        self._pulse.role = Role.STANDBY
        self._announce("Deze helpline staat klaar als reserve.")
        self.ready.set()

    async def _unless_stopped(self, work: Coroutine[Any, Any, T]) -> T | None:
        """Wait for `work`; None when stopped meanwhile."""
        working = asyncio.create_task(work)
        stopping = asyncio.create_task(self._stopping.wait())
        await asyncio.wait((working, stopping), return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if not working.done():
            await end(working)
            return None
        return working.result()

    async def _wait_for_group(self, bot: Bot, clock: Clock) -> None:
        reception = Reception(translate_setup, SetupDesk(bot), sleep=clock.sleep)
        timeout = self._settings.telegram.poll_timeout
        poller = Poller(
            bot,
            reception,
            poll_timeout=timeout,
            sleep=clock.sleep,
            contact=self._pulse.contact,
        )
        polling = asyncio.create_task(poller.run(), name="poller")
        self._pulse.role = Role.SETUP
        self.ready.set()
        self._announce(
            "Er is nog geen groep van deskundigen ingesteld; de helpline wacht daarop. "
            "Voeg de bot toe aan de groep: hij schrijft daar het nummer en de regel voor config.toml."
        )
        await self._stopping.wait()
        poller.stop()
        await asyncio.wait((polling,), timeout=SETTLE_WITHIN)
        await end(polling)

    async def _clock(self, stack: AsyncExitStack) -> Clock:
        url = self._settings.telegram.clock_url
        return await stack.enter_async_context(ServerClock(url)) if url else SystemClock()

    async def _checked(self, bot: Bot, clock: Clock) -> bool:
        """Ask Telegram whether all is as it must be; wait while it does not say. False when stopped meanwhile."""
        checking = wait_until_checked(self._settings, bot, clock.sleep, self._announce)
        await self._unless_stopped(checking)
        return not self._stopping.is_set()


async def make_bot(
    stack: AsyncExitStack, settings: Settings, licence: Licence | None = None
) -> Bot:
    """Return the bot, not yet ready for use; `stack` shuts it down.

    `licence` is asked before each call but the requests for updates: they change nothing at Telegram but what is
    committed already.
    """
    telegram = settings.telegram
    bot = Bot(
        telegram.token.get_secret_value(),
        base_url=f"{telegram.base_url}/bot",
        base_file_url=f"{telegram.base_url}/file/bot",
        request=_request(settings, licence),
        get_updates_request=_request(settings, None),
    )
    stack.push_async_callback(bot.shutdown)
    return bot


def _request(settings: Settings, licence: Licence | None) -> AiohttpRequest:
    return AiohttpRequest(
        connect_timeout=settings.telegram.connect_timeout,
        read_timeout=settings.telegram.read_timeout,
        pool_timeout=0.0,  # a free connection is waited for within the time for making one
        licence=licence,
    )
