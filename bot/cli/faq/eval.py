"""`helpline faq eval`: how well the matcher does on questions of which the right entry is known."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
import msgspec
from rich.console import Console
from rich.progress import track
from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.faq.content import Content
    from bot.faq.matcher import Match, Matcher
    from bot.faq.matching.measure import Asked, Summary

_FILE: Final = click.Path(path_type=Path, exists=True, dir_okay=False)
_ROWS: Final = (
    ("vragen met een antwoord", "in_scope"),
    ("vragen zonder antwoord", "out_of_scope"),
    ("goede op plaats 1", "rank_1"),
    ("goede in de eerste drie", "rank_3"),
    ("AUROC van de score", "auroc"),
    ("goed beantwoord als 90% zonder antwoord wordt geweigerd", "right_at_90"),
    ("goed beantwoord", "answered_right"),
    ("fout beantwoord", "answered_wrong"),
    ("goede aangeboden", "offered_right"),
    ("niets gevonden", "not_answered"),
    ("zonder antwoord en toch beantwoord", "out_of_scope_answered"),
    ("zonder antwoord en iets aangeboden", "out_of_scope_offered"),
)


@click.command()
@click.option("--entries", type=_FILE, help="TSV: een zin, tab, het id van het antwoord.")
@click.option(
    "--content",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="In plaats van --entries: een map met de echte inhoud.",
)
@click.option(
    "--queries", type=_FILE, required=True, help="TSV: een vraag, tab, het juiste id of niets."
)
@click.option(
    "--json",
    "target",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Waar de uitkomst komt.",
)
@click.option(
    "--mode",
    type=click.Choice(["hybrid", "lexical"]),
    default="hybrid",
    help="Ook op betekenis, of alleen op woorden.",
)
def command(
    *, entries: Path | None, content: Path | None, queries: Path, target: Path | None, mode: str
) -> None:
    """Meet hoe goed vragen hun antwoord vinden, en hoe vaak er terecht niets wordt gezegd."""
    from bot.faq.matching.measure import Asked, summary
    from bot.faq.rows import RowsError, read_rows

    if entries is not None and content is not None:
        raise click.UsageError("Geef --entries of --content, niet allebei.")
    try:
        questions = read_rows(queries)
        ask, aliases = _asker(entries, content, mode)
    except RowsError as error:
        click.echo(f"✗ {error}", err=True)
        sys.exit(1)
    shown = Console(stderr=True)
    asked: list[Asked] = []
    for text, wanted in track(questions, "Vragen", console=shown, disable=not shown.is_terminal):
        right = frozenset(aliases.get(one, one) for one in wanted.split("|") if one)
        asked.append(Asked(text, right, ask(text)))
    found = summary(asked)
    Console().print(_table(found))
    if target is not None:
        _written(target, msgspec.json.format(msgspec.json.encode(_report(asked, found))))


def _written(target: Path, report: bytes) -> None:
    try:
        target.write_bytes(report)
    except OSError as error:
        click.echo(f"✗ {target} is niet te schrijven: {error.strerror}.", err=True)
        sys.exit(1)


def _asker(
    entries: Path | None, content: Path | None, mode: str
) -> tuple[Callable[[str], Match], dict[str, str]]:
    """Return what answers a question, and the ids of entries by the ids they had before.

    Raises:
        RowsError: the file with entries can't be read.
    """
    from bot.faq.encoder import load_encoder
    from bot.faq.matcher import build
    from bot.faq.matching.corpus import corpus_of_rows
    from bot.faq.matching.finder import finder
    from bot.faq.rows import read_rows

    encoder = load_encoder() if mode == "hybrid" else None
    if entries is not None:
        return finder(corpus_of_rows(read_rows(entries)), encoder).ranked, {}
    if content is None:
        raise click.UsageError("Geef --entries of --content.")
    known = _content_or_exit(content)
    aliases = {alias: one.id for one in known.entries.values() for alias in one.aliases}
    return _as_the_bot(known, build(known, encoder)), aliases


def _as_the_bot(content: Content, matcher: Matcher) -> Callable[[str], Match]:
    """Ask as the bot does: who asks for a human, or says not to be a professional, is heard before the matcher."""
    from bot.faq.entry import Action
    from bot.faq.matcher import Candidate, Match
    from bot.faq.talk import Talk

    talk = Talk(content)
    actions = {"young_person": Action.YOUNG_PERSON, "parent": Action.PARENT}

    def ask(text: str) -> Match:
        ranked = matcher.ranked(talk.after_greeting(text))
        writer = talk.self_identifies(text)
        action = Action.EXPERT if talk.wants_human(text) else actions[writer] if writer else None
        heard = content.meta(action) if action is not None else None
        if heard is None:
            return ranked
        others = (one for one in ranked.candidates if one.entry_id != heard.id)
        return Match("answer", (Candidate(heard.id, 1.0), *others))

    return ask


def _content_or_exit(directory: Path) -> Content:
    from bot.faq.loader import load_content
    from bot.faq.problem import ContentError

    try:
        return load_content(directory)
    except ContentError as error:
        for problem in error.problems:
            click.echo(f"✗ {problem}", err=True)
        sys.exit(1)


def _report(asked: list[Asked], found: Summary) -> dict[str, object]:
    return {
        "queries": [
            {
                "query": one.query,
                "decision": one.match.decision,
                "ranked": [
                    {"id": candidate.entry_id, "score": candidate.score}
                    for candidate in one.match.candidates
                ],
            }
            for one in asked
        ],
        "summary": found,
    }


def _table(found: Summary) -> Table:
    table = Table(show_header=False)
    for name, field in _ROWS:
        value = getattr(found, field)
        shown = "–" if value is None else str(value) if isinstance(value, int) else f"{value:.1%}"
        table.add_row(name, shown)
    return table
