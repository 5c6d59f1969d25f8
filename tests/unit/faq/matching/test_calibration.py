"""How much meaning counts, and features that stay where they are."""

from __future__ import annotations

import numpy as np

from bot.faq.matching.calibration import calibrated
from bot.faq.matching.features import Concepts, Features
from bot.faq.matching.reading import Reading
from bot.faq.matching.rehearsal import Material
from bot.faq.matching.score import SHARES, unit

ENTRIES, EACH, COLUMNS = 12, 8, 64


def material(*, words: float, meanings: float) -> Material:
    """Phrasings around the middle of their entry; so much noise blurs each of the two ways of reading them."""
    chance = np.random.default_rng(1)
    owners = np.repeat(np.arange(ENTRIES), EACH)

    def rows(noise: float) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
        middles = chance.normal(size=(ENTRIES, COLUMNS))[owners]
        blurred = middles + noise * chance.normal(size=middles.shape)
        return unit(blurred.astype(np.float32))

    return Material(
        words=rows(words),
        meanings=rows(meanings),
        owners=owners,
        importance=np.ones(len(owners), np.float32),
        sentences=np.ones(len(owners), bool),
        entries=ENTRIES,
    )


def test_what_tells_entries_apart_counts_more() -> None:
    """Meaning counts most where words are blurred, and least where it is blurred itself."""
    assert calibrated(material(words=6, meanings=2), 0.025).meaning == SHARES[-1]
    assert calibrated(material(words=2, meanings=6), 0.025).meaning == SHARES[0]


def test_a_new_feature_moves_no_other() -> None:
    """Where features share columns, a text has the same numbers whether or not another feature is known."""
    names = [f"w{first}{second}" for first in "abcdefgh" for second in "aeiou"]
    reading = Reading((names[30][1:], names[35][1:]), "")

    def row(known: list[str]) -> list[float]:
        features = Features(known, np.ones(len(known), np.float32), 1.0, Concepts({}), 16)
        return [round(float(one), 5) for one in features.matrix([reading])[0]]

    assert any(row(names))
    assert row(names) == row([name for name in names if name != names[3]])
