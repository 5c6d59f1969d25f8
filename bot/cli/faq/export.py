"""`helpline faq export`: the answers as pages in a folder, for any web server."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.options import WHAT_IS_LIVE, content_option

if TYPE_CHECKING:
    from bot.settings import Settings

_NO_BOT = (
    "Op elke pagina staat de weg naar de chat. Schrijf de gebruikersnaam van de bot bij knowledge.bot_username in "
    "config.toml, of geef hem mee: --bot NAAM"
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
    "--bot", default=None, help="Gebruikersnaam van de bot; standaard die van de instellingen."
)
@click.pass_obj
def command(config: Path | None, *, folder: Path, content: Path | None, bot: str | None) -> None:
    """Schrijf de kennisbank als pagina's in een map; de helpline hoeft er niet voor te draaien."""
    from bot.cli import settings_or_exit

    sys.exit(export(settings_or_exit(config), folder, content, bot))


def export(settings: Settings, folder: Path, content: Path | None, bot: str | None) -> int:
    """Write the pages; return the exit code: 1 when the content or the folder is not right, 2 without a bot."""
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
    if (chat := known.chat) is None:
        click.echo(f"✗ {_NO_BOT}", err=True)
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
