"""A merged message: texts of hers that had to wait, in one message, in order, each under the time she wrote it."""

from __future__ import annotations

from functools import reduce
from typing import Annotated, Any, Final, NamedTuple

import msgspec
from msgspec import Struct

from bot.declared import Sort, parts
from bot.handoff.ids import MessageId

LONGEST: Final = 4096
"""Length of a text (Bot API, sendMessage), here in UTF-16 units: never fewer than what the server counts."""
ENTITIES: Final = 100
"""Entities in one message; the server drops those beyond."""

_BETWEEN: Final = "\n\n"


class Size(NamedTuple):
    """How much of a message something takes."""

    units: int
    """UTF-16 units."""
    entities: int

    def with_(self, other: Size) -> Size:
        """Return how much both take."""
        return Size(self.units + other.units, self.entities + other.entities)

    def fits(self) -> bool:
        """Tell whether Telegram takes parts of this size as one message; nothing stands after the last of them."""
        return self.units - units(_BETWEEN) <= LONGEST and self.entities <= ENTITIES


class Part(Struct, frozen=True):
    """One text in a merged message."""

    source: Annotated[
        MessageId, parts.MERGED.holds("the number of her message", sort=Sort.PSEUDONYM)
    ]
    """Her message."""
    clock: Annotated[str, parts.MERGED.holds("when she wrote it", sort=Sort.PERSONAL)]
    """When she wrote it, as people read it."""
    text: Annotated[str, parts.MERGED.holds("her text")]
    entities: Annotated[str, parts.MERGED.holds("its formatting")] = "[]"
    """Telegram's own JSON; offsets in UTF-16 units."""

    @property
    def size(self) -> Size:
        """How much of a message it takes, with the time above it and what stands between it and the next."""
        own = 0 if self.entities == "[]" else len(_read(self.entities))
        return Size(units(self.clock) + 1 + units(self.text) + units(_BETWEEN), own + 1)


class Merged(Struct, frozen=True):
    """What one merged message holds. Without parts, nothing of it is known any more."""

    parts: tuple[Part, ...] = ()

    @property
    def text(self) -> str:
        """The text as it is sent."""
        return _BETWEEN.join(f"{part.clock}\n{part.text}" for part in self.parts)

    @property
    def entities(self) -> str:
        """The entities of the whole as JSON: each time is bold, and those of the parts are moved right."""
        return msgspec.json.encode(self._entities()).decode()

    @property
    def layout(self) -> tuple[tuple[MessageId, int], ...]:
        """Each part, and where it begins in the text (UTF-16 units)."""
        found, at = [], 0
        for part in self.parts:
            found.append((part.source, at))
            at += part.size.units
        return tuple(found)

    @property
    def size(self) -> Size:
        """How much all of it takes."""
        return reduce(Size.with_, (part.size for part in self.parts), Size(0, 0))

    def fits(self) -> bool:
        """Tell whether Telegram takes it as one message."""
        return self.size.fits()

    def holds(self, source: MessageId) -> bool:
        """Tell whether a message of hers is one of the parts."""
        return any(part.source == source for part in self.parts)

    def changed(self, source: MessageId, text: str, entities: str) -> Merged:
        """Return it with another text for one of the parts."""
        return Merged(
            tuple(
                msgspec.structs.replace(part, text=text, entities=entities)
                if part.source == source
                else part
                for part in self.parts
            )
        )

    def _entities(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        for part, (_, start) in zip(self.parts, self.layout, strict=True):
            found += headed(part.clock, part.entities, start)
        return found


def headed(heading: str, entities: str, start: int = 0) -> list[dict[str, Any]]:
    """Return the entities of a text with a bold line above it, where that line begins at `start`."""
    head = units(heading)
    moved = [
        {**entity, "offset": entity["offset"] + start + head + 1} for entity in _read(entities)
    ]
    return [{"type": "bold", "offset": start, "length": head}, *moved]


def _read(entities: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = msgspec.json.decode(entities)
    return found


def units(text: str) -> int:
    """Return the length of a text in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2
