"""Exact: finds an entry by its very words. It is there at once, until a matcher has learned from them."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Final

from typing_extensions import override

from bot.faq.matcher import Candidate, Confusion, Explanation, Match, Matcher, Near
from bot.faq.plain import words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.faq.matching.corpus import Corpus

_REASON: Final = (
    "Er is nog niets geleerd: alleen wat woord voor woord bij een antwoord staat wordt gevonden."
)


class Exact(Matcher):
    """A matcher that learned nothing. What it does not know word for word, it does not find."""

    def __init__(self, corpus: Corpus) -> None:
        """Costs nothing before it is asked something."""
        self._corpus = corpus
        self._offered_only = frozenset(corpus.ids[place] for place in corpus.offered_only)

    @cached_property
    def _named(self) -> Mapping[str, tuple[str, ...]]:
        return named(self._corpus)

    @override
    def match(self, text: str, language: str, limit: int = 3) -> Match:
        """See `Matcher`."""
        return self.ranked(text, limit)

    @override
    def ranked(self, text: str, limit: int = 10) -> Match:
        """See `Matcher`."""
        found = self._named.get(" ".join(words(text)), ())
        candidates = tuple(Candidate(one, 1.0) for one in found[:limit])
        if not candidates:
            return Match("none", ())
        sure = len(found) == 1 and found[0] not in self._offered_only
        return Match("answer" if sure else "choices", candidates)

    @override
    def explain(self, text: str, language: str, limit: int = 3) -> Explanation:
        """See `Matcher`."""
        match = self.match(text, language, limit)
        near = tuple(Near(one.entry_id, 1.0, text, 1.0) for one in match.candidates)
        return Explanation(match, near, (), {}, _REASON)

    @override
    def confusions(self) -> tuple[Confusion, ...]:
        """Nothing: who finds by very words confuses nothing."""
        return ()


def named(corpus: Corpus) -> Mapping[str, tuple[str, ...]]:
    """The entries that a whole text names, by phrasing or keyword."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    rows = ((one.text, corpus.ids[one.owner]) for one in corpus.phrasings)
    for text, entry_id in (*rows, *corpus.named):
        found[" ".join(words(text))][entry_id] = None
    return {text: tuple(ids) for text, ids in found.items()}
