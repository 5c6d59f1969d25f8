"""Metrics: what was counted, and how things stand.

A message pays nothing for it: plain numbers are read when somebody asks. Nothing is kept per person or case.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from bot.tally import Histogram, Tally
    from bot.web.exposition import Exposition
    from bot.web.facts import Facts


class Counted(NamedTuple):
    """A tally to show; `labels` name the words of its kinds."""

    name: str
    help: str
    labels: tuple[str, ...]
    tally: Tally


class Timed(NamedTuple):
    """A histogram of seconds to show."""

    name: str
    help: str
    histogram: Histogram


class Metrics:
    """What this process can tell. Made once by the wiring, which adds what each door counts."""

    def __init__(self) -> None:
        self._counted: list[Counted] = []
        self._timed: list[Timed] = []
        self._exposition: Exposition | None = None

    def counter(self, name: str, help: str, labels: tuple[str, ...], tally: Tally) -> None:
        """Show a tally; `labels` name the words of its kinds. `_total` comes behind the name."""
        self._counted.append(Counted(name, help, labels, tally))

    def histogram(self, name: str, help: str, histogram: Histogram) -> None:
        """Show a histogram of seconds."""
        self._timed.append(Timed(name, help, histogram))

    def text(self, facts: Facts, accept: str) -> tuple[bytes, str]:
        """Return all of it, and its content type, in the format that `accept` (the header) prefers."""
        if self._exposition is None:
            # Not at the top: a helpline that nobody measures does without the library.
            from bot.web.exposition import Exposition

            self._exposition = Exposition(self._counted, self._timed)
        return self._exposition.text(facts, accept)
