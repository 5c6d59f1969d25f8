"""`helpline faq flags`: what experts say is wrong, to look at, and to let go of when it was right after all."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.faq.content import Content
    from bot.handoff.flag import Flag
    from bot.settings import Settings
    from bot.store.valkey_store import ValkeyStore


@click.command()
@click.option("--clear", "ids", multiple=True, metavar="ID", help="Laat deze melding los.")
@click.option("--json", "as_json", is_flag=True, help="Druk JSON af.")
@click.pass_obj
def command(config: Path | None, *, ids: tuple[str, ...], as_json: bool) -> None:
    """Toon wat wordt nagekeken omdat een deskundige meldde dat het niet klopt.

    Een melding verdwijnt vanzelf als de tekst is veranderd, of bevestigd met een nieuwe datum bij last_verified.
    """
    from bot.cli import settings_or_exit

    settings = settings_or_exit(config)
    sys.exit(clear_flags(settings, ids) if ids else show_flags(settings, as_json=as_json))


def show_flags(settings: Settings, *, as_json: bool) -> int:
    """Print what is being checked; return the exit code."""
    from bot.cli.faq._store import content_of, real, with_store

    used = real(settings)

    async def read(store: ValkeyStore) -> Mapping[str, Flag]:
        return await store.flags()

    flags = with_store(used, read)
    if flags is None:
        return 1
    content = content_of(used)
    if as_json:
        click.echo(json.dumps(rows(flags, content), ensure_ascii=False, indent=2))
    elif not flags:
        click.echo("Er wordt niets nagekeken.")
    else:
        print_flags(used, flags, content)
    return 0


def print_flags(settings: Settings, flags: Mapping[str, Flag], content: Content | None) -> None:
    """Print flags as a table."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from bot.content import desk_of

    desk = desk_of(settings)
    table = Table("Id", "Wat", "Gemeld", title="Wordt nagekeken", title_justify="left")
    for flag in sorted(flags.values(), key=lambda one: one.at):
        when = f"{desk.local(flag.at):%Y-%m-%d %H:%M}"
        table.add_row(flag.id, Text(called(content, flag.id)), when)
    Console().print(table)


def rows(flags: Mapping[str, Flag], content: Content | None) -> list[dict[str, object]]:
    """Return flags for a program to read, oldest first; times in epoch seconds."""
    return [
        {"id": one.id, "what": called(content, one.id), "at": one.at}
        for one in sorted(flags.values(), key=lambda one: one.at)
    ]


def called(content: Content | None, item: str) -> str:
    """Return the name of an entry or contact, in Dutch; its id where that is all that is known."""
    from bot.faq.checking import name_of

    return item if content is None else name_of(content, item, "nl")


def clear_flags(settings: Settings, ids: Sequence[str]) -> int:
    """Let flags go; return the exit code. A helpline that runs notices within seconds."""
    from bot.cli.faq._store import real, with_store

    async def work(store: ValkeyStore) -> list[str]:
        known = await store.flags()
        await store.lift([one for one in ids if one in known])
        return [one for one in ids if one not in known]

    missing = with_store(real(settings), work)
    if missing is None:
        return 1
    for one in missing:
        click.echo(f"✗ {one} wordt niet nagekeken. Zie: helpline faq flags", err=True)
    if len(missing) < len(ids):
        click.echo("Losgelaten. Een helpline die draait ziet dat binnen een paar seconden.")
    return 1 if missing else 0
