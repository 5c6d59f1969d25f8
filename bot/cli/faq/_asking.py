"""Asking: one question at a time on the terminal, with what is wrong with the answer said at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from bot.faq.lint.finding import ERRORS
from bot.faq.plain import bare

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from bot.faq.problem import Flaw

    Check = Callable[[str], Iterable[Flaw]]

_YES: Final = frozenset({"ja", "j", "yes", "y"})
_MOST_SHOWN: Final = 8


def yes(question: str, *, default: bool = False) -> bool:
    """Ask for a yes or no."""
    said: str = click.prompt(f"{question} (ja/nee)", default="ja" if default else "nee")
    return said.strip().lower() in _YES


def line(question: str, check: Check, default: str | None = None, *, empty: bool = False) -> str:
    """Ask for one line, again and again until nothing is wrong with it; `empty`: it may be left out."""
    while True:
        shown = "" if default is None and empty else default
        said = click.prompt(question, default=shown, show_default=bool(shown)).strip()
        if (not said and empty) or accepted(check(said)):
            return str(said)


def lines(question: str, check: Check, *, least: int = 0, most: int | None = None) -> list[str]:
    """Ask for several lines; an empty one ends them, once there are enough."""
    found: list[str] = []
    while most is None or len(found) < most:
        said = line(f"{question} {len(found) + 1}", check, empty=True)
        if said and said not in found:
            found.append(said)
        elif not said and len(found) >= least:
            break
        elif not said:
            click.echo(f"  Nog {least - len(found)}: met minder kan het niet.")
    return found


def text(question: str, check: Check, default: str | None = None) -> str:
    """Ask for a text of one or more lines, ended by an empty one; an empty text takes the default."""
    while True:
        click.echo(f"{question} (een lege regel als je klaar bent)")
        if default:
            click.echo(f"  [{default}]")
        parts = []
        while said := click.prompt("", default="", show_default=False, prompt_suffix="> ").strip():
            parts.append(said)
        whole = "\n".join(parts) or (default or "")
        if accepted(check(whole)):
            return whole


def some(question: str, known: Mapping[str, str], suggested: Iterable[str] = ()) -> list[str]:
    """Ask for ids, one at a time: an id, or words that occur in its description, which are then looked up."""
    found: list[str] = []
    for name in suggested:
        click.echo(f"  misschien: {name}  {known[name]}")
    while said := line(f"{question} (id of zoekwoord; leeg = klaar)", lambda _: (), empty=True):
        wanted = bare(said).split()
        hits = (
            [said]
            if said in known
            else [
                name
                for name, words in known.items()
                if all(one in bare(f"{name} {words}") for one in wanted)
            ]
        )
        if len(hits) == 1:
            found += [name for name in hits if name not in found]
            click.echo(f"  ✓ {hits[0]}  {known[hits[0]]}")
            continue
        for name in hits[:_MOST_SHOWN]:
            click.echo(f"  {name}  {known[name]}")
        click.echo(f"  {len(hits)} gevonden." if hits else "  Niets gevonden.")
    return found


def one_of(question: str, known: Mapping[str, str], default: str | None = None) -> str:
    """Ask for one of a few, by its name or by its number in the list."""
    chosen = {str(number): name for number, name in enumerate(known, 1)}
    chosen |= {name.lower(): name for name in known}
    for number, (name, words) in enumerate(known.items(), 1):
        click.echo(f"  {number:>2}  {name}  {words}")
    while True:
        said: str = click.prompt(question, default=default).strip().lower()
        if said in chosen:
            return chosen[said]
        click.echo("  ✗ Kies een naam of nummer uit de lijst.")


def accepted(flaws: Iterable[Flaw]) -> bool:
    """Say what is wrong; whether the answer can stay."""
    refused = False
    for flaw in flaws:
        sign = "✗" if flaw.rule in ERRORS else "!"
        click.echo(f"  {sign} {flaw.sentence} {flaw.mend}".rstrip())
        refused = refused or flaw.rule in ERRORS
    return not refused
