"""`helpline deadletter`: what could not be handled and was set aside, to look at, to try again, or to let go."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.cli.stored import Room, with_store
from bot.clock import SystemClock
from bot.content import desk_of
from bot.handoff.audit import Deed
from bot.ports import DamagedError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.settings import Settings
    from bot.store.dead_letters import DeadLetter
    from bot.store.valkey_store import ValkeyStore

_NONE = "Er is niets apart gelegd."
_UNREADABLE = "beschadigd"


def list_letters(settings: Settings) -> int:
    """Print what was set aside, without its content; return the exit code, as all of these."""

    async def show(room: Room) -> int:
        letters = await room.store.dead_letters()
        if not letters:
            click.echo(_NONE)
            return 0
        table = Table("Nummer", "Wanneer", "Soort", "Reden", "Grootte")
        for one in letters:
            table.add_row(one.id, _when(settings, one), _kind(one), _reason(one), _size(one))
        Console().print(table)
        return 0

    return with_store(settings, show)


def show_letter(settings: Settings, letter: str, *, content: bool) -> int:
    """Print one; its content, which may hold what somebody wrote, only when asked for."""

    async def show(room: Room) -> int:
        found = await room.store.dead_letter(letter)
        if found is None:
            return _unknown(letter)
        await room.note(Deed.READ, f"deadletter {found.id}")
        click.echo(f"Nummer:   {found.id}")
        click.echo(f"Wanneer:  {_when(settings, found)}")
        click.echo(f"Soort:    {_kind(found)}")
        click.echo(f"Reden:    {_reason(found)}")
        click.echo(f"Grootte:  {_size(found)}")
        if found.buried is None:
            click.echo("De inhoud is niet meer te lezen.")
        elif found.update is None:
            click.echo("Dit moest verstuurd worden en is niet meer te lezen.")
        elif content:
            click.echo(_shown(found.buried.body))
        else:
            click.echo("De inhoud kan persoonlijk zijn. Toon die met --inhoud.")
        return 0

    return with_store(settings, show)


def retry_letters(settings: Settings, letters: Sequence[str], *, everything: bool) -> int:
    """Give letters back to the helpline; one that fails again comes back as a letter."""

    async def retry(store: ValkeyStore, letter: DeadLetter) -> bool:
        try:
            return await store.retry(letter, SystemClock().now())
        except DamagedError:
            click.echo(
                f"✗ {letter.id} is beschadigd en kan niet opnieuw. Het blijft staan.", err=True
            )
            return False

    async def work(room: Room) -> int:
        found, missing = await _chosen(room.store, letters, everything=everything)
        done = [one for one in found if await retry(room.store, one)]
        if any(one.update is not None for one in done):
            click.echo(
                "Opnieuw aangeboden. Een helpline die draait pakt het meteen op, anders gebeurt dat bij de start. "
                "Gaat het weer mis, dan staat het hier weer."
            )
        if any(one.update is None for one in done):
            click.echo("Wat verstuurd moest worden wordt bij de volgende start opnieuw bekeken.")
        return 0 if len(done) == len(found) and not missing else 1

    return with_store(settings, work)


def drop_letters(
    settings: Settings, letters: Sequence[str], *, everything: bool, sure: bool
) -> int:
    """Take letters away for good, after a confirmation unless `sure`."""

    async def work(room: Room) -> int:
        found, missing = await _chosen(room.store, letters, everything=everything)
        if found and not sure:
            asked = f"{len(found)} keer voorgoed weg. Typ ja om door te gaan"
            if click.prompt(asked, default="nee").strip().lower() not in {"ja", "j"}:
                click.echo("Er is niets weggegooid.")
                return 1
        for one in found:
            await room.note(Deed.DELETED, f"deadletter {one.id}")
            await room.store.drop(one.id)
        if found:
            click.echo(f"{len(found)} keer weggegooid.")
        return 1 if missing else 0

    return with_store(settings, work)


# --- inside -----------------------------------------------------------------------------------


async def _chosen(
    store: ValkeyStore, letters: Sequence[str], *, everything: bool
) -> tuple[list[DeadLetter], bool]:
    """Return the letters that are meant, and whether some of them are not there."""
    known = {one.id: one for one in await store.dead_letters()}
    if everything:
        if not known:
            click.echo(_NONE)
        return list(known.values()), False
    missing = [one for one in letters if one not in known]
    for one in missing:
        _unknown(one)
    return [known[one] for one in dict.fromkeys(letters) if one in known], bool(missing)


def _unknown(letter: str) -> int:
    click.echo(f"✗ Er is niets met nummer {letter}. Zie: helpline deadletter list", err=True)
    return 1


def _when(settings: Settings, letter: DeadLetter) -> str:
    return f"{desk_of(settings).local(letter.at):%Y-%m-%d %H:%M:%S}"


def _kind(letter: DeadLetter) -> str:
    return "te versturen" if letter.update is None else "van Telegram"


def _reason(letter: DeadLetter) -> Text:
    return Text(_UNREADABLE if letter.buried is None else letter.buried.reason)


def _size(letter: DeadLetter) -> str:
    return "?" if letter.buried is None else f"{len(letter.buried.body)} B"


def _shown(body: bytes) -> str:
    """An update to be read, without what would steer a terminal."""
    try:
        text = json.dumps(json.loads(body), ensure_ascii=False, indent=2)
    except (ValueError, RecursionError):
        text = body.decode("utf-8", "replace")
    return "".join(sign if sign.isprintable() or sign == "\n" else "�" for sign in text)
