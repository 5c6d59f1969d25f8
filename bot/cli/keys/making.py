"""`helpline keys new`: keys where there are none, or a new file of case keys after the old one was lost."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING

import click

from bot.checks import RefusedError
from bot.cli.keys.ground import of_now, today
from bot.cli.refusals import REFUSALS, sentences
from bot.clock import SystemClock
from bot.opening import reach_store
from bot.store.case_keys import age_of
from bot.store.key_ring import KeyRing
from bot.store.keyfile import load_keys
from bot.store.valkey_store import (
    case_keys_noted,
    forget_case_keys,
    known_keys,
    take_older_case_keys,
)

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.settings import Settings

_KEEP = (
    "Bewaar een kopie op een veilige plek, niet bij de kopieën van de gegevens: wie beide heeft kan alles lezen, en "
    "zonder dit bestand is alles wat de helpline bewaart voorgoed onleesbaar."
)


def make_keys(settings: Settings, *, shown: bool) -> int:
    """Make a key file, or print keys for the environment; return the exit code, as all of these."""
    if shown:
        click.echo(KeyRing.fresh(today()).text(), nl=False)
        return 0
    store = of_now(settings).store
    if store.keys.get_secret_value():
        click.echo("✗ De sleutels staan in de omgeving (HELPLINE_STORE__KEYS).", err=True)
        return 1
    path = store.key_file_path
    if path.exists():
        click.echo(f"✗ Er is al een sleutelbestand: {path}. Het blijft zoals het is.", err=True)
        return 1
    if not store.url.get_secret_value() and (store.data_dir / "store").is_dir():
        click.echo(
            f"✗ In {store.data_dir} staan al gegevens. Zet de kopie van het sleutelbestand terug: een nieuwe sleutel "
            "kan ze niet lezen.",
            err=True,
        )
        return 1
    try:
        load_keys(path, sealed=False, today=today())
    except REFUSALS as error:
        for sentence in sentences(error):
            click.echo(f"✗ {sentence}", err=True)
        return 1
    click.echo(f"Er is een sleutelbestand gemaakt: {path}.")
    click.echo(_KEEP)
    return 0


def begin_case_keys(settings: Settings, *, sure: bool) -> int:
    """Let the next start make a new file of case keys; what was sealed under the old one stays unreadable."""

    async def work() -> int:
        used = of_now(settings)
        path = used.store.case_keys_path
        async with AsyncExitStack() as stack:
            client, _ = await reach_store(stack, used, beside=True)
            if (await known_keys(client)).case is None:
                click.echo("Er zijn nog geen zaaksleutels; de eerste start maakt ze.")
                return 0
            now = SystemClock().now()
            if path.exists() and age_of(path).is_older(await case_keys_noted(client)):
                return await _take_older(lambda: take_older_case_keys(client, now), sure=sure)
            if path.exists():
                raise RefusedError(
                    [
                        f"Het bestand met zaaksleutels is er: {path}. Is het niet het goede, haal het dan zelf weg."
                    ]
                )
            click.echo(
                "Alles wat mensen schreven en wat er van hun zaken is bewaard wordt hiermee voorgoed onleesbaar. Wie "
                "nog een zaak heeft begint opnieuw. Zet liever het bestand terug, als het er nog ergens is."
            )
            if not sure and click.prompt("Typ ja om door te gaan", default="nee").lower() != "ja":
                click.echo("Er is niets veranderd.")
                return 1
            await forget_case_keys(client, now)
            click.echo("De volgende start maakt een nieuw bestand.")
            return 0

    try:
        return asyncio.run(work())
    except REFUSALS as error:
        for sentence in sentences(error):
            click.echo(f"✗ {sentence}", err=True)
        return 1


async def _take_older(take: Callable[[], Awaitable[None]], *, sure: bool) -> int:
    click.echo(
        "Het bestand met zaaksleutels is een oudere kopie. Wat er bij kwam sinds die is gemaakt wordt hiermee voorgoed "
        "onleesbaar; wie toen een zaak begon begint opnieuw. Zet liever een nieuwere kopie terug, als die er is."
    )
    if not sure and click.prompt("Typ ja om door te gaan", default="nee").lower() != "ja":
        click.echo("Er is niets veranderd.")
        return 1
    await take()
    click.echo("De volgende start werkt met deze kopie.")
    return 0
