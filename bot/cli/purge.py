"""`helpline purge`: what is erased because its time is over, to look at, or to do now."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING, Final, NamedTuple

import click
from rich.console import Console
from rich.table import Table

from bot.cli.faq._store import live_folder, real
from bot.cli.keys.ground import alone
from bot.cli.stored import Room, with_store
from bot.clock import ServerClock, SystemClock
from bot.content import desk_of, make_ready
from bot.content.room import Room as ContentRoom
from bot.handoff.audit import Deed
from bot.handoff.events import Timer
from bot.handoff.retention import Due, due_of
from bot.ports import DamagedError
from bot.service import Service
from bot.sweeper import border

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.clock import Clock
    from bot.handoff.albums import Part
    from bot.handoff.decision import Toast
    from bot.handoff.desk import Desk
    from bot.handoff.ids import CaseCode, EffectId, MessageId, PersonId
    from bot.handoff.inline import Offer
    from bot.ports import Envelope
    from bot.settings import Settings
    from bot.store.valkey_store import ValkeyStore

WAIT_FOR: Final = 60.0
"""Seconds for which a running helpline is waited for: it looks at its timers every half minute."""
MANY: Final = 1_000_000
"""More timers than there will be."""
_COUNTED: Final = (
    ("erased_topics", "Onderwerpen gewist in de groep"),
    ("kept_topics", "Onderwerpen die Telegram niet liet wissen"),
    ("erased_messages", "Berichten gewist in chats van vragers"),
    ("kept_messages", "Berichten die Telegram niet liet wissen (ouder dan twee dagen)"),
    ("erase_warning_undelivered", "Waarschuwingen vooraf die niet aankwamen"),
)


class Over(NamedTuple):
    """Somebody of whom something is due."""

    person: PersonId
    due: Due


class _Nobody:
    """Fills the port `Outbox` where nothing is sent: what a commit asks for waits in the store for the next start."""

    def accept(self, envelopes: Sequence[Envelope]) -> None:
        """Leave them in the store."""

    def pending(self, lane: str) -> tuple[EffectId, ...]:  # noqa: ARG002  the port says so
        """Nothing waits here."""
        return ()

    def parts(self, album: str) -> tuple[Part, ...]:  # noqa: ARG002  the port says so
        """Nothing waits here."""
        return ()

    def unleft(self, person: PersonId, message: MessageId, *, hers: bool) -> Part | None:  # noqa: ARG002  the port says so
        """Nothing waits here."""
        return None

    def forget(self, ids: Sequence[EffectId]) -> None:
        """Nothing is known here."""

    def topic_known(self, code: CaseCode) -> None:
        """Nobody sleeps here."""

    async def recorded(self, lane: str) -> None:
        """Nothing is on its way."""

    def answer(self, toast: Toast) -> None:
        """No button was pressed."""

    def presents(self) -> bool:
        """Nobody seeks anything."""
        return False

    def present(self, offer: Offer) -> None:
        """Nobody seeks anything."""


def purge_helpline(settings: Settings, *, dry: bool) -> int:
    """Show what is due, or erase it; return the exit code."""

    async def work(room: Room) -> int:
        store, used = room.store, real(settings)
        async with AsyncExitStack() as stack:
            clock: Clock = SystemClock()
            if used.telegram.clock_url:
                clock = await stack.enter_async_context(ServerClock(used.telegram.clock_url))
            desk = desk_of(used)
            found = await _over(store, desk, clock.now())
            await _show(store, desk, clock.now(), found)
            if not dry:
                await room.note(Deed.DELETED, "purge")
                await _purge(used, store, desk, clock, found)
            await _report(store)
        return 0

    return with_store(settings, work)


async def _over(store: ValkeyStore, desk: Desk, now: float) -> list[Over]:
    """Return of whom something is due now, or warned of."""
    found: list[Over] = []
    for person in await store.persons():
        try:
            known = (await store.load(person)).person
        except DamagedError:
            continue
        if known is not None and (due := due_of(known, desk.retention, now)):
            found.append(Over(person, due))
    return [*found, *(Over(one, Due(whole=True)) for one in await store.remnants())]


async def _show(store: ValkeyStore, desk: Desk, now: float, found: Sequence[Over]) -> None:
    erased = [over for over in found if over.due.erased or over.due.whole]
    table = Table("Wat", "Aantal", "Zaken")
    codes = [code for over in erased for code in over.due.erased]
    table.add_row("Zaken die worden gewist", str(len(codes)), ", ".join(codes))
    whole = sum(over.due.whole for over in erased)
    table.add_row("Vragers van wie daarmee niets blijft", str(whole), "")
    warned = [code for over in found for code in over.due.warned]
    table.add_row("Zaken waarvoor eerst wordt gewaarschuwd", str(len(warned)), ", ".join(warned))
    before, lines_before = border(now, desk.retention.case_record_months)
    old, lines = await store.expiring(before, lines_before)
    table.add_row("Oude gegevens van zaken, zonder personen", str(old), "")
    table.add_row("Oude cijfers en zinnen", str(lines), "")
    Console().print(table)


async def _purge(
    settings: Settings, store: ValkeyStore, desk: Desk, clock: Clock, found: Sequence[Over]
) -> None:
    now = clock.now()
    await store.expire(*border(now, desk.retention.case_record_months))
    due = [over.person for over in found]
    await store.look_at(due, now)
    async with alone(store) as owned:
        if owned is None:
            await _by_the_helpline(store, due, now)
            return
        cache = ContentRoom(settings.store.data_dir, settings.content.cache).cache
        knowledge = make_ready(live_folder(settings), cache)
        service = Service(owned, _Nobody(), desk, lambda: knowledge, clock.now, lambda _: None)
        for person, timer, at in await owned.due(now, MANY):
            if timer is Timer.ERASE:
                await service.fire(person, timer, at)
    if due:
        click.echo(
            "De opslag is bijgewerkt. De helpline draait niet: onderwerpen en berichten in Telegram wist hij zodra hij "
            "weer start."
        )


async def _by_the_helpline(store: ValkeyStore, due: Sequence[PersonId], now: float) -> None:
    """Wait until the helpline that runs has dealt with all that is due."""
    with Console(stderr=True).status("De helpline wist wat over tijd is …"):
        waited = 0.0
        while (left := await store.still_due(due, now)) and waited < WAIT_FOR:
            await asyncio.sleep(0.2)
            waited += 0.2
    if left:
        click.echo(f"Nog {left} te gaan; de helpline die draait is ermee bezig.")


async def _report(store: ValkeyStore) -> None:
    """Print what Telegram deleted, and what it did not, since the beginning."""
    counts = await store.counts()
    click.echo("Sinds het begin:")
    for name, said in _COUNTED:
        click.echo(f"  {said}: {counts.get(name, 0)}")
