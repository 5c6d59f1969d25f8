"""The checks: whether everything the helpline needs is there, for `helpline check` and at every start."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.content import Room
from bot.content.condition import FetchTrouble
from bot.faq.problem import ContentError
from bot.handlers.incoming import inspect_incoming
from bot.handlers.inspection import Check, TelegramBot, inspect_group, inspect_token
from bot.handlers.profile import inspect_profile
from bot.ports import StoreAwayError
from bot.store.client import StoreAddressError, connect
from bot.store.failure import StoreFaultError
from bot.store.fitness import inspect_server
from bot.store.flags import flags_in
from bot.store.pipe import Pipe
from bot.store.server import EmbeddedServer, ServerStartError, address_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from rich.console import Console

    from bot.settings import ContentSettings, Settings

__all__ = [
    "Check",
    "RefusedError",
    "print_checks",
    "run_checks",
    "wait_until_checked",
]

SHOWN_PROBLEMS: Final = 5
"""How many mistakes in the content are told; the first ones often cause the rest."""
STORE_AWAY: Final = (
    "De opslag op store.url antwoordt niet. Kijk of hij draait en of het adres en "
    "het wachtwoord kloppen."
)
NOT_FETCHED: Final = {
    FetchTrouble.NO_GIT: "Het programma git staat niet op deze computer. Installeer het.",
    FetchTrouble.AWAY: "De server van de repository antwoordt niet.",
    FetchTrouble.REFUSED: (
        "De helpline komt niet in de repository op content.git.url. Kijk of het adres klopt en of git hier "
        "zonder te vragen kan inloggen."
    ),
    FetchTrouble.NO_BRANCH: "De branch van content.git.branch is niet in de repository.",
    FetchTrouble.NO_FOLDER: "De map van content.git.path is niet in de repository.",
    FetchTrouble.TOO_LARGE: "De map van content.git.path is te groot om inhoud te zijn.",
    FetchTrouble.OTHER: "De inhoud is niet op te halen. Probeer het adres van content.git.url met: git ls-remote",
}
"""What to do when content can't be fetched."""
FIRST_PAUSE: Final = 1.0
LONGEST_PAUSE: Final = 5.0
"""Seconds between two rounds of checks while Telegram gives no clear answer. Short, for people wait meanwhile: a round is a
few calls, and one of them that fails makes another round."""


class RefusedError(Exception):
    """The helpline can't work like this, by what Telegram or the system answers. `problems`: what to do (Dutch)."""

    def __init__(self, problems: Sequence[str]) -> None:
        """Keep the sentences."""
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


async def run_checks(
    settings: Settings, bot: TelegramBot | None, data_dir: Path | None = None
) -> list[Check]:
    """Look at everything, change nothing; `bot` is None without a token. Raises nothing of its own.

    `data_dir`: where the helpline keeps things, when that is not where the settings say (it practises).
    """
    kept = data_dir if data_dir is not None else settings.store.data_dir
    checks = [
        *await _content(settings.content, Room(kept)),
        await _store(settings),
        *await _flags(settings, kept),
    ]
    if bot is None:
        sentence = "Er is geen token: de helpline oefent met de oefen-Telegram."
        return [Check("Telegram", ok=True, sentence=sentence), *checks]
    return [*await _telegram(settings, bot), *checks]


async def wait_until_checked(
    settings: Settings,
    bot: TelegramBot,
    sleep: Callable[[float], Awaitable[None]],
    announce: Callable[[str], None],
) -> None:
    """Return when Telegram lets the bot do its work; while it gives no clear answer, wait and ask again.

    `sleep` waits a number of seconds; `announce` is told, once for each, what the wait is for.

    Raises:
        RefusedError: when an answer says that it does not.
    """
    told: set[str] = set()
    pause = FIRST_PAUSE
    while True:
        checks = await _telegram(settings, bot, start=True)
        if refused := [f"{check.name}: {check.sentence}" for check in checks if check.ok is False]:
            raise RefusedError(refused)
        unsure = [check for check in checks if check.ok is None]
        if not unsure:
            return
        for check in unsure:
            if check.sentence not in told:
                announce(f"{check.name}: {check.sentence} De helpline blijft het zelf proberen.")
                told.add(check.sentence)
        await sleep(pause)
        pause = min(2 * pause, LONGEST_PAUSE)


def print_checks(checks: Sequence[Check], console: Console | None = None) -> None:
    """Print a table of ✓ and ✗, and ? for what nobody could tell."""
    # Not at the top: a start of the helpline prints no table, and loading all this takes a twentieth of it.
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE, show_header=False, pad_edge=False)
    table.add_column(justify="center")
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    for check in checks:
        sign = {True: "[green]✓[/]", False: "[red]✗[/]", None: "[yellow]?[/]"}[check.ok]
        # Only the signs are marked up: a sentence may hold square brackets.
        table.add_row(sign, check.name, Text(check.sentence))
    (console or Console()).print(table)


