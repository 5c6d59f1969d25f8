"""Match: which entry a typed question asks for, or that none does."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, Protocol

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.faq.entry import Action
from bot.faq.known import KnownWords, keywords, phrasings, share_of
from bot.faq.plain import words
from bot.faq.terms import Term, TermReader

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from bot.faq.content import Content
    from bot.faq.encoder import Encoder
    from bot.faq.entry import Entry

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

    def explain(self, text: str, language: str, limit: int = 3) -> Explanation:
        """The same match, and why."""
        ...

    def confusions(self) -> tuple[Confusion, ...]:
        """What the phrasings find when each is left out in turn, where that is not their own entry; worst first."""
        ...


def build(content: Content, encoder: Encoder | None = None, cache: Path | None = None) -> Matcher:
    """Make a matcher ready; the costly part of new content, to be called in a thread.

    Hybrid with an encoder, else lexical. `cache` is a folder: what was made for the same content, code and encoder
    is read from it, and written to it.
    """
    del encoder, cache
    return RapidfuzzMatcher(content)


# Chosen on the questions in tests/unit/faq/examples/questions.yaml, for silence rather than a wrong answer.
_SURE: Final = 0.50
"""Score from which the best entry is the answer …"""
_LEAD: Final = 0.06
"""… if it is this far before the next one …"""
_KNOWN: Final = 0.50
"""… and knows this part of the question, by weight; else the question is about something more."""
_COMMON: Final = 0.40
"""A word in more than this part of the entries says too little to answer by."""
_MAYBE: Final = 0.33
"""Score from which entries are offered; together with those of at least `_NEAR` times the best."""
_NEAR: Final = 0.60
_SHORT: Final = 2
"""Words. So short a question gets choices, unless it is a keyword."""

_SHORTEST_MENDED: Final = 5
_ALIKE: Final = 0.8
_SENTENCE: Final = re.compile(r"[.!?\n]+")
_WHO_SHE_IS: Final = frozenset({Action.YOUNG_PERSON, Action.PARENT})


class RapidfuzzMatcher:
    """Weighs the words that a question shares with the phrasings of an entry; rare words count more.

    Plain string likeness is not used: any two questions share "hoe" and "ik". rapidfuzz does what
    it is good at: it mends a typing error towards a word of ours.
    """

    def __init__(self, content: Content) -> None:
        self._reader = TermReader(content.vocabulary)
        self._fixed = frozenset(
            word for line in content.vocabulary.never_corrected for word in words(line)
        )
        self._exact = _exact(content.entries.values())
        # Who says to be a parent is heard by `bot.faq.talk`; a question about parents is no such thing.
        self._entries = [
            KnownWords(entry, self._reader)
            for entry in content.entries.values()
            if entry.action not in _WHO_SHE_IS
        ]
        self._rarity = _rarity(known.all for known in self._entries)
        for known in self._entries:
            known.weigh(self._rarity)
        self._unknown = max(self._rarity.values(), default=1.0)
        self._telling = math.log(1 + 1 / _COMMON)
        self._ours = sorted(
            key for key in self._rarity if len(key) >= _SHORTEST_MENDED and key.isalpha()
        )

    def match(self, text: str, language: str, limit: int = 3) -> Match:  # noqa: ARG002 - phrasings of both languages count: people type English in a Dutch chat
        """See `Matcher`."""
        typed = words(text)
        parts = [part for part in _SENTENCE.split(text) if len(part.split()) > _SHORT]
        named = self._named(text, *parts)
        if named:
            candidates = tuple(Candidate(entry_id, 1.0) for entry_id in named[:limit])
            return Match("answer" if len(named) == 1 else "choices", candidates)
        best: dict[str, _Fit] = {}
        for part in (text, *parts):
            for fit in self._fits(part):
                if fit.entry_id not in best or fit.score > best[fit.entry_id].score:
                    best[fit.entry_id] = fit
        ranked = sorted(best.values(), key=lambda fit: (-fit.score, fit.entry_id))
        return _decided(ranked, limit, short=len(typed) <= _SHORT)

    def explain(self, text: str, language: str, limit: int = 3) -> Explanation:
        """See `Matcher`."""
        match = self.match(text, language, limit)
        near = tuple(Near(one.entry_id, one.score, "", one.score) for one in match.candidates)
        thresholds = {"answer": _SURE, "choices": _MAYBE, "lead": _LEAD}
        return Explanation(match, near, (), thresholds, "")

    def confusions(self) -> tuple[Confusion, ...]:
        """See `Matcher`."""
        return ()

    def _named(self, *texts: str) -> tuple[str, ...]:
        """The entries that the first of these texts names that names any."""
        found = (self._exact.get(" ".join(words(text)), ()) for text in texts)
        return next((entries for entries in found if entries), ())

    def _fits(self, text: str) -> Iterator[_Fit]:
        """How every entry fits that shares more with the text than a chance word."""
        terms = [self._mended(term) for term in self._reader.terms(text)]
        weighed = [(term, self._weight(term)) for term in terms]
        total = sum(weight for _, weight in weighed)
        own = {key for term in terms for key in term.keys}
        for known in self._entries:
            if own.isdisjoint(known.all):
                continue
            shares = [(term, weight * known.share(term)) for term, weight in weighed]
            shared = [term for term, share in shares if share]
            part = sum(share for _, share in shares) / total
            if len(shared) == 1 and part < known.needed(shared[0]):
                continue
            telling = [term for term in shared if self._tells(term)]
            at_heart = any(share_of(term, known.heart) for term in telling)
            sure = len(telling) > 1 and at_heart and part >= _KNOWN
            score = (known.likeness(weighed, total, own) + part) / 2
            yield _Fit(known.entry_id, round(score, 4), sure)

    def _tells(self, term: Term) -> bool:
        """Whether a term is rare enough, and the word of ours that it stands for too."""
        return min(self._rarity.get(key, self._unknown) for key in term.keys) >= self._telling

    def _weight(self, term: Term) -> float:
        """How much a term says. A word that no entry knows says most: then the question is another one."""
        return max((self._rarity.get(key, 0.0) for key in term.keys), default=0) or self._unknown

    def _mended(self, term: Term) -> Term:
        """The term, or the word of ours that it is a typing error of."""
        word = term.keys[0]
        if any(key in self._rarity for key in term.keys):
            return term
        if len(word) < _SHORTEST_MENDED or term.word in self._fixed or not word.isalpha():
            return term
        near = process.extractOne(
            word, self._ours, scorer=OSA.normalized_similarity, score_cutoff=_ALIKE
        )
        return term if near is None or near[0] in self._fixed else Term(term.word, (near[0],))


@dataclass(frozen=True, slots=True)
class _Fit:
    """How an entry fits a question; `sure`: it knows enough of the question to be its answer."""

    entry_id: str
    score: float
    sure: bool


def _decided(ranked: Sequence[_Fit], limit: int, *, short: bool) -> Match:
    candidates = [Candidate(fit.entry_id, fit.score) for fit in ranked[:limit]]
    if not ranked or ranked[0].score < _MAYBE:
        return Match("none", tuple(candidates))
    best = ranked[0].score
    lead = best - ranked[1].score if len(ranked) > 1 else best
    if best >= _SURE and lead >= _LEAD and ranked[0].sure and not short:
        return Match("answer", tuple(candidates))
    return Match("choices", tuple(item for item in candidates if item.score >= _NEAR * best))


def _exact(entries: Iterable[Entry]) -> Mapping[str, tuple[str, ...]]:
    """The entries that a whole text names, by question, phrasing or keyword."""
    named: dict[str, dict[str, None]] = defaultdict(dict)
    for entry in entries:
        for text in (*phrasings(entry), *keywords(entry)):
            named[" ".join(words(text))][entry.id] = None
    return {text: tuple(ids) for text, ids in named.items()}


def _rarity(bags: Iterable[set[str]]) -> Mapping[str, float]:
    """How much each key says: the fewer entries it is in, the more (inverse document frequency)."""
    sets = list(bags)
    counts = Counter(key for bag in sets for key in bag)
    return {key: math.log(1 + len(sets) / count) for key, count in counts.items()}
