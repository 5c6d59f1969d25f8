"""Sign of danger: what a message shows, by the rules in `danger.yaml`.

The rules are precise and catch only what is said in plain words. No sign means nothing: the
intake asks about danger too, and 112 is on every screen.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Final

from bot.faq.negation import Denial
from bot.faq.patterns import Patterns
from bot.faq.plain import CLAUSE_END, clauses, words
from bot.faq.stems import StemIndex
from bot.faq.told import keep_told, key_of, read_told

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from bot.faq.content import Content
    from bot.faq.patterns import Known, Pattern
    from bot.faq.signs import Category, DangerFile

ASKED: Final = "ask"
"""The category of a sign that shows no kind of danger, only a word that may be one."""

_BLANK: Final = " x"


class Level(IntEnum):
    """How strong a sign is; the highest one counts."""

    INFO = 1
    """The normal answer, with one line about 112 above it."""
    ASK = 2
    """The normal answer, with the question whether there is danger now."""
    AMBER = 3
    """A danger screen with the right lines."""
    RED = 4
    """The danger screen with 112 first."""


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign of danger in a message. `category` is an id of `danger.yaml`, or `ASKED`."""

    level: Level
    category: str
    doubtful: bool = False
    """Words of harmless talk stand beside it."""


@dataclass(slots=True, eq=False)
class Reading:
    """A text, read once: it is looked at alone, and again together with those that follow it."""

    text: str
    words: str
    """Its words and clause ends with one space between them (`bot.faq.plain`)."""
    held: int
    """The stems in its words (`bot.faq.stems`): they tell which rules can find something in it."""
    alike: bool
    """Whether it reads the same when others stand before or behind it."""
    by: DangerRules
    calm: int = -1
    """Together with how many before it no rule finds anything in it; -1 when unknown. Noted by `danger`."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """A category, compiled."""

    id: str
    level: Level
    red_if: Pattern | None


@dataclass(frozen=True, slots=True)
class _Rule:
    """One pattern of a category."""

    pattern: Pattern
    kind: _Kind


class DangerRules:
    """The rules; a pattern is compiled when a message first needs it. Looking keeps nothing but a note in the reading."""

    def __init__(
        self, danger: DangerFile, usual: Iterable[str] = (), known: Iterable[Known] = ()
    ) -> None:
        """`usual` are words that people use: to know them makes looking quicker, and changes nothing.

        `known`: what `told` was for the same rules, so that their patterns need not be read again.
        """
        make = Patterns(danger.lists, known)
        self._expand = danger.expand
        self._rules = tuple(_rules(danger.categories, make))
        ignored = (*danger.ignore, *danger.spoken_of)
        self._ignored = tuple(make.any_of((one,)) for one in ignored)
        self._spoken_from = len(self._rules) + len(danger.ignore)
        self._ask = make.any_of(danger.ask_words)
        self._denial = Denial(danger.negation)
        harmless = [fragment for part in danger.context.harmless.values() for fragment in part]
        self._harmless = make.any_of(harmless)
        self._overruled = make.any_of(danger.context.overruled_by)
        self._doubtful = make.any_of(danger.context.doubtful) if danger.context.doubtful else None
        # What does not count is filed behind the rules.
        patterns = [*(rule.pattern for rule in self._rules), *self._ignored]
        self._index = StemIndex([one.stems for one in patterns], usual)
        spans = (rule.pattern.span for rule in self._rules)
        self._spans = (*spans, *(None,) * len(self._ignored))
        self.told: Sequence[Known] = make.told
        """What was read of the patterns, in their order."""

    @classmethod
    def compile(cls, content: Content, cache: Path | None = None) -> DangerRules:
        """The rules of the content folder (they were checked when it was loaded).

        `cache`: a folder where what is read of the patterns is kept, which takes longer than all else.
        """
        if cache is None:
            return cls(content.danger, _usual(content))
        kept = cache / f"patterns-{key_of(content.danger)}.json"
        known = read_told(kept)
        rules = cls(content.danger, _usual(content), known)
        if not known:
            keep_told(rules.told, kept)
        return rules

    def read(self, text: str) -> Reading:
        """Read a text, to be looked at once or more often."""
        plain = clauses(text, self._expand)[1:-1]
        return Reading(text, plain, self._index.held(plain.split()), plain.isascii(), self)

    def look(self, text: str) -> Sign | None:
        """The highest sign in one message; `None` when the rules see nothing, which proves nothing."""
        reading = self.read(text)
        plain, rules = self._tried(reading)
        sign = self._shown(plain, rules)
        if sign is None:
            return self._asked(plain) or self._spoken_of(reading)
        return replace(sign, doubtful=True) if self._doubted(plain) else sign

    def danger(self, reading: Reading, before: Sequence[Reading] = ()) -> Sign | None:
        """The sign that calls for a screen: in this text, or in it and those before it as one sentence.

        The texts are of one person, a few seconds apart, oldest first: "hij heeft een" – "mes bij zich". What those
        before show without this one was answered then, and is no sign in this one.
        """
        parts = [one if one.by is self else self.read(one.text) for one in before]
        near = self._near(parts, reading)
        if near is not None and self._found(near) is None:
            reading.calm = len(parts)
            return None
        alone = self._danger(reading)
        if not parts:
            return alone
        together = self._danger(self._joined((*parts, reading)))
        if together is None or (alone is not None and alone.level >= together.level):
            return alone
        known = [self._danger(one) for one in (*parts, self._joined(parts))]
        if any(one is not None and one.level >= together.level for one in known):
            return alone
        return together

    def _near(self, parts: Sequence[Reading], reading: Reading) -> Reading | None:
        """Return the end of a row of texts, as long as rules may have to look back; None when that can't be told.

        When the row was calm before this text, nothing in it begins further back than the longest span before it.
        """
        row = (*parts, reading)
        spans = [self._spans[one] for one in self._index.rules(self._held(row))]
        if None in spans or not all(one.alike for one in row):
            return None
        first = len(parts)
        back = max((one for one in spans if one is not None), default=0)
        calm = bool(parts) and parts[-1].calm >= len(parts) - 1
        while first and (back >= 0 or not calm):
            first -= 1
            if parts[first].words:  # else it takes no room between the others (a smiley)
                back -= parts[first].words.count(" ") + 1
        return self._joined(row[first:])

    def _held(self, parts: Iterable[Reading]) -> int:
        return reduce(or_, (one.held for one in parts))

    def _joined(self, parts: Sequence[Reading]) -> Reading:
        if not all(one.alike for one in parts):
            return self.read(" ".join(one.text for one in parts))
        plain = " ".join(one.words for one in parts if one.words)
        return Reading("", plain, self._held(parts), alike=True, by=self)

    def _danger(self, reading: Reading) -> Sign | None:
        sign = self._found(reading)
        return sign if sign is not None and sign.level >= Level.AMBER else None

    def _found(self, reading: Reading) -> Sign | None:
        return self._shown(*self._tried(reading))

    def _tried(self, reading: Reading) -> tuple[str, list[_Rule]]:
        """Return the text without what does not count, and the rules that can find something in it."""
        plain = f" {reading.words} "
        numbers = self._index.rules(reading.held)
        first = len(self._rules)
        rules = [self._rules[one] for one in numbers if one < first]
        for one in numbers[len(rules) :]:
            plain = self._ignored[one - first].regex.sub(_BLANK, plain)
        return plain, rules

    def _shown(self, plain: str, rules: Iterable[_Rule]) -> Sign | None:
        """The highest sign of a category."""
        best: Sign | None = None
        for rule in rules:
            if best is not None and best.level is Level.RED:
                break
            for match in rule.pattern.regex.finditer(plain):
                level = self._level(rule.kind, match, plain)
                if best is None or level > best.level:
                    best = Sign(level, rule.kind.id)
                if level is Level.RED:
                    break
        return best

    def _level(self, kind: _Kind, match: re.Match[str], plain: str) -> Level:
        if self._denial.denies(match, plain):
            return Level.AMBER if self._denial.doubted(match, plain) else Level.INFO
        level = kind.level
        if level is Level.AMBER and kind.red_if is not None and kind.red_if.regex.search(plain):
            level = Level.RED
        if self._harmless.regex.search(plain):
            return Level.AMBER if self._overruled.regex.search(plain) else Level.INFO
        return level

    def _doubted(self, plain: str) -> bool:
        if self._doubtful is not None and self._doubtful.regex.search(plain):
            return True
        return self._harmless.regex.search(plain) is not None

    def _spoken_of(self, reading: Reading) -> Sign | None:
        plain = f" {reading.words} "
        first = len(self._rules)
        numbers = (one for one in self._index.rules(reading.held) if one >= self._spoken_from)
        spoken = any(self._ignored[one - first].regex.search(plain) for one in numbers)
        return Sign(Level.INFO, ASKED) if spoken else None

    def _asked(self, plain: str) -> Sign | None:
        match = self._ask.regex.search(plain)
        if match is None or self._denial.denies(match, plain):
            return None
        if self._harmless.regex.search(plain) and not self._overruled.regex.search(plain):
            return Sign(Level.INFO, ASKED)
        return Sign(Level.ASK, ASKED)


def _rules(categories: Iterable[Category], make: Patterns) -> Iterator[_Rule]:
    for category in categories:
        kind = _Kind(
            id=category.id,
            level=Level.RED if category.level == "red" else Level.AMBER,
            red_if=make.any_of(category.red_if) if category.red_if else None,
        )
        yield from (_Rule(make.any_of((item,)), kind) for item in category.patterns)
        yield from (_Rule(make.whole(item), kind) for item in category.whole)


def _usual(content: Content) -> set[str]:
    """The words of the content: people use them too, and they are nobody's."""
    wordings = (one for entry in content.entries.values() for one in (entry.nl, entry.en) if one)
    texts = (text for one in wordings for text in (one.question, one.answer, *one.paraphrases))
    return {CLAUSE_END, *(word for text in texts for word in words(text))}
