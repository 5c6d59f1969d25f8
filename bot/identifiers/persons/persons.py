"""Persons: the names of people in a text, from the first word of each to its last."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.identifiers.find import Find, Kind
from bot.identifiers.persons.glance import nobody
from bot.identifiers.persons.hints import (
    ACTS,
    ARTICLES,
    BORROWED,
    CALLED,
    GROUPS,
    HONORIFICS,
    LEANING,
    LINKING,
    PLACING,
    RELATIONS,
    STRONG,
    THINGS,
    TITLES,
    TOWARDS,
)
from bot.identifiers.persons.names import Sort
from bot.identifiers.persons.public import ALONE, FIGURES, OTHERS
from bot.identifiers.persons.scoring import ENOUGH, Scorer
from bot.identifiers.persons.spelled import genitive, is_word
from bot.identifiers.persons.token import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.identifiers.persons.token import Token
    from bot.identifiers.seen import Seen

_LONGEST: Final = 4
"""Words of the longest public name."""
_MOST: Final = 6
"""Words that one name has at most."""
_BEGINNINGS: Final = frozenset(name.split(" ", 1)[0] for name in FIGURES)
_JOINING: Final = frozenset(
    {",", " en", " of", " and", " or", " &", ", en", ", and", "/", " /", " met", " with"}
)
_SAYING: Final = CALLED | TITLES | RELATIONS | LINKING | TOWARDS
"""Behind these a word of which nothing is known is looked at, in small letters too."""
_NICKNAME: Final = re.compile(r" [\"'“”‘’„`]{1,2}[^\"'“”‘’„`.!?\n]{2,25}[\"'”’`]{1,2} ")
_NAMES: Final = Sort.GIVEN | Sort.LISTED
_PARTICLES: Final = STRONG | BORROWED


def persons(seen: Seen, taken: Iterable[tuple[int, int]]) -> Iterator[Find]:
    """Names of people outside the places that are taken by other finds."""
    if nobody(seen):
        return
    yield from Reading.of(seen.text, taken).finds()


class Reading:
    """One text, read from its first word to its last."""

    def __init__(self, text: str, words: Sequence[Token]) -> None:
        """`words`: the words of the text, not read yet."""
        self._text = text
        self._words = words
        self._scorer = Scorer(text, words)
        self._names: list[tuple[int, int]] = []
        """The first and the last word of each name."""
        self._public: set[int] = set()

    @classmethod
    def of(cls, text: str, taken: Iterable[tuple[int, int]]) -> Reading:
        """Read a text outside the places that are taken by other finds."""
        reading = cls(text, tokens(text, taken))
        reading._read()
        return reading

    def _read(self) -> None:
        """Find the names, then the same names once more."""
        at = 0
        while at < len(self._words):
            token = self._words[at]
            if not token.capital and not token.known and not self._may_begin(at, token):
                at += 1
                continue
            public = self._figure(at) if token.norm in _BEGINNINGS else 0
            if public:
                self._public.update(range(at, at + public))
                at += public
                continue
            last = self._name(at)
            if last is None:
                at += 1
            else:
                self._names.append((at, last))
                at = last + 1
        if self._names:
            self._again()

    def finds(self) -> Iterator[Find]:
        """The names as places in the text."""
        for first, last in self._names:
            end = self._words[last].end
            yield Find(
                Kind.PERSON,
                self._words[first].start,
                end - 1 if genitive(self._words[last]) else end,
            )

    def _figure(self, at: int) -> int:
        """How many words from here on are the name of somebody whom everybody knows; 0: none."""
        name = self._words[at].norm
        longest = 0
        for count in range(1, _LONGEST + 1):
            if name in FIGURES:
                longest = count
            if not self._scorer.beside(at + count - 1, at + count):
                break
            name += f" {self._words[at + count].norm}"
        return longest

    def _may_begin(self, at: int, token: Token) -> bool:
        """Whether a word in small letters, of which nothing is known, is worth a look."""
        return (
            token.norm[-1] == "s"
            or token.norm in _PARTICLES
            or token.norm in _BEGINNINGS
            or (at > 0 and self._words[at - 1].norm in _SAYING)
        )

    def _name(self, at: int) -> int | None:
        """The last word of a name that begins here; None: none does."""
        token = self._words[at]
        if not (token.capital or token.known & _NAMES or self._may_begin(at, token)):
            return None
        if token.initials:
            last = self._family(at + 1) if self._scorer.beside(at, at + 1) else None
            return self._lettered(at) if last is None else self._extended(last, token)
        if token.norm in _PARTICLES:
            last = self._led(at)
            if last is not None:
                return self._extended(last, token)
        if self._scorer.score(at, after_name=self._follows(at)) < ENOUGH:
            return None
        return self._extended(at, token)

    def _lettered(self, at: int) -> int | None:
        """The last of the letters that stand for a name, where somebody is spoken of: "mevrouw K. B.", "M.K. (16)"."""
        last = at
        while self._scorer.beside(last, last + 1) and self._words[last + 1].initials:
            last += 1
        letters = sum(one.text.count(".") for one in self._words[at : last + 1])
        if letters == 1 and self._words[at].opens:
            return None
        return last if self._scorer.lettered(at, last, letters) else None

    def _led(self, at: int) -> int | None:
        """The last word of a family name that begins with a particle: "Van den Heuvel", behind a title at least."""
        last = self._family(at)
        if last is None:
            return None
        before = self._words[at - 1].norm if self._scorer.near(at - 1, at) else ""
        token = self._words[at]
        if before in GROUPS:
            return None
        if before in HONORIFICS or (before in TITLES and token.capital):
            return last
        behind = self._words[last]
        sure = token.norm not in ("de", "het", "la", "le", "el", "al") or behind.known & Sort.FAMILY
        return last if token.capital and not token.opens and sure and token.norm != "het" else None

    def _family(self, at: int) -> int | None:
        """The last word of a family name from here on: particles, then a word with a capital."""
        first = at
        while at < len(self._words) and at - first < 3 and self._words[at].norm in _PARTICLES:
            if not self._scorer.beside(at, at + 1):
                return None
            at += 1
        if at >= len(self._words):
            return None
        token = self._words[at]
        if (
            not token.capital
            or token.shouted
            or token.norm in OTHERS
            or token.norm in THINGS
            or token.initials
        ):
            return None
        led = self._words[first].norm
        if (
            token.known & Sort.PLACE
            and (
                led in ("den", "de", "het", "ter", "ten")
                if token.known & Sort.FAMILY
                else at - first < 2
            )
            and not (led == "de" and token.known & Sort.FAMILY)
        ):
            return None
        return at

    def _extended(self, at: int, head: Token) -> int:
        """The last word of a name of which everything up to a word is sure."""
        last = at
        while last - at < _MOST:
            nicked = self._nicked(last) if head.capital else None
            if nicked is not None:
                last = nicked
                continue
            if not self._scorer.beside(last, last + 1):
                break
            after = self._words[last + 1]
            if after.initials:
                last += 1
            elif after.norm in _PARTICLES:
                family = (
                    self._family(last + 1) or self._shortened(last + 1)
                    if head.capital
                    else self._small_family(last + 1)
                )
                if family is None:
                    break
                last = family
            elif self._continues(after, head):
                last += 1
            else:
                break
        return last

    def _nicked(self, at: int) -> int | None:
        """The last word of a family name behind a nickname in quotes: "Jan 'Spike' de Boer"."""
        quoted = _NICKNAME.match(self._text, self._words[at].end)
        if quoted is None:
            return None
        behind = at + 1
        while behind < len(self._words) and self._words[behind].start < quoted.end():
            behind += 1
        if behind >= len(self._words) or self._words[behind].start != quoted.end():
            return None
        return self._family(behind)

    def _continues(self, after: Token, head: Token) -> bool:
        """Whether a word belongs to the name before it."""
        if (
            after.norm in OTHERS
            or after.norm in ALONE
            or after.norm in THINGS
            or len(after.norm) < 2
        ):
            return False
        if not after.capital:
            if head.capital or after.known & Sort.PLACE:
                return False
            if after.known & (Sort.GIVEN | Sort.AMBIGUOUS) == Sort.GIVEN:
                return True
            return bool(after.known & Sort.FAMILY) and not is_word(after.norm)
        if after.shouted or not head.capital:
            return False
        if after.known & (Sort.FAMILY | Sort.GIVEN | Sort.LISTED):
            return True
        if after.known & Sort.PLACE:
            return not after.known & Sort.PROPER and bool(head.known & Sort.GIVEN)
        return after.norm not in ACTS | ARTICLES | LEANING | PLACING

    def _shortened(self, at: int) -> int | None:
        """The letter that stands for a family name behind particles: "Ilse de W."."""
        first = at
        while (
            at - first < 3
            and self._words[at].norm in _PARTICLES
            and self._scorer.beside(at, at + 1)
        ):
            at += 1
        return at if self._words[at].initials else None

    def _small_family(self, at: int) -> int | None:
        """The same in small letters, where the name is a known one: "daan de vries"."""
        first = at
        while at < len(self._words) and at - first < 3 and self._words[at].norm in STRONG:
            if not self._scorer.beside(at, at + 1):
                return None
            at += 1
        return at if at < len(self._words) and self._words[at].known & Sort.FAMILY else None

    def _follows(self, at: int) -> bool:
        """Whether a name stands right before, with a comma or "en" between."""
        if not self._names:
            return False
        between = self._text[self._words[self._names[-1][1]].end : self._words[at].start]
        return between.rstrip() in _JOINING and between.endswith(" ")

    def _again(self) -> None:
        """Names that were found once are found wherever they stand."""
        covered = {
            at for first, last in self._names for at in range(first, last + 1)
        } | self._public
        heads = {self._words[first].norm for first, _ in self._names}
        for at, token in enumerate(self._words):
            if at in covered or token.norm not in heads:
                continue
            if (
                token.capital
                or (token.known & _NAMES and not token.known & Sort.AMBIGUOUS)
                or self._scorer.somebody(at)
            ):
                self._names.append((at, at))
        self._names.sort()
