"""`helpline ratings`: what people said of the help they got, for the coordinator."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.cli.practice import practising
from bot.cli.refusals import REFUSALS, sentences
from bot.content import desk_of
from bot.handoff.decision import RecordKind
from bot.opening import open_store

if TYPE_CHECKING:
    from bot.handoff.decision import Record
    from bot.settings import Settings


def show_ratings(settings: Settings) -> int:
    """Print the journal; return the exit code."""
    try:
        records = asyncio.run(_records(settings))
    except REFUSALS as error:
        for sentence in sentences(error):
            click.echo(f"✗ {sentence}", err=True)
        return 1
    desk = desk_of(settings)
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


async def _records(settings: Settings) -> list[Record]:
    if not settings.telegram.token.get_secret_value():
        settings = practising(settings)
    async with AsyncExitStack() as stack:
        store = await open_store(stack, settings, announce=click.echo, beside=True)
        return list(await store.records())
