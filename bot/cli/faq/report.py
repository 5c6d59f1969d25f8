"""`helpline faq report`: what was asked and not answered, and which answers did not help, by what the bot counted."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import Console

    from bot.faq.content import Content
    from bot.handoff.asked import Summary
    from bot.handoff.flag import Flag
    from bot.settings import Settings
    from bot.store.valkey_store import ValkeyStore

_LONGEST = 400
"""Days for which counts are kept."""
_DAY = 86_400


@click.command()
@click.option(
    "--days",
    type=click.IntRange(1, _LONGEST),
    default=30,
    show_default=True,
    help="Over hoeveel dagen, vandaag meegeteld.",
)
@click.option("--json", "as_json", is_flag=True, help="Druk JSON af.")
@click.pass_obj
def command(config: Path | None, *, days: int, as_json: bool) -> None:
    """Toon wat er gevraagd werd en geen antwoord kreeg, en welke antwoorden niet hielpen.

    De helpline bewaart geen vragen, alleen aantallen: welk antwoord het dichtst in de buurt kwam, en hoe dichtbij.
    """
    from bot.cli import settings_or_exit

    sys.exit(report(settings_or_exit(config), days, as_json=as_json))


class Report(NamedTuple):
    """What there is to tell."""

    days: Mapping[int, Mapping[str, int]]
    """Counts by day, from 1970-01-01, in UTC."""
    summary: Summary
    flags: Mapping[str, Flag]
    drafts: Sequence[str]
    """Names of the files that wait in the drafts folder."""
    content: Content | None


def report(settings: Settings, days: int, *, as_json: bool) -> int:
    """Print what was counted in so many days; return the exit code."""
    from bot.cli.faq._store import content_of, real, with_store
    from bot.clock import SystemClock
    from bot.handoff.asked import summary

    used = real(settings)
    now = SystemClock().now()

    async def read(
        store: ValkeyStore,
    ) -> tuple[Mapping[int, Mapping[str, int]], Mapping[str, Flag]]:
        return await store.asked(now, days), await store.flags()

    found = with_store(used, read)
    if found is None:
        return 1
    counts, flags = found
    drafts = sorted(path.name for path in used.drafts_dir.glob("*.yaml"))
    told = Report(counts, summary(counts), flags, drafts, content_of(used))
    if as_json:
        click.echo(json.dumps(as_data(told), ensure_ascii=False, indent=2))
    else:
        _print(used, told, days)
    return 0


def as_data(told: Report) -> dict[str, object]:
    """Return the report for a program to read."""
    from datetime import UTC, datetime

    from bot.cli.faq.flags import called, rows

    summary = told.summary
    return {
        "questions": {
            "answered": summary.answered,
            "choices": summary.choices,
            "none": summary.none,
            "unreadable": summary.unreadable,
        },
        "days": [
            {
                "day": datetime.fromtimestamp(day * _DAY, UTC).date().isoformat(),
                "answered": counts.get("asked:answer", 0),
                "choices": counts.get("asked:choices", 0),
                "none": counts.get("asked:none", 0),
            }
            for day, counts in told.days.items()
        ],
        "not_answered": [
            {
                "nearest": one.nearest or None,
                "question": called(told.content, one.nearest) if one.nearest else None,
                "none": one.none,
                "choices": one.choices,
                "score": round(one.score, 3),
                "beside": [{"id": other, "count": count} for other, count in one.beside],
            }
            for one in summary.groups
        ],
        "answers": [
            {
                "id": one.entry,
                "question": called(told.content, one.entry),
                "shown": one.shown,
                "helped": one.helped,
                "not_helped": one.not_helped,
                "sent_by_experts": one.sent,
            }
            for one in summary.feedback
        ],
        "flags": rows(told.flags, told.content),
        "drafts": list(told.drafts),
    }


def _print(settings: Settings, told: Report, days: int) -> None:
    from rich.console import Console

    from bot.cli.faq.flags import print_flags

    summary, console = told.summary, Console()
    asked = summary.answered + summary.choices + summary.none
    click.echo(
        f"In {days} dagen: {asked} vragen. Beantwoord: {summary.answered}. Keuzes: {summary.choices}. "
        f"Geen antwoord: {summary.none}. Niet te lezen: {summary.unreadable}."
    )
    _print_groups(console, told)
    _print_feedback(console, told)
    if told.flags:
        print_flags(settings, told.flags, told.content)
    if told.drafts:
        click.echo(f"Concepten van deskundigen in {settings.drafts_dir}: {len(told.drafts)}.")


def _print_groups(console: Console, told: Report) -> None:
    from rich.table import Table
    from rich.text import Text

    from bot.cli.faq.flags import called

    if not told.summary.groups:
        return
    table = Table(
        "Geen antwoord",
        "Keuzes",
        "Dichtst in de buurt",
        "Score",
        "Ook in de buurt",
        title="Gevraagd en niet zeker beantwoord",
        title_justify="left",
    )
    for one in told.summary.groups:
        beside = ", ".join(f"{other} ({count})" for other, count in one.beside[:3])
        nearest = f"{called(told.content, one.nearest)} ({one.nearest})" if one.nearest else "niets"
        table.add_row(str(one.none), str(one.choices), Text(nearest), f"{one.score:.2f}", beside)
    console.print(table)


def _print_feedback(console: Console, told: Report) -> None:
    from rich.table import Table
    from rich.text import Text

    from bot.cli.faq.flags import called

    if not told.summary.feedback:
        return
    table = Table(
        "Hielp niet",
        "Hielp",
        "Getoond",
        "Door deskundige",
        "Antwoord",
        title="Antwoorden",
        title_justify="left",
    )
    for one in told.summary.feedback:
        what = Text(f"{called(told.content, one.entry)} ({one.entry})")
        numbers = (one.not_helped, one.helped, one.shown, one.sent)
        table.add_row(*map(str, numbers), what)
    console.print(table)
