"""Patterns: the fragments of `danger.yaml` made into regular expressions over plain texts (`bot.faq.plain`)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from bot.faq.signs import DangerFile

_LIST: Final = re.compile(r"\{([A-Z]+)\}")


def filled(fragment: str, lists: Mapping[str, tuple[str, ...]]) -> str:
    """Return a fragment with its word lists filled in. Raises KeyError for a list that does not exist."""
    return _LIST.sub(lambda match: f"(?:{'|'.join(lists[match[1]])})", fragment)


def any_of(fragments: Iterable[str], lists: Mapping[str, tuple[str, ...]]) -> re.Pattern[str]:
    """Return a pattern for any of these fragments, in whole words."""
    joined = "|".join(filled(fragment, lists) for fragment in fragments)
    return re.compile(rf" (?:{joined})(?= )")


def whole(fragment: str, lists: Mapping[str, tuple[str, ...]]) -> re.Pattern[str]:
    """Return a pattern for a text that is this fragment and nothing else."""
    return re.compile(rf"^ (?:{filled(fragment, lists)})(?: \.)* $")


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
                re.compile(filled(fragment, danger.lists))
            except re.error as error:
                yield (*path, index), f"“{fragment}” is geen goed patroon: {error}."
            except KeyError as error:
                yield (*path, index), f"De woordenlijst {error.args[0]} bestaat niet."
