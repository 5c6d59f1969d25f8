"""Finder: decides what becomes of a question: an answer, choices, or nothing; and tells why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from typing_extensions import override

from bot.faq.matcher import Candidate, Confusion, Decision, Explanation, Match, Matcher, Near
from bot.faq.matching.cache import load, save
from bot.faq.matching.calibration import confidence
from bot.faq.matching.exact import named
from bot.faq.matching.learned import learn, material_of
from bot.faq.matching.polarity import denied
from bot.faq.matching.ranker import Ranker
from bot.faq.matching.rehearsal import FOLDS, fresh
from bot.faq.matching.score import unit
from bot.faq.plain import words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from bot.faq.encoder import Encoder
    from bot.faq.matching.corpus import Corpus
    from bot.faq.matching.learned import Learned
    from bot.faq.matching.reading import Reading

_SHORT: Final = 2
"""Words. So short a question gets choices, unless it is a keyword or a phrasing."""
_BESIDE: Final = 0.25
"""Part of the best score from which another entry is offered beside it."""

_NAMED: Final = "Dit staat woord voor woord bij dit antwoord."
_NAMED_BY_MORE: Final = "Dit staat woord voor woord bij meer dan één antwoord."
_TOO_FEW: Final = (
    "Dit antwoord heeft nog te weinig zinnen om zelf te geven; het wordt wel aangeboden."
)
_SURE: Final = "Dit antwoord past goed en geen ander komt in de buurt."
_SHORT_ONE: Final = "Een of twee woorden zeggen te weinig voor één antwoord."
_DENIED: Final = "De vraag bevat een ontkenning die geen van de zinnen van dit antwoord heeft."
_UNSURE: Final = "Er past iets, maar niet zeker genoeg om het als antwoord te geven."
_NOTHING: Final = "Niets past goed genoeg."
_UNKNOWN: Final = "Geen woord dat iets zegt komt in de zinnen van de antwoorden voor."
_EMPTY: Final = "Hier staat geen woord in dat iets zegt over een vraag."


@dataclass(frozen=True, slots=True)
class _Verdict:
    """A decision, why, and how all entries rank, best first."""

    decision: Decision
    reason: str
    ids: Sequence[str]
    scores: Sequence[float]
    shown: int
    """How many of them the decision is about."""
    readings: tuple[Reading, ...]


class Finder(Matcher):
    """A matcher that learned from all phrasings."""

    def __init__(self, corpus: Corpus, learned: Learned, encoder: Encoder | None) -> None:
        """`learned` comes from the same corpus and encoder."""
        self._corpus = corpus
        self._encoder = encoder
        self._calibration = learned.calibration
        self._ranker = Ranker(corpus, learned, encoder)
        self._stop = frozenset(word for line in corpus.words.stop_words for word in words(line))
        self._named = named(corpus)
        self._offered_only = frozenset(corpus.ids[place] for place in corpus.offered_only)

    @override
    def match(self, text: str, language: str, limit: int = 3) -> Match:
        """See `Matcher`. Phrasings of both languages count always: people type English in a Dutch chat."""
        return self._match(self._judged(text), limit)

    @override
    def ranked(self, text: str, limit: int = 10) -> Match:
        """See `Matcher`."""
        verdict = self._judged(text, rank=True)
        return Match(verdict.decision, self._candidates(verdict, limit))

    @override
    def explain(self, text: str, language: str, limit: int = 3) -> Explanation:
        """See `Matcher`."""
        verdict = self._judged(text, rank=True)
        scores = verdict.scores
        return Explanation(
            match=self._match(verdict, limit),
            near=tuple(
                self._near(verdict, entry_id, score)
                for entry_id, score in zip(verdict.ids[:limit], scores[:limit], strict=True)
            ),
            corrections=verdict.readings[0].corrections if verdict.readings else (),
            thresholds={
                "answer": self._calibration.answer,
                "choices": self._calibration.choices,
                "confidence": _confidence(scores),
            },
            reason=verdict.reason,
        )

    @override
    def confusions(self) -> tuple[Confusion, ...]:
        """See `Matcher`."""
        found = fresh(
            material_of(self._corpus, self._encoder)[0], range(FOLDS), self._calibration.meaning
        )
        ids, phrasings = self._corpus.ids, self._corpus.phrasings
        rows = []
        for place, own, best, other in zip(
            found.phrasings.tolist(),
            found.own.tolist(),
            found.best.tolist(),
            found.found.tolist(),
            strict=True,
        ):
            one = phrasings[place]
            nothing = best < self._calibration.choices
            if nothing or other != one.owner:
                margin = 0.0 if nothing else best - own
                name = "" if nothing else ids[other]
                rows.append(Confusion(one.text, one.language, ids[one.owner], name, margin))
        return tuple(sorted(rows, key=lambda row: (-row.margin, row.entry_id, row.phrasing)))

    # --- inside ---------------------------------------------------------------------------------

    def _judged(self, text: str, *, rank: bool = False) -> _Verdict:
        """Decide. `rank` asks for the place of every entry even where the words alone decide."""
        parts = self._ranker.reader.parts(text)
        named = self._exact(text, parts)
        if named and not rank:
            return self._by_name(named, {}, ())
        telling = any(word not in self._stop for word in words(parts[0]))
        if not self._corpus.ids or not (telling or rank):
            return _Verdict("none", _EMPTY, (), (), 0, ())
        ranking = self._ranker.rank(parts)
        places, scores = ranking.places.tolist(), ranking.scores.tolist()
        ids = [self._corpus.ids[place] for place in places]
        if named:
            return self._by_name(named, dict(zip(ids, scores, strict=True)), ranking.readings)
        if not telling:
            return _Verdict("none", _EMPTY, ids, scores, 0, ranking.readings)
        decision, reason = self._decision(places[0], scores, ranking.readings)
        shown = len(ids)
        if decision == "choices":
            shown = sum(score >= scores[0] * _BESIDE for score in scores)
        return _Verdict(decision, reason, ids, scores, shown, ranking.readings)

    def _decision(
        self, best: int, scores: Sequence[float], readings: Sequence[Reading]
    ) -> tuple[Decision, str]:
        if scores[0] < self._calibration.choices:
            return "none", _NOTHING
        if len(readings[0].words) <= _SHORT:
            return "choices", _SHORT_ONE
        if _confidence(scores) < self._calibration.answer:
            return "choices", _UNSURE
        if not any(
            self._ranker.knows(word) for word in readings[0].words if word not in self._stop
        ):
            return "choices", _UNKNOWN
        if best in self._corpus.offered_only:
            return "choices", _TOO_FEW
        if any(denied(one.words) for one in readings) and not any(
            denied(words(one.text)) for one in self._corpus.phrasings if one.owner == best
        ):
            return "choices", _DENIED
        return "answer", _SURE

    def _exact(self, text: str, parts: Sequence[str]) -> tuple[str, ...]:
        """The entries that the whole text names, or else the first of its sentences that names any."""
        long = [part for part in parts[1:] if len(words(part)) > _SHORT]
        found = (self._named.get(" ".join(words(one)), ()) for one in (text, parts[0], *long))
        return next((owners for owners in found if owners), ())

    def _by_name(
        self, named: tuple[str, ...], ranked: Mapping[str, float], readings: tuple[Reading, ...]
    ) -> _Verdict:
        decision: Decision = "answer"
        reason = _NAMED
        if len(named) > 1:
            decision, reason = "choices", _NAMED_BY_MORE
        elif named[0] in self._offered_only:
            decision, reason = "choices", _TOO_FEW
        rest = {entry_id: score for entry_id, score in ranked.items() if entry_id not in named}
        scores = (*(1.0 for _ in named), *rest.values())
        return _Verdict(decision, reason, (*named, *rest), scores, len(named), readings)

    def _match(self, verdict: _Verdict, limit: int) -> Match:
        return Match(verdict.decision, self._candidates(verdict, min(limit, verdict.shown)))

    def _candidates(self, verdict: _Verdict, count: int) -> tuple[Candidate, ...]:
        rows = zip(verdict.ids[:count], verdict.scores[:count], strict=True)
        return tuple(Candidate(entry_id, round(score, 4)) for entry_id, score in rows)

    def _near(self, verdict: _Verdict, entry_id: str, score: float) -> Near:
        """The candidate with its nearest phrasing."""
        corpus = self._corpus
        texts = [
            *(one.text for one in corpus.phrasings if corpus.ids[one.owner] == entry_id),
            *(text for text, named in corpus.named if named == entry_id),
        ]
        reader = self._ranker.reader
        readings = [reader.read(reader.parts(text)[0]) for text in texts]
        rows = unit(self._ranker.features.matrix([verdict.readings[0], *readings]))
        alike = rows[1:] @ rows[0]
        if self._encoder is not None:
            meant = self._encoder.encode([one.plain for one in (verdict.readings[0], *readings)])
            alike = (alike + meant[1:] @ meant[0]) / 2
        nearest = int(alike.argmax())
        likeness = round(float(alike[nearest]), 4)
        return Near(entry_id, round(score, 4), texts[nearest], likeness)


def _confidence(scores: Sequence[float]) -> float:
    """How sure the first of these scores is; nothing is not sure at all."""
    return confidence(scores[0], scores[1] if len(scores) > 1 else 0.0) if scores else 0.0


def finder(corpus: Corpus, encoder: Encoder | None = None, cache: Path | None = None) -> Finder:
    """Make a finder for a corpus; see `bot.faq.matcher.build`."""
    learned = load(cache, corpus, encoder) if cache is not None else None
    if learned is None:
        learned = learn(corpus, encoder)
        if cache is not None:
            save(cache, corpus, encoder, learned)
    return Finder(corpus, learned, encoder)
