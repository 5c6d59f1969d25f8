"""Examples: sentences that tell of danger, and harmless ones that sound alike, as maintainers write them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import StringConstraints

from bot.faq.model import Identifier, Model

if TYPE_CHECKING:
    from collections.abc import Iterator

Sentences = Annotated[str, StringConstraints(min_length=1)]
"""One sentence on each line; empty lines do not count."""


class DangerExamples(Model):
    """`danger_examples.yaml`. `danger` is by categories of `danger.yaml`, `harmless` by kinds that only help to find one's way."""

    danger: dict[Identifier, Sentences]
    harmless: dict[Identifier, Sentences]

    def sentences(self) -> Iterator[tuple[str, str]]:
        """Yield each sentence with its category; that of a harmless one is empty."""
        for category, text in self.danger.items():
            yield from ((sentence, category) for sentence in _lines(text))
        for text in self.harmless.values():
            yield from ((sentence, "") for sentence in _lines(text))


def _lines(text: str) -> Iterator[str]:
    return (line.strip() for line in text.splitlines() if line.strip())
