"""The `danger` group of the command line: what the helpline sees in sentences."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from bot.cli.options import THE_SETTINGS, content_option

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.faq.danger import Sign

_LEVELS: Final = ("red", "amber", "ask", "info", "none")


@click.group()
def danger() -> None:
    """Tekenen van gevaar: meten wat de helpline in zinnen ziet."""


@danger.command("eval")
@click.option(
    "--sentences",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    required=True,
    help="Eén zin per regel (UTF-8).",
)
@click.option(
    "--json",
    "out",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="Bestand voor de uitkomst.",
)
@content_option(THE_SETTINGS)
@click.option("--patterns", is_flag=True, help="Alleen de patronen, zoals in een open gesprek.")
@click.option("--words", is_flag=True, help="Zonder betekenis: alsof `embeddings` er niet is.")
@click.pass_obj
def eval_(
    config: Path | None,
    *,
    sentences: Path,
    out: Path,
    content: Path | None,
    patterns: bool,
    words: bool,
) -> None:
    """Schrijf van elke zin welk gevaar de helpline erin ziet zolang er geen gesprek openstaat."""
    texts = [line for line in _lines(sentences) if line.strip()]
    folder = content if content is not None else _folder(config)
    found = _looked(folder, texts, patterns=patterns, words=words)
    told = [
        {
            "sentence": text,
            "level": "none" if sign is None else sign.level.name.lower(),
            "category": None if sign is None else sign.category,
        }
        for text, sign in zip(texts, found, strict=True)
    ]
    report = json.dumps({"sentences": told}, ensure_ascii=False, indent=1) + "\n"
    try:
        out.write_text(report, encoding="utf-8")
    except OSError as error:
        click.echo(f"✗ {out} is niet te schrijven: {error.strerror}.", err=True)
        sys.exit(1)
    counted = Counter(one["level"] for one in told)
    shown = ", ".join(f"{level} {counted[level]}" for level in _LEVELS)
    click.echo(f"{len(told)} zinnen: {shown}")


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise click.UsageError(f"{path} is geen UTF-8.") from None


def _folder(config: Path | None) -> Path:
    from bot.cli import settings_or_exit

    return settings_or_exit(config).content.dir


def _looked(
    folder: Path, texts: Iterable[str], *, patterns: bool, words: bool
) -> list[Sign | None]:
    from rich.console import Console
    from rich.progress import track

    from bot.faq.danger import DangerRules
    from bot.faq.encoder import load_encoder
    from bot.faq.guess import by_both
    from bot.faq.likeness import learn
    from bot.faq.loader import load_content
    from bot.faq.problem import ContentError

    try:
        content = load_content(folder)
    except ContentError as error:
        for problem in error.problems:
            click.echo(f"✗ {problem}", err=True)
        sys.exit(1)
    rules = DangerRules.compile(content)
    likeness = None
    if content.examples is not None and not patterns:
        encoder = None if words else load_encoder()
        likeness = learn(content.examples, encoder)
    console = Console(stderr=True)
    shown = track(list(texts), "Zinnen", console=console, disable=not console.is_terminal)
    return [
        rules.look(text) if likeness is None else by_both(rules.look(text), likeness.look(text))
        for text in shown
    ]
