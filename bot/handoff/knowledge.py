"""Knowledge: what a decision may ask of the content: answers, danger signs and forms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from bot import identifiers

if TYPE_CHECKING:
    from bot.faq.content import Content
    from bot.faq.danger import Reading, Sign
    from bot.faq.guess import Guess
    from bot.faq.matcher import Explanation, Match
    from bot.faq.talk import Talk
    from bot.identifiers import Find
    from bot.intake.form import Form


class Finder(Protocol):
    """Finds the entry that answers a question, and knows when nothing fits."""

    def match(self, text: str, language: str, limit: int = 3) -> Match:
        """Rank the entries for a question."""
        ...

    def ranked(self, text: str, limit: int = 10) -> Match:
        """Rank them the same way, with the ones that come nearest whatever is decided."""
        ...

    def explain(self, text: str, language: str, limit: int = 3) -> Explanation:
        """Rank them the same way, and say why."""
        ...


class Watch(Protocol):
    """Looks for danger signs."""

    def look(self, text: str) -> Sign | None:
        """Look at one message."""
        ...

    def read(self, text: str) -> Reading:
        """Read a message, to be looked at once or more often."""
        ...

    def danger(self, reading: Reading, before: Sequence[Reading] = ()) -> Sign | None:
        """Look for danger in a message, alone and as one with those that came a few seconds before it."""
        ...


class Likeness(Protocol):
    """Tells whether a message is like what people write who tell of danger."""

    def look(self, text: str) -> Guess:
        """Guess at one message. Takes some milliseconds."""
        ...


class Identifiers(Protocol):
    """Finds what in a text points at one person."""

    def __call__(self, text: str) -> Sequence[Find]:
        """Return what was found, in the order of the text, none over another."""
        ...


@dataclass(frozen=True, slots=True)
class Knowledge:
    """One version of the content, ready for use. Older forms stay for those who started with them."""

    content: Content
    finder: Finder
    watch: Watch
    talk: Talk
    form: Form
    identifiers: Identifiers = identifiers.find
    forms: Mapping[str, Form] = field(default_factory=dict)
    likeness: Likeness | None = None
    """Learned after the start, aside; until then there are the patterns."""

    def form_of(self, version: str) -> Form:
        """Return the form with this version id; the newest one when that is no longer known."""
        return self.forms.get(version, self.form)
