"""The command line: what an operator types. Prints, asks, and exits with a code."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.audit import audit
from bot.cli.danger import danger
from bot.cli.data_map import data_map
from bot.cli.faq import faq
from bot.cli.identifiers import identifiers
from bot.cli.keys import keys

if TYPE_CHECKING:
    from bot.settings import Settings

CONFIG = Path("config.toml")
ORGANISATION_SIGNS = 60
"""Signs of the name of an organisation at most: it stands in one line of a card."""


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--config",
    type=click.Path(path_type=Path),
    default=None,
    help="Instellingen; standaard config.toml als dat er is.",
)
@click.pass_context
def main(context: click.Context, config: Path | None) -> None:
    """De helpline: een Telegram-bot die vragen beantwoordt en met een deskundige verbindt."""
    context.obj = config


main.add_command(faq)
main.add_command(danger)
main.add_command(identifiers)
main.add_command(audit)
main.add_command(keys)
main.add_command(data_map)


@main.command()
@click.pass_obj
def run(config: Path | None) -> None:
    """Start de helpline; zonder token op de oefen-Telegram."""
    from bot.cli.memory import build

    build()
    from bot.cli.running import run_helpline

    sys.exit(run_helpline(settings_or_exit(config)))


@main.command()
@click.pass_obj
def check(config: Path | None) -> None:
    """Kijk alles na zonder te starten."""
    from bot.cli.checking import check_helpline

    sys.exit(check_helpline(lambda: settings_of(config)))


@main.command()
@click.option("--quiet", is_flag=True, help="Druk alleen de afloop af.")
@click.option(
    "--language", type=click.Choice(["nl", "en"]), default="nl", help="Taal van de vrager."
)
def tour(*, quiet: bool, language: str) -> None:
    """Speel een heel gesprek, van vraag tot cijfer, en druk het af."""
    from bot.cli.touring import tour_helpline

    sys.exit(tour_helpline(language, quiet=quiet))


@main.command()
@click.pass_obj
def ratings(config: Path | None) -> None:
    """Toon wat vragers na afloop vonden: cijfer en zin."""
    from bot.cli.rating import show_ratings

    sys.exit(show_ratings(settings_or_exit(config)))


@main.command()
@click.option("--dry-run", is_flag=True, help="Toon alleen wat er zou verdwijnen.")
@click.pass_obj
def purge(config: Path | None, *, dry_run: bool) -> None:
    """Wis wat over tijd is; toon wat Telegram niet liet wissen."""
    from bot.cli.purge import purge_helpline

    sys.exit(purge_helpline(settings_or_exit(config), dry=dry_run))


@main.group()
def deadletter() -> None:
    """Wat niet verwerkt kon worden en apart is gelegd."""


@deadletter.command("list")
@click.pass_obj
def list_(config: Path | None) -> None:
    """Toon wat er apart ligt, zonder inhoud."""
    from bot.cli.deadletter import list_letters

    sys.exit(list_letters(settings_or_exit(config)))


@deadletter.command()
@click.argument("nummer")
@click.option("--inhoud", is_flag=True, help="Toon ook de inhoud; die kan persoonlijk zijn.")
@click.pass_obj
def show(config: Path | None, *, nummer: str, inhoud: bool) -> None:
    """Toon er een."""
    from bot.cli.deadletter import show_letter

    sys.exit(show_letter(settings_or_exit(config), nummer, content=inhoud))


@deadletter.command()
@click.argument("nummers", nargs=-1)
@click.option("--alles", is_flag=True, help="Alles wat er apart ligt.")
@click.pass_obj
def retry(config: Path | None, *, nummers: tuple[str, ...], alles: bool) -> None:
    """Bied opnieuw aan; wat weer misgaat komt hier terug."""
    from bot.cli.deadletter import retry_letters

    _some(nummers, alles=alles)
    sys.exit(retry_letters(settings_or_exit(config), nummers, everything=alles))


@deadletter.command()
@click.argument("nummers", nargs=-1)
@click.option("--alles", is_flag=True, help="Alles wat er apart ligt.")
@click.option("--ja", is_flag=True, help="Vraag niet of het zeker is.")
@click.pass_obj
def drop(config: Path | None, *, nummers: tuple[str, ...], alles: bool, ja: bool) -> None:
    """Gooi voorgoed weg."""
    from bot.cli.deadletter import drop_letters

    _some(nummers, alles=alles)
    sys.exit(drop_letters(settings_or_exit(config), nummers, everything=alles, sure=ja))


def _some(nummers: tuple[str, ...], *, alles: bool) -> None:
    if alles == bool(nummers):
        raise click.UsageError("Noem een of meer nummers, of --alles.")


@main.group(invoke_without_command=True)
@click.option("--org", help="De organisatie; die naam staat op de kaart van een zaak.")
@click.option(
    "--uses",
    type=click.IntRange(1, 10_000),
    default=20,
    show_default=True,
    help="Hoeveel mensen erdoor binnenkomen.",
)
@click.option(
    "--days",
    type=click.IntRange(1, 366),
    default=30,
    show_default=True,
    help="Hoeveel dagen de uitnodiging geldt.",
)
@click.option(
    "--save",
    type=click.Path(path_type=Path, dir_okay=False),
    multiple=True,
    help="Bewaar de QR-code ook in dit bestand (.svg of .png).",
)
@click.pass_context
def invite(
    context: click.Context, *, org: str | None, uses: int, days: int, save: tuple[Path, ...]
) -> None:
    """Maak een uitnodiging voor een organisatie, als link en als QR-code."""
    if context.invoked_subcommand is not None:
        return
    if org is None or not 1 <= len(org.strip()) <= ORGANISATION_SIGNS:
        raise click.UsageError(
            f"Noem de organisatie, met hoogstens {ORGANISATION_SIGNS} tekens: --org"
        )
    if any(path.suffix.lower() not in {".svg", ".png"} for path in save):
        raise click.UsageError("Een QR-code kan in een bestand dat op .svg of .png eindigt.")
    from bot.cli.invite import make_invite

    sys.exit(make_invite(settings_or_exit(context.obj), org.strip(), uses, days, save))


@invite.command("list")
@click.pass_obj
def list_invites(config: Path | None) -> None:
    """Toon de uitnodigingen, en hoe vaak ze gebruikt zijn."""
    from bot.cli.invite import list_invites as show

    sys.exit(show(settings_or_exit(config)))


@invite.command("revoke")
@click.argument("nummers", nargs=-1, required=True)
@click.pass_obj
def revoke(config: Path | None, *, nummers: tuple[str, ...]) -> None:
    """Trek uitnodigingen in; wie al binnen is, blijft binnen."""
    from bot.cli.invite import revoke_invites

    sys.exit(revoke_invites(settings_or_exit(config), nummers))


def settings_of(config: Path | None) -> Settings:
    """Read the settings, from `config.toml` when there is one and no other file is named.

    Raises:
        SettingsError: with every problem found.
    """
    from bot.settings import load_settings

    path = config if config is not None else (CONFIG if CONFIG.exists() else None)
    return load_settings(path, os.environ)


def settings_or_exit(config: Path | None) -> Settings:
    """Read the settings, or print what is wrong and exit with 2."""
    from bot.settings import SettingsError

    try:
        return settings_of(config)
    except SettingsError as error:
        for problem in error.problems:
            click.echo(f"✗ {problem}", err=True)
        sys.exit(2)
