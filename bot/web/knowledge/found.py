"""Found: what a search on the pages finds: by the matcher of the bot, and by the words themselves.

On a page one looks and chooses, so more is shown than the bot would offer; danger still comes first.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.faq.danger import Level
from bot.faq.guess import by_both
from bot.faq.markup import plain_text
from bot.faq.named import contacts_called
from bot.faq.offered import offered
from bot.faq.plain import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.faq.contact import Contact
    from bot.faq.content import Content
    from bot.faq.danger import Sign
    from bot.faq.entry import Entry
    from bot.handoff.knowledge import Knowledge

LONGEST: Final = 200
"""How much of what was typed is used, in characters: what a search costs is bounded."""
BEST: Final = 8
ALSO: Final = 10
CALLED: Final = 4
_LEAST_LETTERS: Final = 3
_LEAST_BEGINNING: Final = 4
"""Letters from which a word may be the beginning of another one."""


@dataclass(frozen=True, slots=True)
class Found:
    """What is shown for a search. Nothing in it is what was typed."""

    best: tuple[Entry, ...]
    """What the matcher gives or offers, best first."""
    sure: bool
    """The matcher gives the first of them as the answer."""
    also: tuple[Entry, ...]
    """Other entries in which every word stands."""
    warning: str
    """A line about danger, when the words show some."""
    cut: bool
    call: tuple[Contact, ...] = ()
    """Whom to call, when the words show danger."""
    called: tuple[Contact, ...] = ()
    """Contacts of this name or number."""


class Search:
    """Searches one version of the content. Pure: the same words find the same."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self._content = knowledge.content
        self._idle = {word for line in self._content.vocabulary.stop_words for word in words(line)}
        self._words = [
            (entry, sorted(set(words(_text(entry)))))
            for entry in self._content.entries.values()
            if entry.theme is not None
        ]

    def find(self, typed: str, language: str) -> Found | None:
        """Return what is found for typed words; None when there are none."""
        text = " ".join(typed.split())
        if not text:
            return None
        # Danger is looked for in all of it: the rest of a pasted story may be what matters.
        sign = self._danger(text)
        cut, text = len(text) > LONGEST, text[:LONGEST]
        match = self.knowledge.finder.match(text, language, BEST)
        best = offered(self._content, match)
        calm = sign is None or sign.level < Level.AMBER
        also = [entry for entry in self._with_words(text) if entry not in best] if calm else []
        return Found(
            best=best,
            sure=match.decision == "answer"
            and bool(best)
            and best[0].id == match.candidates[0].entry_id,
            also=tuple(also[:ALSO]),
            warning=danger_line(self._content, sign, language) if sign is not None else "",
            cut=cut,
            call=() if calm else self._whom_to_call(sign),
            called=self._called(text) if calm else (),
        )

    def _danger(self, text: str) -> Sign | None:
        """Return the sign of danger in the words: by the rules, and by what they are like once that was learned."""
        sign, likeness = self.knowledge.watch.look(text), self.knowledge.likeness
        return sign if likeness is None else by_both(sign, likeness.look(text))

    def _whom_to_call(self, sign: Sign | None) -> tuple[Contact, ...]:
        """Return the contacts that the chat would show on its screen for such a sign."""
        if sign is None:
            return ()
        screen = self._content.screen(red=sign.level is Level.RED, category=sign.category)
        return tuple(self._content.contacts[one] for one in screen.contacts)

    def _called(self, text: str) -> tuple[Contact, ...]:
        """Return the contacts with a name in which every word stands, or with this number."""
        named = " ".join(one for one in text.split() if not set(words(one)) & self._idle)
        found = contacts_called(self._content, named.rstrip("?!.") if named else text)
        return tuple(self._content.contacts[one] for one in found[:CALLED])

    def _with_words(self, text: str) -> Iterator[Entry]:
        """Go through the entries in which every word stands, or one that begins like it."""
        asked = [one for one in words(text) if len(one) >= _LEAST_LETTERS and one not in self._idle]
        if asked:
            for entry, known in self._words:
                if all(_begins(known, word) for word in asked):
                    yield entry


def danger_line(content: Content, sign: Sign, language: str) -> str:
    """Return what to say first at a sign of danger, in one line."""
    if sign.level >= Level.AMBER:
        red = sign.level is Level.RED
        return content.screen(red=red, category=sign.category).short.get(language)
    return content.danger.lines["ask" if sign.level is Level.ASK else "info"].get(language)


def _begins(known: Sequence[str], word: str) -> bool:
    """Tell whether one of these words, which are in order, begins like `word`; a short one must be the same."""
    at = bisect_left(known, word)
    if at == len(known):
        return False
    return known[at].startswith(word) if len(word) >= _LEAST_BEGINNING else known[at] == word


def _text(entry: Entry) -> str:
    wordings = [entry.nl] if entry.en is None else [entry.nl, entry.en]
    return " ".join(
        plain_text(text)
        for one in wordings
        for text in (one.question, one.short or "", one.answer, *one.next_steps, *one.keywords)
    )
