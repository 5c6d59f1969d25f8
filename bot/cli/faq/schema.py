"""`helpline faq schema`: writes the JSON Schema by which an editor completes and checks the content."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from bot.cli.options import THE_SETTINGS, content_option


@click.command()
@content_option(THE_SETTINGS)
@click.pass_obj
def command(config: Path | None, *, content: Path | None) -> None:
    """Schrijf schema.json: daarmee vult je editor velden en ids aan terwijl je typt."""
    from bot.cli import settings_or_exit

    sys.exit(write_schema(content or settings_or_exit(config).content.dir))


def write_schema(directory: Path) -> int:
    """Write the files; return the exit code: 1 when the content has mistakes."""
    from bot.faq.loader import load_content
    from bot.faq.problem import ContentError
    from bot.faq.schema import schema_files

    try:
        files = schema_files(load_content(directory))
    except ContentError as error:
        for problem in error.problems:
            click.echo(f"✗ {problem}", err=True)
        return 1
    for name, text in files.items():
        path = directory / name
        path.parent.mkdir(exist_ok=True)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            click.echo(f"Geschreven: {path}")
    click.echo("Het schema klopt met de inhoud.")
    return 0
