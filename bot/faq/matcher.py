"""Match: which entry a typed question asks for, or that none does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

Decision = Literal["answer", "choices", "none"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry that may fit; `score` from 0 to 1, to be compared within one match only."""

    entry_id: str
    score: float


@dataclass(frozen=True, slots=True)
class Match:
    """What to do with a question: give the first candidate, offer them all, or say that none fits.

    `candidates` is best first; with "none" it holds what came nearest, which is not to be shown.
    """

    decision: Decision
    candidates: tuple[Candidate, ...]


class Matcher(Protocol):
    """Finds entries. Pure: the same question gives the same match."""

    def match(self, text: str, language: str, limit: int = 3) -> Match:
        """At most `limit` candidates for `text`, typed by somebody who reads `language`."""
        ...
