"""Owner: what only the process does that owns the desk: fetching updates, deciding, timers and sending."""

from __future__ import annotations

import asyncio
import logging
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.afterthought import Afterthought
from bot.checks import RefusedError
from bot.content import desk_of
from bot.handlers.arrival import Arrival, FromGroup, FromHer, GroupChanged
from bot.handlers.commands import register_commands
from bot.handlers.poller import Poller
from bot.handlers.profile import present
from bot.handlers.reception import Reception
from bot.handlers.registration import Registration, RegistrationError
from bot.handlers.translate import Translator
from bot.handlers.tray import Tray
from bot.handoff.events import ExpertPressed, ExpertReacted, ExpertWrote, Wrote
from bot.handoff.group_news import MemberMoved
from bot.handoff.ids import UserId
from bot.handoff.inline import Seeking
from bot.hearing import Hearing
from bot.herald import Herald
from bot.locksmith import Locksmith
from bot.notary import Notary, note_settings
from bot.opening import end
from bot.outbox.outbox import Outbox
from bot.outbox.places import Protection
from bot.outbox.vigil import Vigil
from bot.roster import Roster
from bot.scribe import Scribe
from bot.service import Service
from bot.sweeper import Sweeper
from bot.timekeeper import Timekeeper
from bot.undertaker import Undertaker
from bot.warden import Warden

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from telegram import Bot

    from bot.board import Board
    from bot.clock import Clock
    from bot.content import Shelf
    from bot.handlers.front import Front
    from bot.handoff.decision import Draft
    from bot.handoff.flag import FlagChange
    from bot.handoff.ids import ChatId, UpdateId
    from bot.porch import Porch
    from bot.pulse import Pulse
    from bot.settings import Settings
    from bot.store.valkey_store import ValkeyStore
    from bot.tenure import Tenure

log = logging.getLogger(__name__)

SETTLE_WITHIN: Final = 1.0
"""Seconds in which the updates in hand may be settled after the helpline was told to stop."""

STOP_WITHIN: Final = 2.0
"""Seconds after which calls in flight are given up, counted from the same moment: all of the stop takes
less than five, also when neither Telegram nor the store answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """What a process has from start to end, whoever owns the desk."""

    settings: Settings
    bot: Bot
    group: ChatId
    shelf: Shelf
    board: Board
    clock: Clock
    front: Front
    porch: Porch
    pulse: Pulse
    announce: Callable[[str], None]
    """Is told, in sentences for the operator, what has come up."""


class ServiceSink:
    """Where arrivals go: each to the service, as whose it is. Fills the port `Sink` of the handlers."""

    def __init__(
        self, service: Service, undertaker: Undertaker, roster: Roster, warden: Warden
    ) -> None:
        """`undertaker` sets aside what can't be handled; `roster` knows who left, `warden` watches over the group."""
        self._service = service
        self._undertaker = undertaker
        self._roster = roster
        self._warden = warden

    async def take(self, update_id: UpdateId, arrival: Arrival) -> None:
        """Handle what arrived. Raises StoreAwayError when nothing was committed."""
        match arrival:
            case FromHer(user=user, chat=chat, event=event):
                await self._service.from_person(update_id, user, chat, event)
            case FromGroup(event=ExpertPressed(author=author) as event) if self._roster.outside(
                author.id
            ):
                self._service.refuse(event)
            case FromGroup(event=ExpertReacted(author=author)) if self._roster.outside(author.id):
                pass  # brought late: nobody who left says anything to her
            case FromGroup(thread=thread, event=event):
                if isinstance(event, ExpertWrote):
                    await self._roster.wrote(event.author.id, event.message.sent_at)
                await self._service.from_group(update_id, thread, event)
            case MemberMoved():
                await self._roster.moved(update_id, arrival)
                self._warden.changed()
            case GroupChanged():
                self._warden.changed()
            case Seeking():
                self._offer(arrival)
            case _:
                pass

    def _offer(self, seeking: Seeking) -> None:
        try:
            self._service.offer(seeking)
        except Exception as error:  # noqa: BLE001  nobody loses anything by it, so it is no letter to be set aside
            log.error("An inline query could not be answered (%s).", type(error).__name__)  # noqa: TRY400  a traceback can hold texts

    async def take_row(self, row: Sequence[tuple[UpdateId, Arrival]]) -> bool:
        """Handle what one person wrote, one behind the other, in one go; False when nothing was committed.

        Raises StoreAwayError, when nothing was committed either.
        """
        written = [
            (number, arrival.event)
            for number, arrival in row
            if isinstance(arrival, FromHer) and isinstance(arrival.event, Wrote)
        ]
        first = row[0][1]
        if len(written) < len(row) or not isinstance(first, FromHer):
            return False
        return await self._service.row_from_person(written, first.user, first.chat)

    async def bury(
        self, update_id: UpdateId, body: bytes, reason: str, arrival: Arrival | None
    ) -> None:
        """Set an update aside and tell the experts. Raises StoreAwayError when it was not set aside."""
        await self._undertaker.bury(update_id, body, reason, arrival)


