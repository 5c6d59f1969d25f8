"""Likeness: how near a text is to example sentences of danger, against harmless ones that sound alike.

Patterns find what is said in the words that somebody thought of. This finds what is said in others: it compares the
pieces of words and, with the extra `embeddings`, the meaning. It is a guess: so it never makes a red screen, and is
asked only while it delays nobody. See `docs/decisions/0010-danger.md`.
"""

from __future__ import annotations

import hashlib
import os
import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final
from zipfile import BadZipFile

import numpy as np

from bot.faq.danger import Level, Sign
from bot.faq.grams import PLACES, Rarity, places, products
from bot.faq.guess import Guess

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from bot.faq.encoder import Encoder
    from bot.faq.examples import DangerExamples

AMBER_PASSED_BY: Final = 0.012
"""Share of the harmless examples that would bring a screen, each judged by all the others. They were written to look
like danger: of what people really write it is far less."""
ASK_PASSED_BY: Final = 0.16
"""The same, for the question whether there is danger."""
_CALM: Final = 0.0
"""The score below which a text is like harmless ones (0 is as near to them as to danger)."""
_WRITING: Final = 2.0
"""What likeness in writing counts against likeness in meaning."""
_SMOOTH: Final = 1.0
"""How little one example counts: more is smoother (ridge)."""
_VERSION: Final = "1"
"""Of how it is learned; part of the name of what is kept."""
_MOST_KEPT: Final = 4
_LONG: Final = 30
"""Words. A longer text is looked at by its sentences, too: a word of danger in it would weigh too little."""
_SHORT: Final = 4
"""Words. Less says too little to be compared."""
_PARTS: Final = 12
"""Sentences of a text at most."""
_LONGEST: Final = 500
"""Characters of a part that count. What it costs grows with them, and others wait for it."""
_MOST: Final = 1500
"""Characters of all sentences together that count."""
_SENTENCE: Final = re.compile(r"(?<=[.!?;])\s+|\n+")


class Likeness:
    """What was learned from the examples. Immutable, and safe to use from several threads."""

    def __init__(
        self,
        encoder: Encoder | None,
        categories: Sequence[str],
        rarity: Rarity,
        weights: NDArray[np.float32],
        thresholds: tuple[float, float],
    ) -> None:
        """`weights`: a row per place of `grams`, then per number of the encoder, then a constant; danger first,
        then each category. `thresholds`: the scores from which on it is amber, and asked about."""
        self._encoder = encoder
        self._categories = tuple(categories)
        self._rarity = rarity
        # In half the room: of each text only the rows of its own places are brought to full size.
        self._of_writing = weights[:PLACES].astype(np.float16)
        self._of_meaning = weights[PLACES:-1].copy()
        self._always = weights[-1].copy()
        self._amber, self._ask = thresholds

    def look(self, text: str) -> Guess:
        """What a text is like; of one with too few words nothing is said."""
        best = max(self._scored(text), key=lambda scores: float(scores[0]), default=None)
        if best is None:
            return Guess(None, calm=False)
        score = float(best[0])
        if score < self._ask:
            return Guess(None, calm=score < _CALM)
        level = Level.AMBER if score >= self._amber else Level.ASK
        return Guess(Sign(level, self._categories[int(np.argmax(best[1:]))]), calm=False)

    def _scored(self, text: str) -> list[NDArray[np.float32]]:
        parts = _parts(text)
        if not parts:
            return []
        scores = [self._in_writing(part) for part in parts]
        if self._encoder is not None:
            meant = self._encoder.encode(parts) @ self._of_meaning
            scores = [one + other for one, other in zip(scores, meant, strict=True)]
        return scores

    def _in_writing(self, text: str) -> NDArray[np.float32]:
        found = places(text)
        scores: NDArray[np.float32] = (
            self._rarity.row(found) @ self._of_writing[found].astype(np.float32) + self._always
        )
        return scores


