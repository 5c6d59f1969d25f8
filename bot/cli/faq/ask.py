"""`helpline faq ask`: what the bot would answer to a question, and why."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.cli.faq._knowledge import knowledge_or_exit
from bot.cli.faq._shown import bubble
from bot.cli.options import WHAT_IS_LIVE, content_option
from bot.clock import SystemClock
from bot.content import desk_of
from bot.handoff.rehearsal import rehearse

if TYPE_CHECKING:
    from bot.faq.danger import Sign
    from bot.faq.matcher import Explanation
    from bot.handoff.knowledge import Knowledge
    from bot.handoff.rehearsal import Rehearsed
    from bot.settings import Settings

_OUTCOMES: Final = {
    "danger": "gevaar: eerst een scherm met nummers",
    "answer": "een antwoord",
    "choices": "keuzes",
    "none": "geen antwoord: de weg naar een deskundige",
    "talk": "geen vraag: een groet, bedankje of commando",
}
_LEVELS: Final = {
    "RED": "rood, 112 staat bovenaan",
    "AMBER": "oranje, een scherm met de juiste nummers",
    "ASK": "de bot vraagt of er nu gevaar is",
    "INFO": "het gewone antwoord, met een regel over 112",
}
_THRESHOLDS: Final = {
    "answer": "antwoord vanaf",
    "choices": "keuzes vanaf",
    "confidence": "dit antwoord",
}
_CANDIDATES: Final = 5


@click.command()
@click.argument("vraag", nargs=-1)
@click.option(
    "--language", type=click.Choice(["nl", "en"]), default="nl", help="Taal van de vrager."
)
@content_option(WHAT_IS_LIVE)
@click.option("--words", is_flag=True, help="Alleen op woorden, niet op betekenis.")
@click.pass_obj
def command(
    config: Path | None,
    *,
    vraag: tuple[str, ...],
    language: str,
    content: Path | None,
    words: bool,
) -> None:
    """Toon wat de bot op een vraag zou antwoorden, en waarom. Zonder vraag: vraag na vraag."""
    from bot.cli import settings_or_exit

    settings = settings_or_exit(config)
    knowledge = knowledge_or_exit(settings, content, words=words)
    console = Console(highlight=False)
    if vraag:
        show(console, " ".join(vraag), language, knowledge, settings)
        return
    console.print("Typ een vraag zoals een vrager dat zou doen. Een lege regel is het einde.")
    while question := _asked(console):
        show(console, question, language, knowledge, settings)


def _asked(console: Console) -> str:
    """The next question; empty at the end."""
    try:
        return console.input("\n[bold]Vraag:[/] ").strip()
    except (EOFError, KeyboardInterrupt):
        return ""


def show(
    console: Console, question: str, language: str, knowledge: Knowledge, settings: Settings
) -> None:
    """Print what the bot says to a question, and why."""
    desk = desk_of(settings)
    heard = rehearse(question, language, knowledge, desk, SystemClock().now())
    for said in heard.says:
        console.print(bubble(said))
    console.print(Text.assemble(("Uitkomst  ", "bold"), _OUTCOMES[heard.outcome]))
    if heard.sign is not None:
        console.print(Text.assemble(("Gevaar    ", "bold"), _sign(heard.sign)))
    if heard.outcome == "talk":
        return
    asked_for = knowledge.talk.after_greeting(question)
    why = knowledge.finder.explain(asked_for, language, limit=_CANDIDATES)
    _why(console, heard, why, knowledge)


def _why(console: Console, heard: Rehearsed, why: Explanation, knowledge: Knowledge) -> None:
    if why.reason:
        console.print(Text.assemble(("Waarom    ", "bold"), why.reason))
    if why.corrections:
        read = ", ".join(f"“{typed}” als “{meant}”" for typed, meant in why.corrections)
        console.print(Text.assemble(("Gelezen   ", "bold"), read))
    held = ", ".join(
        f"{_THRESHOLDS.get(name, name)} {at:.2f}" for name, at in why.thresholds.items()
    )
    if held:
        console.print(Text.assemble(("Grenzen   ", "bold"), held))
    if not why.near:
        return
    table = Table("", "score", "antwoord", "lijkt het meest op", box=None, pad_edge=False)
    for one in why.near:
        entry = knowledge.content.entries.get(one.entry_id)
        near = f"“{one.phrasing}” ({one.likeness:.2f})" if one.phrasing else ""
        mark = "→" if one.entry_id in heard.entries else ""
        label = entry.nl.label if entry is not None else ""
        table.add_row(mark, f"{one.score:.2f}", Text(f"{one.entry_id}\n{label}"), Text(near))
    console.print(table)


def _sign(sign: Sign) -> str:
    return f"{_LEVELS[sign.level.name]} ({sign.category})"
