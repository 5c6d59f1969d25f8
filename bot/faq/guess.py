"""Guess: what a message is like, by example sentences, and what that may change of what the rules find in it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.faq.danger import Level, Sign


@dataclass(frozen=True, slots=True)
class Guess:
    """What a message is like, by example sentences."""

    sign: Sign | None
    """Amber or ask; None when it is not like danger."""
    calm: bool
    """It is like harmless sentences."""


def by_both(said: Sign | None, guess: Guess, most: Level = Level.AMBER) -> Sign | None:
    """Return the sign in a text, by what the rules find in it and by what it is like (up to `most`).

    The higher one counts, with two exceptions that end in the question whether there is danger. Where the rules see
    that danger is denied, or spoken of in a lesson, a guess only asks. And what they find beside words of harmless
    talk, in a message that is like harmless ones, is asked about.
    """
    if said is not None and said.level >= Level.AMBER:
        return Sign(Level.ASK, said.category) if said.doubtful and guess.calm else said
    alike = guess.sign
    if alike is None or (said is not None and said.level >= alike.level):
        return said
    if said is not None and said.level is Level.INFO:
        most = Level.ASK
    return Sign(min(alike.level, most), alike.category)
