"""Reading: a text as the matcher reads it: without pleasantries, short forms written out, typing errors mended."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.faq.plain import bare, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from bot.faq.matching.corpus import Words

_SENTENCE: Final = re.compile(r"(?<=[.!?])\s+|\n+|\.{2,}|…")
_WORD: Final = re.compile(r"[^\W_]+(?:[’'`´][^\W_]+)*")
_LEAST_WORDS: Final = 3
"""A sentence of fewer words says too little alone."""
_MOST_SENTENCES: Final = 8
"""The last ones of a story: there the question stands."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One text, read. `words` are small and bare; `plain` is the text for the encoder, marks and accents kept."""

    words: tuple[str, ...]
    plain: str
    corrections: tuple[tuple[str, str], ...] = ()


class Reader:
    """Reads texts with the words that maintainers wrote. Pure."""

    def __init__(self, known: Words) -> None:
        self._long: Mapping[str, str] = known.abbreviations
        polite = sorted(
            {" ".join(words(line)) for line in known.pleasantries} - {""}, key=len, reverse=True
        )
        some = "|".join(re.escape(line).replace(r"\ ", r"[\W_]+") for line in polite)
        self._before = re.compile(rf"[\W_]*(?:{some})(?=[\W_])", re.IGNORECASE) if some else None
        self._behind = re.compile(rf"(?<=[\W_])(?:{some})[\W_]*$", re.IGNORECASE) if some else None

    def parts(self, text: str) -> list[str]:
        """The whole text without pleasantries, and each sentence of it when it has several."""
        whole = self._stripped(text)
        found = [one for one in _SENTENCE.split(whole) if len(one.split()) >= _LEAST_WORDS]
        return [whole, *(found[-_MOST_SENTENCES:] if len(found) > 1 else ())]

    def read(self, text: str, corrected: Callable[[str], str] | None = None) -> Reading:
        """Read a text; `corrected` tells for a word what was meant by it."""
        typed: list[str] = []
        mended: list[tuple[str, str]] = []

        def one(match: re.Match[str]) -> str:
            word = bare(match[0])
            if word in self._long:
                long = self._long[word]
                typed.extend(words(long))
                return long
            parts = words(word) if not word.isalnum() or not word.isascii() else [word]
            if corrected is None or len(parts) != 1:
                typed.extend(parts)
                return match[0]
            meant = corrected(parts[0])
            typed.append(meant)
            if meant == parts[0]:
                return match[0]
            mended.append((match[0], meant))
            return meant

        plain = _WORD.sub(one, text.lower())
        return Reading(tuple(typed), plain, tuple(mended))

    def _stripped(self, text: str) -> str:
        if self._before is None or self._behind is None:
            return text
        kept = text
        while found := self._before.match(kept):
            kept = kept[found.end() :].lstrip(" ,.!?-\n")
        while found := self._behind.search(kept):
            kept = kept[: found.start()]
        return kept if words(kept) else text


def counted(readings: Iterable[Reading]) -> list[str]:
    """All words of some readings, the commonest first."""
    times: dict[str, int] = {}
    for reading in readings:
        for word in reading.words:
            times[word] = times.get(word, 0) + 1
    return sorted(times, key=lambda word: (-times[word], word))
