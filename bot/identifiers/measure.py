"""Measure: how much of what others marked in texts is found, and how much of what is found they marked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.identifiers.find import Find, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    Marked = Sequence[tuple[Kind, str]]
    """What somebody marked in a text: kinds and the words themselves, in the order of the text."""


@dataclass(slots=True)
class Tally:
    """Counts of one kind, or of several."""

    marked: int = 0
    found: int = 0
    right: int = 0
    """Found where it was marked: the same kind, and the places overlap."""
    exact: int = 0
    """Right, and the words are just those that were marked."""

    @property
    def recall(self) -> float:
        """The share of what was marked that was found; 1 when nothing was marked."""
        return self.right / self.marked if self.marked else 1.0

    @property
    def precision(self) -> float:
        """The share of what was found that was marked; 1 when nothing was found."""
        return self.right / self.found if self.found else 1.0

    def add(self, other: Tally) -> None:
        """Count in what another one counted."""
        self.marked += other.marked
        self.found += other.found
        self.right += other.right
        self.exact += other.exact


def compared(text: str, marked: Marked, found: Sequence[Find]) -> dict[Kind, Tally]:
    """Compare what was found in one text with what was marked; each find answers for one mark."""
    tallies = {kind: Tally() for kind in Kind}
    for one in found:
        tallies[one.kind].found += 1
    left = list(found)
    for mark in _placed(text, marked):
        tally = tallies[mark.kind]
        tally.marked += 1
        same = [
            one
            for one in left
            if one.kind is mark.kind and one.start < mark.end and mark.start < one.end
        ]
        if same:
            left.remove(same[0])
            tally.right += 1
            tally.exact += same[0] == mark
    return tallies


def summed(tallies: Iterable[dict[Kind, Tally]]) -> dict[Kind, Tally]:
    """The counts of many texts by kind."""
    total = {kind: Tally() for kind in Kind}
    for each in tallies:
        for kind, tally in each.items():
            total[kind].add(tally)
    return total


def formal(tallies: dict[Kind, Tally]) -> Tally:
    """All kinds but names, as one."""
    total = Tally()
    for kind, tally in tallies.items():
        if kind is not Kind.PERSON:
            total.add(tally)
    return total


def _placed(text: str, marked: Marked) -> Iterable[Find]:
    """The marks as places: words that are marked twice stand at two places."""
    behind: dict[str, int] = {}
    for kind, words in marked:
        at = behind.get(words, 0)
        whole = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)").search(text, at)
        start = whole.start() if whole else text.find(words, at)
        if start < 0:
            # Marked once more than it stands there: it counts as missed.
            start = len(text)
        behind[words] = start + len(words)
        yield Find(kind, start, start + len(words))