async def _telegram(settings: Settings, bot: TelegramBot, *, start: bool = False) -> list[Check]:
    """Look at token, group, rights and reactions; at the `start` a missing group is no matter."""
    checks = [await inspect_token(bot)]
    if not start and checks[0].ok:
        checks.append(await inspect_incoming(bot, settings.telegram.webhook.url))
        checks.append(await inspect_profile(bot, settings.service.name))
    group = settings.telegram.expert_group_id
    if group is None:
        if not start:
            sentence = (
                "Er is nog geen groep ingesteld. Start de helpline en voeg de bot toe aan de groep: "
                "hij schrijft daar het nummer en de regel voor config.toml."
            )
            checks.append(Check("Groep", ok=None, sentence=sentence))
    elif checks[0].ok:
        reactions = settings.reactions
        checks += await inspect_group(
            bot,
            group,
            (reactions.delivered, reactions.note, reactions.failed, reactions.waiting),
            visible_history=settings.access.visible_history,
        )
    return checks


async def _content(settings: ContentSettings, room: Room) -> list[Check]:
    """Look at what would be live after a start, and at the repository that it is fetched from."""
    if not settings.git.url.get_secret_value():
        return [_folder(settings.dir, room)]
    fetched = room.fetched()
    checks = [_folder(settings.dir if fetched is None else fetched[1], room)]
    # Not at the top, as below: a start of the helpline looks at its content otherwise, and pays for what it loads.
    from bot.content.repository import FetchError, Repository

    name = "Inhoud ophalen"
    try:
        await Repository(settings.git, room).answers()
    except FetchError as error:
        away = error.trouble is FetchTrouble.AWAY
        sentence = f"{NOT_FETCHED[error.trouble]} Wat er al is blijft live."
        return [*checks, Check(name, ok=None if away else False, sentence=sentence)]
    sentence = "De repository antwoordt. "
    sentence += (
        f"Het laatst opgehaald is {fetched[0][:7]}."
        if fetched is not None
        else "Er is nog niets opgehaald; dat gebeurt na de start."
    )
    return [*checks, Check(name, ok=True, sentence=sentence)]


def _folder(directory: Path, room: Room) -> Check:
    from bot.faq.loader import load_content

    name = "Inhoud"
    try:
        content = load_content(directory)
    except ContentError as error:
        shown = [str(problem) for problem in error.problems[:SHOWN_PROBLEMS]]
        if (more := len(error.problems) - len(shown)) > 0:
            shown.append(f"… en nog {more}.")
        if room.good() is not None:
            shown.append("De helpline werkt zolang met de laatste goede versie.")
        return Check(name, ok=False, sentence="\n".join([f"Fouten in de map {directory}:", *shown]))
    sentence = f"{len(content.entries)} antwoorden en {len(content.contacts)} contacten."
    return Check(name, ok=True, sentence=sentence)


async def _store(settings: Settings) -> Check:
    url = settings.store.url.get_secret_value()
    return await _given_store(settings) if url else await _embedded_store(settings.store.data_dir)


async def _given_store(settings: Settings) -> Check:
    name = "Opslag"
    try:
        client = connect(settings.store.url.get_secret_value())
    except StoreAddressError as error:
        return Check(name, ok=False, sentence=str(error))
    try:
        found = await inspect_server(
            client,
            accept_volatile=settings.store.accept_volatile,
            replicas=settings.store.replicas,
        )
    except StoreAwayError:
        return Check(name, ok=None, sentence=STORE_AWAY)
    finally:
        await client.aclose()
    if found.problems:
        return Check(name, ok=False, sentence="\n".join(found.problems))
    if found.warnings:
        return Check(name, ok=True, sentence="\n".join(("De opslag antwoordt.", *found.warnings)))
    return Check(name, ok=True, sentence="De opslag antwoordt en bewaart alles op schijf.")


async def _embedded_store(data_dir: Path) -> Check:
    """Look whether the data directory can be used, and start a server elsewhere to see that it runs here."""
    name = "Opslag"
    if (locked := _locked(data_dir)) is not None:
        sentence = (
            f"In {locked} mag de helpline niets bewaren. Geef de gebruiker van de helpline daar "
            "schrijfrecht, of kies een andere map bij store.data_dir."
        )
        return Check(name, ok=False, sentence=sentence)
    with tempfile.TemporaryDirectory(prefix="helpline-check-") as elsewhere:
        server = EmbeddedServer(Path(elsewhere))
        try:
            await server.start()
            await server.stop()
        except ServerStartError as error:
            return Check(name, ok=False, sentence=str(error))
    sentence = f"De ingebouwde opslag werkt; de gegevens komen in de map {data_dir}."
    return Check(name, ok=True, sentence=sentence)


async def _flags(settings: Settings, data_dir: Path) -> list[Check]:
    """Tell what experts say is wrong, where a store answers that may know of something."""
    try:
        url = settings.store.url.get_secret_value() or address_of(data_dir)
        if not url:
            return []
        client = connect(url)
        try:
            flags = await flags_in(Pipe(client))
        finally:
            await client.aclose()
    except (StoreAddressError, StoreAwayError, StoreFaultError, OSError):
        return []  # what is wrong with a store is told elsewhere
    if not flags:
        return []
    named = ", ".join(sorted(flags))
    sentence = f"Deskundigen melden dat hier iets niet klopt: {named}. Zie: helpline faq flags"
    return [Check("Wordt nagekeken", ok=None, sentence=sentence)]


def _locked(directory: Path) -> Path | None:
    """The nearest existing place above a directory, when nothing can be kept there; else None."""
    place = directory.absolute()
    existing = next(path for path in (place, *place.parents) if path.exists())
    usable = existing.is_dir() and os.access(existing, os.W_OK | os.X_OK)
    return None if usable else existing
