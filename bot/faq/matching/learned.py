"""Learned: what a matcher knows once it has read all phrasings, as plain arrays that can be kept in a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from bot.faq.matching.calibration import Calibration, calibrated
from bot.faq.matching.features import Concepts, learned
from bot.faq.matching.gate import gate
from bot.faq.matching.reading import Reader, counted
from bot.faq.matching.regression import fit
from bot.faq.matching.rehearsal import Material
from bot.faq.matching.score import middles

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bot.faq.encoder import Encoder
    from bot.faq.matching.corpus import Corpus
    from bot.faq.matching.features import Features
    from bot.faq.matching.gate import Gate
    from bot.faq.matching.reading import Reading

    Floats = NDArray[np.float32]

_KEYWORD: Final = 0.3
"""How much a keyword counts beside a phrasing."""


@dataclass(frozen=True, slots=True)
class Learned:
    """All that matching needs beside the corpus itself."""

    names: tuple[str, ...]
    """Of the features …"""
    rarities: Floats
    words: tuple[str, ...]
    """Of the phrasings, the commonest first."""
    weights: Floats
    """Of the features (columns × entries) …"""
    bias: Floats
    middles: Floats
    """The middle of each entry's phrasings (entries × columns), of length 1."""
    meaning_weights: Floats
    """The same for sentence embeddings; without an encoder there are no columns."""
    meaning_bias: Floats
    meaning_middles: Floats
    gate: Gate
    calibration: Calibration


def learn(corpus: Corpus, encoder: Encoder | None) -> Learned:
    """Learn from all phrasings. Most of it happens in numpy, which lets other threads work meanwhile."""
    material, features, readings = material_of(corpus, encoder)
    ours, entries = material.ours, material.entries
    owners, importance = material.owners[ours], material.importance[ours]
    words = material.words[ours]
    by_words = fit(words, owners, entries, importance)
    meaning_weights = np.zeros((0, entries), np.float32)
    meaning_bias = np.zeros(entries, np.float32)
    meaning_middles = np.zeros((entries, 0), np.float32)
    if material.meanings is not None:
        meanings = material.meanings[ours]
        by_meaning = fit(meanings, owners, entries, importance)
        meaning_weights, meaning_bias = by_meaning.weights, by_meaning.bias
        meaning_middles = middles(meanings, owners, importance, entries)
    return Learned(
        names=tuple(features.names),
        rarities=features.rarities,
        words=tuple(counted(readings[ours])),
        weights=by_words.weights,
        bias=by_words.bias,
        middles=middles(words, owners, importance, entries),
        meaning_weights=meaning_weights,
        meaning_bias=meaning_bias,
        meaning_middles=meaning_middles,
        gate=gate(material.words, material.meanings, material.elsewhere, material.importance),
        calibration=calibrated(material, corpus.wrong),
    )


def material_of(
    corpus: Corpus, encoder: Encoder | None
) -> tuple[Material, Features, list[Reading]]:
    """The phrasings of a corpus as rows, the features of which the rows are made, and the phrasings as read."""
    reader = Reader(corpus.words)
    texts = (*(one.text for one in corpus.phrasings), *corpus.elsewhere)
    readings = [reader.read(reader.parts(text)[0]) for text in texts]
    entries, more = len(corpus.ids), len(corpus.elsewhere)
    owners = [*(one.owner for one in corpus.phrasings), *[entries] * more]
    features = learned(readings, owners, entries + bool(more), Concepts(corpus.words.synonyms))
    keyword = np.array([*(one.keyword for one in corpus.phrasings), *[False] * more], bool)
    material = Material(
        words=features.matrix(readings),
        meanings=None if encoder is None else encoder.encode([one.plain for one in readings]),
        owners=np.array(owners, np.int64),
        importance=np.where(keyword, _KEYWORD, 1).astype(np.float32),
        sentences=~keyword & (np.array(owners) < entries),
        entries=entries,
    )
    return material, features, readings
