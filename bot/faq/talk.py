"""Talk: what a message is besides a question: a greeting, a wish for a human, a word on who writes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal

from bot.faq.language import Language
from bot.faq.plain import words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.faq.content import Content

Writer = Literal["young_person", "parent"]

_PAUSE: Final = re.compile(r"[,.!?\n]")

_MARKS: Final = re.compile(r"[\s?!.,…]+")

_LONGEST_WISH: Final = 9
"""Words. In a longer message "met iemand praten" is a part of a story."""
_SHORT_GREETING: Final = 2
"""Words of a greeting at most, to be no more than a politeness beside something else."""


class Talk:
    """The words that maintainers wrote for it, compiled once. Pure.

    Words of both languages count always: people type English in a Dutch chat.
    """

    def __init__(self, content: Content) -> None:
        vocabulary = content.vocabulary
        self._language = Language(content)
        self._greetings = _phrases(vocabulary.greetings)
        self._thanks = _phrases(vocabulary.thanks)
        self._nods = _phrases(vocabulary.nods)
        self._misunderstood = _phrases(vocabulary.misunderstood)
        self._signs = frozenset(line for line in vocabulary.thanks if not words(line))
        # "Hallo daar" may stand around a wish; "mag ik wat vragen" is a sentence of its own.
        polite = {
            word
            for line in self._greetings
            if line.count(" ") < _SHORT_GREETING
            for word in line.split()
        }
        self._fillers = frozenset(vocabulary.fillers) | polite
        self._human = re.compile(_any_of(" ".join(words(line)) for line in vocabulary.human))
        self._young = re.compile(_any_of(vocabulary.young_person))
        self._parent = re.compile(_any_of(vocabulary.parent))
        self._professional = re.compile(_any_of(vocabulary.professional))

    def is_greeting(self, text: str) -> bool:
        """Whether a message is a greeting and nothing else. One without any word is none."""
        return _made_of(text, self._greetings)

    def is_thanks(self, text: str) -> bool:
        """Whether a message says thanks or goodbye, in words or a sign, and nothing else."""
        if text.strip() in self._signs:
            return True
        return _made_of(text, self._thanks | self._nods) and not self.is_nod(text)

    def is_nod(self, text: str) -> bool:
        """Whether a message is "ok", "yes" or a mere "?": nothing that could be answered."""
        return _made_of(text, self._nods) or _MARKS.fullmatch(text) is not None

    def is_misunderstood(self, text: str) -> bool:
        """Whether a message says that the bot was not understood, or did not understand, and nothing else."""
        return not self.is_nod(text) and _made_of(text, self._misunderstood | self._nods)

    def after_greeting(self, text: str) -> str:
        """The text without a greeting that it begins with; a greeting alone stays."""
        rest = text
        while (pause := _PAUSE.search(rest)) is not None:
            head, behind = rest[: pause.start()], rest[pause.end() :]
            if not words(behind) or (words(head) and not self.is_greeting(head)):
                break
            rest = behind
        return rest

    def wants_human(self, text: str) -> bool:
        """Whether a message asks for a human and for nothing else."""
        typed = words(text)
        if not typed or len(typed) > _LONGEST_WISH:
            return False
        plain = " ".join(typed)
        match = self._human.search(plain)
        if match is None:
            return False
        rest = f"{plain[: match.start()]} {plain[match.end() :]}".split()
        return all(word in self._fillers or self._human.fullmatch(word) for word in rest)

    def self_identifies(self, text: str) -> Writer | None:
        """Whether the writer says to be a young person, or a parent or neighbour; `None` for neither.

        Who also says to work with young people is a professional. Never more than a reason to ask.
        """
        plain = " ".join(words(text)) + " "
        if self._professional.search(plain):
            return None
        if self._young.search(plain):
            return "young_person"
        return "parent" if self._parent.search(plain) else None

    def readable(self, text: str) -> bool:
        """Whether a message is in a language that the helpline reads."""
        return self._language.readable(text)


def _phrases(lines: Iterable[str]) -> frozenset[str]:
    return frozenset(plain for line in lines if (plain := " ".join(words(line))))


def _made_of(text: str, phrases: frozenset[str]) -> bool:
    """Whether a text consists of these phrases, and has at least one."""
    typed = words(text)
    longest = max((phrase.count(" ") + 1 for phrase in phrases), default=0)
    at = 0
    while at < len(typed):
        for length in range(min(longest, len(typed) - at), 0, -1):
            if " ".join(typed[at : at + length]) in phrases:
                at += length
                break
        else:
            return False
    return bool(typed)


def _any_of(lines: Iterable[str]) -> str:
    # The longest first: "mens spreken" before "mens".
    return rf"\b(?:{'|'.join(sorted(lines, key=len, reverse=True))})(?:\b|(?<= ))"
