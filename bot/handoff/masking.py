"""Masking: a text with other words in place of some passages, and its entities moved to fit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import msgspec

from bot.handoff.merged import units

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bot.handoff.unsent import Spot

SHORTEST: Final = "…"
"""What stands for a passage where there is no room for a word: never longer than what it stands for."""

_STYLES: Final = frozenset(
    {
        "bold",
        "italic",
        "underline",
        "strikethrough",
        "spoiler",
        "code",
        "pre",
        "blockquote",
        "expandable_blockquote",
    }
)
"""Entities that only show how a text looks (Bot API, MessageEntity). Any other may hold what was masked."""


class Masked(NamedTuple):
    """A text as it may be read by others, with its entities in Telegram's own JSON."""

    text: str
    entities: str


class _Move(NamedTuple):
    """A passage in the old and in the new text, in UTF-16 units."""

    start: int
    end: int
    new_start: int
    new_end: int


def mask(
    text: str, entities: str, spots: Iterable[Spot], word: Callable[[str], str], longest: int
) -> Masked:
    """Return a text with `word(kind)` in place of each spot; shorter signs where it would get too long.

    `longest` is Telegram's limit in UTF-16 units, which are never fewer than the signs that it counts.
    """
    ordered = sorted(spots, key=lambda one: one.start)
    found = _replaced(text, entities, ordered, word)
    if units(found.text) > longest:
        found = _replaced(text, entities, ordered, lambda _: SHORTEST)
    return found


def _replaced(text: str, entities: str, spots: list[Spot], word: Callable[[str], str]) -> Masked:
    parts: list[str] = []
    moves: list[_Move] = []
    read = old = new = 0
    for spot in spots:
        between, passage, instead = (
            text[read : spot.start],
            text[spot.start : spot.end],
            word(spot.kind),
        )
        old, new = old + units(between), new + units(between)
        moves.append(_Move(old, old + units(passage), new, new + units(instead)))
        old, new = moves[-1].end, moves[-1].new_end
        parts += (between, instead)
        read = spot.end
    parts.append(text[read:])
    return Masked("".join(parts), _moved(entities, moves))


def _moved(entities: str, moves: list[_Move]) -> str:
    if entities == "[]":
        return entities
    known: list[dict[str, Any]] = msgspec.json.decode(entities)
    kept = []
    for entity in known:
        start, end = entity["offset"], entity["offset"] + entity["length"]
        touched = any(one.start < end and start < one.end for one in moves)
        if touched and entity["type"] not in _STYLES:
            continue
        begin, stop = _new_place(start, moves, last=False), _new_place(end, moves, last=True)
        kept.append({**entity, "offset": begin, "length": stop - begin})
    return msgspec.json.encode(kept).decode()


def _new_place(at: int, moves: list[_Move], *, last: bool) -> int:
    """Return where a place in the old text is in the new one; within a passage that is its begin or its end."""
    shift = 0
    for one in moves:
        if at <= one.start:
            break
        if at < one.end:
            return one.new_end if last else one.new_start
        shift = one.new_end - one.end
    return at + shift
