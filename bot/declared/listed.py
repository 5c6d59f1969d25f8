"""Listed: what she is told of what is kept about her, by the terms for which it is kept."""

from bot.declared.parts import PARTS
from bot.declared.terms import Retention, Term


def listed(language: str, retention: Retention) -> tuple[str, ...]:
    """Return lines in her language, as plain text: how long, and what is kept for so long."""
    return tuple(f"{term}: {' '.join(said)}" for term, said in by_term(language, retention))


def by_term(language: str, retention: Retention) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return for each term, in her language: how long, and all that is kept for so long, each in a sentence or two."""
    found: dict[Term, list[str]] = {}
    for part in PARTS:
        if said := part.her(language):
            found.setdefault(part.term, []).append(said)
    return tuple(
        (_capital(term.words(language, retention)), tuple(said)) for term, said in found.items()
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
