"""Match: which entry a typed question asks for, or that none does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from bot.faq.content import Content
    from bot.faq.encoder import Encoder

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


@dataclass(frozen=True, slots=True)
class Near:
    """A candidate with the phrasing of its entry that is nearest to the question (likeness 0 to 1)."""

    entry_id: str
    score: float
    phrasing: str
    likeness: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a match is what it is, for maintainers.

    `corrections` are words as they were typed and as they were read. `reason` is a Dutch sentence.
    `thresholds` are the scores, by name, that the best candidate was held against.
    """

    match: Match
    near: tuple[Near, ...]
    corrections: tuple[tuple[str, str], ...]
    thresholds: Mapping[str, float]
    reason: str


@dataclass(frozen=True, slots=True)
class Confusion:
    """A phrasing that finds another entry when it is not there itself.

    `margin` tells by how much that one's score (0 to 1) is higher than its own. `found_id` is empty when it finds
    nothing at all.
    """

    phrasing: str
    language: str
    entry_id: str
    found_id: str
    margin: float


class Matcher(Protocol):
    """Finds entries. Pure: the same question gives the same match."""

    def match(self, text: str, language: str, limit: int = 3) -> Match:
        """At most `limit` candidates for `text`, typed by somebody who reads `language`."""
        ...

    def ranked(self, text: str, limit: int = 10) -> Match:
        """The same decision, with the entries that come nearest whatever is decided, best first."""
        ...

    def explain(self, text: str, language: str, limit: int = 3) -> Explanation:
        """The same match, and why."""
        ...

    def confusions(self) -> tuple[Confusion, ...]:
        """What the phrasings find when each is left out in turn, where that is not their own entry; worst first."""
        ...


def at_once(content: Content) -> Matcher:
    """Return a matcher that finds what stands in the content word for word, until `build` is done."""
    from bot.faq.matching.corpus import corpus_of
    from bot.faq.matching.exact import Exact

    return Exact(corpus_of(content))


def build(content: Content, encoder: Encoder | None = None, cache: Path | None = None) -> Matcher:
    """Make a matcher ready; the costly part of new content, to be called in a thread.

    Hybrid with an encoder, else lexical. `cache` is a folder: what was made for the same content, code and encoder
    is read from it, and written to it.
    """
    from bot.faq.matching.corpus import corpus_of
    from bot.faq.matching.finder import finder

    return finder(corpus_of(content), encoder, cache)
