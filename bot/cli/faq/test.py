"""`helpline faq test`: the golden questions, and what changed since the last commit."""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import click
from rich.console import Console
from rich.progress import track
from rich.table import Table
from rich.text import Text

from bot.cli.faq._knowledge import knowledge_or_exit, prepared
from bot.cli.faq._store import live_folder, real
from bot.cli.options import WHAT_IS_LIVE, content_option
from bot.clock import SystemClock
from bot.content import desk_of
from bot.content.files import write_folder
from bot.content.repository import FetchError, committed
from bot.faq.problem import ContentError
from bot.faq.trial import phrasings, trials
from bot.handoff.rehearsal import rehearse

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.faq.trial import Trial
    from bot.handoff.knowledge import Knowledge
    from bot.settings import Settings

Question = tuple[str, str]
"""A question and the language it is asked in."""

_SHOWN: Final = 40
"""Changed questions that are printed; all of them stand in the JSON."""
_EXPECTED: Final = {"answer": "antwoord", "choices": "keuze", "none": "niet gevonden"}
_OUTCOMES: Final = {
    "danger": "gevaarscherm",
    "answer": "antwoord",
    "choices": "keuze uit",
    "none": "geen antwoord",
    "talk": "geen vraag",
}


class Found(NamedTuple):
    """What the bot does with a question."""

    outcome: str
    entries: tuple[str, ...]

    def words(self) -> str:
        """Say it in words."""
        return " ".join((_OUTCOMES[self.outcome], ", ".join(self.entries))).rstrip()


class Report(NamedTuple):
    """What was found. Without an older version `compared` is False."""

    golden: tuple[Trial, ...]
    failed: tuple[Trial, ...]
    failed_before: frozenset[Trial]
    changed: tuple[Question, ...]
    """Golden questions and phrasings that find something else than before, in either version."""
    now: Mapping[Question, Found]
    before: Mapping[Question, Found]
    compared: bool


@click.command()
@content_option(WHAT_IS_LIVE)
@click.option(
    "--since",
    default="HEAD",
    metavar="COMMIT",
    help="Waarmee wordt vergeleken; standaard de laatste commit.",
)
@click.option("--alone", is_flag=True, help="Alleen de proefvragen, zonder te vergelijken.")
@click.option("--words", is_flag=True, help="Alleen op woorden, niet op betekenis.")
@click.option("--json", "as_json", is_flag=True, help="Voor programma's.")
@click.pass_obj
def command(
    config: Path | None,
    *,
    content: Path | None,
    since: str,
    alone: bool,
    words: bool,
    as_json: bool,
) -> None:
    """Stel de proefvragen (tests:), en toon wat er anders is dan in de laatste commit.

    Exitcode 1 als een proefvraag niet meer vindt wat er hoort, 2 als de inhoud niet te lezen is.
    """
    from bot.cli import settings_or_exit

    settings = settings_or_exit(config)
    directory = content or live_folder(real(settings))
    now = knowledge_or_exit(settings, directory, words=words)
    before = None if alone else _older(settings, directory, since, words=words)
    report = examine(now, before, settings)
    if as_json:
        click.echo(json.dumps(_plain(report), ensure_ascii=False, indent=2))
    else:
        _print(report, since)
    sys.exit(1 if report.failed else 0)


def examine(now: Knowledge, before: Knowledge | None, settings: Settings) -> Report:
    """Ask everything of both versions."""
    golden = tuple(trials(now.content))
    asked: dict[Question, None] = {(one.ask, one.language): None for one in golden}
    for version in (now, before):
        if version is not None and before is not None:
            asked |= {(text, language): None for text, language, _ in phrasings(version.content)}
    found = _ask(now, asked, settings, "Nu")
    found_before = _ask(before, asked, settings, "Eerst") if before is not None else {}

    def fails(one: Trial, answers: Mapping[Question, Found]) -> bool:
        return not one.holds(*answers[one.ask, one.language])

    return Report(
        golden=golden,
        failed=tuple(one for one in golden if fails(one, found)),
        failed_before=frozenset(one for one in golden if found_before and fails(one, found_before)),
        changed=tuple(one for one in found_before if found_before[one] != found[one]),
        now=found,
        before=found_before,
        compared=before is not None,
    )


def _ask(
    knowledge: Knowledge, questions: Iterable[Question], settings: Settings, title: str
) -> dict[Question, Found]:
    desk = desk_of(settings)
    now = SystemClock().now()
    console = Console(stderr=True)
    found = {}
    for text, language in track(
        list(questions), title, console=console, transient=True, disable=not console.is_terminal
    ):
        heard = rehearse(text, language, knowledge, desk, now)
        found[text, language] = Found(heard.outcome, heard.entries)
    return found


def _older(settings: Settings, directory: Path, since: str, *, words: bool) -> Knowledge | None:
    """The knowledge of an older version, or None after saying why there is none."""
    try:
        files = asyncio.run(committed(directory, since))
    except FetchError:
        click.echo(
            f"{directory} staat niet in git bij {since}: er is niets om mee te vergelijken.",
            err=True,
        )
        return None
    with tempfile.TemporaryDirectory(prefix="helpline-") as place:
        older = Path(place) / "inhoud"
        write_folder(older, files)
        try:
            return prepared(settings, older, words=words)
        except ContentError:
            click.echo(
                f"De inhoud van {since} is niet te lezen: er is niets om mee te vergelijken.",
                err=True,
            )
            return None


def _print(report: Report, since: str) -> None:
    console = Console(highlight=False)
    if report.failed:
        table = Table("proefvraag", "hoort", "vindt", "", box=None, pad_edge=False)
        for one in report.failed:
            new = report.compared and one not in report.failed_before
            table.add_row(
                Text(f"“{one.ask}”"),
                Text(f"{_EXPECTED[one.expect]} {one.entry}".rstrip()),
                Text(report.now[one.ask, one.language].words()),
                Text("nieuw", style="bold red") if new else "",
            )
        console.print(table)
    if report.changed:
        console.print(Text(f"\nAnders dan bij {since}:", style="bold"))
        table = Table("vraag", "eerst", "nu", box=None, pad_edge=False)
        for question in report.changed[:_SHOWN]:
            was, found = report.before[question].words(), report.now[question].words()
            table.add_row(Text(f"“{question[0]}”"), Text(was), Text(found))
        console.print(table)
        if (more := len(report.changed) - _SHOWN) > 0:
            console.print(f"… en nog {more}.")
    console.print(Text(f"\n{_summary(report, since)}"))


def _summary(report: Report, since: str) -> str:
    good = len(report.golden) - len(report.failed)
    said = f"{'✗' if report.failed else '✓'} {good} van {len(report.golden)} proefvragen vinden wat er hoort."
    if report.compared:
        new = sum(one not in report.failed_before for one in report.failed)
        said += f" Sinds {since}: {new} nieuw mis, {len(report.changed)} vragen vinden iets anders."
    return said


def _plain(report: Report) -> dict[str, object]:
    def shown(found: Found | None) -> object:
        return None if found is None else {"outcome": found.outcome, "entries": found.entries}

    def asked(questions: Sequence[Question]) -> list[object]:
        return [
            {
                "ask": text,
                "language": language,
                "before": shown(report.before.get((text, language))),
                "now": shown(report.now[text, language]),
            }
            for text, language in questions
        ]

    return {
        "golden": len(report.golden),
        "failed": [
            {
                **one._asdict(),
                "now": shown(report.now[one.ask, one.language]),
                "failed_before": one in report.failed_before if report.compared else None,
            }
            for one in report.failed
        ],
        "changed": asked(report.changed),
    }
