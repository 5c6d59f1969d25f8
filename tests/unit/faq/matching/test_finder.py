"""Finder: what becomes of a question, and why."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.faq.matcher import Match
from bot.faq.matching.finder import Finder, finder

if TYPE_CHECKING:
    from bot.faq.matching.corpus import Corpus


@pytest.fixture(scope="module")
def small(corpus: Corpus) -> Finder:
    """A finder for the small FAQ, by words alone."""
    return finder(corpus)


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("tot hoe laat is de bieb zondag open", "open"),
        ("how late does the library open", "open"),
        ("ik heb mijn pas verloren waar krijg ik een nieuwe", "pass"),
        ("wat kost printen in kleur", "print"),
        ("hoe lang mag ik boekn lenen", "lend"),
    ],
)
def test_questions_in_other_words(small: Finder, text: str, entry: str) -> None:
    """What shares words, parts of words or synonyms with phrasings ranks its entry first."""
    assert small.ranked(text).candidates[0].entry_id == entry


def test_a_phrasing_is_answered_at_once(small: Finder) -> None:
    """A text that stands in the content word for word is answered, pleasantries around it or not."""
    for text in (
        "Mijn pas is kwijt!",
        "Hallo, mijn pas is kwijt, alvast bedankt",
        "openingstijden",
    ):
        match = small.match(text, "nl")
        assert match.decision == "answer"
        assert len(match.candidates) == 1
        assert match.candidates[0].score == 1.0


def test_a_phrasing_of_two_entries_is_offered(corpus: Corpus) -> None:
    """Word for word, but at two entries: she chooses."""
    double = replace(corpus.phrasings[0], owner=2)
    match = finder(replace(corpus, phrasings=(*corpus.phrasings, double))).match(double.text, "nl")
    assert match.decision == "choices"
    assert {one.entry_id for one in match.candidates} == {"open", "pass"}


def test_some_entries_are_found_by_name_only(small: Finder) -> None:
    """An entry outside the ranking is found by its own words, and by no others."""
    assert small.match("Ik ben zelf bibliothecaris.", "nl").candidates[0].entry_id == "colleague"
    found = small.ranked("bibliothecaris", limit=99).candidates
    assert "colleague" not in {one.entry_id for one in found}


def test_small_words_alone_find_nothing(small: Finder) -> None:
    """There is nothing to go by, so nothing is even near."""
    assert small.match("hoe moet ik dat nu doen", "nl") == Match("none", ())


def test_one_or_two_words_are_never_answered(small: Finder) -> None:
    """Unless they are a keyword."""
    assert small.match("pas kwijt", "nl").decision != "answer"
    assert small.match("boek lenen", "nl").decision != "answer"


def test_unknown_words_are_never_answered(small: Finder) -> None:
    """Small words and parts of words are no ground to answer on."""
    assert small.match("hoe is dat fietsenhok nu", "nl").decision != "answer"


@pytest.fixture(scope="module")
def bold(corpus: Corpus) -> Finder:
    """A finder that answers whatever comes first, to see what holds it back."""
    return finder(replace(corpus, wrong=1.0))


def test_a_denied_question_does_not_get_the_opposite(bold: Finder) -> None:
    """“May I … not” is offered choices at best where no phrasing of the entry says not."""
    assert bold.match("mag ik een boek nog langer lenen", "nl").decision == "answer"
    assert bold.match("mag ik een boek niet langer lenen", "nl").decision == "choices"
    assert "ontkenning" in bold.explain("mag ik een boek niet langer lenen", "nl").reason
    assert bold.match("mag ik in de studiezaal dan niet bellen", "nl").decision == "answer"


def test_an_entry_with_few_phrasings_is_only_offered(corpus: Corpus) -> None:
    """However well it fits, and even word for word."""
    shy = finder(replace(corpus, wrong=1.0, offered_only=frozenset({2})))
    for text in ("ik heb mijn pas verloren en nu", "mijn pas is kwijt"):
        match = shy.match(text, "nl")
        assert match.decision == "choices"
        assert match.candidates[0].entry_id == "pass"


def test_the_limit_holds(small: Finder) -> None:
    """Never more than asked for, best first."""
    scores = [one.score for one in small.ranked("mag ik bellen over mijn pas", limit=3).candidates]
    assert len(scores) == 3
    assert scores == sorted(scores, reverse=True)


def test_an_explanation_tells_why(small: Finder) -> None:
    """The nearest phrasing, what was corrected, the thresholds, and a sentence."""
    told = small.explain("ik ben mijn pas verlroen", "nl")
    assert told.corrections == (("verlroen", "verloren"),)
    assert told.near[0].entry_id == "pass"
    assert told.near[0].phrasing == "ik ben mijn pas verloren"
    assert told.near[0].likeness > 0.9
    assert {"answer", "choices", "confidence"} <= told.thresholds.keys()
    assert told.reason


def test_an_explanation_is_of_the_match(small: Finder) -> None:
    """What is explained is what would be done."""
    for text in (
        "wat kost een pas",
        "boek lenen",
        "hoe moet ik dat nu doen",
        "wat eten we vanavond",
    ):
        assert small.explain(text, "nl").match.decision == small.match(text, "nl").decision


def test_confusions_name_a_phrasing_in_the_wrong_place(corpus: Corpus) -> None:
    """A phrasing about one thing that stands with another entry is what is confused most."""
    stray = replace(corpus.phrasings[1], text="hoe laat sluit en opent de bibliotheek", owner=4)
    found = finder(replace(corpus, phrasings=(*corpus.phrasings, stray))).confusions()
    worst = found[0]
    assert (worst.phrasing, worst.entry_id, worst.found_id) == (stray.text, "print", "open")
    assert worst.margin > 0.1
    assert [one.margin for one in found] == sorted((one.margin for one in found), reverse=True)


def test_hardly_anything_to_learn_from(corpus: Corpus) -> None:
    """One entry, or none, is no reason to fail."""
    one = replace(corpus, ids=corpus.ids[:1], phrasings=corpus.phrasings[:6], named=())
    assert finder(one).match("wanneer is de bibliotheek open", "nl").decision == "answer"
    assert finder(one).match("wat kost een fiets", "nl").decision in {"none", "choices"}
    none = replace(corpus, ids=(), phrasings=(), named=())
    assert finder(none).match("wanneer is de bibliotheek open", "nl") == Match("none", ())
