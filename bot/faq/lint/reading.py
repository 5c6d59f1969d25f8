"""Reading: whether a text can be read at level B1, by word length and sentence length.

For Dutch the formula of Douma (Flesch, fitted to Dutch): 206.8 - 0.77 x syllables per 100 words -
0.93 x words per sentence; 60 to 70 is "normal". For English the grade of Flesch and Kincaid:
0.39 x words per sentence + 11.8 x syllables per word - 15.59. Formulas are a help and no judge: they
count, and don't understand. That is why they only warn.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.faq.markup import plain_text
from bot.faq.problem import Flaw, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.faq.entry import Wording
    from bot.faq.marked import Path
    from bot.faq.signs import DangerFile

LEAST_EASE: Final = 60.0
"""Score of Flesch-Douma below which a text is "fairly difficult"."""
HIGHEST_GRADE: Final = 8.0
"""Grade of Flesch-Kincaid up to which a text is plain English."""
LONGEST_SENTENCE: Final = 25
"""Words."""

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SENTENCE: Final = re.compile(r"[.!?:;\n]+(?=\s|$)")
# One sound of vowels each. The longest first; "ieu" and "eeu" are one, "ë" begins a new one.
_DUTCH_SOUND: Final = re.compile(
    r"aai|ooi|oei|eeu|ieu|aa|ee|oo|uu|ie|oe|eu|ui|ei|ij|ou|au|[aeiouyáéíóúàèäëïöüê]"
)
_ENGLISH_SOUND: Final = re.compile(r"[aeiouy]+")
_SILENT: Final = re.compile(r"(?:es|ed|e)$")
_HARD: Final = 5
"""Syllables from which a word is named as hard."""


def of_wording(wording: Wording, language: str, here: Path) -> Iterator[Flaw]:
    """What makes an answer and its next steps hard to read."""
    parts = [wording.short or "", wording.answer, *wording.next_steps]
    sentences = [one for part in parts for one in sentences_of(plain_text(part))]
    yield from _level(sentences, language, (*here, "answer"))
    for field, text in (("short", wording.short or ""), ("answer", wording.answer)):
        yield from _long_sentences(text, (*here, field))
    for at, step in enumerate(wording.next_steps):
        yield from _long_sentences(step, (*here, "next_steps", at))


def of_screens(danger: DangerFile) -> Iterator[Flaw]:
    """What makes a danger screen hard to read, for somebody who is frightened."""
    for at, screen in enumerate(danger.screens):
        for language, text in (("nl", screen.text.nl), ("en", screen.text.en)):
            path = ("screens", at, "text", language)
            yield from _level(sentences_of(text), language, path)
            yield from _long_sentences(text, path)


def sentences_of(text: str) -> list[str]:
    """The sentences of a plain text; a line of a list is one too."""
    return [part.strip() for part in _SENTENCE.split(text) if _WORD.search(part)]


def ease(sentences: Sequence[str]) -> float:
    """The score of Flesch-Douma for Dutch: higher is easier, 60 to 70 is normal."""
    words, syllables = _counted(sentences, "nl")
    return 206.8 - 77 * syllables / words - 0.93 * words / len(sentences)


def grade(sentences: Sequence[str]) -> float:
    """The grade of Flesch-Kincaid for English: years of school."""
    words, syllables = _counted(sentences, "en")
    return 0.39 * words / len(sentences) + 11.8 * syllables / words - 15.59


def syllables_of(word: str, language: str) -> int:
    """How many syllables a word has, by its vowels."""
    if language == "en":
        return max(1, len(_ENGLISH_SOUND.findall(_SILENT.sub("", word.lower()))))
    return max(1, len(_DUTCH_SOUND.findall(word.lower())))


def _counted(sentences: Sequence[str], language: str) -> tuple[int, int]:
    words = [word for sentence in sentences for word in _WORD.findall(sentence)]
    return len(words), sum(syllables_of(word, language) for word in words)


def _level(sentences: Sequence[str], language: str, path: Path) -> Iterator[Flaw]:
    if (said := _too_hard(sentences, language)) is not None:
        hard = _hard_words(sentences, language)
        named = f" Moeilijke woorden: {', '.join(hard)}." if hard else ""
        mend = f"Kortere zinnen en gewonere woorden.{named}"
        yield Flaw(path, said, mend, Rule.READING_LEVEL)


def _too_hard(sentences: Sequence[str], language: str) -> str | None:
    if not sentences:
        return None
    if language == "en":
        found = grade(sentences)
        said = f"Flesch-Kincaid {found:.1f}, hoogstens {HIGHEST_GRADE:.0f}"
        return f"Moeilijker dan B1 ({said})." if found > HIGHEST_GRADE else None
    found = ease(sentences)
    said = f"Flesch-Douma {found:.0f}, minstens {LEAST_EASE:.0f}"
    return f"Moeilijker dan B1 ({said})." if found < LEAST_EASE else None


def _hard_words(sentences: Sequence[str], language: str) -> list[str]:
    words = dict.fromkeys(word for sentence in sentences for word in _WORD.findall(sentence))
    return [word for word in words if syllables_of(word, language) >= _HARD][:5]


def _long_sentences(text: str, path: Path) -> Iterator[Flaw]:
    for sentence in sentences_of(plain_text(text)):
        words = sentence.split()
        if len(words) > LONGEST_SENTENCE:
            yield Flaw(
                path,
                f"Deze zin heeft {len(words)} woorden.",
                f"Maak er twee van; {LONGEST_SENTENCE} is het meest.",
                Rule.READING_LEVEL,
                " ".join(words[:3]),
            )
