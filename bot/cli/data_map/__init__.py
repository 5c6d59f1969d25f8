"""`helpline data-map`: what is stored, why, for whom and how long, with the terms of this installation."""

from __future__ import annotations

import sys
from pathlib import Path

import click


@click.command("data-map")
@click.option("--dpia", is_flag=True, help="Toon wat er in een DPIA hoort, in plaats van de kaart.")
@click.option(
    "--write",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Vul de gemaakte delen in van data-map.md en dpia.md in deze map.",
)
@click.pass_obj
def data_map(config: Path | None, *, dpia: bool, write: Path | None) -> None:
    """Toon wat er bewaard wordt: wat, waarom, voor wie, hoe lang, en of het versleuteld is."""
    from bot.cli import settings_or_exit
    from bot.cli.data_map.pages import fill_pages, show_parts

    retention = settings_or_exit(config).privacy.retention
    sys.exit(fill_pages(write, retention) if write else show_parts(retention, dpia=dpia))
