"""Stems: pieces of words, one of which is in every match of a pattern. So a text without them need not be searched.

This asks the standard library how it reads a pattern, and only takes what every match must hold: letters and figures
that stand in it as they are, one behind the other. Whatever it does not know tells nothing, and a pattern of which
nothing is known is tried on every text. Which stem is used never changes what is found.
"""

from __future__ import annotations

from functools import lru_cache

# The parser of `re` is not public. It is used for reading only; a shape that it makes one day and that is not known
# here is passed over.
from re import _parser  # type: ignore[attr-defined]  # typeshed leaves it out
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

SHORTEST: Final = 2
"""Letters. Shorter pieces are in nearly every text."""

_NOT_YET: Final = -1

Stems = frozenset[str]


def stems(
    pattern: str, lists: Mapping[str, tuple[Stems, ...]] = MappingProxyType({})
) -> tuple[Stems, ...]:
    """Return sets of stems; every match of the pattern holds one of each set, within a word.

    `lists`: signs in the pattern that stand for a list of words, and the sets of each list.

    Raises:
        re.error: it is no pattern.
    """
    return tuple(_sets(parsed(pattern), lists))


@lru_cache(maxsize=1)  # what is asked about stems is asked about its span next
def parsed(pattern: str) -> Iterable[tuple[Any, Any]]:
    """Return how the standard library reads a pattern.

    Raises:
        re.error: it is no pattern.
    """
    tree: Iterable[tuple[Any, Any]] = _parser.parse(pattern)
    return tree


def _sets(parts: Iterable[tuple[Any, Any]], lists: Mapping[str, tuple[Stems, ...]]) -> list[Stems]:
    found: list[Stems] = []
    run = ""
    for what, value in parts:
        name = str(what)
        if name == "LITERAL" and _in_word(chr(value)):
            run += chr(value)
            continue
        found += _of_run(run)
        run = ""
        if name == "LITERAL":
            found += lists.get(chr(value), ())
        elif name == "IN":
            # Of "one list or another" the standard library makes a choice of signs.
            found += _of_choice([list(lists.get(_sign(one), ())) for one in value])
        elif name == "SUBPATTERN":
            _, flags_on, flags_off, inside = value
            # With other flags a letter may stand for other letters.
            found += _sets(inside, lists) if not flags_on and not flags_off else []
        elif name in ("MAX_REPEAT", "MIN_REPEAT") and value[0] >= 1:
            found += _sets(value[2], lists)
        elif name == "BRANCH":
            found += _of_choice([_sets(one, lists) for one in value[1]])
    return found + _of_run(run)


def _sign(one: tuple[Any, Any]) -> str:
    return chr(one[1]) if str(one[0]) == "LITERAL" else ""


def _in_word(sign: str) -> bool:
    return sign.isascii() and (sign.islower() or sign.isdigit())


def _of_run(run: str) -> list[Stems]:
    return [frozenset((run,))] if len(run) >= SHORTEST else []


def _of_choice(choices: list[list[Stems]]) -> list[Stems]:
    """Return one set with stems of each choice: any match took one of them."""
    if not all(choices):
        return []
    return [frozenset().union(*(max(sets, key=_rare) for sets in choices))]


def _rare(one: Stems) -> tuple[int, bool]:
    """Guess how seldom a set is in a text: long stems are rarer, and so are figures."""
    return min(map(len, one)), min(one).isdigit()


class StemIndex:
    """Files rules by their stems, and finds those that a text can be about. Rules are numbered; it is immutable.

    What a text holds is one number, with a bit for each set of stems: so the texts of some seconds are taken together
    with `|`. The first sets of all rules come first, rule by rule, then the second ones, and so on.
    """

    def __init__(self, rules: Sequence[Sequence[Stems]], usual: Iterable[str] = ()) -> None:
        """Take the sets of stems of each rule. `usual` are words to be looked up once."""
        self._size = len(rules)
        self._depth = max(map(len, rules), default=0)
        self.nothing = 0
        """What a text without any stem holds: as if the sets were found that a rule does not have."""
        self._bits: dict[str, int] = {}
        for number, sets in enumerate(rules):
            for depth in range(self._depth):
                bit = 1 << (number + depth * self._size)
                if depth >= len(sets):
                    self.nothing |= bit
                    continue
                for stem in sets[depth]:
                    self._bits[stem] = self._bits.get(stem, 0) | bit
        # The shortest stems are found as they are, the others by how they begin.
        self._starting: dict[str, list[str]] = {}
        for stem in self._bits:
            if len(stem) > SHORTEST:
                self._starting.setdefault(stem[: SHORTEST + 1], []).append(stem)
        self._usual = dict.fromkeys(usual, _NOT_YET)

    def held(self, words: Iterable[str]) -> int:
        """Return what these words hold."""
        held = self.nothing
        usual = self._usual
        for word in words:
            within = usual.get(word)
            if within is None:
                within = self._within(word)
            elif within == _NOT_YET:
                within = usual[word] = self._within(word)
            if within:
                held |= within
        return held

    def rules(self, held: int) -> list[int]:
        """Return the numbers of the rules of which no set is missing, in order."""
        both = (1 << self._size) - 1
        for depth in range(self._depth):
            both &= held >> (depth * self._size)
        found: list[int] = []
        while both:
            lowest = both & -both
            found.append(lowest.bit_length() - 1)
            both ^= lowest
        return found

    def _within(self, word: str) -> int:
        starting, bits = self._starting, self._bits
        held = 0
        for start in range(len(word) - SHORTEST + 1):
            begin = word[start : start + SHORTEST]
            if begin in bits:
                held |= bits[begin]
            begin = word[start : start + SHORTEST + 1]
            if begin in starting:
                for stem in starting[begin]:
                    if word.startswith(stem, start):
                        held |= bits[stem]
        return held
