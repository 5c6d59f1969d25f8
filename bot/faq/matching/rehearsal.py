"""Rehearsal: what phrasings find when they are left out: alone, as a question in fresh words, or with their whole entry,
as a question that nothing answers. No other questions are needed to know how far scores can be trusted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from bot.faq.matching import regression
from bot.faq.matching.gate import gate
from bot.faq.matching.score import middles, nearness, probability, score

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Places = NDArray[np.int64]

FOLDS: Final = 5
_STEPS: Final = 7
_SEED: Final = 20


@dataclass(frozen=True, slots=True)
class Material:
    """Phrasings as rows: by words, by meaning (or not), the entry and the weight of each.

    Behind them stand the questions that no entry answers; their owner is `entries`, and they are never asked.
    """

    words: Floats
    meanings: Floats | None
    owners: Places
    importance: Floats
    sentences: NDArray[np.bool_]
    """Which of them are phrasings, and more than a keyword: only those are asked."""
    entries: int

    @property
    def elsewhere(self) -> NDArray[np.bool_]:
        """Which rows are questions that no entry answers."""
        found: NDArray[np.bool_] = self.owners == self.entries
        return found

    @property
    def ours(self) -> slice:
        """The rows of phrasings."""
        return slice(0, len(self.owners) - int(np.count_nonzero(self.elsewhere)))


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """What some phrasings found. `own` is the score of their own entry, `best` the highest, `found` whose that
    is, and `second` the next one."""

    phrasings: Places
    own: Floats
    best: Floats
    second: Floats
    found: Places


def fresh(material: Material, folds: Iterable[int], share: float) -> Rehearsed:
    """What each phrasing of these folds finds when the fold is left out; every entry keeps its other phrasings. `share` is
    how much meaning counts."""
    turn, pairs = _turns(material), _pairs(material)
    everything = np.arange(material.entries)
    return _joined(
        _asked(material, pairs, turn == fold, turn != fold, everything, (share,))[0]
        for fold in folds
    )


def fresh_or_foreign(
    material: Material, folds: Iterable[int], shares: Sequence[float]
) -> list[tuple[Rehearsed, Rehearsed]]:
    """The same for each of some shares, with a fifth of the entries left out whole too, in one go: what finds its own entry
    again, and the phrasings of those that are not there."""
    turn, pairs = _turns(material), _pairs(material)
    group = np.random.default_rng(_SEED).permutation(material.entries) % FOLDS
    ours, others = [], []
    for fold in folds:
        foreign = group[material.owners[material.ours]] == fold
        kept = ~foreign & (turn != fold)
        entries = np.flatnonzero(group != fold)
        if not kept.any():
            continue
        # Both kinds in one go: what is learned for them is the same, and learning is nearly all of the time.
        both = _asked(material, pairs, ~kept, kept, entries, shares)
        ours.append([_some(one, ~foreign) for one in both])
        others.append([_some(one, foreign) for one in both])
    return [
        (_joined(part[at] for part in ours), _joined(part[at] for part in others))
        for at in range(len(shares))
    ]


@dataclass(frozen=True, slots=True)
class _Pairs:
    """The products of all pairs of phrasings: each rehearsal is about a part of them. None where they are too many."""

    words: Floats | None
    meanings: Floats | None


def _pairs(material: Material) -> _Pairs:
    words = material.words[material.ours]
    if len(words) > regression.LARGE:
        return _Pairs(None, None)
    meanings = None if material.meanings is None else material.meanings[material.ours]
    return _Pairs(words @ words.T, None if meanings is None else meanings @ meanings.T)


def _turns(material: Material) -> Places:
    """The fold of each phrasing: the phrasings of an entry are spread over all."""
    chance = np.random.default_rng(_SEED)
    owners = material.owners[material.ours]
    shuffled = chance.permutation(len(owners))
    order = shuffled[np.argsort(owners[shuffled], kind="stable")]
    starts = np.searchsorted(owners[order], np.arange(material.entries))
    place = np.arange(len(order)) - starts[owners[order]]
    shift = chance.integers(FOLDS, size=material.entries)[owners[order]]
    turn = np.empty(len(order), np.int64)
    turn[order] = (place + shift) % FOLDS
    return turn


def _some(rehearsed: Rehearsed, wanted: NDArray[np.bool_]) -> Rehearsed:
    """Those of the phrasings that are wanted."""
    kept = wanted[rehearsed.phrasings]
    return Rehearsed(
        phrasings=rehearsed.phrasings[kept],
        own=rehearsed.own[kept],
        best=rehearsed.best[kept],
        second=rehearsed.second[kept],
        found=rehearsed.found[kept],
    )


def _joined(some: Iterable[Rehearsed]) -> Rehearsed:
    parts = list(some)
    none = np.zeros(0, np.float32)
    if not parts:
        return Rehearsed(none.astype(np.int64), none, none, none, none.astype(np.int64))
    return Rehearsed(
        np.concatenate([one.phrasings for one in parts]),
        np.concatenate([one.own for one in parts]),
        np.concatenate([one.best for one in parts]),
        np.concatenate([one.second for one in parts]),
        np.concatenate([one.found for one in parts]),
    )


def _asked(
    material: Material,
    pairs: _Pairs,
    asked: NDArray[np.bool_],
    kept: NDArray[np.bool_],
    entries: Places,
    shares: Sequence[float],
) -> list[Rehearsed]:
    """Learn from the phrasings that are `kept`, of these entries, and ask the others; each share of meaning for itself."""
    place = np.full(material.entries, -1)
    place[entries] = np.arange(len(entries))
    phrasings = np.flatnonzero(asked & material.sentences[material.ours])
    learned_from = np.flatnonzero(kept)
    owners, importance = place[material.owners[learned_from]], material.importance[learned_from]

    def heard(rows: Floats, alike: Floats | None) -> tuple[Floats, Floats]:
        if alike is None:
            known = rows[learned_from]
            learned = regression.fit(known, owners, len(entries), importance, _STEPS)
            centres = middles(known, owners, importance, len(entries))
            return rows[phrasings] @ learned.weights + learned.bias, rows[phrasings] @ centres.T
        known, others = (
            alike[np.ix_(learned_from, learned_from)],
            alike[np.ix_(phrasings, learned_from)],
        )
        return (
            regression.heard(known, others, owners, len(entries), importance, _STEPS),
            nearness(known, others, owners, importance, len(entries)),
        )

    by_words, like_words = heard(material.words, pairs.words)
    by_meaning, like_meaning = (
        (None, None) if material.meanings is None else heard(material.meanings, pairs.meanings)
    )
    known = np.append(learned_from, np.flatnonzero(material.elsewhere))
    meanings = material.meanings
    closed = gate(
        material.words[known],
        None if meanings is None else meanings[known],
        material.elsewhere[known],
        material.importance[known],
    )
    own = place[material.owners[phrasings]]
    typed = material.words[phrasings]
    meant = None if meanings is None else meanings[phrasings]

    def found(share: float) -> Rehearsed:
        scores = closed.less(
            score(probability(by_words, by_meaning, share), like_words, like_meaning),
            typed,
            meant,
        )
        rows = np.arange(len(phrasings))
        best = scores.argmax(axis=1)
        none = np.zeros(len(phrasings), np.float32)
        return Rehearsed(
            phrasings=phrasings,
            own=np.where(own >= 0, scores[rows, own], 0).astype(np.float32),
            best=scores[rows, best],
            second=np.partition(scores, -2, axis=1)[:, -2] if len(entries) > 1 else none,
            found=entries[best],
        )

    return [found(share) for share in shares]
