"""`helpline faq lint`: everything that is wrong with the content or could be better, in one pass."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
from rich.console import Console

from bot.cli.options import THE_SETTINGS, content_option
from bot.clock import SystemClock

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from bot.faq.lint import Finding
    from bot.faq.matcher import Confusion
    from bot.faq.survey import Survey

_NAMES: Final = {"error": "fout", "warning": "let op"}
_WITHOUT_MATCHER: Final = (
    "Welke zinnen welk antwoord vinden is nog niet nagekeken: dat kan pas als de fouten weg zijn."
)


@click.command()
@content_option(THE_SETTINGS)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "github", "json"]),
    default="text",
    help="text om te lezen, github voor opmerkingen bij een pull request, json voor programma's.",
)
@click.option("--strict", is_flag=True, help="Ook een waarschuwing telt als fout (exitcode 1).")
@click.option("--quick", is_flag=True, help="Zonder na te kijken welke zin welk antwoord vindt.")
@click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    default=None,
    help="Kijk na alsof het deze dag is; standaard vandaag.",
)
@click.pass_obj
def command(
    config: Path | None,
    *,
    content: Path | None,
    form: str,
    strict: bool,
    quick: bool,
    today: datetime | None,
) -> None:
    """Kijk de inhoud na: fouten, verlopen antwoorden, moeilijke zinnen, zinnen die iets anders vinden."""
    directory = content
    if directory is None:
        from bot.cli import settings_or_exit

        directory = settings_or_exit(config).content.dir
    now = datetime.fromtimestamp(SystemClock().now(), UTC)
    sys.exit(lint_folder(directory, (today or now).date(), form=form, strict=strict, quick=quick))


def lint_folder(
    directory: Path, today: date, *, form: str = "text", strict: bool = False, quick: bool = False
) -> int:
    """Print the findings; return the exit code: 1 when there are errors, or with `strict` anything at all."""
    from bot.faq.lint import Severity, lint
    from bot.faq.survey import Survey

    survey = Survey(directory)
    confusions = () if quick or survey.problems else _confusions(survey)
    found = lint(survey, today, confusions)
    _print(found, directory, form)
    if form == "text":
        if survey.problems and not quick:
            click.echo(_WITHOUT_MATCHER)
        click.echo(_summary(found))
    errors = any(one.severity is Severity.ERROR for one in found)
    return 1 if errors or (strict and found) else 0


def _confusions(survey: Survey) -> Sequence[Confusion]:
    """What the matcher confuses; the slow part."""
    from bot.faq.encoder import load_encoder
    from bot.faq.loader import assembled
    from bot.faq.matcher import build

    with Console(stderr=True).status("Kijken welke zin welk antwoord vindt …"):
        return build(assembled(survey), load_encoder()).confusions()


def _print(found: Iterable[Finding], directory: Path, form: str) -> None:
    if form == "json":
        items = [
            {**asdict(one), "file": _path(directory, one), "severity": one.severity}
            for one in found
        ]
        click.echo(json.dumps({"findings": items}, ensure_ascii=False, indent=2))
        return
    for one in found:
        if form == "github":
            where = f"file={_value(_path(directory, one))},line={one.line},col={one.column}"
            said = _said(f"{one.sentence} {one.mend}".rstrip())
            click.echo(f"::{one.severity} {where},title={_value(one.rule)}::{said}")
        else:
            place = f"{_path(directory, one)}:{one.line}:{one.column}"
            click.echo(f"{place}: {_NAMES[one.severity]}: {one.sentence} [{one.rule}]")
            if one.mend:
                click.echo(f"    → {one.mend}")


def _path(directory: Path, finding: Finding) -> str:
    """The file as seen from here, which is what an editor and a git host need."""
    whole = finding.file == str(directory)  # what is wrong is the folder itself
    return Path(os.path.relpath(directory if whole else directory / finding.file)).as_posix()


def _said(text: str) -> str:
    """A message in a workflow command of GitHub Actions ("Workflow commands": escaping of data)."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _value(text: str) -> str:
    """A property in such a command."""
    return _said(text).replace(":", "%3A").replace(",", "%2C")


def _summary(found: Sequence[Finding]) -> str:
    count = Counter(str(one.severity) for one in found)
    errors, warnings = count["error"], count["warning"]
    if not found:
        return "Niets op aan te merken."
    said = f"{errors} {'fout' if errors == 1 else 'fouten'}"
    return f"{said}, {warnings} {'waarschuwing' if warnings == 1 else 'waarschuwingen'}."
