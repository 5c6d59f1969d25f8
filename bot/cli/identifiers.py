"""The `identifiers` group of the command line: what the helpline finds in sentences that points at a person."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from bot.cli.options import THE_SETTINGS, content_option

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.identifiers import Find, Kind, Known
    from bot.identifiers.measure import Tally


class Line(NamedTuple):
    """A sentence of the file, and what somebody marked in it; None: nobody did."""

    text: str
    marked: tuple[tuple[Kind, str], ...] | None


@click.group()
def identifiers() -> None:
    """Namen, nummers en adressen: meten wat de helpline in zinnen vindt."""


@identifiers.command("eval")
@click.option(
    "--sentences",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    required=True,
    help='Eén zin per regel, als JSON: {"text": "…"}; met "spans" wordt ook geteld.',
)
@click.option(
    "--json",
    "out",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="Bestand voor de uitkomst.",
)
@content_option(THE_SETTINGS)
@click.pass_obj
def eval_(config: Path | None, *, sentences: Path, out: Path, content: Path | None) -> None:
    """Schrijf van elke zin wat de helpline erin vindt dat naar een persoon wijst."""
    from bot.identifiers import find

    lines = list(_lines(sentences))
    known = _known(content if content is not None else _folder(config))
    found = [find(line.text, known) for line in lines]
    told = [
        {
            "text": line.text,
            "spans": [{"kind": one.kind.value, "value": one.value(line.text)} for one in finds],
        }
        for line, finds in zip(lines, found, strict=True)
    ]
    report = json.dumps({"sentences": told}, ensure_ascii=False, indent=1) + "\n"
    try:
        out.write_text(report, encoding="utf-8")
    except OSError as error:
        click.echo(f"✗ {out} is niet te schrijven: {error.strerror}.", err=True)
        sys.exit(1)
    click.echo(f"{len(lines)} zinnen, {sum(map(len, found))} vondsten")
    if lines and all(line.marked is not None for line in lines):
        _compare(lines, found)


def _compare(lines: list[Line], found: list[tuple[Find, ...]]) -> None:
    """Print how much of what is marked was found, by kind."""
    from bot.identifiers import Kind
    from bot.identifiers.measure import compared, formal, summed

    tallies = summed(
        compared(line.text, line.marked or (), finds)
        for line, finds in zip(lines, found, strict=True)
    )
    for kind, tally in tallies.items():
        if kind is not Kind.PERSON and (tally.marked or tally.found):
            click.echo(_row(kind.value, tally))
    click.echo(_row("alles behalve namen", formal(tallies)))
    click.echo(_row("namen", tallies[Kind.PERSON]))


def _row(name: str, tally: Tally) -> str:
    return (
        f"{name:20} gemarkeerd {tally.marked:4}  recall {tally.recall:6.1%}  precisie {tally.precision:6.1%}  "
        f"woord voor woord gelijk {tally.exact}"
    )


def _lines(path: Path) -> Iterator[Line]:
    """The sentences of a file; a mistake in it ends the command in a sentence."""
    try:
        typed = path.read_text(encoding="utf-8-sig").split("\n")
    except UnicodeDecodeError:
        raise click.UsageError(f"{path} is geen UTF-8.") from None
    for number, line in enumerate(typed, 1):
        if line.strip():
            try:
                yield _line(line)
            except ValueError as error:
                raise click.UsageError(f"{path}, regel {number}: {error}") from None


def _line(typed: str) -> Line:
    from bot.identifiers import Kind

    try:
        one: Any = json.loads(typed)
    except json.JSONDecodeError:
        raise ValueError("dit is geen JSON.") from None
    if not isinstance(one, dict) or not isinstance(one.get("text"), str):
        # It is the content of a file that is wrong, no argument of ours.
        raise ValueError('hier hoort {"text": "…"} te staan.')  # noqa: TRY004  see above
    if "spans" not in one:
        return Line(one["text"], None)
    try:
        marked = tuple((Kind(span["kind"]), span["value"]) for span in one["spans"])
    except (KeyError, TypeError, ValueError):
        kinds = ", ".join(kind.value for kind in Kind)
        raise ValueError(
            f'"spans" hoort een lijst te zijn van {{"kind": "…", "value": "…"}}; soorten: {kinds}.'
        ) from None
    if not all(isinstance(value, str) and value for _, value in marked):
        raise ValueError('elke "value" hoort tekst te zijn.')
    return Line(one["text"], marked)


def _folder(config: Path | None) -> Path:
    from bot.cli import settings_or_exit

    return settings_or_exit(config).content.dir


def _known(folder: Path) -> Known:
    """The numbers of the services, which are no finds."""
    from bot.content.ready import known_of
    from bot.faq.loader import load_content
    from bot.faq.problem import ContentError

    try:
        return known_of(load_content(folder))
    except ContentError as error:
        for problem in error.problems:
            click.echo(f"✗ {problem}", err=True)
        sys.exit(1)
