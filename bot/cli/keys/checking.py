"""`helpline keys check`: which keys there are, what lies under them, and whether a copy is due, in sentences."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Final

import click

from bot.cli.keys.ground import of_now, today
from bot.cli.stored import Room, with_store
from bot.store.key_ring import BrokenRingError, KeyRing
from bot.store.whole_file import replace_file

if TYPE_CHECKING:
    from pathlib import Path

    from bot.settings import Settings
    from bot.store.sealing_anew import Share

COPIED: Final = "key-copy.json"
"""In the data directory: of which keys a copy was seen last, and when. Nothing of the keys themselves."""


def check_keys(settings: Settings, copy_of: Path | None) -> int:
    """Print what there is to know; return 0 when all is well, else 1."""
    where = of_now(settings).store

    async def work(room: Room) -> int:
        store, ring = room.store, room.store.ring()
        in_file = not where.keys.get_secret_value()
        place = str(where.key_file_path) if in_file else "HELPLINE_STORE__KEYS"
        click.echo(f"Sleutels: in {place}.")
        share = await store.share()
        _tell_sealing(ring, share)
        fine = True
        count = sum(share.case_keys.values())
        click.echo(
            f"Zaaksleutels: {count} in {where.case_keys_path}; dat is het bestand van deze opslag."
        )
        if doomed := await store.doomed():
            click.echo(
                f"✗ {doomed} zaaksleutels moeten nog worden gewist; dat gebeurt zodra de helpline draait."
            )
            fine = False
        click.echo(
            f"Mensen worden herkend met sleutel {ring.lookup.id.hex()}"
            + (f", de {len(ring.lookups)}e in de rij." if len(ring.lookups) > 1 else ".")
        )
        if ring.following is not None:
            click.echo(
                "✗ Een nieuwe daarvoor ligt klaar. Stop de helpline en typ: helpline keys rotate --lookup"
            )
            fine = False
        return 0 if _tell_copies(ring, where.data_dir, copy_of, in_file=in_file) and fine else 1

    return with_store(settings, work)


def _tell_sealing(ring: KeyRing, share: Share) -> None:
    total = sum(share.values.values())
    for key in reversed(ring.sealing):
        part = share.values.get(key.id, 0)
        made = f", van {key.made}" if key.made else ""
        role = "versleutelt" if key is ring.newest else "oud"
        click.echo(f"  {key.id.hex()}{made} ({role}): {part} van {total}{_percent(part, total)}.")
    if len(ring.sealing) > 1:
        if share.under_others(ring.newest.id):
            click.echo(
                "Nog niet alles is met de nieuwste versleuteld. Een helpline die draait doet dat vanzelf."
            )
        else:
            click.echo(
                "Alles is met de nieuwste versleuteld. De oude kan weg: helpline keys rotate --drop"
            )
    if share.lost:
        click.echo(
            f"{share.lost} keer is iets niet meer te lezen: de zaaksleutel ervan is gewist, of het is beschadigd."
        )


def _percent(part: int, total: int) -> str:
    return f" ({100 * part // total}%)" if total else ""


def _tell_copies(ring: KeyRing, data_dir: Path, copy_of: Path | None, *, in_file: bool) -> bool:
    """Say whether a copy is due; when one was named, whether it is good, which is remembered."""
    if not in_file:
        click.echo("Zorg zelf dat er een kopie is van wat in de omgeving staat.")
        return True
    mine = _digest(ring)
    note = data_dir / COPIED
    if copy_of is not None:
        try:
            same = _digest(KeyRing.parsed(copy_of.read_text(encoding="utf-8"))) == mine
        except (BrokenRingError, OSError, ValueError):
            same = False
        if not same:
            click.echo(f"✗ {copy_of} is geen goede kopie meer. Maak een nieuwe.")
            return False
        noted = {"of": mine, "on": today().isoformat()}
        replace_file(note, json.dumps(noted).encode())
        click.echo(f"{copy_of} is een goede kopie. Bewaar die niet bij de kopieën van de gegevens.")
        return True
    try:
        seen = json.loads(note.read_text(encoding="utf-8"))
        good, when = seen["of"] == mine, seen["on"]
    except (OSError, ValueError, KeyError, TypeError):
        click.echo(
            "✗ Of er een kopie van de sleutels is, is nog niet nagekeken: helpline keys check --copy BESTAND"
        )
        return False
    if not good:
        click.echo(
            f"✗ Sinds de kopie van {when} zijn de sleutels veranderd. Maak een nieuwe kopie."
        )
        return False
    click.echo(f"De kopie die op {when} is nagekeken past nog bij deze sleutels.")
    return True


def _digest(ring: KeyRing) -> str:
    """Return what names these keys together; nobody can make them of it."""
    return hashlib.sha256(ring.text().encode()).hexdigest()[:16]
