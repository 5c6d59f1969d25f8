"""Index: what the script of the exported pages searches in: words, and the entries and contacts they stand in.

It is no matcher: it knows words, their beginnings and small typing errors, but neither meaning nor denial.
"""

from __future__ import annotations

import json
from collections import defaultdict
from string import ascii_lowercase, digits
from typing import TYPE_CHECKING, Final

from bot.faq.markup import plain_text
from bot.faq.plain import words
from bot.web.knowledge.place import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from bot.faq.contact import Contact
    from bot.faq.content import Content
    from bot.faq.entry import Entry, Wording
    from bot.web.knowledge.site import Site

FOLDER: Final = "index"
SIGNS: Final = digits + ascii_lowercase
"""A word has no others (`bot.faq.plain`)."""

_NAME: Final = 6
"""How much a word counts in the name or number of a contact: who types that wants to call …"""
_HEART: Final = 4
"""… in the question or a keyword …"""
_ASKED: Final = 2
"""… in a way people ask …"""
_ANSWER: Final = 1
"""… and in the answer."""
_LEAST_LETTERS: Final = 2


def index(site: Site) -> Iterator[tuple[str, str]]:
    """Go through the files of the index: name, and what is in it.

    One for each language holds the entries as [address, question], and behind them the contacts as [address, name]; one for each first sign holds the words that begin
    with it, as {word: [entry, weight, …]}. So a search loads a few of the latter, however large the content grows.
    Words of both languages find an entry, as in the chat.
    """
    entries = [entry for entry in site.content.entries.values() if entry.theme is not None]
    contacts = list(site.content.contacts.values())
    for language in LANGUAGES:
        shown = [
            [site.address(language, one.id), one.wording(language).question] for one in entries
        ]
        shown += [
            [site.contact_address(language, one.id), one.name.get(language)] for one in contacts
        ]
        yield titles(language), f"kennis.titles({_json(shown)});\n"
    idle = {word for line in site.content.vocabulary.stop_words for word in words(line)}
    found: dict[str, list[int]] = defaultdict(list)
    for number, entry in enumerate(entries):
        for word, weight in _weights(entry, idle).items():
            found[word] += (number, weight)
    for number, contact in enumerate(contacts, len(entries)):
        for word in _called(contact, idle):
            found[word] += (number, _NAME)
    shelves: dict[str, dict[str, list[int]]] = {sign: {} for sign in SIGNS}
    for word, places in _with_synonyms(found, site.content).items():
        shelves[word[0]][word] = places
    for sign, shelf in shelves.items():
        yield f"{FOLDER}/w-{sign}.js", f'kennis.words("{sign}",{_json(shelf)});\n'


def titles(language: str) -> str:
    """Return the name of the file with the entries of a language."""
    return f"{FOLDER}/{language}.js"


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _weights(entry: Entry, idle: Collection[str]) -> dict[str, int]:
    """Return the words of an entry that say something, and how much each counts at most."""
    weights: dict[str, int] = {}
    for wording in (entry.nl, entry.en):
        if wording is None:
            continue
        for text, weight in _texts(wording):
            for word in words(text):
                if len(word) >= _LEAST_LETTERS and word not in idle:
                    weights[word] = max(weight, weights.get(word, 0))
    return weights


def _called(contact: Contact, idle: Collection[str]) -> Iterator[str]:
    """Go through the words of a contact's names that say something, and its numbers as they are typed, in parts and whole."""
    numbers = [one for one in (contact.phone, contact.phone_also) if one and contact.checked]
    said = (contact.name.nl, contact.name.en, contact.id.replace("_", " "), *numbers)
    whole = ("".join(words(one)) for one in numbers)
    yield from dict.fromkeys(
        one
        for one in (*words(" ".join(said)), *whole)
        if len(one) >= _LEAST_LETTERS and one not in idle
    )


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
