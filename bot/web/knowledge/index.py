"""Index: what the script of the exported pages searches in: words, and the entries they stand in.

It is no matcher: it knows words, their beginnings and small typing errors, but neither meaning nor denial.
"""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from bot.faq.markup import plain_text
from bot.faq.plain import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.faq.content import Content
    from bot.faq.entry import Entry, Wording
    from bot.web.knowledge.site import Site

_HEART: Final = 4
"""How much a word counts in the question or a keyword …"""
_ASKED: Final = 2
"""… in a way people ask …"""
_ANSWER: Final = 1
"""… and in the answer."""
_LEAST_LETTERS: Final = 2


def index(site: Site, language: str) -> str:
    """Return the index of one language as a script: entries as [address, question], words as {word: [entry, weight, …]}.

    Words of both languages find an entry, as in the chat.
    """
    content = site.content
    entries = [entry for entry in content.entries.values() if entry.theme is not None]
    found: dict[str, list[int]] = defaultdict(list)
    for number, entry in enumerate(entries):
        for word, weight in sorted(_weights(entry, content).items()):
            found[word] += (number, weight)
    shown = [
        [site.address(language, entry.id), entry.wording(language).question] for entry in entries
    ]
    data = {"entries": shown, "words": _with_synonyms(found, content)}
    return f"var kennis = {json.dumps(data, ensure_ascii=False, separators=(',', ':'))};\n"


def _weights(entry: Entry, content: Content) -> dict[str, int]:
    """Return the words of an entry, and how much each counts at most."""
    idle = {word for line in content.vocabulary.stop_words for word in words(line)}
    weights: dict[str, int] = {}
    for wording in (entry.nl, entry.en):
        if wording is None:
            continue
        for text, weight in _texts(wording):
            for word in words(text):
                if len(word) >= _LEAST_LETTERS and word not in idle:
                    weights[word] = max(weight, weights.get(word, 0))
    return weights


def _texts(wording: Wording) -> Iterator[tuple[str, int]]:
    for text in (wording.question, wording.label, *wording.keywords):
        yield text, _HEART
    for text in wording.paraphrases:
        yield text, _ASKED
    for text in (wording.short or "", wording.answer, *wording.next_steps):
        yield plain_text(text), _ANSWER


def _with_synonyms(found: Mapping[str, list[int]], content: Content) -> dict[str, list[int]]:
    """Let a word that no entry holds find the entries that hold another word of the same meaning."""
    whole = dict(found)
    for ours, typed in content.vocabulary.synonyms.items():
        group = {word for one in (ours, *typed) if " " not in (word := " ".join(words(one)))}
        entries = {number for word in group for number in found.get(word, ())[::2]}
        for word in group - found.keys():
            whole[word] = [part for number in sorted(entries) for part in (number, _ASKED)]
    return {word: places for word, places in sorted(whole.items()) if places}
