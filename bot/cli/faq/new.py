"""`helpline faq new`: asks for a new entry, step by step, and writes it into the file of its theme."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console

from bot.cli.options import THE_SETTINGS, content_option
from bot.clock import SystemClock

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


@click.command()
@content_option(THE_SETTINGS)
@click.option(
    "--from",
    "draft",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    default=None,
    help="Begin met een concept van een deskundige.",
)
@click.pass_obj
def command(config: Path | None, *, content: Path | None, draft: Path | None) -> None:
    """Schrijf er een vraag bij: vraag voor vraag, en meteen nagekeken."""
    from bot.cli import settings_or_exit

    directory = content or settings_or_exit(config).content.dir
    today = datetime.fromtimestamp(SystemClock().now(), UTC).date()
    sys.exit(new_entry(directory, today, draft))


def new_entry(directory: Path, today: date, draft: Path | None = None) -> int:
    """Ask, write and look over; return the exit code: 1 when the content has mistakes before or after."""
    from bot.cli.faq._wizard import Wizard
    from bot.cli.faq.schema import write_schema
    from bot.faq.loader import load_content
    from bot.faq.matcher import build
    from bot.faq.problem import ContentError
    from bot.faq.schema import WHOLE

    try:
        content = load_content(directory)
    except ContentError as error:
        for problem in error.problems:
            click.echo(f"✗ {problem}", err=True)
        click.echo("Maak eerst de fouten in de inhoud in orde.", err=True)
        return 1
    with Console(stderr=True).status("De vragen lezen die er al zijn …"):
        matcher = build(content)
    wizard = Wizard(content, matcher, _drafted(draft))
    theme, dutch = wizard.dutch(today)
    english = wizard.english(str(dutch["id"]), theme)
    lines = {f"nl/{theme}.yaml": _write(directory, f"nl/{theme}.yaml", dutch)}
    if english is not None:
        lines[f"en/{theme}.yaml"] = _write(directory, f"en/{theme}.yaml", english)
    if (directory / WHOLE).exists():
        write_schema(directory)
    return _looked_over(directory, today, lines)


def _write(directory: Path, file: str, fields: Mapping[str, object]) -> int:
    """Write an entry at the end of a file; return the line on which it begins."""
    from bot.content.files import write_whole
    from bot.faq.layout import appended, entry_yaml

    path = directory / file
    text = path.read_text(encoding="utf-8") if path.exists() else None
    whole, line = appended(text, entry_yaml(fields), file)
    write_whole(path, whole.encode())
    click.echo(f"Geschreven: {path}, vanaf regel {line}.")
    return line


def _looked_over(directory: Path, today: date, lines: Mapping[str, int]) -> int:
    """Say what lint finds in what was just written."""
    from bot.faq.lint import Severity, lint
    from bot.faq.survey import Survey

    found = [
        one
        for one in lint(Survey(directory), today)
        if one.severity is Severity.ERROR or one.line >= lines.get(one.file, sys.maxsize)
    ]
    for one in found:
        click.echo(f"{one.file}:{one.line}:{one.column}: {one.sentence} [{one.rule}]")
        if one.mend:
            click.echo(f"    → {one.mend}")
    errors = any(one.severity is Severity.ERROR for one in found)
    click.echo("Kijk dit nog na." if found else "Klaar: er is niets op aan te merken.")
    return 1 if errors else 0


def _drafted(draft: Path | None) -> Mapping[str, Any]:
    """The entry in a draft, as far as it can be read."""
    from bot.faq.marked import read_marked

    if draft is None:
        return {}
    data = read_marked(draft.read_text(encoding="utf-8", errors="replace")).data
    entries = data.get("entries") if isinstance(data, dict) else None
    first = entries[0] if isinstance(entries, list) and entries else None
    return first if isinstance(first, dict) else {}
