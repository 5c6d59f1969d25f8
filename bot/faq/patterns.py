"""Pattern: a fragment of `danger.yaml` as a regular expression over plain texts (`bot.faq.plain`), compiled when needed.

Most messages need few of them, and to compile all takes longer than the rest of a start. So of each pattern it is only
read what every match of it must hold; that tells which ones a message needs.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Final

from bot.faq.span import span
from bot.faq.stems import parsed, stems

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from bot.faq.signs import DangerFile
    from bot.faq.stems import Stems

    Words = Mapping[str, tuple[str, ...]]
    Known = tuple[tuple[Stems, ...], int | None]

_LIST: Final = re.compile(r"\{([A-Z]+)\}")
_FIRST_SIGN: Final = 0xE000
"""The lists are named by signs that no text holds (Unicode, "Private Use Area")."""
_LOOKS_BACK: Final = "(?<"


class Pattern:
    """A regular expression that is compiled when it is first used."""

    def __init__(
        self, fill: Callable[[], str], known: tuple[Stems, ...], spaces: int | None
    ) -> None:
        """`fill` returns it with its word lists; `known` and `spaces` are its stems and its span."""
        self._fill = fill
        self.stems = known
        self.span = spaces

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The pattern, compiled."""
        return re.compile(self._fill())


class Patterns:
    """Makes patterns of fragments; the word lists in them are read once, and only when something must be read."""

    def __init__(self, lists: Words, known: Iterable[Known] = ()) -> None:
        """`known`: what is told of the patterns already, in the order in which they will be asked for.

        Raises re.error when a word of a list is no pattern.
        """
        self._lists = lists
        self._known = iter(known)
        self._signs = {name: chr(_FIRST_SIGN + at) for at, name in enumerate(lists)}
        self.told: list[Known] = []
        """Of each pattern that was asked for its stems and its span."""

    def any_of(self, fragments: Iterable[str]) -> Pattern:
        """Return a pattern for any of these fragments, in whole words."""
        return self._made(f" (?:{'|'.join(fragments)})(?= )")

    def whole(self, fragment: str) -> Pattern:
        """Return a pattern for a text that is this fragment and nothing else."""
        return self._made(rf"^ (?:{fragment})(?: \.)* $")

    def _made(self, pattern: str) -> Pattern:
        told = next(self._known, None) or self._read(pattern)
        self.told.append(told)
        return Pattern(lambda: filled(pattern, self._lists), *told)

    def _read(self, pattern: str) -> Known:
        short = _LIST.sub(lambda match: self._signs[match[1]], pattern)
        return stems(short, self._of_lists[0]), span(short, self._of_lists[1])

    @cached_property
    def _of_lists(self) -> tuple[dict[str, tuple[Stems, ...]], dict[str, int | None]]:
        """The stems and the span of each list, by its sign."""
        lists = {sign: f"(?:{'|'.join(self._lists[name])})" for name, sign in self._signs.items()}
        return {sign: stems(one) for sign, one in lists.items()}, {
            sign: span(one) for sign, one in lists.items()
        }


def filled(fragment: str, lists: Words) -> str:
    """Return a fragment with its word lists filled in. Raises KeyError for a list that does not exist."""
    return _LIST.sub(lambda match: f"(?:{'|'.join(lists[match[1]])})", fragment)


def pattern_flaws(danger: DangerFile) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Patterns that can't be compiled or name an unknown word list: where, and a Dutch sentence."""
    fields: list[tuple[tuple[str | int, ...], tuple[str, ...]]] = [
        (("ask_words",), danger.ask_words),
        (("ignore",), danger.ignore),
        (("spoken_of",), danger.spoken_of),
        (("context", "overruled_by"), danger.context.overruled_by),
        (("context", "doubtful"), danger.context.doubtful),
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
                _check(fragment, danger.lists)
            except re.error as error:
                yield (*path, index), f"“{fragment}” is geen goed patroon: {error}."
            except KeyError as error:
                yield (*path, index), f"De woordenlijst {error.args[0]} bestaat niet."


def _check(fragment: str, lists: Words) -> None:
    """Raise re.error or KeyError when a fragment is no pattern."""
    for name in _LIST.findall(fragment):
        lists[name]
    if _LOOKS_BACK in fragment:
        # How far it looks back is only known when it is compiled.
        re.compile(filled(fragment, lists))
    else:
        parsed(_LIST.sub("x", fragment))
