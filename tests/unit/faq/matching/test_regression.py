"""Regression: it learns to tell classes apart, small ones as well as large ones."""

from __future__ import annotations

import numpy as np
import pytest

from bot.faq.matching.regression import fit, heard, softmax
from bot.faq.matching.score import middles, nearness


@pytest.mark.parametrize("columns", [8, 200])
def test_classes_are_told_apart(columns: int) -> None:
    """Noisy rows around three centres find their own class, over columns as over pairs of rows."""
    chance = np.random.default_rng(1)
    centres = chance.normal(size=(3, columns)).astype(np.float32)
    owners = np.repeat(np.arange(3), [60, 20, 6])
    rows = centres[owners] + 0.4 * chance.normal(size=(86, columns)).astype(np.float32)
    rows = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    learned = fit(rows, owners, 3, np.ones(86, np.float32))
    fresh = centres[owners] + 0.4 * chance.normal(size=(86, columns)).astype(np.float32)
    fresh = fresh / np.linalg.norm(fresh, axis=1, keepdims=True)
    right = (fresh @ learned.weights + learned.bias).argmax(axis=1) == owners
    assert right.mean() >= 0.95
    assert right[owners == 2].all()


def test_both_ways_are_the_same() -> None:
    """Whether it runs over pairs of rows or over columns makes no difference to what is learned."""
    chance = np.random.default_rng(2)
    rows = chance.normal(size=(40, 18)).astype(np.float32)
    owners = np.arange(40) % 4
    wide = np.hstack([rows, np.zeros((40, 30), np.float32)])
    narrow = fit(rows, owners, 4, np.ones(40, np.float32))
    over_pairs = fit(wide, owners, 4, np.ones(40, np.float32))
    assert np.allclose(narrow.weights, over_pairs.weights[:18], atol=1e-3)


def test_what_is_heard_over_pairs_is_what_the_weights_say() -> None:
    """A rehearsal, which knows only the products of pairs of rows, gives other rows the scores and the likeness that the weights and the
    middles give them."""
    chance = np.random.default_rng(3)
    rows = chance.normal(size=(50, 30)).astype(np.float32)
    others = chance.normal(size=(7, 30)).astype(np.float32)
    owners = np.arange(50) % 5
    importance = np.where(np.arange(50) % 3, 1, 0.3).astype(np.float32)
    alike, asked = rows @ rows.T, others @ rows.T
    learned = fit(rows, owners, 5, importance, 10)
    scores = heard(alike, asked, owners, 5, importance, 10)
    assert np.allclose(scores, others @ learned.weights + learned.bias, atol=1e-3)
    wanted = others @ middles(rows, owners, importance, 5).T
    assert np.allclose(nearness(alike, asked, owners, importance, 5), wanted, atol=1e-4)


def test_ten_steps_are_enough() -> None:
    """What ten steps find is hardly improved by ninety more, from a start where every class is as likely as any."""
    chance = np.random.default_rng(4)
    owners = np.repeat(np.arange(30), 8)
    rows = chance.normal(size=(30, 60))[owners] + 1.5 * chance.normal(size=(240, 60))
    rows = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)

    def missed(steps: int) -> float:
        learned = fit(rows, owners, 30, np.ones(240, np.float32), steps)
        likely = softmax(rows @ learned.weights + learned.bias)
        surprise = -np.log(likely[np.arange(240), owners]).sum()
        return float(surprise + 0.025 * (learned.weights**2).sum())

    least = missed(100)
    assert missed(10) <= 1.02 * least
    assert missed(2) > 1.1 * least
