"""Encoder: what it makes of texts that are none."""

from __future__ import annotations

import numpy as np

from bot.faq.encoder import load_encoder


def test_any_text_gets_a_row() -> None:
    """Whatever somebody sends, half a sign too, becomes a row of numbers, of length 1 at most."""
    encoder = load_encoder()
    assert encoder is not None
    texts = ["", " ", "\ud83d hoe dan?", "\0", "漢字", "a" * 5000]
    rows = encoder.encode(texts)
    assert rows.shape == (len(texts), 512)
    assert np.isfinite(rows).all()
    assert (np.linalg.norm(rows, axis=1) <= 1.001).all()
