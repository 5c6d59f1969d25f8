"""Denial: whether a sign of danger is denied in its clause ("hij heeft geen mes bij zich").

The idea of a scope that ends at certain words is ConText's, as in the clinlp rules for Dutch.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.faq.plain import CLAUSE_END

if TYPE_CHECKING:
    from bot.faq.signs import Negation

_NEUTRAL: Final = "x"
_CLAUSE_END: Final = f" {CLAUSE_END} "


class Denial:
    """The words of denial, compiled once."""

    def __init__(self, negation: Negation) -> None:
        self._before = frozenset(negation.before)
        self._reach = negation.reach
        self._stops = frozenset(negation.stops)
        self._subjects = frozenset(negation.subjects)
        self._joiners = frozenset(negation.joiners)
        self._after = re.compile(rf" (?:{'|'.join(negation.after)})(?= )")
        self._pseudo = re.compile(rf" (?:{'|'.join(negation.pseudo)})(?= )")
        self._doubt = re.compile(rf" (?:{'|'.join(negation.doubt)})(?= )")

    def denies(self, match: re.Match[str], plain: str) -> bool:
        """Whether what `match` found in `plain` is denied in the clause in which it stands."""
        # The space at each edge belongs to the clause: phrases are found between spaces.
        before = plain.rfind(_CLAUSE_END, 0, match.start() + 1)
        start = before + len(_CLAUSE_END) - 1 if before >= 0 else 0
        after = plain.find(_CLAUSE_END, match.end())
        clause = plain[start : after + 1 if after >= 0 else len(plain)]
        if self._pseudo.search(clause):
            return False
        if self._after.search(clause, match.end() - start):
            return True
        return self._denied_before(match, plain[start : match.start()].split())

    def doubted(self, match: re.Match[str], plain: str) -> bool:
        """Whether a denial is taken back further on ("hij zegt van niet, maar ik zag het")."""
        return self._doubt.search(plain, match.end()) is not None

    def _denied_before(self, match: re.Match[str], before: list[str]) -> bool:
        """Walk back from the end of the match; a stop word or a new subject ends the reach."""
        inside = match[0].split()
        line = before[-self._reach :] + inside
        # One more word before them, to know what a subject at the edge follows.
        previous = before[-self._reach - 1] if len(before) > self._reach else ""
        first_inside = len(line) - len(inside)
        for index in range(len(line) - 1, -1, -1):
            word = line[index]
            if word in self._stops:
                return False
            if word in self._subjects:
                follows = line[index - 1] if index else previous
                if follows not in self._joiners:
                    return False
            if word in self._before and (
                index < first_inside or not _needed(match, inside, index - first_inside)
            ):
                return True
        return False


def _needed(match: re.Match[str], inside: list[str], index: int) -> bool:
    """Whether the danger phrase itself holds this word: "reageert niet" is no denial.

    It is when the pattern finds nothing any more once the word is replaced by another one.
    """
    changed = [*inside[:index], _NEUTRAL, *inside[index + 1 :]]
    text = f"{match.string[: match.start()]} {' '.join(changed)}{match.string[match.end() :]}"
    return match.re.match(text, match.start()) is None
