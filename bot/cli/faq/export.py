"""`helpline faq export`: the answers as pages in a folder, for any web server."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.options import WHAT_IS_LIVE, content_option

if TYPE_CHECKING:
    from bot.settings import Settings

_PRACTICE = (
    "Zonder token is er alleen de oefen-Telegram: de weg naar de chat leidt op elke pagina naar {chat}. Voor de echte "
    "bot: zet zijn gebruikersnaam bij knowledge.bot_username in config.toml, of geef hem mee: --bot NAAM"
)
_NO_SUCH_BOT = "Zo heet geen bot. Schrijf bij --bot de gebruikersnaam zoals @BotFather die gaf, zonder t.me ervoor."


@click.command()
@click.option(
    "--html",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="Map waarin de pagina's komen.",
)
@content_option(WHAT_IS_LIVE)
@click.option(
    "--bot",
    default=None,
    help="Gebruikersnaam van de bot; standaard die van de instellingen, of zoals Telegram hem noemt.",
)
@click.pass_obj
def command(config: Path | None, *, folder: Path, content: Path | None, bot: str | None) -> None:
    """Schrijf de kennisbank als pagina's in een map; de helpline hoeft er niet voor te draaien."""
    from bot.cli import settings_or_exit

    sys.exit(export(settings_or_exit(config), folder, content, bot))


def export(settings: Settings, folder: Path, content: Path | None, bot: str | None) -> int:
    """Write the pages; return the exit code: 1 when content or folder is not right, 2 when the bot's name is not known."""
    from pydantic import ValidationError

    from bot.cli.faq._store import live_folder, real
    from bot.faq.loader import load_content
    from bot.faq.problem import ContentError
    from bot.settings import KnowledgeSettings
    from bot.web.knowledge.files import ForeignFolderError, write
    from bot.web.knowledge.look import Look
    from bot.web.knowledge.site import Site

    try:
        known = KnowledgeSettings(bot_username=bot) if bot else settings.knowledge
    except ValidationError:
        click.echo(f"✗ {_NO_SUCH_BOT}", err=True)
        return 2
    if (chat := known.chat or _chat(settings)) is None:
        return 2
    look = Look(settings.service.name, chat, files=True, address=settings.knowledge.url)
    try:
        loaded = load_content(content or live_folder(real(settings)))
        count = write(Site(loaded, look), folder)
    except ContentError as error:
        for problem in error.problems:
            click.echo(f"✗ {problem}", err=True)
        return 1
    except ForeignFolderError:
        click.echo(
            f"✗ In {folder} staat al iets anders. Kies een lege map, of een map met een eerdere kennisbank.",
            err=True,
        )
        return 1
    except OSError as error:
        click.echo(f"✗ De pagina's zijn niet te schrijven in {folder}: {error.strerror}.", err=True)
        return 1
    click.echo(f"{count} bestanden in {folder}. Begin bij {folder / 'index.html'}.")
    return 0


def _chat(settings: Settings) -> str | None:
    """The address of the chat, as Telegram tells it; None after saying that it does not."""
    # Not at the top: who names the bot needs nothing of Telegram.
    from bot.cli.bot_name import NamelessBotError, bot_name
    from bot.settings.knowledge import chat_of

    try:
        name = asyncio.run(bot_name(settings))
    except NamelessBotError as error:
        click.echo(f"✗ {error} Of geef hem mee: --bot NAAM", err=True)
        return None
    if name is not None:
        return chat_of(name)
    # A bot of the stand-in is none of Telegram's: its chat is on the page of the stand-in.
    telegram, standin = settings.telegram, settings.standin
    chat = (
        f"{telegram.base_url}/" if telegram.clock_url else f"http://{standin.host}:{standin.port}/"
    )
    click.echo(f"! {_PRACTICE.format(chat=chat)}", err=True)
    return chat
