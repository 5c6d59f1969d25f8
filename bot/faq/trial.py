"""Trial: golden questions, and whether what the bot does with them is what is expected."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.faq.content import Content
    from bot.faq.entry import Expected


class Trial(NamedTuple):
    """A golden question. `entry` is empty when nothing at all may be found."""

    ask: str
    language: str
    expect: Expected
    entry: str

    def holds(self, outcome: str, entries: Sequence[str]) -> bool:
        """Tell whether an outcome is what is expected.

        To be given an entry is better than to be offered it, so that is no failure. A danger screen gives no entry.
        """
        found = tuple(entries) if outcome in {"answer", "choices"} else ()
        if self.expect == "none":
            return self.entry not in found if self.entry else not found
        return self.entry in found and (self.expect == "choices" or outcome == "answer")


def trials(content: Content) -> Iterator[Trial]:
    """Return all golden questions, in the order in which they are written, those beside the entries last."""
    for entry in content.entries.values():
        for language, wording in (("nl", entry.nl), ("en", entry.en)):
            if wording is not None:
                for one in wording.tests:
                    yield Trial(one.ask, language, one.expect, entry.id)
    for loose in content.golden:
        yield Trial(loose.ask, loose.language, loose.expect, loose.entry or "")


def phrasings(content: Content) -> Iterator[tuple[str, str, str]]:
    """Return every way of asking that stands in the content: text, language, and id of its entry."""
    for entry in content.entries.values():
        for language, wording in (("nl", entry.nl), ("en", entry.en)):
            if wording is not None:
                for text in (wording.question, *wording.paraphrases, *wording.keywords):
                    yield text, language, entry.id
