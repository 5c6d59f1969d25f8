"""The matcher: right answers, honest silence, and how often each, measured on questions kept apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from bot.faq.matcher import Match, Matcher, build

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.faq.content import Content


@pytest.fixture(scope="module")
def matcher(content: Content) -> Matcher:
    """The matcher over the project's content."""
    return build(content)


@pytest.fixture(scope="module")
def questions(examples: Callable[[str], Any]) -> dict[str, Any]:
    """Questions written apart from the content."""
    asked: dict[str, Any] = examples("questions.yaml")
    return asked


def tally(matcher: Matcher, asked: dict[str, list[str]], language: str) -> dict[str, float]:
    """Parts of the questions: answered right, answered wrong, right one first, right one offered."""
    rows = [
        (entry, text, matcher.match(text, language))
        for entry, texts in asked.items()
        for text in texts
    ]
    ids = [
        (entry, match.decision, [one.entry_id for one in match.candidates])
        for entry, _, match in rows
    ]
    return {
        "right": sum(how == "answer" and found[0] == entry for entry, how, found in ids) / len(ids),
        "wrong": sum(how == "answer" and found[0] != entry for entry, how, found in ids) / len(ids),
        "first": sum(found[:1] == [entry] for entry, _, found in ids) / len(ids),
        "offered": sum(how != "none" and entry in found for entry, how, found in ids) / len(ids),
    }


def test_dutch_questions_find_their_answer(matcher: Matcher, questions: dict[str, Any]) -> None:
    """Nine in ten Dutch questions reach their entry, and almost none a wrong one."""
    part = tally(matcher, questions["nl"], "nl")
    assert part["first"] >= 0.90
    assert part["offered"] >= 0.90
    assert part["right"] >= 0.55
    assert part["wrong"] <= 0.02


def test_english_questions_find_their_answer(matcher: Matcher, questions: dict[str, Any]) -> None:
    """English questions do at least as well, whichever language their writer chose."""
    for language in ("en", "nl"):
        part = tally(matcher, questions["en"], language)
        assert part["first"] >= 0.90
        assert part["wrong"] <= 0.02


def test_questions_in_fresh_words_are_not_answered_wrong(
    matcher: Matcher, questions: dict[str, Any]
) -> None:
    """Of questions in words nobody thought of, most still reach their entry; hardly one gets a wrong answer."""
    part = tally(matcher, questions["fresh"], "nl")
    assert part["offered"] >= 0.70
    assert part["wrong"] <= 0.03


def test_other_questions_are_not_answered(matcher: Matcher, questions: dict[str, Any]) -> None:
    """Cooking, tax, weather and other worries of schools get no answer, and seldom a suggestion."""
    outside = [*questions["outside"], *questions["fresh_outside"]]
    decisions = [matcher.match(text, "nl").decision for text in outside]
    assert decisions.count("answer") / len(outside) <= 0.02
    assert decisions.count("none") / len(outside) >= 0.85


def test_every_phrasing_finds_its_entry(matcher: Matcher, content: Content) -> None:
    """What maintainers wrote as a way of asking leads to that entry."""
    for entry in content.entries.values():
        for language in ("nl", "en"):
            wording = entry.wording(language)
            for text in (wording.question, *wording.paraphrases):
                match = matcher.match(text, language)
                assert match.decision != "none"
                assert entry.id in {one.entry_id for one in match.candidates}, text


@pytest.mark.parametrize(
    "text", ["meldcode", "Meldcode?", "OMEI", "gedoxt", "andrew tate", "medewerker"]
)
def test_a_keyword_is_answered(matcher: Matcher, text: str) -> None:
    """One or two words that are a keyword are a question."""
    assert matcher.match(text, "nl").decision == "answer"


@pytest.mark.parametrize(
    "text", ["ouders", "de politie", "school", "meldcode stap", "online gedoe"]
)
def test_short_questions_are_offered_choices_at_most(matcher: Matcher, text: str) -> None:
    """One or two words that are no keyword never get an answer at once."""
    match = matcher.match(text, "nl")
    assert match.decision in {"choices", "none"}


def test_shared_small_words_mean_nothing(matcher: Matcher) -> None:
    """“Hoe”, “ik” and “wat” are in every question and point nowhere."""
    for text in ("hoe moet ik dat nu doen", "wat kan ik", "en dan", "ja maar hoe dan"):
        assert matcher.match(text, "nl") == Match("none", ())


def test_typing_errors_are_mended(matcher: Matcher) -> None:
    """A slip of the thumb in the word that matters changes nothing."""
    for text, entry in (
        ("moet ik de meldkode volgen bij radicalisering", "f12_meldcode"),
        ("een leerling gelooft in complotteorieen", "f09_complotdenken"),
        ("mag ik informatie delne met de politie", "f10_info_delen"),
        ("hoe kan ik annoniem melden", "f19_anoniem_melden"),
    ):
        assert matcher.match(text, "nl").candidates[0].entry_id == entry


def test_the_limit_holds(matcher: Matcher) -> None:
    """Never more candidates than asked for, best first."""
    for limit in (1, 2, 5):
        match = matcher.match("mag ik dit delen met de ouders en de politie", "nl", limit=limit)
        scores = [one.score for one in match.candidates]
        assert len(scores) <= limit
        assert scores == sorted(scores, reverse=True)


def test_who_she_is_is_no_question(matcher: Matcher) -> None:
    """A question about parents does not find the entry for those who are parents."""
    for text in (
        "de moeder van een leerling is boos",
        "een vader en moeder met zorgen over hun zoon",
    ):
        found = {one.entry_id for one in matcher.match(text, "nl").candidates}
        assert not found & {"m03_ik_ben_jongere", "m04_ouder_of_burger"}


def test_context_around_a_question_does_not_hide_it(matcher: Matcher) -> None:
    """A question at the end of a story is found as well as the question alone."""
    story = "Ik werk al jaren in een buurthuis in een rustige wijk en ken iedereen. Moet ik de ouders inlichten?"
    assert matcher.match(story, "nl").candidates[0].entry_id == "f28_ouders_betrekken"
