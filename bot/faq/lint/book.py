"""Book: contacts that nothing uses, and words in the vocabulary that mean two things."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.faq.folder import META
from bot.faq.lint.formatting import link_flaw
from bot.faq.plain import bare
from bot.faq.problem import Flaw, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.faq.book import VocabularyFile
    from bot.faq.survey import Survey


def contacts(survey: Survey) -> Iterator[Flaw]:
    """Contacts that are never shown, as far as all that could show them can be read, and addresses that are none."""
    shown_in = (*(f"nl/{name}.yaml" for name in (*survey.shelves, META)), "danger.yaml")
    all_read = all(survey.folder.whole(name) for name in shown_in)
    used = {name for items in survey.dutch.values() for _, one in items for name in one.contacts}
    if survey.danger is not None:
        used |= {name for screen in survey.danger.screens for name in screen.contacts}
    for at, contact in survey.contact_items:
        if all_read and contact.id not in used and not survey.folder.mentions(f":{contact.id}}}"):
            sentence = f"Contact “{contact.id}” staat bij geen enkel antwoord of scherm."
            mend = "Noem het bij een antwoord, of haal het weg."
            yield Flaw(("contacts", at, "id"), sentence, mend, Rule.UNUSED_CONTACT)
        if contact.url is not None and (found := link_flaw(contact.url)) is not None:
            yield Flaw(("contacts", at, "url"), *found, Rule.LINK)


def vocabulary(words: VocabularyFile) -> Iterator[Flaw]:
    """Typed words that stand for two words of ours, and forms that no typed word can have."""
    meant: dict[str, str] = {}
    for ours, typed in words.synonyms.items():
        for at, one in enumerate(typed):
            other = meant.setdefault(bare(one), ours)
            if other != ours:
                yield Flaw(
                    ("synonyms", ours, at),
                    f"“{one}” staat bij “{ours}” en bij “{other}”.",
                    "Laat het staan bij het woord waar het het meest voor betekent.",
                    Rule.VOCABULARY,
                )
            elif other == ours and bare(one) == bare(ours):
                yield Flaw(
                    ("synonyms", ours, at),
                    f"“{one}” is het woord zelf.",
                    "Haal het hier weg.",
                    Rule.VOCABULARY,
                )
    for short in words.abbreviations:
        if short != short.lower():
            yield Flaw(
                ("abbreviations", short),
                f"“{short}” heeft een hoofdletter; zo wordt het nooit gevonden.",
                "Schrijf het klein.",
                Rule.VOCABULARY,
            )
