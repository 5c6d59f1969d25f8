"""Heads: a choice of patterns sorted by first letter, so that most of them need not be tried at a word.

A regular expression tries the parts of a choice one after the other. Sorted, it tries one part per letter. What the
sorted pattern finds somewhere, the plain choice finds somewhere too, and the other way round; not necessarily the same
match.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_QUANTIFIERS: Final = ("?", "*", "+", "{")


def by_letter(fragments: Iterable[str]) -> str:
    """Return one pattern for any of these fragments. They hold no groups but `(?:…)`."""
    letters: defaultdict[str, dict[str, None]] = defaultdict(dict)
    others: list[str] = []
    for fragment in fragments:
        for head in _heads(fragment):
            if head[:1].isalnum() and not head[1:].startswith(_QUANTIFIERS):
                letters[head[0]][head[1:]] = None
            else:
                others.append(head)
    sorted_ = [f"{letter}(?:{'|'.join(rests)})" for letter, rests in letters.items()]
    return "|".join((*sorted_, *others))


def _heads(fragment: str) -> list[str]:
    """Take choices and what is optional at the beginning of a fragment apart."""
    parts = _parts(fragment)
    if len(parts) > 1:
        return [head for part in parts for head in _heads(part)]
    if not fragment.startswith("(?:"):
        return [fragment]
    end = _end(fragment)
    inside, rest = _parts(fragment[3:end]), fragment[end + 1 :]
    without: list[str] = []
    if rest.startswith("?") and not rest[1:].startswith(_QUANTIFIERS):
        rest = rest[1:]
        without = _heads(rest)
    elif rest.startswith(_QUANTIFIERS):
        return [fragment]
    return [head for part in inside for head in _heads(part + rest)] + without


def _parts(fragment: str) -> list[str]:
    """Split a choice; one part when it is none."""
    parts, start = [], 0
    for index, sign, depth in _signs(fragment):
        if sign == "|" and depth == 0:
            parts.append(fragment[start:index])
            start = index + 1
    return [*parts, fragment[start:]]


def _end(fragment: str) -> int:
    """Return where the group closes with which a fragment begins."""
    return next(index for index, sign, depth in _signs(fragment) if sign == ")" and depth == 0)


def _signs(fragment: str) -> list[tuple[int, str, int]]:
    """Return the signs that mean something, with how deep in groups they stand (`(` and `)` outside theirs)."""
    found, depth, index, in_class = [], 0, 0, -1
    while index < len(fragment):
        sign = fragment[index]
        if sign == "\\":
            index += 2
            continue
        if in_class >= 0:
            # Right behind `[` or `[^` a bracket is a letter like any other.
            if sign == "]" and fragment[in_class + 1 : index] not in ("", "^"):
                in_class = -1
        elif sign == "[":
            in_class = index
        else:
            depth -= sign == ")"
            found.append((index, sign, depth))
            depth += sign == "("
        index += 1
    return found
