"""Sign of danger: what a message shows, by the rules in `danger.yaml`.

The rules are precise and catch only what is said in plain words. No sign means nothing: the
intake asks about danger too, and 112 is on every screen.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Final

from bot.faq.negation import Denial
from bot.faq.plain import clauses

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from bot.faq.content import Content
    from bot.faq.signs import Category, DangerFile

ASKED: Final = "ask"
"""The category of a sign that shows no kind of danger, only a word that may be one."""

_LIST: Final = re.compile(r"\{([A-Z]+)\}")
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


@dataclass(frozen=True, slots=True)
class _Kind:
    """A category, compiled."""

    id: str
    level: Level
    patterns: tuple[re.Pattern[str], ...]
    red_if: re.Pattern[str] | None


class DangerRules:
    """The rules, compiled once. Pure: looking keeps nothing."""

    def __init__(self, danger: DangerFile) -> None:
        lists = danger.lists
        self._expand = danger.expand
        self._ignore = _any_of(danger.ignore, lists)
        self._kinds = tuple(_compiled(category, lists) for category in danger.categories)
        self._gates = _gates(danger.categories, lists)
        self._ask = _any_of(danger.ask_words, lists)
        self._denial = Denial(danger.negation)
        harmless = [fragment for part in danger.context.harmless.values() for fragment in part]
        self._harmless = _any_of(harmless, lists)
        self._overruled = _any_of(danger.context.overruled_by, lists)

    @classmethod
    def compile(cls, content: Content) -> DangerRules:
        """The rules of the content folder (they were checked when it was loaded)."""
        return cls(content.danger)

    def look(self, text: str) -> Sign | None:
        """The highest sign in one message; `None` when the rules see nothing, which proves nothing."""
        plain = self._ignore.sub(_BLANK, clauses(text, self._expand))
        best: Sign | None = None
        if not any(gate.search(plain) for gate in self._gates):
            return self._asked(plain)
        for kind in self._kinds:
            if best is not None and best.level is Level.RED:
                break
            for match in _matches(kind, plain):
                level = self._level(kind, match, plain)
                if best is None or level > best.level:
                    best = Sign(level, kind.id)
                if level is Level.RED:
                    break
        return best if best is not None else self._asked(plain)

    def look_joined(self, texts: Sequence[str]) -> Sign | None:
        """The highest sign in several messages of one person, a few seconds apart.

        Each is looked at alone, and all of them as one sentence: "hij heeft een" – "mes bij zich".
        """
        looks = [self.look(text) for text in texts]
        if len(texts) > 1:
            looks.append(self.look(" ".join(texts)))
        return max(
            (sign for sign in looks if sign is not None), key=lambda sign: sign.level, default=None
        )

    def _level(self, kind: _Kind, match: re.Match[str], plain: str) -> Level:
        if self._denial.denies(match, plain):
            return Level.AMBER if self._denial.doubted(match, plain) else Level.INFO
        level = kind.level
        if level is Level.AMBER and kind.red_if is not None and kind.red_if.search(plain):
            level = Level.RED
        if self._harmless.search(plain):
            return Level.AMBER if self._overruled.search(plain) else Level.INFO
        return level

    def _asked(self, plain: str) -> Sign | None:
        match = self._ask.search(plain)
        if match is None or self._denial.denies(match, plain):
            return None
        if self._harmless.search(plain) and not self._overruled.search(plain):
            return Sign(Level.INFO, ASKED)
        return Sign(Level.ASK, ASKED)


def pattern_flaws(danger: DangerFile) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Patterns that can't be compiled or name an unknown word list: where, and a Dutch sentence."""
    fields: list[tuple[tuple[str | int, ...], tuple[str, ...]]] = [
        (("ask_words",), danger.ask_words),
        (("ignore",), danger.ignore),
        (("context", "overruled_by"), danger.context.overruled_by),
    ]
    fields += [(("lists", name), words) for name, words in danger.lists.items()]
    fields += [
        (("context", "harmless", name), part) for name, part in danger.context.harmless.items()
    ]
    fields += [
        (("negation", name), getattr(danger.negation, name))
        for name in ("before", "after", "stops", "subjects", "joiners", "pseudo", "doubt")
    ]
    for index, category in enumerate(danger.categories):
        fields.append((("categories", index, "patterns"), category.patterns))
        fields.append((("categories", index, "red_if"), category.red_if))
        fields.append((("categories", index, "whole"), category.whole))
    for path, fragments in fields:
        for index, fragment in enumerate(fragments):
            try:
                re.compile(_filled(fragment, danger.lists))
            except re.error as error:
                yield (*path, index), f"“{fragment}” is geen goed patroon: {error}."
            except KeyError as error:
                yield (*path, index), f"De woordenlijst {error.args[0]} bestaat niet."


def _filled(fragment: str, lists: Mapping[str, tuple[str, ...]]) -> str:
    return _LIST.sub(lambda match: f"(?:{'|'.join(lists[match[1]])})", fragment)


def _any_of(fragments: Iterable[str], lists: Mapping[str, tuple[str, ...]]) -> re.Pattern[str]:
    joined = "|".join(_filled(fragment, lists) for fragment in fragments)
    return re.compile(rf" (?:{joined})(?= )")


def _whole(fragment: str, lists: Mapping[str, tuple[str, ...]]) -> re.Pattern[str]:
    return re.compile(rf"^ (?:{_filled(fragment, lists)})(?: \.)* $")


def _compiled(category: Category, lists: Mapping[str, tuple[str, ...]]) -> _Kind:
    return _Kind(
        id=category.id,
        level=Level.RED if category.level == "red" else Level.AMBER,
        patterns=(
            *(_any_of((item,), lists) for item in category.patterns),
            *(_whole(item, lists) for item in category.whole),
        ),
        red_if=_any_of(category.red_if, lists) if category.red_if else None,
    )


def _gates(
    categories: Iterable[Category], lists: Mapping[str, tuple[str, ...]]
) -> tuple[re.Pattern[str], ...]:
    """Patterns one of which finds something exactly when one of the categories' own does, much sooner.

    A fragment with groups stays alone: joined to others its groups would get other numbers.
    """
    alone: list[str] = []
    joined: list[str] = []
    whole: list[re.Pattern[str]] = []
    for category in categories:
        for fragment in category.patterns:
            grouped = re.compile(_filled(fragment, lists)).groups > 0
            (alone if grouped else joined).append(fragment)
        whole += [_whole(fragment, lists) for fragment in category.whole]
    apart = [_any_of((fragment,), lists) for fragment in alone]
    return (_any_of(joined, lists), *apart, *whole) if joined else (*apart, *whole)


def _matches(kind: _Kind, plain: str) -> Iterator[re.Match[str]]:
    for pattern in kind.patterns:
        yield from pattern.finditer(plain)
