"""`helpline audit`: who did what to which case when, and whether that record is still what was written."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click


@click.group()
def audit() -> None:
    """Het logboek: wie deed wat bij welke zaak, zonder inhoud."""


@audit.command()
@click.pass_obj
def verify(config: Path | None) -> None:
    """Kijk na of het logboek nog is wat er geschreven is."""
    from bot.cli import settings_or_exit
    from bot.cli.audit.checking import verify_audit

    sys.exit(verify_audit(settings_or_exit(config)))


@audit.command()
@click.option("--zaak", help="Alleen deze zaak, bijvoorbeeld ABCD-EFGH.")
@click.option("--wie", help="Alleen deze rol of deskundige, zoals die in de lijst staat.")
@click.option("--wat", help="Alleen dit soort daden, zoals het in de lijst staat.")
@click.option("--sinds", type=click.DateTime(["%Y-%m-%d"]), help="Alleen vanaf deze dag.")
@click.option(
    "--laatste",
    type=click.IntRange(1),
    default=50,
    show_default=True,
    help="Hoeveel regels er hoogstens komen.",
)
@click.pass_obj
def show(
    config: Path | None,
    *,
    zaak: str | None,
    wie: str | None,
    wat: str | None,
    sinds: datetime | None,
    laatste: int,
) -> None:
    """Toon de nieuwste regels. Dat komt zelf ook in het logboek."""
    from bot.cli import settings_or_exit
    from bot.cli.audit.showing import Wanted, show_audit

    wanted = Wanted(zaak, wie, wat, sinds, laatste)
    sys.exit(show_audit(settings_or_exit(config), wanted))


@audit.command()
@click.option("--ja", is_flag=True, help="Vraag niet of het zeker is.")
@click.pass_obj
def accept(config: Path | None, *, ja: bool) -> None:
    """Ga verder met het logboek zoals het nu is, bijvoorbeeld na het terugzetten van een reservekopie."""
    from bot.cli import settings_or_exit
    from bot.cli.audit.checking import accept_audit

    sys.exit(accept_audit(settings_or_exit(config), sure=ja))
