"""Measure: how well a matcher does on questions of which the right entry is known, or that no entry fits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bot.faq.matcher import Match

_REFUSED: Final = 0.9
"""Part of the out-of-scope questions refused at which is counted how many of the others are answered right."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the entries that are right (none: nothing fits), and what the matcher made of it, ten deep."""

    query: str
    right: frozenset[str]
    match: Match

    @property
    def first(self) -> bool:
        """Whether a right entry ranks first."""
        return bool(self.match.candidates) and self.match.candidates[0].entry_id in self.right

    @property
    def score(self) -> float:
        """The score of the first entry; 0 without any."""
        return self.match.candidates[0].score if self.match.candidates else 0.0


@dataclass(frozen=True, slots=True)
class Summary:
    """Parts, from 0 to 1; None where there were no such questions."""

    in_scope: int
    out_of_scope: int
    rank_1: float | None
    rank_3: float | None
    auroc: float | None
    """How surely a question with an answer scores higher than one without."""
    right_at_90: float | None
    """Answered right when the threshold is such that nine in ten out-of-scope questions are refused."""
    answered_right: float | None
    """At the thresholds that the matcher found for itself, as all that follow."""
    answered_wrong: float | None
    offered_right: float | None
    """Offered choices with a right one among the first three."""
    not_answered: float | None
    out_of_scope_answered: float | None
    out_of_scope_offered: float | None


def summary(asked: Sequence[Asked]) -> Summary:
    """Sum up what became of the questions."""
    ours = [one for one in asked if one.right]
    others = [one for one in asked if not one.right]
    inside = np.array([one.score for one in ours])
    outside = np.array([one.score for one in others])
    first = np.array([one.first for one in ours], bool)
    answered = [one for one in ours if one.match.decision == "answer"]
    offered = [one for one in ours if one.match.decision == "choices"]
    both = bool(ours and others)
    return Summary(
        in_scope=len(ours),
        out_of_scope=len(others),
        rank_1=_part(first.sum(), ours),
        rank_3=_part(sum(_among_three(one) for one in ours), ours),
        auroc=auroc(inside, outside) if both else None,
        right_at_90=_part((first & (inside > np.quantile(outside, _REFUSED))).sum(), ours)
        if both
        else None,
        answered_right=_part(sum(one.first for one in answered), ours),
        answered_wrong=_part(sum(not one.first for one in answered), ours),
        offered_right=_part(sum(_among_three(one) for one in offered), ours),
        not_answered=_part(sum(one.match.decision == "none" for one in ours), ours),
        out_of_scope_answered=_part(sum(one.match.decision == "answer" for one in others), others),
        out_of_scope_offered=_part(sum(one.match.decision == "choices" for one in others), others),
    )


def auroc(inside: NDArray[np.float64], outside: NDArray[np.float64]) -> float:
    """The chance that one of the first scores higher than one of the second; a tie counts half."""
    _, place, count = np.unique(
        np.concatenate([inside, outside]), return_inverse=True, return_counts=True
    )
    rank = (np.cumsum(count) - (count - 1) / 2)[place]
    above = rank[: len(inside)].sum() - len(inside) * (len(inside) + 1) / 2
    return float(above / (len(inside) * len(outside)))


def _among_three(one: Asked) -> bool:
    return any(candidate.entry_id in one.right for candidate in one.match.candidates[:3])


def _part(count: float, among: Sequence[Asked]) -> float | None:
    return float(count) / len(among) if among else None
