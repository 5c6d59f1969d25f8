"""Measure: the figures are what they say."""

from __future__ import annotations

import numpy as np
import pytest

from bot.faq.matcher import Candidate, Decision, Match
from bot.faq.matching.measure import Asked, auroc, summary


def asked(right: str, decision: Decision, *found: tuple[str, float]) -> Asked:
    """A question and what became of it."""
    candidates = tuple(Candidate(entry, score) for entry, score in found)
    return Asked("?", frozenset(right.split()), Match(decision, candidates))


def test_the_figures() -> None:
    """Right, wrong, offered, silent; and out of scope, each counted once."""
    found = summary(
        [
            asked("a", "answer", ("a", 0.9), ("b", 0.1)),
            asked("a b", "answer", ("b", 0.8), ("a", 0.2)),
            asked("a", "answer", ("b", 0.7), ("a", 0.3)),
            asked("c", "choices", ("a", 0.4), ("b", 0.3), ("c", 0.2)),
            asked("c", "none", ("a", 0.1)),
            asked("", "answer", ("a", 0.6)),
            asked("", "none", ("a", 0.05)),
        ]
    )
    assert (found.in_scope, found.out_of_scope) == (5, 2)
    assert found.rank_1 == pytest.approx(0.4)
    assert found.rank_3 == pytest.approx(0.8)
    assert found.answered_right == pytest.approx(0.4)
    assert found.answered_wrong == pytest.approx(0.2)
    assert found.offered_right == pytest.approx(0.2)
    assert found.not_answered == pytest.approx(0.2)
    assert found.out_of_scope_answered == pytest.approx(0.5)
    assert found.out_of_scope_offered == 0


def test_auroc() -> None:
    """All above is 1, all below 0, the same is a half."""
    assert auroc(np.array([2.0, 3.0]), np.array([0.0, 1.0])) == 1
    assert auroc(np.array([0.0]), np.array([1.0])) == 0
    assert auroc(np.array([1.0, 1.0]), np.array([1.0])) == 0.5


def test_without_questions_of_a_kind() -> None:
    """What was not asked has no figure."""
    found = summary([asked("a", "answer", ("a", 0.9))])
    assert found.auroc is None
    assert found.out_of_scope_answered is None
