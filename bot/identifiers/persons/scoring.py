"""Scoring: how likely a word is to begin a person's name, by what it is and what stands around it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.identifiers.persons.bare import NEVER, SURE, UNKNOWN, capital, shouted, small
from bot.identifiers.persons.hints import (
    ACTS,
    ARTICLES,
    AUXILIARIES,
    CALLED,
    CALLING,
    CLANS,
    GREETINGS,
    GROUPS,
    LABELS,
    LEANING,
    LINKING,
    OWNING,
    PLACING,
    RELATIONS,
    ROLES,
    SAID,
    STRONG,
    THINGS,
    TITLES,
    TOWARDS,
)
from bot.identifiers.persons.names import Sort
from bot.identifiers.persons.public import ABBREVIATED, ALONE, FUNCTION, OTHERS, SCRIPTURE
from bot.identifiers.persons.spelled import genitive, is_word, mistyped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.identifiers.persons.token import Token

ENOUGH: Final = 2.0
"""From here it is a name."""

_AGE: Final = re.compile(
    r", zo (?:noem|heet)|,? ?(?:\(|, )(?:\d{1,2}\b(?!\s*(?:uur|euro|%|keer|x\b|:))|leerling|mentor|jongen|meisje|v\b|m\b|leerl|she|he\b|mijn|my\b|uit\b|niet z|a student)"
    r"|^ (?:van )?\d{1,2} ?(?:jaar|jr|years)|^ \d{1,2},|^,? ?\(?(?:geb\b|geboren|born|°)|^ \d{6}"
)
_FROM: Final = re.compile(
    r"^ (?:uit|van|in|from) (?:mijn|m'n|mn|me|onze|groep|klas|de klas|havo|vmbo|vwo|de groep|de \w+klas|my|our|\d ?[a-z]{0,5}\b|\d ?(?:havo|vmbo|vwo|mavo|kader|mbo))",
    re.IGNORECASE,
)
_PLACED: Final = re.compile(r"^ (?:van|from|uit) (?:de|het|'t|onze|ons|die|my|our|the) [a-zà-ÿ]")
"""Behind a given name that begins a sentence: "Tess van de balie"."""
_SPEAKS: Final = re.compile(r"^ ?:\s")
_ENDING: Final = frozenset("sxz")
_GERMAN: Final = frozenset(
    ("ich", "und", "nicht", "ein", "eine", "einen", "ist", "wir", "auch", "mit", "auf")
)
"""Where two of these stand every noun has a capital."""
_SEVERAL: Final = 2
_INITIALS: Final = 2
"""Letters with points that may be somebody without being told so."""
_CONTRACTED: Final = re.compile(r"['’](?:m|ll|ve|re|d|t)$")
_NEXT: Final = 24
_DIRECT: Final = re.compile(r"\.?[ ,:\"'“‘(]{1,3}")
_NO_NAMES: Final = ALONE | FUNCTION | TITLES
_ANNOUNCING: Final = CALLED | RELATIONS | LABELS
_OBJECTS: Final = frozenset({"hem", "haar", "him", "her"})
_MANY: Final = frozenset({"de", "the"})
_JOINT: Final = frozenset({"en", "of", "and", "or", "&", "met", "with"})


class Scorer:
    """The words of one text, and what speaks for each."""

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        """`tokens`: the words of the text."""
        self._text = text
        self._tokens = tokens
        self._german = sum(token.norm in _GERMAN for token in tokens) >= _SEVERAL

    def near(self, left: int, right: int) -> bool:
        """Whether two tokens stand side by side, with a space and perhaps a comma, colon or quote between them."""
        if not 0 <= left < right < len(self._tokens):
            return False
        one, other = self._tokens[left], self._tokens[right]
        gap = self._text[one.end + 2 * one.owner : other.start]
        return _DIRECT.fullmatch(gap) is not None

    def beside(self, left: int, right: int) -> bool:
        """Whether nothing but a space stands between two tokens."""
        if not 0 <= left < right < len(self._tokens):
            return False
        one, other = self._tokens[left], self._tokens[right]
        return not one.owner and self._text[one.end : other.start] in (" ", "  ")

    def score(self, at: int, *, after_name: bool) -> float:
        """What speaks for a name beginning at a token; `ENOUGH` and more is one.

        `after_name`: the last name ended right before it, with a comma or "en" between.
        """
        token = self._tokens[at]
        if token.norm in _NO_NAMES or token.initials or len(token.norm) < 2:
            return NEVER
        if not token.norm.isalpha() and _CONTRACTED.search(token.norm):
            return NEVER
        if token.norm in OTHERS and not (token.known & Sort.GIVEN and self._whole(at)):
            return NEVER
        around = self._before(at, token) + self._after(at, token) + 1.2 * after_name
        if self._german and not token.known:
            around -= 1.2
        if not token.known and around + UNKNOWN < ENOUGH and token.norm[-1] != "s":
            # The lists of words need not be asked.
            return around
        if SCRIPTURE.match(self._text, token.end):
            return NEVER
        if not token.capital:
            return around + small(token)
        return around + (shouted(token) if token.shouted else capital(token))

    def lettered(self, first: int, last: int, letters: int) -> bool:
        """Whether letters with points, of which there are so many, stand for somebody."""
        if self._text[self._tokens[first].start : self._tokens[last].end] in ABBREVIATED:
            return False
        before = self._tokens[first - 1].norm if self.near(first - 1, first) else ""
        if before in ROLES or before in SAID:
            return True
        if letters < _INITIALS:
            return False
        if before in LEANING or before in TOWARDS:
            return True
        if _AGE.match(self._text[self._tokens[last].end :][:_NEXT]):
            return True
        return self.beside(last, last + 1) and self._tokens[last + 1].norm in ACTS

    def somebody(self, at: int) -> bool:
        """Whether what stands around a word in small letters fits a person."""
        if self.near(at - 1, at) and self._tokens[at - 1].norm in TOWARDS | ROLES:
            return True
        return self.beside(at, at + 1) and self._tokens[at + 1].norm in ACTS | AUXILIARIES | OWNING

    def _whole(self, at: int) -> bool:
        """Whether a second name stands right behind: "Mei Ling" is no month."""
        if not self.beside(at, at + 1):
            return False
        after = self._tokens[at + 1]
        return (
            after.capital
            and bool(after.known & (Sort.GIVEN | Sort.LISTED | Sort.FAMILY))
            and after.norm not in OTHERS
        )

    def _before(self, at: int, token: Token) -> float:
        if not self.near(at - 1, at) or (token.opens and not self._told(at)):
            return 0.0
        last = self._tokens[at - 1].norm
        told = 0.0
        if last in TITLES:
            told = 2.4
        elif last in RELATIONS:
            told = 2.2
        elif (
            last in ("van", "of")
            and at > 1
            and self._tokens[at - 2].norm in RELATIONS
            and token.capital
        ):
            # "De ouders van Okke".
            told = 0.8
        elif last in CALLED or (
            last in LINKING
            and any(self._tokens[one].norm in CALLING for one in range(max(0, at - 4), at - 1))
        ):
            told = -0.5 if self._of_a_group(at) else 2.4
            if last in _OBJECTS and token.capital and told > 0:
                # "Ze noemen hem Smiley": a word, but with a capital.
                told = 3.4
        elif last in LABELS:
            told = 2.0
        elif last in GREETINGS:
            told = 1.2
        elif last in GROUPS:
            told = -2.0
        elif last in PLACING:
            told = -1.0
        elif last in ARTICLES and not (last in _MANY and genitive(token)):
            told = -1.0 if token.known & Sort.GIVEN and not token.known & Sort.AMBIGUOUS else -2.2
        elif last in LEANING:
            told = 0.5
        elif (self._tokens[at - 1].opens or at == 1) and (last in AUXILIARIES or last in ACTS):
            # "Heeft Tim", "Is Joy": a question.
            told = 0.6
        if not token.capital and last in TOWARDS:
            if (
                token.known & Sort.LISTED
                and not token.known & (Sort.WORD | Sort.AMBIGUOUS)
                and len(token.norm) >= SURE
            ):
                return 1.6
            if not token.known and mistyped(token.norm):
                return 2.4
        if (
            not token.capital
            and not token.known
            and last not in SAID
            and not (last in LINKING and told)
        ):
            return min(told, 0.0)
        if not token.capital and token.known & Sort.AMBIGUOUS and last not in SAID:
            return min(told, 0.0)
        if not token.capital:
            # What fits a capital fits any word.
            return told if told > 1.5 or told < 0 else 0.2 if told else 0.0
        return told

    def _of_a_group(self, at: int) -> bool:
        """Whether it is a group or a thing that has the name: "een server met de naam"."""
        return any(self._tokens[one].norm in GROUPS for one in range(max(0, at - 6), at))

    def _told(self, at: int) -> bool:
        """Whether what ends a sentence before a word is a colon behind a word of naming."""
        return self._tokens[at - 1].norm in _ANNOUNCING

    def _after(self, at: int, token: Token) -> float:
        told = 0.0
        behind = self._text[token.end + 2 * token.owner : token.end + 2 * token.owner + _NEXT]
        if _AGE.match(behind):
            told += 1.2
        if _FROM.match(behind):
            told += 0.8
        if token.owner:
            told += 0.8
        elif behind[:2] in ("' ", "’ ") and token.norm[-1] in _ENDING and token.capital:
            # "Iris' vriend"
            told += 1.4
        if token.opens and _SPEAKS.match(behind):
            told += 1.2
        if token.opens and token.known & Sort.GIVEN and _PLACED.match(behind):
            told += 1.4
        if token.capital and self._listed(at):
            told += 1.4
        if token.capital and self._set_apart(at):
            told += 0.8
        if self.beside(at, at + 1):
            after = self._tokens[at + 1]
            if after.norm in ACTS:
                told += 1.4 if token.capital else 0.8
            elif after.norm in AUXILIARIES:
                told += 0.6 if token.known else 1.2
            elif (
                after.norm in ARTICLES
                and self.beside(at + 1, at + 2)
                and self._tokens[at + 2].norm in ROLES
            ):
                told += 1.2
            elif after.norm in OWNING:
                told += 1.4 if token.capital else 0.8
            elif token.capital and after.norm in STRONG:
                told += self._surname(at + 1)
            elif after.norm in CLANS and token.capital:
                told += 5.0 if token.known & Sort.FAMILY else 3.5
            elif after.norm in THINGS:
                told -= 2.5
            elif token.known & Sort.AMBIGUOUS and after.capital and after.norm in FUNCTION:
                # The title of something: "Kick It Out".
                told -= 2.0
            elif after.capital and not after.shouted and token.capital:
                told += self._followed(after)
        return told

    def _surname(self, at: int) -> float:
        """What "van", "de" and the like say, with a family name behind them: "Dylano van den Berg"."""
        for ahead in range(at, min(at + 4, len(self._tokens))):
            token = self._tokens[ahead]
            if token.norm not in STRONG:
                family = token.capital and token.known & Sort.FAMILY and token.norm not in OTHERS
                return 1.5 if family else 0.0
            if not self.beside(ahead, ahead + 1):
                break
        return 0.0

    def _listed(self, at: int) -> bool:
        """Whether a name comes next in a row: "An en Bob", "Sem, Finn"."""
        for ahead in (at + 1, at + 2):
            if ahead >= len(self._tokens):
                return False
            token = self._tokens[ahead]
            if token.norm not in _JOINT:
                gap = self._text[self._tokens[ahead - 1].end : token.start]
                joined = ahead == at + 2 or gap == ", "
                return bool(
                    joined
                    and token.known & (Sort.GIVEN | Sort.LISTED)
                    and token.capital
                    and token.norm not in OTHERS
                )
        return False

    def _set_apart(self, at: int) -> bool:
        """Whether it stands between commas, or brackets: "een meid in mijn groep, Jente, die"."""
        token = self._tokens[at]
        before = self._text[max(0, token.start - 2) : token.start]
        after = self._text[token.end : token.end + 1]
        return not token.opens and (
            (before == ", " and after == ",") or (before[-1:] == "(" and after == ")")
        )

    def _followed(self, after: Token) -> float:
        """What a second capital right behind the first says."""
        if after.norm in OTHERS or after.norm in THINGS:
            return -2.0
        if after.known & Sort.PLACE and not after.known & Sort.FAMILY:
            return 0.0
        if after.known & (Sort.FAMILY | Sort.GIVEN | Sort.LISTED):
            return 1.4
        return 0.0 if is_word(after.norm) else 0.8