def learn(
    examples: DangerExamples, encoder: Encoder | None = None, cache: Path | None = None
) -> Likeness | None:
    """Learn from the examples, or take what is kept of them in the folder `cache`; None when there are none.

    Takes some seconds of one core, and 0.2 GB while it lasts.
    """
    sentences = list(examples.sentences())
    categories = tuple(examples.danger)
    if not categories or all(category for _, category in sentences):
        return None
    kept = cache / f"danger-{_key(sentences, encoder)}.npz" if cache is not None else None
    found = _read(kept) if kept is not None else None
    if found is None:
        found = _learned(sentences, categories, encoder)
        if kept is not None:
            _keep(found, kept)
    amber, ask = found["thresholds"].tolist()
    return Likeness(encoder, categories, Rarity(found["rarity"]), found["weights"], (amber, ask))


def _learned(
    sentences: Sequence[tuple[str, str]], categories: Sequence[str], encoder: Encoder | None
) -> dict[str, NDArray[Any]]:
    """Fit by least squares (kernel ridge regression): it tells for free how each example is judged by the others."""
    texts = [sentence for sentence, _ in sentences]
    found = [places(text) for text in texts]
    rarity = Rarity.among(found)
    rows = [rarity.row(one) for one in found]
    alike = _WRITING * products(found, rows)
    meant = encoder.encode(texts) if encoder is not None else np.zeros((len(texts), 0), np.float32)
    alike += meant @ meant.T
    wanted = np.full((len(texts), 1 + len(categories)), -1.0)
    for at, (_, category) in enumerate(sentences):
        if category:
            wanted[at, [0, 1 + categories.index(category)]] = 1.0
    danger = wanted[:, 0] > 0
    share = danger.mean()
    # Danger and harmless count the same, however many there are of each.
    alike += 1.0
    alike[np.diag_indices(len(texts))] += _SMOOTH * np.where(danger, 2 * share, 2 * (1 - share))
    inverse = np.linalg.inv(alike)
    part = inverse @ wanted
    judged = wanted[:, 0] - part[:, 0] / np.diag(inverse)
    harmless = judged[~danger]
    weights = np.zeros((PLACES + meant.shape[1] + 1, wanted.shape[1]), np.float32)
    for one, row, own in zip(found, rows, part, strict=True):
        weights[one] += np.outer(_WRITING * row, own)
    weights[PLACES:-1] = meant.T @ part
    weights[-1] = part.sum(axis=0)
    thresholds = np.quantile(harmless, (1 - AMBER_PASSED_BY, 1 - ASK_PASSED_BY))
    return {"rarity": rarity.weights, "weights": weights, "thresholds": thresholds}


def _parts(text: str) -> list[str]:
    whole = " ".join(text.split())
    count = len(whole.split())
    if count < _SHORT:
        return []
    if count <= _LONG:
        return [whole[:_LONGEST]]
    parts = [whole[:_LONGEST]]
    left = _MOST
    for sentence in _SENTENCE.split(text):
        part = " ".join(sentence.split())[: min(left, _LONGEST)]
        if len(part.split()) > _SHORT:
            parts.append(part)
            left -= len(part)
    return parts[: 1 + _PARTS]


def _key(sentences: Sequence[tuple[str, str]], encoder: Encoder | None) -> str:
    digest = hashlib.sha256()
    for one in (_VERSION, encoder.name if encoder is not None else "", repr(sentences)):
        digest.update(one.encode() + b"\0")
    for number in (AMBER_PASSED_BY, ASK_PASSED_BY, _WRITING, _SMOOTH):
        digest.update(repr(number).encode() + b"\0")
    return digest.hexdigest()[:24]


def _read(kept: Path) -> dict[str, NDArray[Any]] | None:
    try:
        # Opened here: what numpy opens itself stays open when it turns out to be broken.
        with kept.open("rb") as source, np.load(source, allow_pickle=False) as file:
            return {name: file[name] for name in ("rarity", "weights", "thresholds")}
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        return None


def _keep(found: dict[str, NDArray[Any]], kept: Path) -> None:
    """Write down what was learned; a disk that can't take it costs some seconds at the next start, and nothing else."""
    draft = kept.with_suffix(f".{os.getpid()}.tmp.npz")
    with suppress(OSError):
        kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        np.savez(draft, allow_pickle=False, **found)
        draft.replace(kept)
        older = sorted(kept.parent.glob("danger-*.npz"), key=lambda one: one.stat().st_mtime)
        for one in older[:-_MOST_KEPT]:
            one.unlink(missing_ok=True)
