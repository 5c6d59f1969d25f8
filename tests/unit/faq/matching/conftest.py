"""A small FAQ to learn from, and a stand-in for the encoder."""

from __future__ import annotations

import pytest

from bot.faq.matching.corpus import Corpus, Phrasing, Words

PHRASINGS = {
    "open": (
        "wanneer is de bibliotheek open",
        "hoe laat gaat de bibliotheek open",
        "openingstijden van de bibliotheek",
        "is de bibliotheek zondag open",
        "tot hoe laat kan ik naar de bibliotheek",
        "hoe laat sluit de bibliotheek",
    ),
    "lend": (
        "hoeveel boeken mag ik lenen",
        "hoe lang mag ik een boek lenen",
        "mag ik een boek langer lenen",
        "wat kost het lenen van een boek",
        "boeken lenen zonder pas",
        "kan ik een boek voor iemand anders lenen",
    ),
    "pass": (
        "hoe vraag ik een pas aan",
        "wat kost een pas",
        "mijn pas is kwijt",
        "ik ben mijn pas verloren",
        "waar krijg ik een nieuwe pas",
        "mag ik de pas van mijn zus gebruiken",
    ),
    "quiet": (
        "mag ik hier niet bellen",
        "waarom mag ik niet praten in de studiezaal",
        "is bellen in de studiezaal verboden",
        "praten in de studiezaal",
        "moet het stil zijn in de studiezaal",
        "waar mag ik bellen",
    ),
    "print": (
        "waar kan ik printen",
        "wat kost een afdruk in kleur",
        "de printer doet het niet",
        "hoe print ik vanaf mijn telefoon",
        "kan ik dubbelzijdig afdrukken",
        "printen vanaf een usb stick",
    ),
}

WORDS = Words(
    synonyms={"bibliotheek": ("bieb", "library")},
    abbreviations={"wnr": "wanneer"},
    stop_words=("hoe", "ik", "dat", "nu", "doen", "moet", "de", "het", "een", "is"),
    pleasantries=("hallo", "goede morgen", "alvast bedankt"),
    never_corrected=("mes", "pand"),
)


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    """Five entries of six phrasings, and a keyword."""
    owners = list(PHRASINGS)
    rows = [
        Phrasing(text, owners.index(owner), "nl")
        for owner, texts in PHRASINGS.items()
        for text in texts
    ]
    return Corpus(
        ids=tuple(owners),
        phrasings=(*rows, Phrasing("openingstijden", 0, "nl", keyword=True)),
        words=WORDS,
        named=(("ik ben zelf bibliothecaris", "colleague"),),
    )
