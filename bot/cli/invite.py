"""`helpline invite`: invitations of organisations: made, shown as text and as a code to scan, listed and taken back."""

from __future__ import annotations

import asyncio
import secrets
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING, Final

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.cli.bot_name import NamelessBotError, bot_name
from bot.cli.practice import practising
from bot.cli.refusals import REFUSALS, sentences
from bot.clock import SystemClock
from bot.content import desk_of
from bot.handoff import inviting
from bot.handoff.audit import AuditLine, Deed, Role
from bot.handoff.inviting import SHOWN, Invite
from bot.opening import open_store

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence
    from pathlib import Path

    from bot.settings import Settings
    from bot.store.invites import Made
    from bot.store.valkey_store import ValkeyStore

DAY: Final = 24 * 3600
_MODULE: Final = 8
"""Pixels of one square of a saved picture: sharp on a printed sheet."""


def make_invite(
    settings: Settings, organisation: str, uses: int, days: int, saved: Sequence[Path]
) -> int:
    """Make an invitation and print it; return the exit code, as all of these."""
    code = inviting.code(secrets.token_bytes(inviting.CODE_BYTES))

    async def make(store: ValkeyStore) -> int:
        name = await bot_name(settings)
        now = _now()
        invite = Invite(organisation, uses, now, now + days * DAY)
        made = await store.invite(code, invite)
        await store.note([AuditLine(Deed.INVITED, now, Role.OPERATOR, about=made[:SHOWN])])
        until = f"{desk_of(settings).local(invite.expires_at):%d-%m-%Y}"
        times = "één keer" if uses == 1 else f"{uses} keer"
        click.echo(
            f"Uitnodiging {made[:SHOWN]} voor {organisation}: {times} te gebruiken, tot {until}."
        )
        if settings.access.mode != "invite":
            click.echo(
                f'Let op: access.mode staat op "{settings.access.mode}", dus zonder uitnodiging kan het ook. '
                "De organisatie komt wel op de kaart."
            )
        if name is None:
            click.echo(f"In de oefen-Telegram stuur je dit als vrager:  /start {code}")
            return 0
        address = inviting.link(name, code)
        click.echo(f"\n  {address}\n")
        _draw(address, saved)
        click.echo(
            "Deze link is nergens anders terug te vinden. Stuur hem alleen aan wie hem mag gebruiken."
        )
        return 0

    return _with_store(settings, make)


def list_invites(settings: Settings) -> int:
    """Print the invitations there are, and how often each was used."""

    async def show(store: ValkeyStore) -> int:
        found = await store.invites()
        if not found:
            click.echo("Er zijn geen uitnodigingen.")
            return 0
        table = Table("Nummer", "Organisatie", "Gebruikt", "Tot", "Toestand")
        desk = desk_of(settings)
        for one in found:
            until = f"{desk.local(one.invite.expires_at):%Y-%m-%d %H:%M}"
            used = f"{one.used} van {one.invite.uses}"
            name = Text(_printable(one.invite.organisation))
            table.add_row(one.id[:SHOWN], name, used, until, _state(one))
        Console().print(table)
        return 0

    return _with_store(settings, show)


def revoke_invites(settings: Settings, names: Sequence[str]) -> int:
    """Take invitations back; who used them stays let in."""

    async def revoke(store: ValkeyStore) -> int:
        known = await store.invites()
        missing = False
        for name in names:
            found = [one for one in known if len(name) >= SHOWN and one.id.startswith(name)]
            if len(found) != 1:
                click.echo(f"✗ Er is geen uitnodiging {name}. Zie: helpline invite list", err=True)
                missing = True
                continue
            now = _now()
            await store.revoke(found[0], now)
            about = found[0].id[:SHOWN]
            await store.note([AuditLine(Deed.INVITE_REVOKED, now, Role.OPERATOR, about=about)])
            click.echo(f"Uitnodiging {about} is ingetrokken. Wie al binnen is, blijft binnen.")
        return 1 if missing else 0

    return _with_store(settings, revoke)


# --- inside -----------------------------------------------------------------------------------


def _with_store(settings: Settings, work: Callable[[ValkeyStore], Awaitable[int]]) -> int:
    async def run() -> int:
        used = settings
        if not settings.telegram.token.get_secret_value():
            used = practising(settings)
        async with AsyncExitStack() as stack:
            return await work(await open_store(stack, used, announce=click.echo, beside=True))

    try:
        return asyncio.run(run())
    except (*REFUSALS, NamelessBotError) as error:
        for sentence in sentences(error):
            click.echo(f"✗ {sentence}", err=True)
        return 1


def _draw(address: str, saved: Sequence[Path]) -> None:
    """Draw the address as a QR code, in the terminal and into files."""
    # Not at the top: nothing else draws.
    import segno

    picture = segno.make(address, error="m")
    picture.terminal(compact=True)
    for path in saved:
        picture.save(str(path), scale=_MODULE)
        click.echo(f"De QR-code staat in {path}.")


def _now() -> float:
    return SystemClock().now()


def _state(made: Made) -> str:
    if made.invite.revoked_at:
        return "ingetrokken"
    if not made.invite.stands(_now()):
        return "verlopen"
    return "vol" if made.used >= made.invite.uses else "geldig"


def _printable(text: str) -> str:
    """The text without what would steer a terminal."""
    return "".join(sign if sign.isprintable() else " " for sign in text)