class Owner:
    """One tenure of this process, with everything that is dropped at its end.

    `run` is awaited by the task that owns it. What it builds is torn down by it, in reverse order: first the door
    in, then the timers, then the door out.
    """

    def __init__(self, house: House, store: ValkeyStore, tenure: Tenure) -> None:
        """`store` writes for this tenure and no other."""
        self._house = house
        self._store = store
        self._tenure = tenure
        self._stopped_at: float | None = None

    async def run(self, stopping: asyncio.Event, begun: Callable[[], None]) -> None:
        """Work until told to stop, or until another process owns the desk; `begun` is called when work begins.

        Raises:
            StoreAwayError: it could not begin.
        """
        house, store = self._house, self._store
        clock, bot, policy = house.clock, house.bot, house.settings.policy
        async with AsyncExitStack() as stack:
            desk = desk_of(house.settings)
            contact = house.pulse.contact
            contact.listening()
            outbox = Outbox(
                bot,
                store,
                house.group,
                clock,
                limits=house.settings.telegram.budgets,
                licence=self._tenure,
                figures=house.pulse.figures,
                heard=lambda: contact.facts().caught_up,
                album_seconds=house.settings.telegram.album_seconds,
                delivered=desk.reactions.delivered,
                protection=Protection(policy.to_experts.protect, policy.to_person.protect),
            )
            timekeeper = Timekeeper(store, clock)
            scribe = Scribe(store, house.settings.drafts_dir, outbox, desk, clock.now)

            def noted(flags: Sequence[FlagChange], drafts: Sequence[Draft]) -> None:
                house.board.note(flags)
                if drafts:
                    scribe.wake()

            afterthought = Afterthought(lambda: house.shelf.knowledge)
            service = Service(
                store,
                outbox,
                desk,
                lambda: house.shelf.knowledge,
                clock.now,
                timekeeper.wake,
                flags=house.board.flags,
                noted=noted,
                happened=house.pulse.happened,
                relayed=afterthought.went,
            )
            await store.recognise()
            await house.board.load()
            # Ended after all that writes, so that the last signature is under all of it.
            notary = Notary(store, house.settings.store.data_dir, clock, desk.retention)
            stack.push_async_callback(end, asyncio.create_task(notary.run(), name="notary"))
            await note_settings(store, house.settings, clock.now())
            await outbox.start(service.report)
            stack.push_async_callback(self._stop_outbox, outbox)
            timing = asyncio.create_task(timekeeper.run(service.fire), name="timekeeper")
            stack.push_async_callback(end, timing)
            writing = asyncio.create_task(scribe.run(), name="scribe")
            stack.push_async_callback(end, writing)
            sweeper = Sweeper(store, desk.retention, clock, timekeeper.wake)
            stack.push_async_callback(end, asyncio.create_task(sweeper.run(), name="sweeper"))
            tidying = house.board.tidy(store, outbox, desk, clock.now)
            stack.push_async_callback(end, asyncio.create_task(tidying, name="flags"))
            after = house.settings.reactions.waiting_after_seconds
            waited = house.pulse.waited
            vigil = Vigil(outbox.what_waits, service, clock, sign_after=after, waited=waited)
            stack.push_async_callback(end, asyncio.create_task(vigil.run(), name="vigil"))
            guessing = asyncio.create_task(afterthought.run(service.mention), name="afterthought")
            stack.push_async_callback(end, guessing)
            commands = register_commands(bot, house.group, house.settings.language)
            stack.push_async_callback(end, asyncio.create_task(commands, name="commands"))
            profile = present(bot, house.settings.language)
            stack.push_async_callback(end, asyncio.create_task(profile, name="profile"))
            translator = Translator(UserId(bot.id), house.group, service.expert_id)
            undertaker = Undertaker(store, outbox, desk, clock)
            await undertaker.damaged()
            counting = asyncio.create_task(undertaker.run(), name="undertaker")
            stack.push_async_callback(end, counting)
            hearing = Hearing(
                store,
                service,
                outbox,
                contact,
                clock,
                desk,
                brought=house.porch.webhook_pass is not None,
            )
            stack.push_async_callback(end, asyncio.create_task(hearing.run(), name="hearing"))
            herald = Herald(
                house.shelf,
                store,
                outbox,
                desk,
                clock,
                fetched=bool(house.settings.content.git.url.get_secret_value()),
            )
            stack.push_async_callback(end, asyncio.create_task(herald.run(), name="herald"))
            roster = Roster(store, outbox, desk, clock.now)
            await roster.load()
            warden = Warden(
                bot,
                house.group,
                store,
                outbox,
                desk,
                clock,
                house.pulse.tells_of_group,
                visible_history=house.settings.access.visible_history,
            )
            stack.push_async_callback(end, asyncio.create_task(warden.run(), name="warden"))
            sink = ServiceSink(service, undertaker, roster, warden)
            reception = Reception(
                translator,
                sink,
                brief=translator.brief,
                sleep=clock.sleep,
                settled=house.pulse.updates,
            )
            locksmith = Locksmith(store, house.announce)
            keys = asyncio.create_task(locksmith.run(), name="locksmith")
            stack.push_async_callback(end, keys)
            tray = asyncio.create_task(Tray(store, reception).run(), name="tray")
            stack.push_async_callback(end, tray)
            house.front.opens(reception)
            stack.push_async_callback(self._leave_front)
            house.pulse.owns(self._tenure.epoch, outbox)

            def begin() -> None:
                begun()
                house.announce("De helpline draait.")

            source = self._source(reception, outbox, begin)
            await self._listen(source, stopping, timing, tray)

    def _source(
        self, reception: Reception, outbox: Outbox, begin: Callable[[], None]
    ) -> Poller | Registration:
        """Return what makes updates come in: asking for them, or having them brought; `begin` is called then."""
        house = self._house
        telegram, known = house.settings.telegram, house.porch.webhook_pass
        if known is None:
            begin()
            timeout = telegram.poll_timeout
            return Poller(
                house.bot,
                reception,
                poll_timeout=timeout,
                sleep=house.clock.sleep,
                contact=house.pulse.contact,
                rush=outbox,
            )
        return Registration(
            house.bot,
            f"{telegram.webhook.url}/{known.path}",
            known.secret,
            house.pulse.contact,
            house.announce,
            begin,
        )

    async def _listen(
        self,
        source: Poller | Registration,
        stopping: asyncio.Event,
        *owned: asyncio.Task[None],
    ) -> None:
        polling = asyncio.create_task(source.run(), name="updates")
        holding = asyncio.create_task(self._tenure.hold(), name="tenure")
        told = asyncio.create_task(stopping.wait(), name="stopping")
        await asyncio.wait((polling, holding, told, *owned), return_when=asyncio.FIRST_COMPLETED)
        told.cancel()
        self._stopped_at = asyncio.get_running_loop().time()
        if not self._tenure.over:
            # Asking once more, as a poller does that stops, would end the next owner's request.
            source.stop()
            await asyncio.wait((polling,), timeout=SETTLE_WITHIN)
        if polling.done():
            try:
                polling.result()
            except RegistrationError as error:
                raise RefusedError(error.problems) from None
        else:
            # What was not settled or acknowledged comes again; what was committed is known by its id.
            await end(polling)
        for task in (holding, *owned):
            if task.done() and not task.cancelled():
                task.result()
        await end(holding)

    async def _leave_front(self) -> None:
        await self._house.front.gives_up(0.0 if self._tenure.over else SETTLE_WITHIN)

    async def _stop_outbox(self, outbox: Outbox) -> None:
        now = asyncio.get_running_loop().time()
        gone = 0.0 if self._stopped_at is None else now - self._stopped_at
        await outbox.stop(0.0 if self._tenure.over else max(0.0, STOP_WITHIN - gone))
