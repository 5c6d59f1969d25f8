"""Ranker: scores every entry for a typed text, with what was learned."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from bot.faq.matching.features import Concepts, Features
from bot.faq.matching.lexicon import lexicon
from bot.faq.matching.reading import Reader, Reading
from bot.faq.matching.score import probability, score
from bot.faq.matching.spelling import Spelling
from bot.faq.plain import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bot.faq.encoder import Encoder
    from bot.faq.matching.corpus import Corpus
    from bot.faq.matching.learned import Learned

    Floats = NDArray[np.float32]
    Places = NDArray[np.int64]

_RANKED: Final = 32
"""Entries, by probability, of which the likeness is looked at and that are ranked: no other one can come first."""
_NOTHING: Final = np.zeros((), np.float32)
_SENTENCE: Final = 0.3
"""How much the best sentence of several counts beside the whole text: a question at the end of a story is found, and a
sentence of three words does not outshout the story."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """Entries (places in `Corpus.ids`), best first, with their scores; and the text as it was read."""

    places: Places
    scores: Floats
    readings: tuple[Reading, ...]
    """The whole text first, then its sentences."""


class Ranker:
    """Scores entries. Pure; safe to use from several threads."""

    def __init__(self, corpus: Corpus, learned: Learned, encoder: Encoder | None) -> None:
        """`learned` comes from the same corpus and encoder."""
        self._entries = len(corpus.ids)
        self._encoder = encoder
        self._learned = learned
        self.reader = Reader(corpus.words)
        self.features = Features(
            learned.names,
            learned.rarities,
            math.log(1 + self._entries + bool(corpus.elsewhere)) + 1,
            Concepts(corpus.words.synonyms),
            len(learned.weights),
        )
        fixed = (word for line in corpus.words.never_corrected for word in words(line))
        self._spelling = Spelling(learned.words, lexicon(), fixed)

    def knows(self, word: str) -> bool:
        """Whether a word, in small bare letters, or a form of it stands in some phrasing."""
        return self.features.knows(word)

    def rank(self, parts: Sequence[str]) -> Ranking:
        """Rank the entries for the parts of a text (`Reader.parts`): by the whole of it and by its best sentence."""
        readings = tuple(self.reader.read(part, self._spelling.corrected) for part in parts)
        meanings: list[Floats | None] = [None] * len(readings)
        if self._encoder is not None:
            meanings = list(self._encoder.encode([one.plain for one in readings]))
        found, likely = zip(
            *(self._scores(*one) for one in zip(readings, meanings, strict=True)), strict=True
        )
        scores, places = found[0], np.sort(likely[0])
        if len(found) > 1:
            places = np.unique(np.concatenate(likely))
            best = np.max(found, axis=0)
            scores = np.float32(1 - _SENTENCE) * scores + np.float32(_SENTENCE) * best
        places = places[np.argsort(-scores[places], kind="stable")]
        return Ranking(places, scores[places], readings)

    def _scores(self, reading: Reading, meaning: Floats | None) -> tuple[Floats, Places]:
        """Return the score of each entry, and the likely ones; what is alike in others is not counted."""
        learned = self._learned
        typed, values = self.features.row(reading)
        columns, row = np.array(typed, np.int64), np.array(values, np.float32)
        by_words = row @ learned.weights.take(columns, axis=0) + learned.bias
        by_meaning = None
        if meaning is not None:
            by_meaning = meaning @ learned.meaning_weights + learned.meaning_bias
        probable = probability(by_words, by_meaning, learned.calibration.meaning)
        likely = np.arange(self._entries)
        if self._entries > _RANKED:
            likely = np.argpartition(probable, -_RANKED)[-_RANKED:]
        whole = np.bincount(columns, row, len(learned.weights)).astype(np.float32)
        found = score(probable, _NOTHING, None if meaning is None else _NOTHING)
        found[likely] = score(
            probable[likely],
            learned.middles.take(likely, axis=0) @ whole,
            None if meaning is None else learned.meaning_middles.take(likely, axis=0) @ meaning,
        )
        return learned.gate.less(found, whole, meaning), likely
