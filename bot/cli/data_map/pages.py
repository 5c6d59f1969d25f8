"""Pages that hold tables of the data map: between marks with the name of a table stands what was made."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import click

from bot.cli.data_map.tables import TABLES, keys, onderdelen, parts, soorten, termijnen, terms
from bot.declared import Retention

if TYPE_CHECKING:
    from pathlib import Path

    from bot.settings.privacy import RetentionSettings

PAGES: Final = ("data-map.md", "dpia.md")
_MADE: Final = re.compile(r"(<!-- made: (\w+) -->\n).*?(<!-- made -->\n)", re.DOTALL)


def filled(page: str, retention: Retention) -> str:
    """Return a page with all its tables made anew.

    Raises:
        KeyError: when it asks for a table that there is none of.
    """
    return _MADE.sub(
        lambda found: f"{found[1]}{TABLES[found[2]](retention)}{found[3]}",
        page,
    )


def fill_pages(folder: Path, settings: RetentionSettings) -> int:
    """Make the tables anew of the pages in a folder; return the exit code."""
    for name in PAGES:
        path = folder / name
        if not path.exists():
            click.echo(f"✗ In {folder} staat geen {name}.", err=True)
            return 1
        page = path.read_text("utf-8")
        made = filled(page, Retention(**settings.model_dump()))
        if made != page:
            path.write_text(made, "utf-8")
            click.echo(f"Geschreven: {path}")
    return 0


def show_parts(settings: RetentionSettings, *, dpia: bool) -> int:
    """Print the tables with the terms of this installation; return the exit code."""
    retention = Retention(**settings.model_dump())
    shown = (onderdelen, soorten, termijnen) if dpia else (parts, terms, keys)
    click.echo("\n".join(make(retention) for make in shown).rstrip())
    return 0
