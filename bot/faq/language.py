"""Language: whether a text is in one that the bot reads, Dutch or English. Pure; a doubt counts as readable."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from bot.faq.content import Content

_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_LEAST_WORDS: Final = 4
"""Shorter texts tell too little of their language."""
_LEAST_KNOWN: Final = 0.3
"""Share of known words below which a text is in another language. Dutch and English ones lie far above."""

# The words that Dutch and English sentences can hardly do without; ones that are as common in
# German, French, Turkish or Polish are left out.
_COMMON: Final = frozenset(
    """
    aan als altijd bij ben dat deze dit doen doet door een eens en er geen gaat ga gaan haar had heb hebben
    heeft hem het hij hoe hun iemand iets ik jaar je jij jou jouw kan kunnen maar mag meer met mij mijn moet
    mn naar niet niets nog nu of om ons ook op over school te toch tot uit van veel vind voor waar wat we weet
    weten wel wie wij wil word wordt zal ze zeer zegt zei zich zij zijn zo zou
    about all and are because been but can could did do does for from get had has have he her him his how i'm
    if into is it its just know like me my no not of on one or our out she should so some than that the their
    them then there they this to up us was we were what when where which who will with would you your
    """.split()  # noqa: SIM905 - a paragraph of words reads better than a list of a hundred quotes
)


class Language:
    """Knows the words of the content, beside the most common ones."""

    def __init__(self, content: Content) -> None:
        """Learn the words of the answers and of the ways people ask."""
        known = set(_COMMON)
        for entry in content.entries.values():
            for wording in (entry.nl, entry.en):
                if wording is None:
                    continue
                for text in (wording.question, wording.answer, *wording.paraphrases):
                    known.update(_words(text))
        self._known = frozenset(known)

    def readable(self, text: str) -> bool:
        """Tell whether a text is Dutch or English; too few words to tell count as readable."""
        if not any(map(str.isalpha, text)):
            return any(map(str.isdigit, text))
        if not text.isascii() and not _mostly_latin(text):
            return False
        words = _words(text)
        if len(words) < _LEAST_WORDS:
            return True
        return sum(map(self._known.__contains__, words)) >= _LEAST_KNOWN * len(words)


def _mostly_latin(text: str) -> bool:
    """Tell whether at least half of the letters are Latin ones."""
    others = sum(
        sign > "\x7f" and sign.isalpha() and "LATIN" not in unicodedata.name(sign, "")
        for sign in text
    )
    letters = sum(map(str.isalpha, text))
    return (letters - others) * 2 >= letters


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())
