"""Calibration: how much meaning counts, from which score an entry is the answer, and from which it is offered; told by the
phrasings themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from bot.faq.matching.rehearsal import FOLDS, fresh_or_foreign
from bot.faq.matching.score import MEANING, SHARES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bot.faq.matching.rehearsal import Material, Rehearsed

    Floats = NDArray[np.float32]

_RIVAL: Final = 0.6
"""How much the score of the second entry takes away from the confidence in the first."""
_FOREIGN_ANSWERED: Final = 0.25
"""Part of the phrasings whose entry was left out that may be answered at most. They are of the same field and mostly near
the other entries: of real questions that nothing fits far fewer come so high."""
_USUAL: Final = 0.275
"""What suits most sets of entries. A rehearsal tells of one set, from a few dozen mistakes: it counts for half."""
_FOREIGN_OFFERED: Final = 0.5
"""The same for being offered choices."""
_SURE: Final = 0.9
"""The threshold where rehearsing tells nothing."""
_FEW: Final = 2000
"""Phrasings up to which all folds are rehearsed; with more of them some folds tell as much."""
_SOME_FOLDS: Final = 3
_HARDLY: Final = 0.03
"""A phrasing whose entry is so much ahead of the next one found it surely (three in four): one score more or less that
tips over should not decide how much meaning counts."""
_AS_GOOD: Final = 0.004
"""Of shares that differ by so little the largest: meaning also understands what no phrasing is like, and other languages."""
_MANY: Final = 5000
_LEAST_FOLDS: Final = 1
_FOLDS_BY_WORDS: Final = 3
"""A matcher by words alone has to be ready sooner."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """From when an entry is the answer, from which score entries are offered, and how much meaning counts in that."""

    answer: float
    """The least `confidence` …"""
    choices: float
    meaning: float = MEANING


def confidence(best: float, second: float) -> float:
    """How sure the best entry is: its score, less when another one is near."""
    return best - _RIVAL * second


def calibrated(material: Material, wrong: float) -> Calibration:
    """What suits these phrasings, by rehearsing; `wrong` is the part that may be answered wrong."""
    size = len(material.owners)
    folds = FOLDS if size <= _FEW else _SOME_FOLDS if size <= _MANY else _LEAST_FOLDS
    if material.meanings is None:
        folds = min(folds, _FOLDS_BY_WORDS)
    shares = (MEANING,) if material.meanings is None else SHARES
    rehearsed = fresh_or_foreign(material, range(folds), shares)
    if not len(rehearsed[0][0].best) or not len(rehearsed[0][1].best):
        return Calibration(_SURE, _SURE / 2)
    first = [_found(material, ours) for ours, _ in rehearsed]
    at = max(place for place, found in enumerate(first) if found >= max(first) - _AS_GOOD)
    ours, foreign = rehearsed[at]
    answer = max(
        _few_wrong(material, ours, wrong),
        float(np.quantile(_confidences(foreign), 1 - _FOREIGN_ANSWERED)),
    )
    offered = float(np.quantile(foreign.best, 1 - _FOREIGN_OFFERED))
    answer = (answer + _USUAL) / 2
    return Calibration(answer, min(offered, answer), shares[at])


def _found(material: Material, ours: Rehearsed) -> float:
    """The part of the phrasings that find their entry again; one that hardly does counts for half."""
    right = ours.found == material.owners[ours.phrasings]
    ahead = ours.own - np.where(right, ours.second, ours.best)
    return float((1 / (1 + np.exp(-ahead / _HARDLY))).mean())


def _few_wrong(material: Material, ours: Rehearsed, allowed: float) -> float:
    """The lowest confidence from which at most the allowed part of all questions is answered wrong."""
    sure = _confidences(ours)
    order = np.argsort(-sure, kind="stable")
    wrong = np.cumsum(ours.found[order] != material.owners[ours.phrasings[order]])
    most = int(np.searchsorted(wrong, allowed * len(order), side="right"))
    return float(sure[order[max(most - 1, 0)]])


def _confidences(rehearsed: Rehearsed) -> Floats:
    return rehearsed.best - np.float32(_RIVAL) * rehearsed.second
