"""`helpline ratings`: what people said of the help they got, for the coordinator."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.cli.stored import Room, with_store
from bot.content import desk_of
from bot.handoff.audit import Deed
from bot.handoff.decision import RecordKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.handoff.decision import Record
    from bot.handoff.desk import Desk
    from bot.settings import Settings


def show_ratings(settings: Settings) -> int:
    """Print the journal; return the exit code. Who looks is noted in the audit."""

    async def show(room: Room) -> int:
        await room.note(Deed.READ, "ratings")
        return _print(await room.store.records(), desk_of(settings))

    return with_store(settings, show)


def _print(records: Sequence[Record], desk: Desk) -> int:
    if not records:
        click.echo("Er zijn nog geen cijfers.")
        return 0
    table = Table("Wanneer", "Zaak", "Cijfer", "Zin")
    for one in records:
        rating = one.value if one.kind is RecordKind.RATING else ""
        sentence = one.value if one.kind is RecordKind.SENTENCE else ""
        when = f"{desk.local(one.at):%Y-%m-%d %H:%M}"
        table.add_row(when, one.code, rating, Text(_printable(sentence)))
    Console().print(table)
    return 0


def _printable(text: str) -> str:
    """The text on one line, without what would steer a terminal: people type what they like."""
    return "".join(sign if sign.isprintable() else " " for sign in text)
