"""Checking the audit, and going on with it after a break that is understood."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from bot.cli.stored import Room, with_store
from bot.handoff.audit import Deed
from bot.store.audit_check import check_audit
from bot.store.witness import NAME, Witness

if TYPE_CHECKING:
    from bot.settings import Settings
    from bot.store.audit_check import Checked

_WHY: Final = {
    "missing": "Regel {number} ontbreekt.",
    "chain": "Regel {number} is niet wat er stond, of staat op de plaats van een andere.",
    "changed": "Regel {number} is veranderd.",
    "signature": "Onder regel {number} past de handtekening niet: tot daar is iets veranderd, weggehaald of toegevoegd.",
    "forged": "De handtekening onder regel {number} is niet van deze helpline.",
    "cut": "Vanaf regel {number} zijn regels weggehaald, of er is een oudere stand van de opslag teruggezet.",
    "witness": "Tot regel {number} is het logboek anders dan toen de helpline het ondertekende.",
    "unsigned": "Er is geen enkele handtekening meer onder het logboek.",
}


def verify_audit(settings: Settings) -> int:
    """Check the audit and print what was found; 1 when it is not what was written."""

    async def verify(room: Room) -> int:
        witness = Witness(room.data_dir)
        checked = await check_audit(room.store, witness.read(), room.clock.now())
        if checked.broken is not None:
            # It may have been signed, or have lost what was old, while it was read.
            checked = await check_audit(room.store, witness.read(), room.clock.now())
        if checked.broken is not None:
            click.echo(
                "✗ Het logboek klopt niet. "
                + _WHY[checked.broken.why].format(number=checked.broken.number),
                err=True,
            )
            click.echo("  Wat je nu doet staat in docs/operating.md, onder The audit.", err=True)
            return 1
        click.echo(_said(checked))
        if witness.read() is None and checked.last:
            click.echo(
                "Op deze computer is niet bewaard hoe ver het logboek was. Of er aan het eind iets is weggehaald, "
                "is alleen na te gaan op de computer waar de helpline draait."
            )
        return 0

    return with_store(settings, verify)


def accept_audit(settings: Settings, *, sure: bool) -> int:
    """Take the audit as it stands now and go on with it, after a confirmation unless `sure`."""

    async def accept(room: Room) -> int:
        if not sure:
            asked = (
                "Wat er tot nu toe in het logboek staat wordt daarna niet meer nagekeken. "
                "Typ ja om door te gaan"
            )
            if click.prompt(asked, default="nee").strip().lower() not in {"ja", "j"}:
                click.echo("Er is niets veranderd.")
                return 1
        try:
            await room.notary.accept()
        except OSError as error:
            path = room.data_dir / NAME
            click.echo(f"✗ Het bestand {path} is niet te schrijven ({error.strerror}).", err=True)
            return 1
        await room.note(Deed.ACCEPTED)
        click.echo("Het logboek gaat vanaf hier verder. Dat dit gebeurd is, staat er zelf ook in.")
        return 0

    return with_store(settings, accept)


def _said(checked: Checked) -> str:
    count = checked.last - checked.first + 1
    if count <= 0:
        return "✓ Het logboek klopt; er staat nog niets in."
    lines = (
        "1 regel" if count == 1 else f"{count} regels, {checked.first} tot en met {checked.last}"
    )
    words = f"✓ Het logboek klopt: {lines}."
    if checked.unsigned:
        words += f" De laatste {checked.unsigned} zijn nog niet ondertekend."
    if checked.erased:
        words += f" Bij {checked.erased} is de zaak gewist."
    return words
