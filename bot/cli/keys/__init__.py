"""`helpline keys`: the keys with which everything is sealed, making, changing and checking them."""

from __future__ import annotations

import sys
from pathlib import Path

import click


@click.group()
def keys() -> None:
    """De sleutels waarmee alles is versleuteld."""


@keys.command()
@click.option("--print", "shown", is_flag=True, help="Druk de sleutels af, voor in de omgeving.")
@click.option(
    "--case-keys",
    "case_keys",
    is_flag=True,
    help="Het bestand met zaaksleutels is voorgoed weg: begin een nieuw. Wat eronder lag blijft onleesbaar.",
)
@click.option("--ja", is_flag=True, help="Vraag niet of het zeker is.")
@click.pass_obj
def new(config: Path | None, *, shown: bool, case_keys: bool, ja: bool) -> None:
    """Maak sleutels waar er nog geen zijn."""
    from bot.cli import settings_or_exit
    from bot.cli.keys.making import begin_case_keys, make_keys

    if shown and case_keys:
        raise click.UsageError("Kies een van de twee: --print of --case-keys.")
    settings = settings_or_exit(config)
    sys.exit(begin_case_keys(settings, sure=ja) if case_keys else make_keys(settings, shown=shown))


@keys.command()
@click.option(
    "--drop", is_flag=True, help="Gooi de oude sleutels weg, als niets ze meer nodig heeft."
)
@click.option(
    "--lookup",
    is_flag=True,
    help="Vervang de sleutel waarmee mensen worden herkend. De helpline moet dan stil staan.",
)
@click.pass_obj
def rotate(config: Path | None, *, drop: bool, lookup: bool) -> None:
    """Neem een nieuwe sleutel in gebruik, ook terwijl de helpline draait."""
    from bot.cli import settings_or_exit
    from bot.cli.keys.rotating import drop_keys, rotate_keys, rotate_lookup

    if drop and lookup:
        raise click.UsageError("Kies een van de twee: --drop of --lookup.")
    work = drop_keys if drop else rotate_lookup if lookup else rotate_keys
    sys.exit(work(settings_or_exit(config)))


@keys.command()
@click.option(
    "--copy",
    "copy_of",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Kijk ook na of deze kopie van het sleutelbestand nog goed is.",
)
@click.pass_obj
def check(config: Path | None, *, copy_of: Path | None) -> None:
    """Zeg welke sleutels er zijn, wat eronder ligt, en of er een kopie moet komen."""
    from bot.cli import settings_or_exit
    from bot.cli.keys.checking import check_keys

    sys.exit(check_keys(settings_or_exit(config), copy_of))
