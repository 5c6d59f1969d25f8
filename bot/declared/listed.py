"""Listed: what she is told of what is kept about her, one line for each term."""

from bot.declared.parts import PARTS
from bot.declared.terms import Retention, Term


def listed(language: str, retention: Retention) -> tuple[str, ...]:
    """Return lines in her language, as plain text: how long, and what is kept for so long."""
    found: dict[Term, list[str]] = {}
    for part in PARTS:
        if said := part.her(language):
            found.setdefault(part.term, []).append(said)
    return tuple(
        f"{_capital(term.words(language, retention))}: {' '.join(said)}"
        for term, said in found.items()
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
