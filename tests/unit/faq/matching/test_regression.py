"""Regression: it learns to tell classes apart, small ones as well as large ones."""

from __future__ import annotations

import numpy as np
import pytest

from bot.faq.matching.regression import fit


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
    rows = chance.normal(size=(40, 30)).astype(np.float32)
    owners = np.arange(40) % 4
    wide = np.hstack([rows, np.zeros((40, 30), np.float32)])
    narrow = fit(rows, owners, 4, np.ones(40, np.float32))
    over_pairs = fit(wide, owners, 4, np.ones(40, np.float32))
    assert np.allclose(narrow.weights, over_pairs.weights[:30], atol=1e-3)
