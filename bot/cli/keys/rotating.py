"""`helpline keys rotate`: a newer sealing key, letting go of the old one, or a new look-up key."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from bot.cli.keys.ground import IN_THE_ENVIRONMENT, alone, must_stand_still, of_now, today
from bot.cli.stored import Room, with_store
from bot.clock import SystemClock
from bot.handoff.audit import Deed
from bot.store.keyfile import save_keys

if TYPE_CHECKING:
    from bot.settings import Settings
    from bot.settings.model import StoreSettings
    from bot.store.key_ring import KeyRing
    from bot.store.sealing_anew import Share
    from bot.store.valkey_store import ValkeyStore

WAIT: Final = 60.0
"""Seconds after a change of the key file in which a process may not have seen it yet."""
_COPY = (
    "Maak ook een nieuwe kopie van het sleutelbestand; de oude kopie opent straks niet alles meer."
)
_UNDER_WAY = (
    "De helpline die draait merkt dit vanzelf, en versleutelt alles op haar gemak opnieuw. "
    "Kijk hoe ver ze is met: helpline keys check"
)


def rotate_keys(settings: Settings) -> int:
    """Add a newest sealing key, and seal everything anew when no helpline runs; return the exit code, as all of these."""
    where = of_now(settings).store

    async def work(room: Room) -> int:
        ring = room.store.ring()
        if len(ring.sealing) > 1:
            click.echo(
                "Er is al een nieuwe sleutel, en de oude is er nog. Eerst gaat alles over op de nieuwe."
            )
        else:
            newer = ring.with_sealing(today())
            if _printed(where, newer):
                return 0
            save_keys(where.key_file_path, newer)
            room.store.refresh_keys()
            await room.note(Deed.KEYS, "rotate")
            click.echo(f"Er is een nieuwe sleutel in {where.key_file_path}. {_COPY}")
        await room.store.begin_anew(room.store.ring().sealing[0].id)
        return 0 if await _sealed_anew(room.store) else 1

    return with_store(settings, work)


def drop_keys(settings: Settings) -> int:
    """Take the older sealing keys away, unless something is still sealed under one of them."""
    where = of_now(settings).store

    async def work(room: Room) -> int:
        ring = room.store.ring()
        if len(ring.sealing) == 1:
            click.echo("Er is maar een sleutel, en die is nodig.")
            return 0
        share = await room.store.share()
        if left := share.under_others(ring.newest.id):
            click.echo(f"✗ Er is nog {left} keer iets versleuteld met een oude sleutel.", err=True)
            _explain(share, ring)
            await room.store.begin_anew(ring.sealing[0].id)
            click.echo("Dat wordt nu opnieuw versleuteld; typ dit daarna nog eens.")
            return 0 if await _sealed_anew(room.store) else 1
        if _is_new(where) and await room.store.holder() is not None:
            click.echo("✗ De nieuwe sleutel is er nog maar net. Wacht een minuut.", err=True)
            return 1
        if _printed(where, ring.only_newest()):
            return 0
        save_keys(where.key_file_path, ring.only_newest())
        await room.note(Deed.KEYS, "drop")
        click.echo(f"De oude sleutels zijn weg uit {where.key_file_path}. {_COPY}")
        click.echo("Vernietig ook de oude kopieën ervan: die openen oude kopieën van de opslag.")
        return 0

    return with_store(settings, work)


def rotate_lookup(settings: Settings) -> int:
    """Take a new look-up key into use, while nothing runs."""
    where = of_now(settings).store

    async def work(room: Room) -> int:
        async with alone(room.store) as owner:
            store = must_stand_still(owner)
            ring = room.store.ring().with_following(today())
            if where.keys.get_secret_value() and room.store.ring().following is None:
                _printed(where, ring)
                click.echo("Typ dit daarna nog eens.")
                return 1
            if not where.keys.get_secret_value():
                save_keys(where.key_file_path, ring)
            following = ring.following
            if following is None:
                raise AssertionError("a look-up key follows by now")
            with _bar("Omnummeren") as bar:
                task = bar.add_task("", total=await store.count_keys())
                await store.rename(following, lambda count: bar.advance(task, count))
            if not _printed(where, ring.followed()):
                save_keys(where.key_file_path, ring.followed())
        await room.note(Deed.KEYS, "lookup")
        click.echo(f"Mensen worden nu herkend met een nieuwe sleutel. {_COPY}")
        return 0

    return with_store(settings, work)


async def _sealed_anew(store: ValkeyStore) -> bool:
    """Seal everything anew, unless a helpline runs, which does it by itself; tell whether that is so or was done."""
    async with alone(store) as owner:
        if owner is None:
            click.echo(_UNDER_WAY)
            return True
        with _bar("Opnieuw versleutelen") as bar:
            task = bar.add_task("", total=sum((await owner.share()).values.values()))
            done = await owner.seal_anew(_go_on, lambda count: bar.advance(task, count))
    if done:
        click.echo(
            "Alles is opnieuw versleuteld. De oude sleutel kan weg: helpline keys rotate --drop"
        )
    return done


async def _go_on(_seconds: float) -> None:
    """Nobody else is at work, so nobody has to go first."""
    await asyncio.sleep(0)


def _bar(what: str) -> Progress:
    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True)


def _printed(where: StoreSettings, ring: KeyRing) -> bool:
    """Print a ring that is kept in the environment; False when it is kept in a file."""
    if not where.keys.get_secret_value():
        return False
    click.echo(IN_THE_ENVIRONMENT)
    click.echo(ring.text(), nl=False)
    return True


def _explain(share: Share, ring: KeyRing) -> None:
    for key_id in sorted({*share.values, *share.case_keys}):
        if key_id != ring.newest.id:
            known = "" if ring.by_id(key_id) is not None else " (die sleutel is er niet meer)"
            click.echo(
                f"  sleutel {key_id.hex()}{known}: {share.values.get(key_id, 0)} keer in de opslag, "
                f"{share.case_keys.get(key_id, 0)} zaaksleutels",
                err=True,
            )


def _is_new(where: StoreSettings) -> bool:
    if where.keys.get_secret_value():
        return False
    return SystemClock().now() - where.key_file_path.stat().st_mtime < WAIT
