"""The command line: what an operator types. Prints, asks, and exits with a code."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from bot.settings import Settings

CONFIG = Path("config.toml")


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


@main.command()
@click.pass_obj
def run(config: Path | None) -> None:
    """Start de helpline; zonder token op de oefen-Telegram."""
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
