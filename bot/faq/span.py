"""Span: how many words a pattern can look at, before a match of it and in it. Like stems, it is read from the pattern."""

from __future__ import annotations

from re import _parser  # type: ignore[attr-defined]  # not public; see `bot.faq.stems`
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from bot.faq.stems import parsed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_NO_SPACES = frozenset({"AT_END", "AT_BOUNDARY", "AT_NON_BOUNDARY"})


def span(pattern: str, lists: Mapping[str, int | None] = MappingProxyType({})) -> int | None:
    """Return the most spaces between the first and the last sign that a match takes, looks back at or looks ahead at.

    `lists`: signs in the pattern that stand for a list of words, and the most spaces in each list.

    None when there is no such number, or when the pattern asks where the text begins.

    Raises:
        re.error: it is no pattern.
    """
    return _all(parsed(pattern), lists)


def _all(parts: Iterable[tuple[Any, Any]], lists: Mapping[str, int | None]) -> int | None:
    total = 0
    for what, value in parts:
        size = _one(str(what), value, lists)
        if size is None:
            return None
        total += size
    return total


def _one(name: str, value: Any, lists: Mapping[str, int | None]) -> int | None:
    match name:
        case "LITERAL":
            sign = chr(value)
            return lists[sign] if sign in lists else int(sign.isspace())
        case "NOT_LITERAL" | "ANY":
            return 1
        case "IN":
            return _of_choice([_of_set(str(kind), of, lists) for kind, of in value])
        case "AT":
            return 0 if str(value) in _NO_SPACES else None
        case "SUBPATTERN":
            return _all(value[3], lists)
        case "BRANCH":
            return _of_choice([_all(one, lists) for one in value[1]])
        case "MAX_REPEAT" | "MIN_REPEAT":
            return _repeated(_all(value[2], lists), value[1])
        case "ASSERT" | "ASSERT_NOT":
            return _all(value[1], lists)
        case _:
            return None


def _of_choice(sizes: list[int | None]) -> int | None:
    return None if None in sizes else max(size for size in sizes if size is not None)


def _of_set(kind: str, of: Any, lists: Mapping[str, int | None]) -> int | None:
    if kind == "LITERAL" and chr(of) in lists:
        return lists[chr(of)]
    return 0 if _without_spaces(kind, of) else 1


def _repeated(size: int | None, most: Any) -> int | None:
    if not size:
        return size
    return None if most is _parser.MAXREPEAT else size * int(most)


def _without_spaces(kind: str, of: Any) -> bool:
    match kind:
        case "LITERAL":
            return not chr(of).isspace()
        case "RANGE":
            return chr(of[0]) > " " and of[1] < 0x80
        case "CATEGORY":
            return str(of) in ("CATEGORY_WORD", "CATEGORY_DIGIT")
        case _:
            return False
